// The documents of a desk: what may stand in them, what is refused and where, and the first ones.
using System.Text.Json;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Exposures;
using Xunit;
using static Tokenbourse.Unit.Desk.SmallDesk;

namespace Tokenbourse.Unit.Desk;

public sealed class DeskDocumentTests
{
    private static readonly HedgeProgramme _good = Programme(Maps("m", "price"), Maps("*", "factor", 2)) with
    {
        Forecast = new(12, "s-curve", 0.05m, 0.01m, 0.1m, 3m, [new(July.Plus(2), 1, 2, 3)]),
        Budget = 1000,
    };

    [Fact]
    public void A_programme_is_written_and_read_again()
    {
        var text = JsonSerializer.Serialize(_good, DeskJson.Default.HedgeProgramme);
        var read = JsonSerializer.Deserialize(text, DeskJson.Default.HedgeProgramme)!;
        Assert.Equal(text, JsonSerializer.Serialize(read, DeskJson.Default.HedgeProgramme));
        Assert.Empty(ProgrammeRules.Faults(read));
        Assert.DoesNotContain("floating", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_unknown_field_is_refused_with_its_path()
    {
        var text = JsonSerializer.Serialize(_good, DeskJson.Default.HedgeProgramme);
        text = text.Replace("\"covered\"", "\"coverd\"", StringComparison.Ordinal);
        var fault = Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize(text, DeskJson.Default.HedgeProgramme)
        );
        Assert.Equal("$.mapping[0].coverd", fault.Path);
    }

    [Fact]
    public void A_ledger_that_was_written_by_hand_needs_no_more_than_its_lines()
    {
        const string Text = """
            {"files": [{"name": "a.csv", "sha256": "00", "read": 1, "used": 1, "leftOut": 0}],
             "lines": [{"month": "2026-07", "item": "m", "seller": "", "input": 1000000, "cachedInput": 0, "output": 0,
               "gpuHours": 0, "cost": null, "currency": "", "estimated": false}]}
            """;
        var ledger = JsonSerializer.Deserialize(Text, DeskJson.Default.UsageLedger)!;
        var inputs = Inputs(Programme(Maps("m", "factor", 1))) with { Usage = ledger };
        Assert.Empty(ExposureMaker.Make(inputs).Faults);
    }

    public static TheoryData<string, HedgeProgramme> Bad =>
        new()
        {
            { "$.name", _good with { Name = "" } },
            { "$.currency", _good with { Currency = "yuan" } },
            { "$.contract", _good with { Contract = "" } },
            { "$.budget", _good with { Budget = 0 } },
            { "$.mapping[0].item", Programme(Maps("", "price")) },
            { "$.mapping[0].method", Programme(Maps("m", "prize")) },
            { "$.mapping[1].factor", Programme(Maps("m", "price"), Maps("n", "factor")) },
            { "$.mapping[0].factor", Programme(Maps("m", "price", 1)) },
            { "$.mapping[0].spread", Programme(Maps("m", "price") with { Spread = 1 }) },
            { "$.mapping[0].covered", Programme(Maps("m", "price", covered: 1.1m)) },
            { "$.mapping[0].utilisation", Programme(Maps("m", "price") with { Utilisation = 0.5m }) },
            { "$.mapping[0].utilisation", Programme(Maps("m", "factor", 1) with { Utilisation = 0 }) },
            { "$.forecast.months", Forecast(f => f with { Months = 37 }) },
            { "$.forecast.curve", Forecast(f => f with { Curve = "linear" }) },
            { "$.forecast.ceiling", Forecast(f => f with { Ceiling = 0.5m }) },
            { "$.forecast.ceiling", Forecast(f => f with { Curve = "monthly" }) },
            { "$.forecast.monthlyGrowth", Forecast(f => f with { Curve = "flat", Ceiling = null }) },
            { "$.forecast.lowGrowth", Forecast(f => f with { LowGrowth = 0.06m }) },
            { "$.forecast.highGrowth", Forecast(f => f with { HighGrowth = 11 }) },
            {
                "$.forecast.entered[1].month",
                Forecast(f => f with { Entered = [new(June, 1, 1, 1), new(June, 1, 1, 1)] })
            },
            { "$.forecast.entered[0].low", Forecast(f => f with { Entered = [new(June, -1, 1, 1)] }) },
            { "$.forecast.entered[0].base", Forecast(f => f with { Entered = [new(June, 1, 3, 2)] }) },
            { "$.covenant", _good with { Side = HedgerSide.Lender } },
            { "$.covenant", _good with { Covenant = new(1, 1, 1) } },
            { "$.covenant.units", _good with { Side = HedgerSide.Lender, Covenant = new(1, 1, 0) } },
            { "$.forecast.curve", _good with { Side = HedgerSide.Lender, Covenant = new(1, 1, 1) } },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_field_is_named_by_its_path(string path, HedgeProgramme programme) =>
        Assert.Contains(path, ProgrammeRules.Faults(programme).Select(fault => fault.Where));

    [Fact]
    public void The_first_programme_has_a_line_for_each_known_item_and_none_for_others()
    {
        var ledger = new UsageLedger(
            [],
            [
                Billed(July, "house-model-7", 1, 1),
                Billed(July, "gpt-4o", 1, 1),
                Billed(July, "qwen3-32b", 1),
                Rented(July, 5, 6, StarterDocuments.ContractGpu),
                Rented(July, 5, 6, "a100"),
            ]
        );
        var programme = StarterDocuments.Programme(ledger, Kind, HedgerSide.Buyer, "");
        Assert.Equal(
            ["a100 GH price", "gpt-4o TK price", "h100-sxm5-80gb GH factor", "qwen3-32b TK standard token"],
            programme.Mapping.Select(line => $"{line.Item} {line.Contract} {line.Method}")
        );
        Assert.Equal(("TK", "CNY"), (programme.Contract, programme.Currency));
        Assert.Empty(ProgrammeRules.Faults(programme));
        Assert.Empty(ProgrammeRules.Faults(StarterDocuments.Programme(ledger, Kind, HedgerSide.Seller, "GH")));
        Assert.All(programme.Mapping, line => Assert.StartsWith("default: ", line.Reason, StringComparison.Ordinal));

        static ItemKind Kind(string item) =>
            item.StartsWith("house", StringComparison.Ordinal) ? ItemKind.Unknown
            : item.Contains("100", StringComparison.Ordinal) ? ItemKind.Gpu
            : ItemKind.Model;
    }

    [Fact]
    public void The_first_policys_bands_fall_evenly_over_twelve_months()
    {
        // Month 7: least 0.8 · 5/11 = 0.36, most 1 − 0.8 · 6/11 = 0.56. Five percent of twelve times 1,234 yuan, up to
        // the next thousand: 1,000.
        var policy = StarterDocuments.Policy("TK", 1234);
        Assert.Equal(12, policy.Bands.Count);
        Assert.Equal((0.80m, 1.00m), (policy.Bands[0].Least, policy.Bands[0].Most));
        Assert.Equal((0.36m, 0.56m), (policy.Bands[6].Least, policy.Bands[6].Most));
        Assert.Equal((0m, 0.20m), (policy.Bands[11].Least, policy.Bands[11].Most));
        Assert.Equal(1000m, policy.LiquidityCap);
        // 2 · 7 + 5 = 19 yuan in July; the euros have no rate.
        var ledger = new UsageLedger(
            [],
            [
                Billed(July, "a", 1, 2, "USD"),
                Billed(July, "b", 1, 5),
                Billed(July, "c", 1, 9, "EUR"),
                Billed(June, "b", 1, 7),
            ]
        );
        Assert.Equal(19m, StarterDocuments.LastMonthCost(ledger, "CNY", Rates));
    }

    private static HedgeProgramme Forecast(Func<ForecastSettings, ForecastSettings> change) =>
        _good with
        {
            Forecast = change(_good.Forecast),
        };
}
