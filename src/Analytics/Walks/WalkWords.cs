// What a walk's figures say, in words: a poor hedge is called poor.
namespace Tokenbourse.Analytics.Walks;

/// <summary>Words for figures.</summary>
public static class WalkWords
{
    // What an accountant calls highly effective, and what is not worth the margin. This project's choice.
    private const double Good = 0.8;
    private const double Poor = 0.2;

    /// <summary>A verdict.</summary>
    public static string Of(HedgeStrategy strategy, WalkFigures figures)
    {
        if (strategy == HedgeStrategy.None)
            return "no hedge";
        if (figures.Months < WalkStudy.LeastMonths)
            return "too few months to say";
        if (!double.IsFinite(figures.Reduction))
            return figures.Held == 0
                ? "nothing to hedge and nothing traded"
                : "nothing to hedge: all variance is the hedge's";
        if (strategy == HedgeStrategy.Prepay)
            return "known ahead by construction";
        if (figures.Held == 0)
            return "not traded: the guard refuses, or there is no price to trade on";
        if (figures.Reduction < 0)
            return figures.High < 0 ? "harmful: it added risk" : "poor: it added risk";
        if (figures.Reduction < Poor)
            return "poor: it took little away";
        if (figures.Low <= 0)
            return "not shown: chance gives as much";
        return figures.Reduction >= Good ? "good" : "partial";
    }
}
