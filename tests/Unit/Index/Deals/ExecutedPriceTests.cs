// The index of executed spot tokens under attack: washes and subsidised sellers of all sizes, against the bound.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class ExecutedPriceTests
{
    private const string Yesterday = "2026-03-10";
    private const string Today = "2026-03-11";
    private const int Sellers = 6;
    private const int Buyers = 4;

    // The document's own numbers: a deal counts within a tenth of the auction's price, a seller up to a quarter.
    private static readonly double _band = Math.Log(1.1 / 0.9);
    private const double Cap = 0.25;

    // A print is rounded to four decimals, a weight to parts per million of each row.
    private const double Rounding = 0.00011;

    [Fact]
    public void No_wash_and_no_subsidy_of_any_size_moves_the_print_beyond_its_share_times_the_band()
    {
        var worst = 0.0;
        foreach (var attackers in new[] { 1, 2 })
        {
            foreach (var volume in new[] { 0.001m, 1m, 1_000m, 1_000_000m })
            {
                var honest = Run(new(attackers, volume, 1m));
                foreach (var paid in new[] { 0.9001m, 0.95m, 1.05m, 1.0999m })
                {
                    var print = Run(new(attackers, volume, paid));
                    var share = Share(print, "x");
                    var move = Math.Abs(Math.Log((double)(print.Value!.Value / honest.Value!.Value)));
                    Assert.True(share <= (attackers * Cap) + 1e-4, $"{attackers} weigh {share}");
                    Assert.True(move <= (share * Math.Max(Math.Log(1.1), -Math.Log(0.9))) + Rounding, $"{move}");
                    worst = Math.Max(worst, move / attackers);
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"worst move of one attacker: {worst:P2}");
        // The bound is no idle one: the largest attack reaches nine tenths of it.
        Assert.InRange(worst, 0.9 * Cap * -Math.Log(0.9), Cap * -Math.Log(0.9) + Rounding);
    }

    [Fact]
    public void Against_a_market_without_the_attacker_the_move_is_within_the_share_times_the_whole_band()
    {
        var without = Run(new(0, 1m, 1m));
        foreach (var volume in new[] { 0.001m, 1m, 1_000_000m })
        {
            foreach (var paid in new[] { 0.9001m, 1m, 1.0999m })
            {
                // All volume in the dearest hours, too: an hour weighs a twenty-fourth whatever was traded of it.
                foreach (var hours in new[] { 24, 3 })
                {
                    var print = Run(new(1, volume, paid, hours));
                    var share = Share(print, "x");
                    var move = Math.Abs(Math.Log((double)(print.Value!.Value / without.Value!.Value)));
                    Assert.True(share <= (Cap * hours / 24) + 1e-4);
                    Assert.True(
                        move <= (share * _band) + Rounding,
                        $"{volume} at {paid} in {hours}: {move} by {share}"
                    );
                }
            }
        }
    }

    [Fact]
    public void What_is_told_beyond_the_band_or_comes_back_or_stays_within_a_group_does_not_count_at_all()
    {
        var without = Run(new(0, 1m, 1m));
        foreach (var paid in new[] { 0.5m, 0.89m, 1.11m, 5m })
            Assert.Equal(without.Value, Run(new(1, 1_000m, paid)).Value);
        Assert.Equal(without.Value, Run(new(1, 1_000m, 1.09m, Back: true)).Value);
        Assert.Equal(without.Value, Run(new(1, 1_000m, 1.09m, Related: true)).Value);
        Assert.Equal(without.Value, Run(new(1, 1_000m, 1.09m, OneName: true)).Value);
    }

    [Fact]
    public void Whoever_buys_and_sells_what_the_print_stays_within_a_tenth_of_the_auctions_prices()
    {
        var level = Math.Exp(Enumerable.Range(0, 24).Average(h => Math.Log((double)PriceOf(h))));
        for (var seed = 0; seed < 4; seed++)
        {
            var random = new Random(seed);
            var run = Start();
            foreach (var day in new[] { Yesterday, Today })
            {
                Honest(run, day);
                for (var i = 0; i < 200; i++)
                    Sell(
                        run,
                        day,
                        random.Next(24),
                        $"s{random.Next(Sellers)}",
                        $"y{random.Next(30)}",
                        (decimal)Math.Exp(random.Next(-5, 12)),
                        0.9m + (random.Next(201) / 1000m)
                    );
                run.Tick(Moment(day));
            }

            Assert.InRange((double)run.Last.Value!.Value, level * 0.9, level * 1.1);
        }
    }

    [Fact]
    public void Both_documents_read_and_an_hour_without_deals_withholds_or_pools()
    {
        foreach (var index in new[] { "SPX-TS-CN", "SPX-GP-H100-US" })
        {
            var faults = new List<SpecFault>();
            Assert.NotNull(IndexMethodology.Read(System.Text.Encoding.UTF8.GetBytes(Rule(index)), faults));
        }

        var run = Start();
        Honest(run, Yesterday);
        run.Tick(Moment(Yesterday));
        Honest(run, Today, h => h != 5);
        run.Tick(Moment(Today));
        Assert.Equal([1, 2], run.Prints.Where(p => p.Value is not null).Select(p => p.Tier));
        Assert.StartsWith("deals of three days; 23 items", run.Last.TierName, StringComparison.Ordinal);
    }

    [Theory]
    // Asked 20, granted 12 of 16 offered, 5 wanted at the cap in vain: the other 3 bid too little.
    [InlineData("CSX-TS-CN-RATION", "0.2500")]
    [InlineData("CSX-TS-CN-UNMET", "0.4000")]
    [InlineData("CSX-TS-CN-AVAIL", "0.2500")]
    public void The_auctions_measures_become_indices_of_scarcity(string index, string value)
    {
        var run = new IndexRun().Define("2026-03-10T00:00:00Z", Rule(index));
        foreach (
            var (what, lots) in new[]
            {
                ("capacity", 16m),
                ("requested", 20m),
                ("granted", 12m),
                ("available", 4m),
                ("rationed", 5m),
            }
        )
            run.Send(
                "2026-03-10T04:00:00Z",
                MessageKind.ObserveMeasure,
                Documents.Write(
                    new MeasureObservation(
                        Yesterday,
                        Yesterday,
                        "supply",
                        "venue",
                        "venue",
                        "TS-CN",
                        what,
                        "venue",
                        "day_ahead",
                        lots,
                        "lot-hours of tomorrow",
                        "venue-spot",
                        new('a', 64),
                        "venue-spot"
                    )
                )
            );
        run.Tick("2026-03-10T12:30:00Z");
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), run.Last.Value);
    }

    private sealed record Attack(
        int Sellers,
        decimal Volume,
        decimal Paid,
        int Hours = 24,
        bool Back = false,
        bool Related = false,
        bool OneName = false
    );

    // Yesterday's volumes are the month's weights, so the attack is made on both days: volume and price.
    private static PrintDocument Run(Attack attack)
    {
        var run = Start();
        foreach (var day in new[] { Yesterday, Today })
        {
            Honest(run, day);
            for (var i = 0; i < attack.Sellers; i++)
            {
                for (var h = 24 - attack.Hours; h < 24; h++)
                {
                    var volume = attack.Volume / Buyers;
                    for (var b = 0; b < Buyers; b++)
                    {
                        // Its own buyers take it; what it is paid for today alone decides the price.
                        var paid = day == Today ? attack.Paid : 1m;
                        var buyer = attack.OneName ? $"x{i}" : $"friend{b}";
                        Sell(run, day, h, $"x{i}", buyer, volume, paid, attack.Related);
                        if (attack.Back)
                            Sell(run, day, (h + 1) % 24, buyer, $"x{i}", volume, paid);
                    }
                }
            }

            run.Tick(Moment(day));
        }

        Assert.Equal(1, run.Last.Tier);
        return run.Last;
    }

    private static IndexRun Start() => new IndexRun().Define("2026-03-10T00:00:00Z", Rule("SPX-TS-CN"));

    private static string Rule(string index) =>
        File.ReadAllText(Path.Combine(Architecture.Sources.Root, "rulebook", "observatory", index + ".json"));

    // Six honest sellers, each to two of four buyers in every hour, a few percent beside the auction's price.
    private static void Honest(IndexRun run, string day, Func<int, bool>? hours = null)
    {
        for (var h = 0; h < 24; h++)
        {
            if (hours is not null && !hours(h))
                continue;
            for (var s = 0; s < Sellers; s++)
            {
                for (var b = 0; b < 2; b++)
                    Sell(run, day, h, $"s{s}", $"b{(h + s + b) % Buyers}", 10m + s + h, 0.98m + (s * 0.007m));
            }
        }
    }

    // Night is cheap: 2 to 6 yuan.
    private static decimal PriceOf(int hour) => 4m + (2m * (decimal)Math.Round(Math.Sin(hour / 24.0 * 6.2831853), 3));

    private static void Sell(
        IndexRun run,
        string day,
        int hour,
        string seller,
        string buyer,
        decimal volume,
        decimal paid,
        bool related = false
    )
    {
        var price = PriceOf(hour);
        run.Deal(
            new(
                day,
                day,
                day,
                "token",
                "spot",
                seller,
                buyer,
                seller,
                $"TS-CN-h{hour.ToString("00", CultureInfo.InvariantCulture)}",
                "CN",
                "day_ahead",
                [new("input", volume, price)],
                price * paid * volume,
                Currency.CNY,
                "1M tokens",
                "venue-spot",
                new('a', 64),
                "venue-spot",
                related ? ["related"] : null
            ),
            "T13:00:00Z"
        );
    }

    // 12:00 in Shanghai on the day after.
    private static string Moment(string day) =>
        TradingDate.TryParse(day, out var d) ? $"{d.Plus(1)}T04:30:00Z" : throw new FormatException(day);

    private static double Share(PrintDocument print, string seller) =>
        print.Used.Where(u => u.Name.Contains("@" + seller, StringComparison.Ordinal)).Sum(u => u.WeightPpm) / 1e6;
}
