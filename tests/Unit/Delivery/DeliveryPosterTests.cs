// Deliveries told to a real venue over its door: run again nothing is posted twice, after a cut it goes on, and another
// certificate at the same meter does not stand in the way.
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Delivery;
using Tokenbourse.Metering.Delivery;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Market.Spot;
using Xunit;

namespace Tokenbourse.Unit.Delivery;

public sealed class DeliveryPosterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A door whose answers get lost after the venue took the record.</summary>
    private sealed class CutDoor(IDeliveryDoor inner) : IDeliveryDoor
    {
        public Task<VenueCertificate> Certificate(long certificate, CancellationToken cancel) =>
            inner.Certificate(certificate, cancel);

        public async Task<SpotAnswer> Record(VenueDelivery delivery, CancellationToken cancel)
        {
            await inner.Record(delivery, cancel);
            throw new VenueException("cut here");
        }
    }

    /// <summary>A certificate as a run that began earlier has it.</summary>
    private static VenueCertificate Old(VenueCertificate certificate) => certificate with { LastRecord = 0, Drawn = 0 };

    private static DeliveredHour Hour(long certificate, int hour, long sold, long delivered) =>
        new(certificate, SpotDesk.Midnight + hour, sold, delivered);

    // Two certificates of account 1: two lots (2,000 units) in hours 0 to 2, one lot in hours 0 and 1; at one meter.
    private static async Task<(Floor Floor, VenueClient Client)> Open()
    {
        var floor = await Floor.Open();
        await floor.Ask("POST", "/v1/spot/define-product", SpotDesk.Product());
        foreach (var (reference, hours, lots) in new[] { (1, 3, 2), (2, 2, 1) })
        {
            await floor.Ask("POST", "/v1/spot/place-bid", Block(1, "buy", reference, hours, lots));
            // Another seller each: what one pair trades in an hour is one certificate.
            await floor.Ask("POST", "/v1/spot/place-bid", Block(1 + reference, "sell", reference, hours, lots));
        }

        floor.Clock(2, 12);
        var client = new VenueClient(floor.Http);
        foreach (var certificate in await Mine(client))
            Assert.Null(
                (
                    await client.SpotSend(
                        "redeem-certificate",
                        $$"""{"account":1,"certificate":{{certificate.Certificate}},"meter":7}""",
                        Cancel
                    )
                ).Error
            );
        floor.Clock(3, 3, 5);
        return (floor, client);
    }

    private static string Block(int account, string side, int reference, int hours, int lots) =>
        $$"""{"account":{{account}},"product":"TS","side":"{{side}}","reference":{{reference}},"hours":{{hours}},"""
        + $$""" "firstHour":"2026-03-03T00:00:00Z","lots":{{lots}},"limit":"5.00","allOrNone":true}""";

    private static async Task<IReadOnlyList<VenueCertificate>> Mine(VenueClient client) =>
        [
            .. client
                .Shaped(
                    await client.SpotRead("/v1/accounts/1/certificates", Cancel),
                    SpotJson.Default.IReadOnlyListVenueCertificate,
                    "certificates"
                )
                .OrderBy(c => c.Certificate),
        ];

    [Fact]
    public async Task What_was_delivered_is_told_once_however_often_it_runs()
    {
        var (floor, client) = await Open();
        await using var _ = floor;
        var mine = await Mine(client);
        Assert.Equal(2, mine.Count);
        // In every hour one unit is short; an excess is not told.
        DeliveredHour[] hours =
        [
            .. mine.SelectMany(c =>
            {
                var window = SoldCertificates.WindowOf(c);
                return Enumerable
                    .Range(0, window.Hours)
                    .Select(i =>
                        Hour(c.Certificate, i, window.SecondsAnHour, window.SecondsAnHour + (i == 0 ? 50 : -1))
                    );
            }),
        ];
        var first = await new DeliveryPoster(client, "e1").Post(mine, hours, Cancel);
        Assert.Equal(5, first.Count);
        Assert.All(first, p => Assert.Equal(PostOutcome.Posted, p.Outcome));
        var after = await Mine(client);
        Assert.Equal(mine.Select(c => c.Units - c.Hours + 1), after.Select(c => c.Drawn));
        Assert.Equal(mine.Select(c => (long)c.Hours - 1), after.Select(c => c.Failed));
        var again = await new DeliveryPoster(client, "e1").Post(after, hours, Cancel);
        Assert.All(again, p => Assert.Equal(PostOutcome.Known, p.Outcome));

        // A run that read the certificates before the others posted.
        var late = await new DeliveryPoster(client, "e1").Post([.. mine.Select(Old)], hours, Cancel);
        Assert.All(late, p => Assert.Equal(PostOutcome.Known, p.Outcome));
        Assert.Equal(after, await Mine(client));
    }

    [Fact]
    public async Task After_a_cut_it_goes_on_where_the_venue_stands()
    {
        var (floor, client) = await Open();
        await using var _ = floor;
        var mine = await Mine(client);
        DeliveredHour[] hours =
        [
            .. mine.SelectMany(c =>
                Enumerable.Range(0, c.Hours).Select(i => Hour(c.Certificate, i, c.Units / c.Hours, 10))
            ),
        ];
        await Assert.ThrowsAsync<VenueException>(() =>
            new DeliveryPoster(new CutDoor(client), "e1").Post(mine, hours, Cancel)
        );
        var posted = await new DeliveryPoster(client, "e1").Post(await Mine(client), hours, Cancel);
        Assert.Equal(1, posted.Count(p => p.Outcome == PostOutcome.Known));
        Assert.Equal(4, posted.Count(p => p.Outcome == PostOutcome.Posted));
        Assert.Equal(mine.Select(c => 10L * c.Hours), (await Mine(client)).Select(c => c.Drawn));
    }

    [Fact]
    public async Task Hours_that_come_late_are_told_although_the_meter_went_on()
    {
        var (floor, client) = await Open();
        await using var _ = floor;
        var mine = await Mine(client);
        DeliveredHour[] second = [Hour(mine[1].Certificate, 0, 1000, 1), Hour(mine[1].Certificate, 1, 1000, 2)];
        await new DeliveryPoster(client, "e1").Post(mine, second, Cancel);
        DeliveredHour[] first = [Hour(mine[0].Certificate, 0, 2000, 5)];
        var posted = await new DeliveryPoster(client, "e1").Post(await Mine(client), first, Cancel);
        Assert.Equal(PostOutcome.Posted, Assert.Single(posted).Outcome);
        Assert.Equal([5, 3], (await Mine(client)).Select(c => c.Drawn));
    }

    [Fact]
    public async Task A_refusal_is_told_with_its_reason_and_ends_the_certificate()
    {
        var (floor, client) = await Open();
        await using var _ = floor;
        var mine = await Mine(client);
        // Its window ends with the third hour.
        var posted = await new DeliveryPoster(client, "e1").Post(
            mine,
            [Hour(mine[0].Certificate, 9, 2000, 5), Hour(mine[0].Certificate, 10, 2000, 5)],
            Cancel
        );
        var refused = Assert.Single(posted);
        Assert.Equal((PostOutcome.Refused, "hour"), (refused.Outcome, refused.Error!.Field));
    }

    [Fact]
    public void A_meter_that_counts_otherwise_is_left_alone()
    {
        var certificate = new VenueCertificate(
            1,
            "TS",
            2,
            1,
            "2026-03-03T00:00:00Z",
            3,
            2,
            6000,
            10,
            0,
            30m,
            0m,
            "redeemed",
            7,
            77
        );
        Assert.False(DeliveryPoster.IsOwn(certificate));
        Assert.True(DeliveryPoster.IsOwn(certificate with { LastRecord = (5 * DeliveryPoster.Step) + 3 }));
    }

    [Theory]
    [InlineData("2026-03-03T00:30:00Z", 3, 6000, "firstHour")]
    [InlineData("2026-03-03T00:00:00Z", 0, 6000, "hours")]
    [InlineData("2026-03-03T00:00:00Z", 3, 6001, "units")]
    public void A_certificate_that_makes_no_sense_is_refused_with_its_field(
        string hour,
        int hours,
        long units,
        string field
    )
    {
        var certificate = new VenueCertificate(1, "TS", 2, 1, hour, hours, 2, units, 0, 0, 30m, 0m, "redeemed", 7, 0);
        var fault = Assert.Throws<CertificateException>(() => SoldCertificates.WindowOf(certificate));
        Assert.Contains(field, fault.Message, StringComparison.Ordinal);
    }
}
