// The strategies as positions: which contract is held for which month, from when to when, and what trading them costs.
using Tokenbourse.Analytics.Scenarios;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>A strategy before it is simulated.</summary>
/// <param name="Name">As <c>strip</c>.</param>
/// <param name="Note">What is particular.</param>
/// <param name="Schedule">Its legs, units of volume; below zero sold.</param>
/// <param name="Months">What is traded now for which month; the probability of over-hedging comes later.</param>
/// <param name="Costs">Trading costs by month of the curve, programme currency.</param>
/// <param name="Roll">Expected cost of rolling, programme currency; null where nothing rolls.</param>
public sealed record StrategyShape(
    string Name,
    string Note,
    HedgeSchedule Schedule,
    IReadOnlyList<HedgeMonth> Months,
    IReadOnlyList<double> Costs,
    double? Roll
)
{
    /// <summary>Lots that the visible book does not hold.</summary>
    public long Beyond => Months.Sum(m => m.BeyondBook);
}

/// <summary>Makes shapes.</summary>
/// <param name="request">The plan's documents.</param>
/// <param name="curve">Its curve.</param>
/// <param name="factors">For the ratios of a stack.</param>
/// <param name="scale">Futures that hold one unit of volume: <see cref="RatioFacts.Scale"/>.</param>
public sealed class StrategyShapes(PlanRequest request, PlanCurve curve, TwoFactorParameters factors, double scale = 1)
{
    private readonly List<QuotedMonth> _listed =
    [
        .. request
            .Market.Months.Where(q => q.LastTradingDay > request.Market.Day && ListedMonths.PriceOf(q) is not null)
            .OrderBy(q => q.Month),
    ];

    private readonly int _sign = HedgeSize.SideOf(request.Programme) == HedgerSide.Buyer ? 1 : -1;

    private decimal Lot => request.Market.LotSize;

    /// <summary>The strip of so many units by month of the curve, whole or not, without costs: what sizes are tried
    /// on.</summary>
    public HedgeSchedule FullStrip(IReadOnlyList<double> units)
    {
        var legs = new List<HedgeLeg>();
        for (var i = 0; i < request.Exposure.Months.Count; i++)
        {
            var place = curve.IndexOf(request.Exposure.Months[i].Month);
            if (units[place] != 0)
                legs.Add(StripLeg(i, _sign * units[place]));
        }

        return new(legs);
    }

    /// <summary>A strip: each month in its own contract.</summary>
    /// <param name="lots">By month of the exposure, without sign.</param>
    public StrategyShape Strip(IReadOnlyList<long> lots)
    {
        var costs = new double[curve.Months.Count];
        var trading = Trading();
        var legs = new List<HedgeLeg>();
        var months = new List<HedgeMonth>();
        var borrowed = new List<string>();
        for (var i = 0; i < lots.Count; i++)
        {
            if (lots[i] == 0)
                continue;
            var (listed, signed) = (curve.Hedges[i], _sign * lots[i]);
            var leg = StripLeg(i, (double)(signed * Lot));
            legs.Add(leg);
            months.Add(Month(i, listed.Quoted!, signed, trading, costs));
            if (leg.Exit is not null)
                costs[leg.ForMonth] += (double)trading.Later(listed.Quoted!, signed);
            if (!listed.Own)
                borrowed.Add($"{listed.Month} in {listed.Quoted!.Symbol}");
        }

        var note =
            borrowed.Count == 0
                ? "each month in its own contract, held to settlement"
                : $"months without a contract of their own take the nearest listed one: {string.Join(", ", borrowed)}";
        return new("strip", note, new(legs), months, costs, null);
    }

