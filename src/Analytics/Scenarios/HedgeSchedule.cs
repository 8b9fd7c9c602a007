// A hedge as positions over time: a strip is one leg a month, a stack is the same exposure carried from front to front.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>One position in one contract for one month of the exposure.</summary>
/// <param name="ForMonth">Index in the curve of the month whose cost it serves.</param>
/// <param name="Contract">Index in the curve of the contract that is held.</param>
/// <param name="Quantity">In units of volume; above zero bought, below zero sold.</param>
public sealed record HedgeLeg(int ForMonth, int Contract, double Quantity)
{
    /// <summary>First day on which it is held, at that day's price; null: it is held today.</summary>
    public TradingDate? Enter { get; init; }

    /// <summary>Day on which it is closed at that day's price; null: it is held to settlement.</summary>
    public TradingDate? Exit { get; init; }

    /// <summary>Price paid, for a leg held today; null: today's curve.</summary>
    public double? EntryPrice { get; init; }
}

/// <summary>All legs.</summary>
public sealed record HedgeSchedule(IReadOnlyList<HedgeLeg> Legs)
{
    /// <summary>No hedge.</summary>
    public static readonly HedgeSchedule None = new([]);

    /// <summary>One leg for each month in its own contract, held to settlement.</summary>
    /// <param name="quantities">By month of the curve; zero: none.</param>
    /// <param name="entryPrices">Prices at which they were traded; null: today's curve.</param>
    public static HedgeSchedule Strip(IReadOnlyList<double> quantities, IReadOnlyList<double>? entryPrices = null) =>
        new([
            .. quantities
                .Select((q, m) => new HedgeLeg(m, m, q) { EntryPrice = entryPrices?[m] })
                .Where(leg => leg.Quantity != 0),
        ]);

    /// <summary>
    /// Stack and roll: every month's exposure is held in the front contract and rolled into the next a few days
    /// before the averaging begins, until its own contract is the front one; that one settles.
    /// </summary>
    /// <param name="curve">Today's curve.</param>
    /// <param name="today">Now.</param>
    /// <param name="quantities">By month of the curve.</param>
    /// <param name="daysBefore">Calendar days before the first averaging day on which a contract is left, 0 or
    /// more.</param>
    /// <param name="ratio">Units of the front contract (first) for one unit of the exposure's own (second), both as
    /// indexes in the curve, from <see cref="StackRatio"/>; null: one for one.</param>
    public static HedgeSchedule Stack(
        IReadOnlyList<FuturesMonth> curve,
        TradingDate today,
        IReadOnlyList<double> quantities,
        int daysBefore = 5,
        Func<int, int, double>? ratio = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(daysBefore);
        var legs = new List<HedgeLeg>();
        for (var month = 0; month < quantities.Count; month++)
        {
            if (quantities[month] == 0)
                continue;
            TradingDate? entered = null;
            for (var front = 0; front < month; front++)
            {
                var leave = curve[front].Averaging[0].Plus(-daysBefore);
                if (leave <= today)
                    continue;
                var size = quantities[month] * (ratio?.Invoke(front, month) ?? 1);
                legs.Add(new(month, front, size) { Enter = entered, Exit = leave });
                entered = leave;
            }

            legs.Add(new(month, month, quantities[month]) { Enter = entered });
        }

        return new(legs);
    }

    /// <summary>The same with every quantity times <paramref name="scale"/>.</summary>
    public HedgeSchedule Times(double scale) =>
        new([.. Legs.Select(leg => leg with { Quantity = leg.Quantity * scale })]);

    /// <summary>Largest position that is held at one time for each month, without sign: the volume that is
    /// hedged.</summary>
    public double[] Volumes(int months)
    {
        var volumes = new double[months];
        foreach (var group in Legs.GroupBy(leg => leg.ForMonth))
        {
            // A position changes only where a leg begins: it is largest just after one of these dates.
            var begins = group.Select(leg => leg.Enter?.Days ?? int.MinValue).Distinct();
            volumes[group.Key] = begins.Max(day =>
                Math.Abs(
                    group
                        .Where(l => (l.Enter?.Days ?? int.MinValue) <= day && (l.Exit?.Days ?? int.MaxValue) > day)
                        .Sum(l => l.Quantity)
                )
            );
        }

        return volumes;
    }

    internal IEnumerable<string> Faults(IReadOnlyList<FuturesMonth> curve, TradingDate today)
    {
        for (var i = 0; i < Legs.Count; i++)
        {
            var leg = Legs[i];
            if (leg.ForMonth < 0 || leg.ForMonth >= curve.Count || leg.Contract < 0 || leg.Contract >= curve.Count)
            {
                yield return $"leg {i}: month {leg.ForMonth}, contract {leg.Contract}: there are {curve.Count} months";
                continue;
            }

            if (!double.IsFinite(leg.Quantity))
                yield return $"leg {i}: quantity {leg.Quantity}: must be a number";
            var last = curve[leg.Contract].Averaging.Count == 0 ? today : curve[leg.Contract].Averaging[^1];
            if (leg.Enter is { } enter && (enter <= today || enter >= last))
                yield return $"leg {i}: enter {enter}: must be after {today} and before {last}";
            if (leg.Exit is { } exit && (exit <= (leg.Enter ?? today) || exit > last))
                yield return $"leg {i}: exit {exit}: must be after {leg.Enter ?? today} and not after {last}";
            if (leg.EntryPrice is not null and not > 0)
                yield return $"leg {i}: entry price {leg.EntryPrice}: must be above 0";
            if (leg.EntryPrice is not null && leg.Enter is not null)
                yield return $"leg {i}: a leg that is entered later has no entry price yet";
        }
    }
}
