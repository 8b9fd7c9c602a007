// The venue's own spot trades reach the index administrator: each once, parted by term and hour, with what proves them.
using System.Text;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Unit.Market.Spot;
using Tokenbourse.Venue;
using Tokenbourse.Views.Spot;
using Xunit;
using static Tokenbourse.Unit.Market.Spot.SpotDesk;

namespace Tokenbourse.Unit.Index;

public sealed class SpotReportTests
{
    [Fact]
    public void A_trade_becomes_deals_by_hour_of_the_day_at_the_hours_prices()
    {
        var desk = SpotDesk.Open();
        desk.Place(Block(1, Side.Buy, 1, 0, 2, 3, 900));
        desk.Place(Bid(2, Side.Sell, 1, 0, 3, 300));
        desk.Place(Bid(2, Side.Sell, 2, 1, 3, 400));
        desk.Clock(12);
        var reports = Fold(desk);
        var auction = reports.Next(-1)!;
        Assert.Equal(
            [("capacity", 6m), ("requested", 6m), ("granted", 6m), ("available", 0m), ("rationed", 0m)],
            auction.Measures.Select(m => (m.Class, m.Value!.Value))
        );
        var trade = reports.Next(auction.Event)!;
        // Two hours of three lots of 1,000 tokens: 0.003 million each; the price of the hours, not their average.
        Assert.Equal(["TS-h00", "TS-h01"], trade.Deals.Select(d => d.Item));
        Assert.All(trade.Deals, d => Assert.Equal(("day_ahead", 0.003m), (d.Terms, d.Quantities[0].Units)));
        var prices = desk
            .Said.Where(e => e.Kind == MessageKind.SpotAuctionHeld)
            .Select(e => Documents.Read<SpotAuctionDocument>(e.Payload.Span).Prices)
            .Single();
        Assert.Equal([prices[0] * 3 / 100m, prices[1] * 3 / 100m], trade.Deals.Select(d => d.Net));
        Assert.Equal(prices[0] / 100m * 1000, trade.Deals[0].Quantities[0].List);
        Assert.All(trade.Deals, d => Assert.True(d.Simulated && d.Flags is null));
        Assert.Null(reports.Next(trade.Event));
    }

    [Fact]
    public void The_administrator_takes_each_event_once_and_goes_on_after_a_restart()
    {
        var logs = new VenueLogs(new MemoryLog(), new MemoryLog(), new MemoryLog(), new MemoryLog());
        var venue = new Venue.Venue(logs);
        Play(venue);
        var before = logs.Observations.Tail;
        Assert.Equal(2, Reports(logs));
        var digest = venue.IndexDigest;

        var again = new Venue.Venue(logs);
        Assert.Equal(0, again.CarrySpot());
        Assert.Equal((before, digest), (logs.Observations.Tail, again.IndexDigest));
        var twice = logs.Observations.Read(0).Last(e => e.Kind == MessageKind.ObserveSpot);
        again.Observe(MessageKind.ObserveSpot, twice.Payload);
        Assert.Equal(MessageKind.DocumentRefused, logs.Prints.Read(logs.Prints.Tail - 1).Single().Kind);
    }

    [Fact]
    public void Deals_within_one_control_group_are_told_as_related()
    {
        var desk = SpotDesk.Open();
        foreach (var account in new[] { 11, 12 })
        {
            var document = new AccountDocument(account, $"A{account}", "trader", false, account < 12 ? 5 : 0);
            desk.Document(MessageKind.OpenAccount, Encoding.UTF8.GetString(Documents.Write(document)));
        }

        var reports = new SpotReports();
        var at = 0L;
        foreach (var entry in desk.Events)
            reports.Apply(new(at++, entry.Time, entry.Cause, entry.Kind, entry.Payload));
        var trade = new SpotTraded(1, Tokens, SpotVenue.Quote, new(11), new(11), Midnight, 1, new(1), new(300), 1);
        reports.Apply(new(at, desk.Now, 0, MessageKind.SpotTraded, Codec.Bytes(trade)));
        var deal = reports.Next(-1)!.Deals.Single();
        Assert.Equal(["related"], deal.Flags);
        Assert.Equal(("group-5", "group-5"), (deal.Seller, deal.Buyer));
        Assert.Null(deal.Quantities[0].List);
        Assert.False(deal.Simulated);
    }

    private static SpotReports Fold(MarketDesk desk)
    {
        var reports = new SpotReports();
        var at = 0L;
        foreach (var entry in desk.Events)
            reports.Apply(new(at++, entry.Time, entry.Cause, entry.Kind, entry.Payload));
        return reports;
    }

    private static int Reports(VenueLogs logs) =>
        logs.Observations.Read(0).Count(e => e.Kind == MessageKind.ObserveSpot);

    private static void Play(Venue.Venue venue)
    {
        venue.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), 9 * 60));
        venue.Submit(MessageKind.SetRelease, Codec.Bytes(new SetRelease(Releases.Newest)));
        venue.Submit(MessageKind.DefineSpotProduct, Encoding.UTF8.GetBytes(Product()));
        foreach (var account in new[] { 1, 2 })
        {
            venue.Submit(
                MessageKind.OpenAccount,
                Documents.Write(new AccountDocument(account, $"A{account}", "trader", true))
            );
            venue.Submit(
                MessageKind.MoveCash,
                Codec.Bytes(new MoveCash(new(account), Currency.CNY, new(1_000_000), Name24.Of("first")))
            );
        }

        venue.Submit(MessageKind.PlaceSpotBid, Codec.Bytes(Bid(1, Side.Buy, 1, 0, 3, 500)));
        venue.Submit(MessageKind.PlaceSpotBid, Codec.Bytes(Bid(2, Side.Sell, 1, 0, 3, 300)));
        venue.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), 13 * 60));
    }
}
