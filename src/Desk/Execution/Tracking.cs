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
/// <param name="Simulated">True when anything in it is.</param>
public sealed record TrackReport(
    string Programme,
    string Currency,
    TradingDate Day,
    IReadOnlyList<TrackLine> Months,
    TrackLine? Sum,
    IReadOnlyList<OpenTrack> Open,
    IReadOnlyList<string> Unmarked,
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
            .SelectMany(a => a.Fills)
            .GroupBy(f => f.Month)
            .OrderBy(g => g.Key);
        var (months, open, unmarked) = (new List<TrackLine>(), new List<OpenTrack>(), new SortedSet<string>());
        foreach (var month in fills)
        {
            var own = month.ToList();
            var absent = own.Select(f => f.Symbol).Where(s => Mark(s) is null).ToList();
            unmarked.UnionWith(absent);
            if (absent.Count > 0)
                continue;
            if (Billed(month.Key) is { } bill)
                months.Add(HedgeTrack.Of(Month(month.Key, own, bill)));
            else
                open.Add(Open(month.Key, own));
        }

        return new(
            plan.Programme.Name,
            plan.Programme.Currency,
            market.Day,
            months,
            months.Count == 0 ? null : HedgeTrack.Sum(months, "all"),
            open,
            [.. unmarked],
            plan.Simulated || market.Simulated || exposure.Simulated
        );
    }

    private sealed record Bill(decimal Volume, decimal Cost, IReadOnlyList<MappedLine> Lines);

    private Bill? Billed(ContractMonth month)
    {
        var lines = exposure
            .Actual.Where(a =>
                a.Month == month && a is { Equivalent: > 0, Cost: not null } && a.Basis != PriceBasis.Fixed
            )
            .ToList();
        return lines.Count == 0 ? null : new(lines.Sum(l => l.Equivalent!.Value), lines.Sum(l => l.Cost!.Value), lines);
    }

    private HedgedMonth Month(ContractMonth month, List<AllocatedFill> fills, Bill bill)
    {
        var side = plan.Programme.Side == HedgerSide.Buyer ? HedgeSide.Buyer : HedgeSide.Seller;
        var sign = side == HedgeSide.Buyer ? 1 : -1;
        var net = fills.Sum(f => f.Lots);
        var units = decimal.Max(0, sign * net * market.LotSize);
        var (paid, mark) = (Paid(fills) * _rate, Mark(Held(fills))!.Value * _rate);
        // A roll gains or loses what the fills made beyond the first price and the last mark.
        var roll = (sign * units * (mark - paid)) - Gain(fills);
        var planned = plan.Exposure.Months.FirstOrDefault(m => m.Month == month);
        var before = PlannedPrice(month) * _rate;
        var factor = plan.Basis.Count == 0 ? 1 : (decimal)(plan.Basis[^1].Own / plan.Basis[^1].Index);
        return new(
            month,
            side,
            planned is null ? bill.Volume : planned.Floating * planned.Base,
            bill.Volume,
            new(before * factor, before, paid),
            new(bill.Cost / bill.Volume, Index(month) * _rate, mark),
            units,
            (decimal)plan.Ratio.Ratio,
            Mix(bill),
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

    private decimal PlannedPrice(ContractMonth month)
    {
        var quoted = ListedMonths.Of(plan.Market, [month])[0].Quoted;
        return quoted is null ? plan.Exposure.IndexPrice : ListedMonths.PriceOf(quoted)!.Value;
    }

    private decimal Index(ContractMonth month)
    {
        var days = market.IndexHistory.Where(d => ContractMonth.Of(d.Day) == month && d.Day.Weekday <= 5).ToList();
        return days.Count == 0 ? PlannedPrice(month) : days.Average(d => d.Value);
    }

    // Own price at the plan's last billed prices by item, less the own price then: what another basket made.
    private decimal Mix(Bill bill)
    {
        var then = plan.Exposure.Actual.Where(a => a is { OwnPrice: > 0, Equivalent: > 0 }).ToList();
        if (then.Count == 0)
            return 0;
        var last = then.Max(a => a.Month);
        var items = then.Where(a => a.Month == last).ToList();
        var prices = items
            .GroupBy(a => a.Item)
            .ToDictionary(
                g => g.Key,
                g => g.Sum(a => a.Equivalent!.Value * a.OwnPrice!.Value) / g.Sum(a => a.Equivalent!.Value)
            );
        var before = items.Sum(a => a.Equivalent!.Value * a.OwnPrice!.Value) / items.Sum(a => a.Equivalent!.Value);
        var now = bill.Lines.Sum(l =>
            l.Equivalent!.Value
            * (prices.TryGetValue(l.Item, out var price) ? price : l.Cost!.Value / l.Equivalent.Value)
        );
        return (now / bill.Volume) - before;
    }
}
