// A small desk for tests: an index of two prints a month, one exchange rate, the shipped vintage.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Unit.Architecture;

namespace Tokenbourse.Unit.Desk;

internal static class SmallDesk
{
    public static readonly ContractMonth May = ContractMonth.Of(2026, 5);
    public static readonly ContractMonth June = ContractMonth.Of(2026, 6);
    public static readonly ContractMonth July = ContractMonth.Of(2026, 7);

    public static readonly ExposureTerms Tokens = new("TK", "CNY", "million standard tokens", CountsHours: false);
    public static readonly ExposureTerms Hours = new("GH", "USD", "GPU-hour", CountsHours: true);

    /// <summary>Prints of 1 and 3 in June (mean 2), 1.5 and 2.5 in July, the last on its last day.</summary>
    public static readonly IndexMonths Prints = new(
        "CSTI-S",
        [
            new IndexDay(TradingDate.Of(2026, 5, 31), 4m),
            new IndexDay(TradingDate.Of(2026, 6, 1), 1m),
            new IndexDay(TradingDate.Of(2026, 6, 30), 3m),
            new IndexDay(TradingDate.Of(2026, 7, 1), 1.5m),
            new IndexDay(TradingDate.Of(2026, 7, 31), 2.5m),
        ],
        simulated: false
    );

    /// <summary>Seven yuan for a dollar from June 2026 on.</summary>
    public static readonly MonthlyRates Rates = new([
        new DollarRate(TradingDate.Of(2026, 6, 1), 7m),
        new DollarRate(TradingDate.Of(2026, 7, 1), 7m),
    ]);

    public static StandardTokenSpec Vintage()
    {
        var file = Path.Combine(Sources.Root, "rulebook", "standard-tokens", "S-2026-03.json");
        return StandardTokenSpec.Read(File.ReadAllBytes(file), [])!;
    }

    public static MappingLine Maps(
        string item,
        string method,
        decimal? factor = null,
        PriceBasis basis = PriceBasis.ListPrice,
        decimal covered = 0,
        string contract = "TK"
    ) => new(item, contract, method, factor, basis, null, covered, "a reason");

    public static HedgeProgramme Programme(params MappingLine[] mapping) =>
        new(
            "test purchases",
            "",
            HedgerSide.Buyer,
            "TK",
            "CNY",
            mapping,
            new(3, "monthly", 0, 0, 0, null, []),
            null,
            null
        );

    /// <summary>A line of a bill in million tokens.</summary>
    public static UsageLine Billed(
        ContractMonth month,
        string item,
        decimal millions,
        decimal? cost = null,
        string currency = "CNY",
        string seller = ""
    ) => new(month, item, seller, millions * 1_000_000m, 0, 0, 0, cost, cost is null ? "" : currency, Estimated: false);

    public static UsageLine Rented(ContractMonth month, decimal hours, decimal? cost = null, string item = "h100") =>
        new(month, item, "", 0, 0, 0, hours, cost, cost is null ? "" : "USD", Estimated: false);

    public static ExposureInputs Inputs(HedgeProgramme programme, params UsageLine[] lines) =>
        new(
            programme,
            new([], lines),
            programme.Contract == "GH" ? Hours : Tokens,
            Prints,
            Rates,
            Vintage(),
            new Dictionary<ContractMonth, decimal>()
        );

    public static ExposureTable Table(HedgeProgramme programme, params UsageLine[] lines) =>
        ExposureMaker.Make(Inputs(programme, lines));
}
