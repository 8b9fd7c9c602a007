// Which history a hedge ratio is estimated from, and every method beside the chosen one.
using System.Globalization;
using Tokenbourse.Analytics.Hedging;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>What the hedger asks for.</summary>
/// <param name="Frequency">Of the changes; null: what the guard picks.</param>
/// <param name="From">The first day; null: all there is.</param>
public sealed record RatioAsked(Frequency? Frequency = null, TradingDate? From = null)
{
    /// <summary>All there is, by the method that the guard picks.</summary>
    public static RatioAsked Anything { get; } = new();
}

/// <summary>One method on the sample.</summary>
/// <param name="Method">As <c>monthly changes</c>.</param>
/// <param name="Changes">How many.</param>
/// <param name="From">The first change begins here; null without one.</param>
/// <param name="To">The last ends here.</param>
/// <param name="Slope">Null when not estimable.</param>
/// <param name="Low">95 % interval, Newey–West.</param>
/// <param name="High">Its upper end.</param>
/// <param name="RSquared">Of its regression.</param>
/// <param name="Excluded">Changes left out as faults of the data.</param>
/// <param name="Chosen">The plan stands on it.</param>
/// <param name="WhyNot">Why it is not estimable; null when it is.</param>
public sealed record RatioLine(
    string Method,
    int Changes,
    TradingDate? From,
    TradingDate? To,
    double? Slope,
    double? Low,
    double? High,
    double? RSquared,
    int Excluded,
    bool Chosen,
    string? WhyNot
);

/// <summary>The sample of an estimate.</summary>
/// <param name="Asked">day, week, month, or guard.</param>
/// <param name="History">How the own prices are spaced: day, week or month.</param>
/// <param name="From">First observation.</param>
/// <param name="To">Last observation.</param>
/// <param name="Lines">Every method.</param>
public sealed record RatioSample(
    string Asked,
    string History,
    TradingDate? From,
    TradingDate? To,
    IReadOnlyList<RatioLine> Lines
)
{
    /// <summary>Takes from a history what was asked for, and estimates.</summary>
    /// <param name="history">All own prices beside the index.</param>
    /// <param name="asked">What part, and which changes.</param>
    internal static (HedgeRatioEstimate Estimate, RatioSample Sample) Of(PairedHistory history, RatioAsked asked)
    {
        var kept = asked.From is { } from ? After(history, from) : history;
        var used =
            asked.Frequency == Frequency.Week && kept.Frequency == Frequency.Day
                ? kept.Periods(Frequency.Week).Means
                : kept;
        RatioMethod? method = asked.Frequency switch
        {
            null => null,
            Frequency.Month => RatioMethod.MonthlyChanges,
            _ => RatioMethod.DailyChanges,
        };
        var estimate = HedgeRatio.Estimate(used, HedgeRatioRules.Usual with { Method = method });
        return (
            estimate,
            new(
                asked.Frequency is { } frequency ? Word(frequency) : "guard",
                Word(kept.Frequency),
                kept.Count == 0 ? null : kept.Dates[0],
                kept.Count == 0 ? null : kept.Dates[^1],
                [.. estimate.Candidates.Select(Line)]
            )
        );
    }

    private static PairedHistory After(PairedHistory history, TradingDate from)
    {
        var kept = Enumerable.Range(0, history.Count).Where(t => history.Dates[t] >= from).ToList();
        return PairedHistory.Of(
            [.. kept.Select(t => history.Dates[t])],
            [.. kept.Select(t => history.Own[t])],
            [.. kept.Select(t => history.Index[t])]
        );
    }

    private static RatioLine Line(RatioCandidate c) =>
        new(c.Name, c.N, c.From, c.To, c.Slope, c.Low, c.High, c.R2, c.Excluded.Count, c.Chosen, c.WhyNot);

    private static string Word(Frequency frequency) => frequency.ToString().ToLower(CultureInfo.InvariantCulture);
}
