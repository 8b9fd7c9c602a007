// What the hedge did, month by month: price, basis, mix, volume, roll, fees; with it and without; parts add up exactly.
using System.Text.Json.Serialization;
using Tokenbourse.Analytics.Hedging.Attribution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Execution;

/// <summary>A month whose bill is not in yet: what its futures are worth now.</summary>
/// <param name="Month">The exposure's month.</param>
/// <param name="Lots">Held for it, by contract.</param>
/// <param name="Paid">Mean price paid, contract quote.</param>
/// <param name="Mark">Newest settlement price of the contract held.</param>
/// <param name="Gain">Of all its fills so far, programme currency.</param>
/// <param name="Fees">At the contract's rates.</param>
public sealed record OpenTrack(
    ContractMonth Month,
    IReadOnlyList<SymbolLots> Lots,
    decimal Paid,
    decimal Mark,
    decimal Gain,
    decimal Fees
);

/// <summary>Lots of a contract.</summary>
public sealed record SymbolLots(string Symbol, long Lots);

/// <summary>What a hedge did.</summary>
/// <param name="Programme">Whose.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Day">Marks are of this day.</param>
/// <param name="Months">Billed months.</param>
/// <param name="Sum">Of them; null when none is billed.</param>
/// <param name="Open">Months without a bill.</param>
/// <param name="Unmarked">Contracts that the snapshot has no price of; their months are left out.</param>
/// <param name="Unplanned">Billed months of which neither a proposal nor the plan says what was expected; left
/// out.</param>
/// <param name="Simulated">True when anything in it is.</param>
public sealed record TrackReport(
    string Programme,
    string Currency,
    TradingDate Day,
    IReadOnlyList<TrackLine> Months,
    TrackLine? Sum,
    IReadOnlyList<OpenTrack> Open,
    IReadOnlyList<string> Unmarked,
    IReadOnlyList<ContractMonth> Unplanned,
    bool Simulated
);

/// <summary>The report's spelling.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UseStringEnumConverter = true,
    Converters = [typeof(MonthText), typeof(DayText)]
)]
[JsonSerializable(typeof(TrackReport))]
[JsonSerializable(typeof(SendReport))]
public sealed partial class TrackJson : JsonSerializerContext;

/// <summary>Tracks hedges.</summary>
/// <param name="plan">What was planned.</param>
/// <param name="exposure">The exposure now, with the bills that came since.</param>
/// <param name="market">The market now, with the settlement prices of ended contracts.</param>
public sealed class Tracking(HedgePlan plan, ExposureTable exposure, MarketSnapshot market)
{
    private readonly decimal _rate = plan.Rate;

    /// <summary>Attributes the allocated fills of a journal, of all plans together.</summary>
    public TrackReport Of(IReadOnlyList<JournalLine> lines)
    {
        var fills = lines
            .Select(l => l.Allocated)
            .OfType<AllocatedFills>()
            .SelectMany(a => a.Fills.Select(f => (Fill: f, a.Digest)))
            .GroupBy(f => f.Fill.Month)
            .OrderBy(g => g.Key);
        var (months, open, unplanned) = (new List<TrackLine>(), new List<OpenTrack>(), new List<ContractMonth>());
        var unmarked = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var month in fills)
        {
            var own = month.Select(f => f.Fill).ToList();
            var absent = own.Select(f => f.Symbol).Where(s => Mark(s) is null).ToList();
            unmarked.UnionWith(absent);
            if (absent.Count > 0)
                continue;
            // The first plan that hedged the month said what was expected of it.
            var (planned, known) = Expected(lines, month.First().Digest, month.Key);
            if (Billed(month.Key, known) is not { } bill)
                open.Add(Open(month.Key, own));
            else if (planned is null)
                unplanned.Add(month.Key);
            else
                months.Add(HedgeTrack.Of(Month(planned, own, bill)));
        }

