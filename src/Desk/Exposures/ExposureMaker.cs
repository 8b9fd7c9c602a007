// From bills to exposure: actual months mapped, months to come forecast, and what is open: E = φ·V − H.
using System.Globalization;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Desk.Exposures;

/// <summary>All that an exposure is made of.</summary>
/// <param name="Programme">Good by <see cref="ProgrammeRules"/>.</param>
/// <param name="Usage">What was billed; may be empty for a lender or where every month is entered by hand.</param>
/// <param name="Terms">Of the programme's contract.</param>
/// <param name="Index">Its prints up to the day as of which the exposure is.</param>
/// <param name="Rates">Dollars and yuan.</param>
/// <param name="Vintage">Standard-token vintage; null when there is none.</param>
/// <param name="Hedged">Contract units already hedged, by month, of either side above zero.</param>
public sealed record ExposureInputs(
    HedgeProgramme Programme,
    UsageLedger Usage,
    ExposureTerms Terms,
    IndexMonths Index,
    MonthlyRates Rates,
    StandardTokenSpec? Vintage,
    IReadOnlyDictionary<ContractMonth, decimal> Hedged
);

/// <summary>Makes exposure tables. Volumes are above zero for every side; <see cref="Direction"/> turns them into
/// positions.</summary>
public static class ExposureMaker
{
    /// <summary>Which way a side hedges: 1 buys futures, because a higher price hurts; −1 sells them.</summary>
    public static int Direction(HedgerSide side) => side == HedgerSide.Buyer ? 1 : -1;

    /// <summary>What a month's result gains when the index is higher by one unit of its quote: a buyer loses what is
    /// open, a seller and a lender gain it. In the contract's currency.</summary>
    public static decimal GainPerUnit(HedgerSide side, ExposureMonth month) => -Direction(side) * month.Open;

    /// <summary>Makes the table of a programme.</summary>
    /// <exception cref="ArgumentException">The index has no print: nothing says which day it is.</exception>
    public static ExposureTable Make(ExposureInputs inputs)
    {
        if (inputs.Index.Days.Count == 0)
            throw new ArgumentException($"{inputs.Index.Name} has no print", nameof(inputs));
        var asOf = inputs.Index.Days[^1].Day;
        var mapping = new UsageMapping(inputs.Programme, inputs.Terms, inputs.Index, inputs.Rates, inputs.Vintage);
        var lines = inputs.Programme.Side == HedgerSide.Lender ? [] : inputs.Usage.Lines;
        var actual = mapping.Map(lines);
        var faults = new List<ExposureFault>();
        foreach (var file in inputs.Usage.Files)
            faults.AddRange(file.NotUnderstood);
        faults.AddRange(mapping.Faults);
        Gaps(actual, asOf, faults);
        var known = Base.Of(actual, asOf);
        return new(
            inputs.Programme.Name,
            inputs.Terms.Contract,
            inputs.Terms.Unit,
            asOf,
            known.Month is { } last && inputs.Index.Mean(last) is { } mean ? mean.Mean : inputs.Index.Days[^1].Value,
            actual,
            Months(inputs, known, new(inputs.Programme, actual, asOf), asOf, faults),
            faults,
            inputs.Index.Simulated
        );
    }

    /// <summary>The first month that is not over at the end of a day.</summary>
    public static ContractMonth NextMonth(TradingDate day) => ContractMonth.Of(day.Plus(1));

    // Months without a bill between billed ones, and billed months that are not over.
    private static void Gaps(IReadOnlyList<MappedLine> actual, TradingDate asOf, List<ExposureFault> faults)
    {
        if (actual.Count == 0)
            return;
        var billed = actual.Select(line => line.Month).ToHashSet();
        var (first, last) = (billed.Min(), billed.Max());
        for (var month = first.Plus(1); month < last; month = month.Plus(1))
            if (!billed.Contains(month))
                faults.Add(new(month.ToString(), "month", "no bill", "must be billed: it lies between billed months"));
        for (var month = last; month >= NextMonth(asOf) && month >= first; month = month.Plus(-1))
            if (billed.Contains(month))
                faults.Add(
                    new(month.ToString(), "month", "billed", $"must be over by {asOf}: shown, no base of the forecast")
                );
    }

