// A hedger's own price and the index, day by day, and the changes that ratios are estimated from.
using Tokenbourse.Model.Numbers;
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>What a change is.</summary>
public enum ChangeKind
{
    /// <summary>Difference of logarithms; the slope is an elasticity and has no unit.</summary>
    LogReturns,

    /// <summary>Difference of prices; the slope is own units per unit of the index.</summary>
    Levels,
}

/// <summary>Spacing of observations.</summary>
public enum Frequency
{
    Day,
    Week,
    Month,
}

/// <summary>A change that is left out.</summary>
/// <param name="Own">Log of the own price's move.</param>
/// <param name="Index">Log of the index's move.</param>
public sealed record ExcludedChange(TradingDate From, TradingDate To, double Own, double Index, string Reason);

/// <summary>An observation that somebody takes out, and why.</summary>
public sealed record ExcludedDay(TradingDate Day, string Reason);

/// <summary>Changes of both, pair by pair.</summary>
/// <param name="Own">Of the kind that was asked for.</param>
/// <param name="OwnLog">Log of the move, whatever was asked for.</param>
public sealed record PairedChanges(
    TradingDate[] From,
    TradingDate[] To,
    double[] Own,
    double[] Index,
    double[] OwnLog,
    double[] IndexLog
)
{
    public int Count => Own.Length;

    /// <summary>Share of pairs whose own price did not change; 0 when there are none.</summary>
    public double ShareOfZeroOwn => Share(OwnLog);

    /// <summary>The same of the index.</summary>
    public double ShareOfZeroIndex => Share(IndexLog);

    /// <summary>Some of the pairs.</summary>
    public PairedChanges Only(IReadOnlyList<int> at) =>
        new(
            [.. at.Select(t => From[t])],
            [.. at.Select(t => To[t])],
            [.. at.Select(t => Own[t])],
            [.. at.Select(t => Index[t])],
            [.. at.Select(t => OwnLog[t])],
            [.. at.Select(t => IndexLog[t])]
        );

    private double Share(double[] logs) => Count == 0 ? 0 : (double)logs.Count(PairedHistory.IsZero) / Count;
}

/// <summary>Both prices on the same dates.</summary>
public sealed class PairedHistory
{
    // Below this a change is the rounding of a chain, not a price.
    private const double Nothing = 1e-9;

    private PairedHistory(TradingDate[] dates, double[] own, double[] index) =>
        (Dates, Own, Index) = (dates, own, index);

    public IReadOnlyList<TradingDate> Dates { get; }

    /// <summary>The hedger's own price, above zero.</summary>
    public double[] Own { get; }

    /// <summary>The index, or the future on it, above zero.</summary>
    public double[] Index { get; }

    public int Count => Own.Length;

    /// <summary>Median spacing: up to three days is daily, up to ten weekly, more monthly.</summary>
    public Frequency Frequency
    {
        get
        {
            if (Count < 2)
                return Frequency.Day;
            var gaps = new int[Count - 1];
            for (var t = 1; t < Count; t++)
                gaps[t - 1] = Dates[t].Days - Dates[t - 1].Days;
            Array.Sort(gaps);
            return gaps[gaps.Length / 2] switch
            {
                <= 3 => Frequency.Day,
                <= 10 => Frequency.Week,
                _ => Frequency.Month,
            };
        }
    }

    /// <summary>Both series on given dates.</summary>
    /// <param name="dates">Ascending, each once.</param>
    /// <exception cref="HedgingException">Unequal lengths, dates out of order, a price that is not above zero.
    /// </exception>
    public static PairedHistory Of(IReadOnlyList<TradingDate> dates, double[] own, double[] index)
    {
        HedgingException.SameLength("own", own.Length, "dates", dates.Count);
        HedgingException.SameLength("index", index.Length, "dates", dates.Count);
        for (var t = 0; t < own.Length; t++)
        {
            HedgingException.Above(Invariant($"own on {dates[t]}"), own[t], 0);
            HedgingException.Above(Invariant($"index on {dates[t]}"), index[t], 0);
            if (t > 0 && dates[t] <= dates[t - 1])
                throw new HedgingException("dates", Invariant($"{dates[t]}"), Invariant($"after {dates[t - 1]}"));
        }

        return new([.. dates], own, index);
    }