    /// <summary>A stack: far months are held in the front months and rolled until their own contract is in
    /// front.</summary>
    /// <param name="lots">Of the strip, by month of the exposure.</param>
    public StrategyShape Stack(IReadOnlyList<long> lots)
    {
        var costs = new double[curve.Months.Count];
        var trading = Trading();
        var (legs, months, roll) = (new List<HedgeLeg>(), new List<HedgeMonth>(), 0.0);
        for (var i = 0; i < lots.Count; i++)
        {
            if (lots[i] == 0)
                continue;
            var place = curve.IndexOf(request.Exposure.Months[i].Month);
            var chain = Chain(curve.Hedges[i].Quoted!);
            TradingDate? entered = null;
            var before = 0L;
            for (var c = 0; c < chain.Count; c++)
            {
                var last = c == chain.Count - 1;
                var held = last ? _sign * lots[i] : Fronted(chain[c], place, lots[i]);
                if (c == 0)
                    months.Add(Month(i, chain[c], held, trading, costs));
                else
                    costs[place] += (double)(trading.Later(chain[c - 1], before) + trading.Later(chain[c], held));
                if (c > 0)
                    roll += before * (double)Lot * (Price(chain[c]) - Price(chain[c - 1]));
                var leg = last ? StripLeg(i, (double)(held * Lot)) : Held(place, chain[c], held);
                legs.Add(leg with { Enter = entered });
                (entered, before) = (leg.Exit, held);
            }
        }

        var front = request.Options.StackMonths == 1 ? "front month" : $"first {request.Options.StackMonths} months";
        var note =
            $"far months in the {front}, rolled {request.Options.RollDays} days before its averaging; two-factor "
            + "ratios; rolls are decisions of their own and not in this proposal";
        return new("stack and roll", note, new(legs), months, costs, roll);
    }

    // Contracts held one after the other for a month whose own contract is given, the own one last.
    private List<QuotedMonth> Chain(QuotedMonth own)
    {
        var at = _listed.IndexOf(own);
        var from = int.Min(at, request.Options.StackMonths - 1);
        var chain = new List<QuotedMonth>();
        for (var c = from; c < at; c++)
        {
            if (Leave(_listed[c]) > request.Market.Day && curve.IndexOf(_listed[c].Month) >= 0)
                chain.Add(_listed[c]);
        }

        chain.Add(own);
        return chain;
    }

    private TradingDate Leave(QuotedMonth quoted) =>
        FuturesMonth.Weekdays(quoted.Month)[0].Plus(-request.Options.RollDays);

    private HedgeLeg Held(int place, QuotedMonth contract, long lots) =>
        new(place, curve.IndexOf(contract.Month), (double)(lots * Lot)) { Exit = Leave(contract) };

    private long Fronted(QuotedMonth front, int place, long lots)
    {
        var hedge = StackRatio.Of(
            factors,
            Years(front.Month),
            Price(front),
            Math.Max(Years(front.Month), Years(curve.Months[place].Month)),
            curve.Months[place].Price
        );
        return _sign * (long)Math.Ceiling((lots * hedge.Ratio) - 0.5 - 1e-9);
    }

    // To the middle of the month.
    private double Years(ContractMonth month) => Math.Max(0, (month.First.Days + 14 - request.Market.Day.Days) / 365.0);

    private double Price(QuotedMonth quoted) => curve.PriceOf(quoted.Month);

    // A later contract that stands in is closed in the middle of the month; an earlier one settles before it.
    private HedgeLeg StripLeg(int i, double units)
    {
        var (listed, place) = (curve.Hedges[i], curve.IndexOf(request.Exposure.Months[i].Month));
        var leg = new HedgeLeg(place, curve.IndexOf(listed.Quoted!.Month), units);
        if (listed.Own || listed.Quoted.Month < listed.Month)
            return leg;
        var rest = curve.Months[place].Averaging.Where(d => d > request.Market.Day).ToList();
        return leg with { Exit = rest[rest.Count / 2] };
    }

    private HedgeMonth Month(int i, QuotedMonth quoted, long lots, TradingCosts trading, double[] costs)
    {
        var exposed = request.Exposure.Months[i];
        var trade = trading.Now(quoted, lots);
        costs[curve.IndexOf(exposed.Month)] += (double)trade.Money;
        var units = lots * Lot;
        return new(
            exposed.Month,
            quoted.Symbol,
            lots,
            units,
            Share(exposed, units),
            trade.Fill.Average is { } average ? decimal.Round(average, 8) : null,
            trade.Fill.Beyond,
            0
        );
    }

    /// <summary>Share of a month's base exposure that so many units of futures hold.</summary>
    public decimal Share(Exposures.ExposureMonth exposed, decimal units) =>
        exposed.Base == 0 ? 0 : decimal.Round(Math.Abs(units) / (exposed.Base * (decimal)scale), 6);

    private TradingCosts Trading() => new(request.Market, request.Options.Rate, request.Options.HalfSpreadTicks);
}