        return new(
            plan.Programme.Name,
            plan.Programme.Currency,
            market.Day,
            months,
            months.Count == 0 ? null : HedgeTrack.Sum(months, "all"),
            open,
            [.. unmarked],
            unplanned,
            plan.Simulated || market.Simulated || exposure.Simulated
        );
    }

    private sealed record Bill(decimal Volume, decimal Price, decimal Mix);

    // What was planned of a month, and the bills that were known then.
    private (PlannedMonth? Month, KnownBasket Known) Expected(
        IReadOnlyList<JournalLine> lines,
        string digest,
        ContractMonth month
    )
    {
        var proposed = lines.Select(l => l.Proposed).FirstOrDefault(p => p?.Digest == digest);
        var planned = proposed?.Months ?? PlannedMonths.Of(plan);
        var next = ExposureMaker.NextMonth(proposed?.Made ?? plan.Exposure.AsOf);
        return (planned.FirstOrDefault(m => m.Month == month), new(plan.Exposure.Actual, next < month ? next : month));
    }

    // A month that is not over has no bill yet, whatever was billed of it so far.
    private Bill? Billed(ContractMonth month, KnownBasket known)
    {
        if (month >= ExposureMaker.NextMonth(exposure.AsOf))
            return null;
        var lines = exposure.Actual.Where(a => a.Month == month && KnownBasket.Floats(a)).ToList();
        return known.PriceOf(lines) is { } price ? new(lines.Sum(known.Units), price, Mix(lines, known)) : null;
    }

    private HedgedMonth Month(PlannedMonth planned, List<AllocatedFill> fills, Bill bill)
    {
        var side = plan.Programme.Side == HedgerSide.Buyer ? HedgeSide.Buyer : HedgeSide.Seller;
        var sign = side == HedgeSide.Buyer ? 1 : -1;
        var net = fills.Sum(f => f.Lots);
        var units = decimal.Max(0, sign * net * market.LotSize);
        var (paid, mark) = (Paid(fills) * _rate, Mark(Held(fills))!.Value * _rate);
        // A roll gains or loses what the fills made beyond the first price and the last mark.
        var roll = (sign * units * (mark - paid)) - Gain(fills);
        return new(
            planned.Month,
            side,
            planned.Volume,
            bill.Volume,
            new(planned.Own, planned.Index, paid),
            new(bill.Price, Index(planned.Month) * _rate, mark),
            units,
            planned.Ratio,
            bill.Mix,
            roll,
            Fees(fills)
        );
    }

    private OpenTrack Open(ContractMonth month, List<AllocatedFill> fills) =>
        new(
            month,
            [
                .. fills
                    .GroupBy(f => f.Symbol)
                    .Select(g => new SymbolLots(g.Key, g.Sum(f => f.Lots)))
                    .Where(l => l.Lots != 0),
            ],
            Paid(fills),
            Mark(Held(fills))!.Value,
            decimal.Round(Gain(fills), 2),
            decimal.Round(Fees(fills), 2)
        );

    // Of the first contract that was traded for the month: rolls are counted apart.
    private static decimal Paid(List<AllocatedFill> fills)
    {
        var sign = Math.Sign(fills[0].Lots);
        var first = fills.Where(f => f.Symbol == fills[0].Symbol && Math.Sign(f.Lots) == sign).ToList();
        return first.Sum(f => f.Lots * f.Price) / first.Sum(f => f.Lots);
    }

    private static string Held(List<AllocatedFill> fills) =>
        fills.GroupBy(f => f.Symbol).LastOrDefault(g => g.Sum(f => f.Lots) != 0)?.Key ?? fills[^1].Symbol;

    private decimal Gain(List<AllocatedFill> fills) =>
        fills.Sum(f => f.Lots * market.LotSize * (Mark(f.Symbol)!.Value - f.Price)) * _rate;

    private decimal Fees(List<AllocatedFill> fills) =>
        fills.Sum(f => Math.Abs(f.Lots) * ((f.Price * market.LotSize * market.FeeRate) + market.FeePerLot)) * _rate;

    // The newest settlement price; an ended contract's last one stands among the days.
    private decimal? Mark(string symbol) =>
        market.Months.FirstOrDefault(m => m.Symbol == symbol)?.Settlement
        ?? market.Settlements.Reverse().SelectMany(d => d.Months).FirstOrDefault(m => m.Symbol == symbol)?.Price;

    private decimal Index(ContractMonth month)
    {
        var days = market.IndexHistory.Where(d => ContractMonth.Of(d.Day) == month && d.Day.Weekday <= 5).ToList();
        return days.Count == 0 ? PlannedMonths.Price(plan, month) : days.Average(d => d.Value);
    }

    // Own price at the last known prices by item, less the own price then: what another basket made. An item that was
    // not bought then counts at its own price.
    private static decimal Mix(List<MappedLine> lines, KnownBasket known)
    {
        if (known.PriceOf(known.Last) is not { } before)
            return 0;
        var prices = known
            .Last.GroupBy(a => a.Item, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => known.PriceOf(g)!.Value, StringComparer.Ordinal);
        var now = lines.Sum(l =>
            prices.TryGetValue(l.Item, out var price) ? known.Units(l) * price : l.Floating * l.Cost!.Value
        );
        return (now / lines.Sum(known.Units)) - before;
    }
}
