// The known errors of the token tables, put into the rows of sellers that count, and an injected subsidised launch.
using System.Globalization;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

/// <summary>The bounds are those of docs/robustness.md, in percent of the print: grade index, then matched models.
/// </summary>
public sealed class TokenRobustnessTests
{
    private const string From = "2025-11-01";
    private const string To = "2025-12-20";

    private static readonly Lazy<(
        IReadOnlyList<Observation> Observations,
        SortedDictionary<string, decimal?> Prints
    )> _real = new(() =>
    {
        var observations = RobustnessData.Tokens(To);
        return (observations, Prints(observations));
    });

    [Fact]
    public void The_rows_that_name_no_seller_enter_no_print()
    {
        // Real: yi-34b a thousandfold too low (2024-03-14), qwen-max flipped to dollars (2024-12-22) and the sentinel
        // of
        // minus a million (2025-02-16) all stand in a source that names no seller; so does every row beside them.
        var rows = RobustnessData.Lines("llm_price_events.csv.gz");
        var named = rows.Where(r => r.Contains(",L7_oneapi,", StringComparison.Ordinal)).ToArray();
        Assert.Contains(named, r => r.Contains("yi-34b-chat-0205", StringComparison.Ordinal));
        Assert.Contains(named, r => r.Contains("-1000000", StringComparison.Ordinal));
        using var tables = new Feeds.Tables();
        var import = LlmPriceEvents.Read(
            tables.Write("t.csv", [rows[0], .. named]),
            tables.Write("d.csv", "source,date")
        );
        Assert.Empty(import.Observations);
        Assert.Equal(named.Length, import.Report.Skipped["L7_oneapi names no seller"]);
    }

    [Theory]
    [InlineData("deepseek", "0.001", 3, 0.1, 0.1)]
    [InlineData("alibaba", "0.001", 3, 0.1, 0.1)]
    [InlineData("google", "0.001", 60, 0.1, 12)]
    [InlineData("alibaba", "7.2", 3, 0.1, 0.1)]
    [InlineData("google-vertex-anthropic", "0.1", 44, 0.1, 0.1)]
    public void INJECTED_slips_of_a_whole_price_list_hardly_move_the_print(
        string provider,
        string factor,
        int days,
        double bound,
        double boundMatched
    )
    {
        var times = decimal.Parse(factor, CultureInfo.InvariantCulture);
        var with = RobustnessData.Tokens(To, rows => rows.Concat(Slip(rows, provider, p => p * times, days)));
        Holds($"INJECTED {provider} x {factor} for {days} days", with, (decimal)bound, (decimal)boundMatched);
    }

    [Fact]
    public void INJECTED_sentinels_of_minus_a_million_hardly_move_the_print()
    {
        var with = RobustnessData.Tokens(To, rows => rows.Concat(Slip(rows, "deepseek", _ => -1_000_000m, 3)));
        Holds("INJECTED sentinel at deepseek for 3 days", with, 0.1m, 0.1m);
    }

    [Fact]
    public void An_INJECTED_subsidised_launch_moves_the_grade_only_so_far_and_matched_models_hardly()
    {
        var real = _real.Value.Observations;
        var exam = real.Select(o => o.Document)
            .OfType<QualityObservation>()
            .Last(q => string.CompareOrdinal(q.Seen, From) < 0);
        var day = TradingDate.Of(2025, 11, 5);
        List<Observation> launch =
        [
            Observation.Of(
                day,
                new QualityObservation($"{day}", exam.Exam, "launch-1", "launch-lab", 100_000m, "INJECTED", "test")
            ),
            Launch(day, "input", 0.01m),
            Launch(day, "output", 0.02m),
        ];
        Holds("INJECTED subsidised launch", Observation.InOrder([.. real, .. launch]), 16, 0.1m);
    }

    private static Observation Launch(TradingDate day, string @class, decimal price) =>
        Observation.Of(
            day,
            new PriceObservation(
                $"{day}",
                $"{day}",
                "token",
                "launch-lab",
                "launch-lab",
                "launch-1",
                @class,
                "global",
                "on_demand",
                price,
                Currency.USD,
                "1M tokens",
                "price",
                "INJECTED",
                "test"
            )
        );

    // Every price of a provider that stands on 5 November changes, and changes back when the slip is found.
    private static List<string> Slip(List<string> rows, string provider, Func<decimal, decimal> make, int days)
    {
        const string on = "2025-11-05";
        var back = DateOnly
            .Parse(on, CultureInfo.InvariantCulture)
            .AddDays(days)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var newest = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var cells = row.Split(',');
            if (
                cells[1] == "L4_modelsdev"
                && cells[2] == provider
                && cells[5] is "input" or "output" or "cached_input"
                && string.CompareOrdinal(cells[0], on) < 0
            )
                newest[$"{cells[3]} {cells[5]}"] = row;
        }

        var slips = new List<string>();
        foreach (var row in newest.Values)
        {
            var cells = row.Split(',');
            if (cells[9] == "removed" || cells[8].Length == 0)
                continue;
            cells[9] = "change";
            var was = cells[8];
            cells[0] = on;
            cells[8] = make(RobustnessData.Price(row)).ToString(CultureInfo.InvariantCulture);
            slips.Add(string.Join(',', cells));
            (cells[0], cells[8]) = (back, was);
            slips.Add(string.Join(',', cells));
        }

        Assert.NotEmpty(slips);
        return slips;
    }

    private static SortedDictionary<string, decimal?> Prints(IReadOnlyList<Observation> observations) =>
        RobustnessData.Prints(
            observations,
            From,
            To,
            ReferenceData.Rule("CSTI-S"),
            ReferenceData.Rule("CSTI-S-USD"),
            ReferenceData.Rule("CSTI-S-MM")
        );

    private static void Holds(string error, IReadOnlyList<Observation> observations, decimal grade, decimal matched)
    {
        var with = Prints(observations);
        var without = _real.Value.Prints;
        foreach (
            var (index, bound) in ((string, decimal)[])
                [("CSTI-S", grade), ("CSTI-S-USD", grade), ("CSTI-S-MM", matched)]
        )
        {
            var measured = RobustnessData.Distance(with, without, index);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{error}: {index} moves by {measured} % at most; bound {bound} %"
            );
            Assert.InRange(measured, 0m, bound);
        }
    }
}
