// The spot print: the plain arithmetic of the laboratory against the index machine, and attacks against their bounds.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Spot;
using Tokenbourse.Unit.Index;
using Xunit;

namespace Tokenbourse.Unit.SpotLaboratory;

public sealed class SpotPrintTests
{
    // The band of the methodology: deals outside of the auction count within a tenth of its price.
    private static readonly double _band = -Math.Log(0.9);

    [Fact]
    public void The_machine_prints_on_the_auctions_deals_what_the_laboratory_works_out_beside_it()
    {
        // From the eighth day on the weights rest on the days that are a week old.
        var first = TradingDate.Of(2026, 1, 25);
        var market = new SpotMarket(SpotTerms.Compute, 21, first, new MarketsAuction());
        var run = Machine(first, "GHX");
        var plain = new List<double>();
        for (var day = 0; day < 10; day++)
        {
            plain.Add(market.Play());
            Observe(run, first.Plus(day), SpotDeals.Of(SpotTerms.Compute, market, first.Plus(day)));
        }

        run.Tick($"{first.Plus(10)}T00:00:00Z");
        Assert.DoesNotContain(run.Events, e => e.Kind is MessageKind.DocumentRefused or MessageKind.ObservationRefused);
        Assert.Equal(plain, run.Prints.Select(p => (double)p.Value!));
        Assert.All(run.Prints, p => Assert.EndsWith("simulated deals", p.TierName, StringComparison.Ordinal));
    }

    [Fact]
    public void The_token_market_has_its_own_document()
    {
        var market = new SpotMarket(SpotTerms.Tokens, 22, SpotMarketTests.First, new MarketsAuction());
        var run = Machine(SpotMarketTests.First, "TKX");
        var plain = market.Play();
        Observe(run, SpotMarketTests.First, SpotDeals.Of(SpotTerms.Tokens, market, SpotMarketTests.First));
        run.Tick("2026-01-02T00:00:00Z");
        Assert.Equal(plain, (double)run.Last.Value!);
    }

    [Theory]
    [InlineData(0.1, 1.1, 1, false)]
    [InlineData(1000, 1.1, 30, false)]
    [InlineData(1000, 0.9, 30, false)]
    [InlineData(1000, 1.1, 30, true)]
    [InlineData(1000, 0.01, 30, false)]
    public void A_wash_of_any_size_moves_a_print_by_no_more_than_the_sellers_weight_times_the_band(
        double times,
        double paid,
        int accounts,
        bool related
    )
    {
        var kind = related ? SpotWashKind.Related : SpotWashKind.Friends;
        var wash = new SpotWash(0, (decimal)times, (decimal)paid, accounts, kind);
        var market = new SpotMarket(SpotTerms.Compute, 31, SpotMarketTests.First, new MarketsAuction());
        var (bare, washed) = (Machine(SpotMarketTests.First, "GHX"), Machine(SpotMarketTests.First, "GHX"));
        for (var day = 0; day < 8; day++)
        {
            var date = SpotMarketTests.First.Plus(day);
            market.Play();
            var deals = SpotDeals.Of(SpotTerms.Compute, market, date);
            Observe(bare, date, deals);
            Observe(washed, date, day < 7 ? deals : [.. deals, .. SpotDeals.Of(SpotTerms.Compute, market, date, wash)]);
        }

        bare.Tick("2026-01-09T00:00:00Z");
        washed.Tick("2026-01-09T00:00:00Z");
        Assert.Equal(8, bare.Prints.Count);
        for (var day = 0; day < 8; day++)
        {
            var moved = Math.Abs(Math.Log((double)(washed.Prints[day].Value / bare.Prints[day].Value)!));
            var counts = !related && paid is >= 0.9 and <= 1.1 && day == 7;

            var rounding = SpotBounds.Rounding((double)bare.Prints[day].Value!, (double)washed.Prints[day].Value!, 4);
            Assert.InRange(moved, 0, (counts ? 0.25 * _band : 0) + rounding);
            if (counts && times > 100)
                Assert.True(moved > 0.002, $"the attack is felt: {moved}");
        }
    }

    [Fact]
    public void Bids_of_any_size_within_a_limit_move_a_print_by_no_more_than_the_bound_that_needs_only_the_bids()
    {
        var auction = new MarketsAuction();
        var market = new SpotMarket(SpotTerms.Compute, 41, SpotMarketTests.First, auction);
        var chance = new Random(7);
        foreach (var limit in new[] { 0.01, 0.05, 0.2, 0.6 })
        {
            market.Play();
            var bound = SpotBounds.Of(auction, market, SpotTerms.Compute, limit);
            Assert.True(bound.Down < 0 && bound.Up > 0);
            for (var t = 0; t < 60; t++)
            {
                // One account or several of a group, who keep the limit together.
                var pieces = new SpotAttack[1 + chance.Next(4)];
                for (var i = 0; i < pieces.Length; i++)
                    pieces[i] = new(
                        limit / pieces.Length * chance.NextDouble(),
                        3 * chance.NextDouble(),
                        limit / pieces.Length * chance.NextDouble(),
                        3 * chance.NextDouble()
                    );
                Assert.InRange(
                    SpotBounds.Move(auction, market, SpotTerms.Compute, pieces),
                    bound.Down - 1e-12,
                    bound.Up + 1e-12
                );
            }
        }
    }

    private static IndexRun Machine(TradingDate first, string index)
    {
        var document = File.ReadAllText(
            Path.Combine(Architecture.Sources.Root, "rulebook", "laboratory", index + ".json")
        );
        var run = new IndexRun().Define($"{first}T00:00:00Z", document);
        return run.Send($"{first}T00:00:00Z", MessageKind.DefineSource, Documents.Write(SpotDeals.DefineSource(first)));
    }

    private static void Observe(IndexRun run, TradingDate day, IReadOnlyList<DealObservation> deals)
    {
        foreach (var deal in deals)
            run.Send($"{day}T12:00:00Z", MessageKind.ObserveDeal, Documents.Write(deal));
    }
}
