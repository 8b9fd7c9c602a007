// The report as data: what quality.json holds, and what both pages are written from.
using System.Text.Json.Serialization;
using Tokenbourse.Sim.Quality;

namespace Tokenbourse.Node.Quality;

/// <summary>A figure with everything that is needed to read it.</summary>
/// <param name="Value">Rounded to six significant digits; null when it cannot be worked out.</param>
/// <param name="Blank">Why there is no value; null when there is one.</param>
internal sealed record ReportFigure(
    string Group,
    string Key,
    string Parameter,
    string Name,
    string Unit,
    double? Value,
    long Observations,
    string? Blank,
    string Definition
);

/// <summary>A curve: x, y and observations of each point.</summary>
internal sealed record ReportCurve(string Key, string X, string Y, IReadOnlyList<CurvePoint> Points);

/// <summary>What was driven.</summary>
internal sealed record ReportStream(
    string Shape,
    ulong Seed,
    long Loading,
    long Messages,
    int Instruments,
    int Instrument,
    string Digest,
    string RecordsCheck
);

/// <summary>The whole.</summary>
internal sealed record QualityReport(
    bool Simulated,
    string Notice,
    ReportStream Stream,
    int SessionMinutes,
    string Clock,
    string Command,
    IReadOnlyList<ReportFact> StylisedFacts,
    IReadOnlyList<ReportFigure> Figures,
    IReadOnlyList<ReportCurve> Curves
)
{
    /// <summary>Of a day that is over.</summary>
    public static QualityReport Of(DrivenDay driven, string command)
    {
        var words = QualityWords.English;
        var (header, day) = (driven.Header, driven.Day);
        var figures = DayFigures.Of(day);
        return new(
            true,
            words.Notice,
            new(
                header.Shape,
                header.Seed,
                header.Loading,
                header.Messages,
                header.Instruments.Count,
                driven.Instrument,
                driven.Digest,
                driven.RecordsCheck
            ),
            day.Plan.Minutes,
            words.Clock(day.Plan),
            command,
            [.. Sim.Quality.StylisedFacts.Of(figures).Select(f => ReportFact.Of(f, words))],
            [.. figures.Select(Row)],
            [.. DayCurves.Of(day).Select(Points)]
        );
    }

    private static ReportFigure Row(Figure figure)
    {
        var text = Definitions.Of(figure);
        return new(
            figure.Group,
            figure.Key,
            figure.Parameter,
            text.Name(QualityWords.English, figure),
            figure.Unit,
            figure.Estimate.Value is { } value ? Shown.Rounded(value, 6) : null,
            figure.Estimate.Observations,
            figure.Estimate.Value is null ? QualityWords.English.Reason(figure.Estimate.Blank) : null,
            text.Definition(QualityWords.English, figure)
        );
    }

    private static ReportCurve Points(Curve curve)
    {
        var (x, y) = Definitions.Axes(curve.Key);
        return new(
            curve.Key,
            x,
            y,
            [.. curve.Points.Select(p => new CurvePoint(Shown.Rounded(p.X, 6), Shown.Rounded(p.Y, 6), p.Observations))]
        );
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(QualityReport))]
internal sealed partial class QualityJson : JsonSerializerContext;
