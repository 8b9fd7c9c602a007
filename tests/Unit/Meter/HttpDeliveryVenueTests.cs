// The venue's door as the meter uses it: only the venue's own words end a delivery, whatever stands in between.
using System.Net;
using System.Text;
using Tokenbourse.Gateways.Meter;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class HttpDeliveryVenueTests : IDisposable
{
    private const string Done = """{"command":"record-delivery","time":"","commandSequence":5,"events":[]}""";

    private static readonly DeliveryRecord _record = new(12, 7, 5, 490_000, 3, 0, "e", 9);

    private readonly Answers _answers = new();
    private readonly HttpClient _http;
    private readonly HttpDeliveryVenue _venue;

    public HttpDeliveryVenueTests()
    {
        _http = new(_answers);
        _venue = new(_http, new("http://venue/"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task What_the_venue_takes_is_taken_with_the_account_that_stood_in()
    {
        _answers.Next.Enqueue((200, Done));
        Assert.Equal(new(true, 0, ""), await _venue.Record(_record, Stop));
        Assert.Contains("\"by\":9", _answers.Asked.Single(), StringComparison.Ordinal);
        _answers.Next.Enqueue((200, Done));
        await _venue.Record(_record with { By = 0 }, Stop);
        Assert.DoesNotContain("\"by\"", _answers.Asked[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>sign in</html>")]
    [InlineData(200, "[]")]
    [InlineData(204, "")]
    [InlineData(404, "<html>not here</html>")]
    [InlineData(403, """{"error":"no"}""")]
    [InlineData(400, """{"error":{"code":"BAD_REQUEST","num":1001,"message":"m"}}""")]
    [InlineData(404, """{"error":{"code":"NOT_FOUND","num":1004,"message":"m"}}""")]
    [InlineData(429, """{"error":{"code":"X","num":4044,"message":"m"}}""")]
    [InlineData(503, """{"error":{"code":"BUSY","num":1021,"message":"m"}}""")]
    public async Task What_a_proxy_or_another_program_says_is_no_answer_and_the_bill_waits(int status, string body)
    {
        _answers.Next.Enqueue((status, body));
        await Assert.ThrowsAsync<DeliveryVenueException>(() => _venue.Record(_record, Stop));
    }

    [Fact]
    public async Task A_refusal_is_kept_with_its_number()
    {
        _answers.Next.Enqueue((422, Error(RejectReason.NotStandingIn)));
        Assert.Equal(new(false, (int)RejectReason.NotStandingIn, "m"), await _venue.Record(_record, Stop));
    }

    [Fact]
    public async Task A_record_that_is_done_is_ours_only_if_the_certificate_has_it()
    {
        _answers.Next.Enqueue((409, Error(RejectReason.AlreadyDone)));
        _answers.Next.Enqueue((200, Certificate(last: 5)));
        Assert.True((await _venue.Record(_record, Stop)).Taken);
        _answers.Next.Enqueue((409, Error(RejectReason.AlreadyDone)));
        _answers.Next.Enqueue((200, Certificate(last: 4)));
        var other = await Assert.ThrowsAsync<DeliveryVenueException>(() => _venue.Record(_record, Stop));
        Assert.Contains("another program", other.Message, StringComparison.Ordinal);
        _answers.Next.Enqueue((409, Error(RejectReason.RecordOutOfOrder)));
        var lost = await Assert.ThrowsAsync<DeliveryVenueException>(() => _venue.Record(_record, Stop));
        Assert.Contains("its next one is 58", lost.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"units\":6000", "\"units\":\"99999999999999999999\"")]
    [InlineData("\"units\":6000", "\"units\":-1")]
    [InlineData("\"hours\":3", "\"hours\":9000000000000000000")]
    [InlineData("\"certificate\":12", "\"certificate\":13")]
    [InlineData("2026-03-03T00:00:00Z", "soon")]
    [InlineData("{", "[")]
    public async Task A_certificate_that_makes_no_sense_is_as_none(string from, string to)
    {
        _answers.Next.Enqueue((200, Certificate(4)));
        var facts = await _venue.Certificate(12, Stop);
        Assert.Equal((6000, 3, "redeemed"), (facts!.Units, facts.Hours, facts.State));
        _answers.Next.Enqueue((200, Certificate(4).Replace(from, to, StringComparison.Ordinal)));
        await Assert.ThrowsAsync<DeliveryVenueException>(() => _venue.Certificate(12, Stop));
        _answers.Next.Enqueue((404, """{"error":{"code":"NOT_FOUND","num":1004,"message":"m"}}"""));
        Assert.Null(await _venue.Certificate(12, Stop));
        _answers.Next.Enqueue((404, "nothing here"));
        await Assert.ThrowsAsync<DeliveryVenueException>(() => _venue.Certificate(12, Stop));
    }

    private static string Error(RejectReason reason) =>
        $$$"""{"error":{"code":"X","num":{{{(int)reason}}},"message":"m","field":"record","given":"5","limit":"58"}}""";

    private static string Certificate(long last) =>
        """{"certificate":12,"product":"TS","issuer":3,"owner":1,"firstHour":"2026-03-03T00:00:00Z","hours":3,"lots":2,"""
        + """ "units":6000,"unitsAMinute":34,"drawn":10,"failed":0,"paid":"1.00","delivered":"0.00","state":"redeemed","""
        + $$""" "meter":7,"lastRecord":{{last}},"from":1}""";

    private sealed class Answers : HttpMessageHandler
    {
        public Queue<(int Status, string Body)> Next { get; } = new();

        public List<string> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (request.Content is not null)
                Asked.Add(await request.Content.ReadAsStringAsync(cancellationToken));
            var (status, body) = Next.Dequeue();
            return new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }
}
