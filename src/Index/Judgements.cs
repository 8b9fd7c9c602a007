// The tier of expert judgement: an approved value for an index and a day, where a methodology names the tier.
namespace Tokenbourse.Index;

/// <summary>A value that experts answer for, and the words in which a print tells it.</summary>
internal sealed record Judgement(decimal Value, string Words);

/// <summary>Where the waterfall asks for judgements.</summary>
internal static class Judgements
{
    /// <summary>The judgement for the print, where fallback <paramref name="tier"/> (0 is the first) names one and one
    /// was approved for this index and day before the print's moment; rounded to the index's decimals.</summary>
    public static Judgement? Of(PrintContext context, int tier)
    {
        var fallback = context.Methodology.Fallbacks[tier];
        return fallback.Judgement ? context.Observations.JudgementFor(context.Methodology.Index, context.Day) : null;
    }
}
