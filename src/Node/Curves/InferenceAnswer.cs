// The inference spread of two books: which of them is the token, at which terms, and the hedge in whole lots.
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Terms that somebody chose; null: those of the reference table and DeepSeek's day.</summary>
internal sealed record InferenceQuestion(double? Throughput, double? Utilisation, double? Rate, double? OtherCost);

/// <summary>The answer, or why there is none.</summary>
/// <param name="ThroughputSource">Where H and u come from.</param>
/// <param name="SpreadName">The listed spread of both contracts; null when none is listed.</param>
internal sealed record InferenceAnswer(
    InferenceSpread? Spread,
    InferenceHedge? Hedge,
    double Millions,
    string ThroughputSource,
    string RateSource,
    string? SpreadName,
    int TokenLots,
    int GpuLots,
    string TokenCurrency,
    string GpuCurrency,
    string? Why
)
{
    public static InferenceAnswer Of(CurveBook book, FuturesCurve curve, CurveQuestion question)
    {
        if (question.Other is not { } other)
            return Without("the other contract's curve is not at hand");
        var there = other.Days.LastOrDefault(d => string.CompareOrdinal(d.Day, curve.Day.ToString()) <= 0);
        if (there is null)
            return Without($"{other.Contract} has no settled day up to {curve.Day}");
        // Calendars differ by holidays; prices of different weeks make no spread.
        if (CurveNumbers.Date(there.Day) < curve.Day.Plus(-ShortageSign.MostAgeDays))
            return Without($"{other.Contract} was settled last on {there.Day}, over a week before {curve.Day}");
        var theirs = CurveDays.Of(other, there, other.Values);
        var tokenIsMine = CurveTerms.Between(book.Contract, other.Contract) is not null;
        var (token, gpu) = tokenIsMine ? (book, other) : (other, book);
        var listed = CurveTerms.Between(token.Contract, gpu.Contract);
        if (listed is null)
            return Without($"no spread of {book.Contract} and {other.Contract} is listed");
        var rate = Rate(token, gpu, curve, question.Terms);
        if (rate is null)
            return Without($"no rate of {token.Currency} for {gpu.Currency} is known up to {curve.Day}");
        var asked = question.Terms;
        var terms = new InferenceTerms(
            asked?.Throughput ?? CurveTerms.DeepSeekMade,
            asked?.Utilisation ?? 1,
            rate.Rate,
            asked?.OtherCost ?? 0
        );
        var (mine, its) = tokenIsMine ? (curve, theirs) : (theirs, curve);
        if (!InferenceSpread.TryMeasure(mine, its, terms, out var spread, out var fault))
            return Without($"{fault}");
        var millions = question.Millions ?? (double)listed.NearLots * token.LotSize;
        var hedge = InferenceHedge.Of(
            (token.Contract, token.LotSize),
            (gpu.Contract, gpu.LotSize),
            terms,
            millions,
            listed.NearLots,
            listed.FarLots
        );
        return new(
            spread,
            hedge,
            millions,
            asked?.Throughput is null ? CurveTerms.DeepSeekSource : "as given",
            rate.Source,
            listed.Spread,
            listed.NearLots,
            listed.FarLots,
            token.Currency,
            gpu.Currency,
            null
        );
    }

    private static CurveRate? Rate(CurveBook token, CurveBook gpu, FuturesCurve curve, InferenceQuestion? asked) =>
        asked?.Rate is { } given ? new(given, "as given")
        : token.Currency == gpu.Currency ? new(1, "one currency")
        : token.Currency == "CNY" && gpu.Currency == "USD" ? CurveTerms.YuanPerDollar(curve.Day)
        : null;

    private static InferenceAnswer Without(string why) => new(null, null, 0, "", "", null, 0, 0, "", "", why);
}