    /// <summary>The days from <paramref name="first"/> on, without those on which one of the two has no price.
    /// </summary>
    /// <param name="own">Not a number where there is none.</param>
    public static PairedHistory Daily(TradingDate first, IReadOnlyList<double> own, IReadOnlyList<double> index)
    {
        HedgingException.SameLength("index", index.Count, "own", own.Count);
        var days = Enumerable.Range(0, own.Count).Where(d => !double.IsNaN(own[d]) && !double.IsNaN(index[d])).ToList();
        return Of(days.ConvertAll(first.Plus), [.. days.Select(d => own[d])], [.. days.Select(d => index[d])]);
    }

    /// <summary>The first so many observations: what was known then.</summary>
    public PairedHistory Until(int count) => new([.. Dates.Take(count)], Own[..count], Index[..count]);

    /// <summary>Without the days that somebody takes out.</summary>
    public PairedHistory Without(IReadOnlyCollection<ExcludedDay> days)
    {
        if (days.Count == 0)
            return this;
        var kept = Enumerable.Range(0, Count).Where(t => days.All(d => d.Day != Dates[t])).ToList();
        return new([.. kept.Select(t => Dates[t])], [.. kept.Select(t => Own[t])], [.. kept.Select(t => Index[t])]);
    }

    /// <summary>
    /// Arithmetic means of calendar months or of weeks from Monday, dated with the period's last observation, the way
    /// contracts settle and bills are paid. A month of daily prices needs fifteen days, of weekly ones three; a week
    /// needs four days.
    /// </summary>
    /// <returns>The means, and the number of observations up to each period's end.</returns>
    public (PairedHistory Means, int[] Known) Periods(Frequency period)
    {
        var least = (period, Frequency) switch
        {
            (Frequency.Month, Frequency.Day) => 15,
            (Frequency.Month, Frequency.Week) => 3,
            (Frequency.Week, Frequency.Day) => 4,
            _ => 1,
        };
        var dates = new List<TradingDate>();
        var (own, index, known) = (new List<double>(), new List<double>(), new List<int>());
        for (var from = 0; from < Count; )
        {
            var to = from;
            var (ownSum, indexSum) = (0.0, 0.0);
            for (; to < Count && Same(period, Dates[from], Dates[to]); to++)
                (ownSum, indexSum) = (ownSum + Own[to], indexSum + Index[to]);
            if (to - from >= least)
            {
                dates.Add(Dates[to - 1]);
                own.Add(ownSum / (to - from));
                index.Add(indexSum / (to - from));
                known.Add(to);
            }

            from = to;
        }

        return (new([.. dates], [.. own], [.. index]), [.. known]);
    }

    /// <summary>Changes between neighbouring observations, or over more of them, which then overlap.</summary>
    /// <param name="span">Observations from the beginning of a change to its end, at least 1.</param>
    public PairedChanges Changes(ChangeKind kind, int span = 1)
    {
        HedgingException.NotBelow(nameof(span), span, 1);
        return Between([.. Enumerable.Range(0, Count)], kind, span);
    }

    /// <summary>Changes between the days on which the own price moved, from one such day to the next.</summary>
    public PairedChanges EventChanges(ChangeKind kind) => Between(Events(), kind, 1);

    /// <summary>Observations on which the own price differs from the one before.</summary>
    public int[] Events() =>
        [.. Enumerable.Range(1, Math.Max(0, Count - 1)).Where(t => !IsZero(Math.Log(Own[t] / Own[t - 1])))];

    internal static bool IsZero(double change) => Math.Abs(change) <= Nothing;

    private PairedChanges Between(int[] at, ChangeKind kind, int span)
    {
        var n = Math.Max(0, at.Length - span);
        var (from, to) = (at[..n], at[Math.Min(span, at.Length)..]);
        var (own, index) = (
            Changed(Own, from, to, ChangeKind.LogReturns),
            Changed(Index, from, to, ChangeKind.LogReturns)
        );
        return new(
            [.. from.Select(t => Dates[t])],
            [.. to.Select(t => Dates[t])],
            kind == ChangeKind.LogReturns ? own : Changed(Own, from, to, kind),
            kind == ChangeKind.LogReturns ? index : Changed(Index, from, to, kind),
            own,
            index
        );
    }

    private static double[] Changed(double[] prices, int[] from, int[] to, ChangeKind kind) =>
        [
            .. from.Select(
                (t, i) => kind == ChangeKind.Levels ? prices[to[i]] - prices[t] : Math.Log(prices[to[i]] / prices[t])
            ),
        ];

    private static bool Same(Frequency period, TradingDate a, TradingDate b) =>
        period switch
        {
            Frequency.Month => ContractMonth.Of(a) == ContractMonth.Of(b),
            Frequency.Week => a.Days - a.Weekday == b.Days - b.Weekday,
            _ => a == b,
        };
}
