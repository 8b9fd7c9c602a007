// A chart as data: series in the units of the data, axes with names in both languages. It knows no paper and no screen.
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Reports.Charts;

/// <summary>How a series is drawn.</summary>
public enum ChartMark
{
    /// <summary>A line through the points.</summary>
    Line,

    /// <summary>A broken line through the points.</summary>
    Dashes,

    /// <summary>The area between <c>Low</c> and <c>Y</c>.</summary>
    Band,

    /// <summary>A bar from zero.</summary>
    Bars,

    /// <summary>A line from <c>Low</c> to <c>Y</c> with short ends.</summary>
    Whiskers,

    /// <summary>A dot.</summary>
    Dots,
}

/// <summary>A role that a colour is given by; writers own the colours.</summary>
public enum ChartTone
{
    /// <summary>Text and axes.</summary>
    Ink,

    /// <summary>Names of axes and marks.</summary>
    Muted,

    /// <summary>Lines behind the data.</summary>
    Grid,

    /// <summary>Without the hedge.</summary>
    Before,

    /// <summary>With the hedge.</summary>
    After,

    /// <summary>A limit or a budget.</summary>
    Limit,

    /// <summary>A further series.</summary>
    Third,

    /// <summary>A further series.</summary>
    Fourth,
}

/// <summary>A point.</summary>
/// <param name="X">In the units of the horizontal axis; a place counts from 0.</param>
/// <param name="Y">In the units of the vertical axis.</param>
/// <param name="Low">Of bands and whiskers: the other end.</param>
public sealed record ChartPoint(double X, double Y, double? Low = null);

/// <summary>A series.</summary>
public sealed record ChartSeries(Said Name, ChartMark Mark, ChartTone Tone, IReadOnlyList<ChartPoint> Points);

/// <summary>A chart.</summary>
/// <param name="Id">As <c>fan</c>.</param>
/// <param name="Title">What is seen.</param>
/// <param name="Across">Name and unit of the horizontal axis.</param>
/// <param name="Up">Name and unit of the vertical axis.</param>
/// <param name="Places">Names of the places 0, 1, … of the horizontal axis; empty when it holds numbers.</param>
/// <param name="Series">Back to front.</param>
/// <param name="FromZero">The vertical axis holds zero.</param>
public sealed record ReportChart(
    string Id,
    Said Title,
    Said Across,
    Said Up,
    IReadOnlyList<Cell> Places,
    IReadOnlyList<ChartSeries> Series,
    bool FromZero
);
