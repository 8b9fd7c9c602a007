// The figures of the historical model as labelled lines: what, how much, from which inputs.
using System.Globalization;

namespace Tokenbourse.Analytics.Margin;

/// <summary>Figures to lines.</summary>
internal static class MarginTelling
{
    public static MarginResult Of(HistoricalMargin margin, MarginFigures f)
    {
        var day = f.Gross > 0 && !margin.Short && f.Scenarios.Scenario >= 0 ? margin.Days[f.Scenarios.Scenario] : "";
        return new(
            MinorUnits.Up(f.Total),
            f.Total,
            f.Gross,
            f.Gross > 0 ? f.Core / f.Gross : 0,
            Label(f.Bound),
            day,
            [.. Lines(margin, f, day)]
        );
    }

    private static IEnumerable<MarginLine> Lines(HistoricalMargin margin, MarginFigures f, string day)
    {
        var p = margin.Parameters;
        var measure = p.ExpectedShortfall ? "expected shortfall" : "value at risk";
        yield return new("tail", f.Scenarios.Tail, false, Tail(margin, measure, day));
        if (p.Stress.Count > 0 || p.StressObservations > 0)
            yield return new("stress", f.Scenarios.Stress, false, StressNote(p, f));
        yield return new(
            "blend",
            f.Blend,
            false,
            margin.Short
                ? Text($"{margin.Units.Count} moves are fewer than {p.LeastObservations}: stress alone")
                : Text($"{p.TailWeight:0.####} of tail, {1 - p.TailWeight:0.####} of stress")
        );
        if (margin.ByProduct)
            yield return new(
                "diversification cap",
                f.ByProducts,
                false,
                Text($"{1 - p.MostDiversification:0.####} of the sum over products")
            );
        if (p.Buffer > 0)
            yield return new("buffer", f.Buffered - f.Required, false, Text($"up to {p.Buffer:0.####} in quiet times"));
        if (p.FloorRate > 0)
            yield return new("floor", f.Floor, false, Text($"{p.FloorRate:0.######} of value, {p.FloorSides}"));
        yield return new("core", f.Core, true, $"set by: {Label(f.Bound)}");
        if (p.Liquidity is { } rules)
        {
            yield return new(
                "liquidity",
                f.Liquidity,
                true,
                Text(
                    $"closing up to {rules.Participation:0.####} of the daily volume, kappa {rules.SpreadKappa:0.####}"
                )
            );
            yield return new(
                "concentration",
                f.Concentration,
                true,
                Text($"above {rules.ConcentrationShare:0.####} of the volume: sqrt(days to close / {p.Horizon})")
            );
        }

        if (p.Jump is { } jump)
            yield return new(
                "jump",
                f.Jump,
                true,
                Text($"to {jump.Confidence * 100:0.##} % above {jump.FreeLots} lots")
            );
    }

    private static string Tail(HistoricalMargin margin, string measure, string day)
    {
        var (confidence, horizon) = (margin.Parameters.Confidence * 100, margin.Parameters.Horizon);
        return Text($"{measure} {confidence:0.##} %, {margin.Units.Count} moves of {horizon} days, quantile at {day}");
    }

    private static string StressNote(HistoricalParameters p, MarginFigures f) =>
        f.Scenarios.StressMove >= 0
            ? p.Stress[f.Scenarios.StressMove].Name
            : Text($"mean of the {p.StressObservations} worst moves of history");

    private static string Label(Bound bound) =>
        bound switch
        {
            Bound.Nothing => "nothing held",
            Bound.Tail => "tail",
            Bound.Blend => "blend",
            Bound.Diversification => "diversification cap",
            Bound.Floor => "floor",
            Bound.ShortHistory => "stress of a short history",
            Bound.Buffer => "buffer",
            Bound.DailyRise => "most daily rise",
            _ => throw new ArgumentOutOfRangeException(nameof(bound)),
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
