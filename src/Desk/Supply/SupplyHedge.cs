// What of a supply contract futures hedge: by month the forward, the price there, and what it keeps of a move.
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Desk.Supply;

/// <summary>Where the price of a month stands.</summary>
public enum SupplyZone
{
    /// <summary>No forward is known: taken as between floor and cap.</summary>
    Unknown,

    /// <summary>The floor holds: a move of the index moves nothing.</summary>
    AtFloor,

    /// <summary>Between floor and cap: a move of the index moves the price by the factor.</summary>
    Between,

    /// <summary>The cap holds.</summary>
    AtCap,
}

/// <summary>A month of a supply contract. Volumes are metered units, prices the contract's quote.</summary>
/// <param name="Forward">Of the index's average over the month; null: not known.</param>
/// <param name="Own">The forward is the month's own futures price, not a neighbour's.</param>
/// <param name="Price">At the forward.</param>
/// <param name="Delta">What the price moves by when the forward moves by one: the factor between floor and cap, else
/// 0.</param>
/// <param name="Expected">The same as an expectation when the forward may move until the average is known; null: no
/// volatility was given. A model.</param>
/// <param name="Volume">That is expected to be billed.</param>
/// <param name="Units">Contract units of the future that hedge it: volume by delta.</param>
public sealed record SupplyMonth(
    ContractMonth Month,
    decimal? Forward,
    bool Own,
    decimal? Price,
    SupplyZone Zone,
    decimal Delta,
    double? Expected,
    ForecastCases Volume,
    decimal Units
);

/// <summary>What is known of the market.</summary>
/// <param name="Day">Today.</param>
/// <param name="Market">Its prices; null: none at hand.</param>
/// <param name="Flat">A forward for every month instead; null: the market's.</param>
/// <param name="Volatility">Of the forward, a year, as 0.3; null: not given.</param>
public sealed record SupplyView(TradingDate Day, MarketSnapshot? Market, decimal? Flat, double? Volatility);

/// <summary>Makes the months.</summary>
/// <param name="terms">The contract.</param>
/// <param name="unitsPerContract">Metered units in one unit of the futures contract; above zero.</param>
public sealed class SupplyHedge(SupplyTerms terms, decimal unitsPerContract)
{
    private const double DaysOfYear = 365;

    /// <summary>Below this average the floor holds; zero or less: never.</summary>
    public decimal FloorLevel { get; } = (terms.Floor - terms.Spread) / terms.Factor;

    /// <summary>Above this average the cap holds; null: never.</summary>
    public decimal? CapLevel { get; } = terms.Cap is { } cap ? (cap - terms.Spread) / terms.Factor : null;

    /// <summary>Contract units of the future for one metered unit between floor and cap.</summary>
    public decimal UnitsPerMetered { get; } = terms.Factor / unitsPerContract;

    /// <summary>The formula of the price.</summary>
    public SupplyFormula Formula { get; } =
        new(terms.Decimals, terms.Factor, terms.Spread, terms.Floor, terms.Cap, terms.PricedUnits, terms.Least);

    /// <summary>What is billed of an expected volume: not below the least, not above a most that refuses.</summary>
    public ForecastCases Billed(ForecastCases volume)
    {
        return new(Bound(volume.Low), Bound(volume.Base), Bound(volume.High));

        decimal Bound(decimal units)
        {
            var bounded = decimal.Max(units, terms.Least);
            return terms is { Most: { } most, Above: AboveMost.Refused } ? decimal.Min(bounded, most) : bounded;
        }
    }

    /// <summary>Months that are not over, oldest first.</summary>
    /// <param name="view">What is known.</param>
    /// <param name="volume">Expected of each month, metered units.</param>
    public IReadOnlyList<SupplyMonth> Months(SupplyView view, ForecastCases volume)
    {
        var billed = Billed(volume);
        var months = new List<SupplyMonth>();
        for (var month = terms.From; month <= terms.To; month = month.Plus(1))
        {
            if (month.Last > view.Day)
                months.Add(Of(month, view, billed));
        }

        return months;
    }

    private SupplyMonth Of(ContractMonth month, SupplyView view, ForecastCases billed)
    {
        var listed = view.Market is { } market ? ListedMonths.Of(market, [month])[0] : null;
        var forward = view.Flat ?? (listed?.Quoted is { } quoted ? ListedMonths.PriceOf(quoted) : null);
        var zone =
            forward is not { } f ? SupplyZone.Unknown
            : f <= FloorLevel ? SupplyZone.AtFloor
            : f >= CapLevel ? SupplyZone.AtCap
            : SupplyZone.Between;
        var delta = zone is SupplyZone.AtFloor or SupplyZone.AtCap ? 0 : terms.Factor;
        return new(
            month,
            forward,
            view.Flat is not null || listed?.Own == true,
            forward is { } at ? SupplyFigures.PriceOf(Formula, at) : null,
            zone,
            delta,
            Expected(month, view, forward),
            billed,
            decimal.Round(billed.Base * delta / unitsPerContract, 6, MidpointRounding.AwayFromZero)
        );
    }

    // A month's future settles on the average too, so the forward is the average's own, prints known or not; what is
    // known already only leaves less to move.
    private double? Expected(ContractMonth month, SupplyView view, decimal? forward)
    {
        if (view.Volatility is not { } volatility || forward is not > 0)
            return null;
        var begin = (month.First.Days - view.Day.Days) / DaysOfYear;
        var length = (month.Last.Days + 1 - month.First.Days) / DaysOfYear;
        var left = Math.Clamp((month.Last.Days - view.Day.Days) / DaysOfYear, 0, length);
        var variance = CollarDelta.Variance(volatility, begin, left) * Share(left / length);
        var high = CapLevel is { } cap ? (double)cap : double.PositiveInfinity;
        return (double)terms.Factor * CollarDelta.Of((double)forward.Value, (double)FloorLevel, high, variance);

        // Of a month that runs only the open share of the average moves.
        static double Share(double open) => open >= 1 ? 1 : open * open;
    }
}