    private static List<ExposureMonth> Months(
        ExposureInputs inputs,
        Base known,
        ProductForecast products,
        TradingDate asOf,
        List<ExposureFault> faults
    )
    {
        var forecast = inputs.Programme.Forecast;
        var start = NextMonth(asOf);
        Horizon(inputs, known, start, faults);
        Items(forecast, products, faults);
        var months = new List<ExposureMonth>();
        for (var i = 0; i < forecast.Months; i++)
        {
            var month = start.Plus(i);
            ForecastCases cases;
            var floating = known.Floating;
            if (GrowthForecast.Entered(forecast, month) is { } entered)
                cases = entered;
            else if (inputs.Programme.Covenant is { } covenant)
                cases = new(covenant.Units, covenant.Units, covenant.Units);
            else if (products.Of(month) is { } byHand)
                (cases, floating) = byHand;
            else if (known.Month is { } last && known.Units > 0)
                cases = GrowthForecast.Of(forecast, known.Units, month.Index - last.Index);
            else
            {
                faults.Add(
                    new(month.ToString(), "forecast", "none", "must be entered by hand: no billed month could be used")
                );
                continue;
            }

            var hedged = inputs.Hedged.GetValueOrDefault(month);
            months.Add(
                new(
                    month,
                    known.Units > 0 ? Round(known.Raw * cases.Base / known.Units) : cases.Base,
                    cases.Low,
                    cases.Base,
                    cases.High,
                    floating,
                    hedged,
                    Round(floating * cases.Base) - hedged
                )
            );
        }

        return months;
    }

    private static void Items(ForecastSettings forecast, ProductForecast products, List<ExposureFault> faults)
    {
        for (var i = 0; i < (forecast.Items?.Count ?? 0); i++)
            if (!products.Items.Contains(forecast.Items![i].Item, StringComparer.Ordinal))
                faults.Add(
                    new(
                        string.Create(CultureInfo.InvariantCulture, $"$.forecast.items[{i}]"),
                        "item",
                        forecast.Items[i].Item,
                        "must be an item of the last billed month"
                    )
                );
    }

    private static void Horizon(ExposureInputs inputs, Base known, ContractMonth start, List<ExposureFault> faults)
    {
        var forecast = inputs.Programme.Forecast;
        if (known.Month is { } last)
            for (var month = last.Plus(1); month < start; month = month.Plus(1))
                faults.Add(
                    new(
                        month.ToString(),
                        "month",
                        "no bill",
                        "must be billed: it is over; growth is counted through it, its volume is not known"
                    )
                );
        else if (inputs.Programme.Side != HedgerSide.Lender)
            faults.Add(new("forecast", "floating", "1", "must come from a billed month; without one, all floats"));
        for (var i = 0; i < forecast.Entered.Count; i++)
            if (forecast.Entered[i].Month is var month && (month < start || month >= start.Plus(forecast.Months)))
                faults.Add(
                    new(
                        string.Create(CultureInfo.InvariantCulture, $"$.forecast.entered[{i}]"),
                        "month",
                        month.ToString(),
                        $"must lie from {start} to {start.Plus(forecast.Months - 1)}; not used"
                    )
                );
    }

    private static decimal Round(decimal value) => decimal.Round(value, 6, MidpointRounding.AwayFromZero);

    // What the forecast goes on from: the last month that is over, as far as it could be mapped.
    private readonly record struct Base(ContractMonth? Month, decimal Raw, decimal Units, decimal Floating)
    {
        public static Base Of(IReadOnlyList<MappedLine> actual, TradingDate asOf)
        {
            var usable = actual.Where(line => line.Equivalent is not null && line.Month < NextMonth(asOf)).ToList();
            if (usable.Count == 0)
                return new(null, 0, 0, 1);
            var last = usable.Max(line => line.Month);
            var lines = usable.Where(line => line.Month == last).ToList();
            var units = lines.Sum(line => line.Equivalent!.Value);
            return new(
                last,
                lines.Sum(line => line.Raw),
                units,
                units > 0 ? Round(lines.Sum(line => line.Equivalent!.Value * line.Floating) / units) : 1
            );
        }
    }
}
