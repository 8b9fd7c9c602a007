// What clients, sellers and the clock do to a meter that means harm or have bad luck.
using System.Net.Http.Headers;
using System.Text;
using Tokenbourse.Gateways.Meter;
using Xunit;

namespace Tokenbourse.Unit.Meter;

public sealed class MeterFaultTests
{
    private const string Chats = "/v1/chat/completions";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(",\"stream\":true")]
    public async Task A_seller_that_is_too_slow_does_not_use_up_the_time_of_the_next_one(string more)
    {
        var limits = new MeterLimits { Answer = TimeSpan.FromMilliseconds(100) };
        await using var floor = await MeterFloor.Open(MeterFloor.Document(limits, endpoints: 2));
        var answer = more.Length == 0 ? MeterDoorTests.Answer("a") : Script.Events(MeterFloor.Chunk("a"), "[DONE]");
        floor.Sellers.Scripts.Enqueue(answer with { Bytes = [], Hangs = true });
        floor.Sellers.Scripts.Enqueue(answer);
        Assert.Equal(200, (await floor.Post(Chats, MeterFloor.Chat("q", more))).Status);
        Assert.Equal(2, floor.Sellers.Asked.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"stream\":true")]
    public async Task A_client_that_takes_nothing_is_sent_away_and_keeps_nobody_from_being_billed(string more)
    {
        var limits = new MeterLimits { Client = TimeSpan.FromMilliseconds(100) };
        await using var floor = await MeterFloor.Open(MeterFloor.Document(limits));
        var text = new string('x', 400_000);
        floor.Sellers.Scripts.Enqueue(
            more.Length == 0
                ? MeterDoorTests.Answer(text)
                : Script.Events([.. Enumerable.Repeat(MeterFloor.Chunk(text[..2000]), 200), "[DONE]"])
        );
        using var stalled = await floor.Http.SendAsync(
            Request(floor, MeterFloor.Chat("q", more)),
            HttpCompletionOption.ResponseHeadersRead,
            Stop
        );
        floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer("b"));
        Assert.Equal(200, (await floor.Post(Chats, MeterFloor.Chat("q"))).Status);
        for (var i = 0; i < 500 && floor.Account.HeldMicro + floor.Account.BilledUnits == 0; i++)
        {
            await floor.Poster.Round(Stop);
            await Task.Delay(10, Stop);
        }

        // What the client took before it was sent away settles in its own time.
        for (var i = 0; i < 500 && !IsBilled(); i++)
        {
            await floor.Poster.Round(Stop);
            await Task.Delay(10, Stop);
        }

        Assert.Equal(0, floor.Account.HeldMicro);
        Assert.Equal(floor.Account.SettledMicro / 1_000_000, floor.Account.BilledUnits);
        Assert.True(floor.Account.BilledUnits > 0);

        bool IsBilled() =>
            floor.Account.HeldMicro == 0 && floor.Account.SettledMicro / 1_000_000 == floor.Account.BilledUnits;
    }

    [Fact]
    public async Task Who_has_read_most_of_a_long_answer_and_leaves_pays_for_it()
    {
        await using var floor = await MeterFloor.Open();
        floor.Sellers.Scripts.Enqueue(MeterDoorTests.Answer(new string('x', 400_000)));
        using (
            var response = await floor.Http.SendAsync(
                Request(floor, MeterFloor.Chat("q")),
                HttpCompletionOption.ResponseHeadersRead,
                Stop
            )
        )
        {
            await using var stream = await response.Content.ReadAsStreamAsync(Stop);
            await stream.ReadExactlyAsync(new byte[350_000], Stop);
        }

        // Whether its connection took it is known when the handler ends.
        for (var i = 0; i < 500 && floor.Account.BilledUnits == 0; i++)
        {
            await floor.Poster.Round(Stop);
            await Task.Delay(10, Stop);
        }

        Assert.True(floor.Venue.Delivered(MeterFloor.Certificate) > 0);
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_is_refused_and_not_counted()
    {
        await using var floor = await MeterFloor.Open();
        var body = Encoding.UTF8.GetBytes(MeterFloor.Chat("?"));
        body[Array.IndexOf(body, (byte)'?')] = 0xFF;
        using var request = Request(floor, "");
        request.Content = new ByteArrayContent(body);
        using var response = await floor.Http.SendAsync(request, Stop);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("7001", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Empty(floor.Sellers.Asked);
    }

    [Fact]
    public async Task Failed_units_are_never_more_than_the_certificate_has_so_that_no_bill_is_refused_for_them()
    {
        await using var floor = await MeterFloor.Open();
        var facts = floor.Venue.Certificates[MeterFloor.Certificate];
        floor.Venue.Certificates[MeterFloor.Certificate] = facts with { Units = 700, UnitsAMinute = 0 };
        for (var i = 0; i < 5; i++)
        {
            floor.Sellers.Scripts.Enqueue(new([], Status: 500));
            Assert.Equal(7030, await floor.Refused(Chats, MeterFloor.Chat("q")));
            if (i == 3)
                await floor.Poster.Round(Stop);
        }

        await floor.Poster.Round(Stop);
        Assert.Equal(700, floor.Venue.Failed(MeterFloor.Certificate));
    }

    [Fact]
    public async Task Counts_that_no_answer_has_and_vectors_that_nobody_asked_for_are_no_answer()
    {
        await using var floor = await MeterFloor.Open();
        floor.Sellers.Scripts.Enqueue(
            MeterDoorTests.Answer(
                "a",
                ",\"usage\":{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":9223372036854775807}"
            )
        );
        Assert.Equal(7032, await floor.Refused(Chats, MeterFloor.Chat("q")));
        foreach (var data in (string[])["", "{},{}"])
        {
            floor.Sellers.Scripts.Enqueue(Script.Json($$"""{"data":[{{data}}]}"""));
            Assert.Equal(
                7032,
                await floor.Refused("/v1/embeddings", $$"""{"model":"{{MeterFloor.Model}}","input":"a"}""")
            );
        }
    }

    [Fact]
    public async Task A_window_that_ends_during_a_plain_answer_is_no_fault_of_the_request_nor_of_the_seller()
    {
        await using var floor = await MeterFloor.Open();
        floor.Clock.Time = new(2026, 3, 2, 11, 59, 59, 950, TimeSpan.Zero);
        floor.Sellers.Scripts.Enqueue(new([], Hangs: true));
        var asked = floor.Post(Chats, MeterFloor.Chat("q"));
        while (floor.Sellers.Asked.Count == 0)
            await Task.Yield();
        floor.Clock.Time += TimeSpan.FromSeconds(1);
        var (status, body, _) = await asked;
        Assert.Equal(403, status);
        Assert.Contains("7035", body, StringComparison.Ordinal);
        await floor.Poster.Round(Stop);
        Assert.Empty(floor.Venue.Records);
    }

    [Fact]
    public async Task All_who_wait_for_a_venue_that_is_silent_hear_it_when_the_first_one_does()
    {
        var folder = Directory.CreateTempSubdirectory("meter-silent-").FullName;
        var venue = new SilentVenue();
        using (var books = MeterBooks.Open(folder, 7, new StillClock(), _ => { }))
        {
            var desk = new CertificateDesk(books, venue, new());
            var waiting = Enumerable
                .Range(0, 10)
                .Select(_ => desk.Know(books.Account(MeterFloor.Certificate), Stop).AsTask())
                .ToArray();
            venue.Silent.SetResult();
            foreach (var one in waiting)
            {
                var heard = await Assert.ThrowsAsync<MeterFaultException>(() => one);
                Assert.Equal(MeterRefusal.VenueUnreachable, heard.Fault.Reason);
            }
        }

        Assert.Equal(1, venue.Asked);
        Directory.Delete(folder, true);
    }

    [Fact]
    public void A_file_of_keys_that_cannot_be_read_is_told_and_a_key_never_runs_into_the_line_before_it()
    {
        var file = Path.GetTempFileName();
        var clock = new StillClock();
        var told = new List<string>();
        File.WriteAllText(file, MeterKeys.Line("tb-a", 1));
        MeterKeys.Add(file, "tb-b", 2);
        MeterKeys.Add(file, "tb-c", 3);
        var keys = new MeterKeys(file, clock, told.Add);
        Assert.Equal([1, 2, 3], ((string[])["tb-a", "tb-b", "tb-c"]).Select(k => keys.Find(k)));
        // The line of a key is taken out, but another one is spoilt.
        Change(MeterKeys.Line("tb-b", 2) + "\nnonsense\n", 1);
        Assert.Equal([1, 1], (long?[])[keys.Find("tb-a"), Again("tb-a")]);
        Assert.Single(told);
        Change(MeterKeys.Line("tb-b", 2) + "\n" + MeterKeys.Line("tb-b", 3) + "\n", 2);
        Assert.Equal((1, 2), (keys.Find("tb-a"), told.Count));
        Change(MeterKeys.Line("tb-b", 2) + "\n", 3);
        Assert.Equal((null, 2L), (keys.Find("tb-a"), keys.Find("tb-b")));
        File.Delete(file);

        long? Again(string key)
        {
            clock.Time += TimeSpan.FromSeconds(2);
            return keys.Find(key);
        }

        void Change(string text, int minutes)
        {
            File.WriteAllText(file, text);
            File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, minutes, 0, DateTimeKind.Utc));
            clock.Time += TimeSpan.FromSeconds(2);
        }
    }

    private static HttpRequestMessage Request(MeterFloor floor, string body) =>
        new(HttpMethod.Post, Chats)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", floor.Key) },
        };

    private sealed class SilentVenue : IDeliveryVenue
    {
        public TaskCompletionSource Silent { get; } = new();

        public int Asked { get; private set; }

        public async Task<CertificateFacts?> Certificate(long certificate, CancellationToken stop)
        {
            Asked++;
            await Silent.Task;
            throw new DeliveryVenueException("silent");
        }

        public Task<DeliveryAnswer> Record(DeliveryRecord record, CancellationToken stop) =>
            throw new NotSupportedException();
    }
}
