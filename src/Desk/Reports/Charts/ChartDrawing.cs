// A chart laid out: strokes, areas, dots and words at places of a plain rectangle, for any writer to copy.
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Reports.Charts;

/// <summary>Where words are held.</summary>
public enum WordAnchor
{
    /// <summary>At their left end.</summary>
    Start,

    /// <summary>In the middle.</summary>
    Middle,

    /// <summary>At their right end.</summary>
    End,
}

/// <summary>A place in the picture: x to the right, y downwards, in points.</summary>
public readonly record struct Spot(double X, double Y);

/// <summary>Something to draw.</summary>
public abstract record Drawn(ChartTone Tone);

/// <summary>A line through spots.</summary>
public sealed record DrawnLine(ChartTone Tone, IReadOnlyList<Spot> Spots, double Width, bool Broken) : Drawn(Tone);

/// <summary>A filled area; a pale one lets what is behind it be seen.</summary>
public sealed record DrawnArea(ChartTone Tone, IReadOnlyList<Spot> Spots, bool Pale) : Drawn(Tone);

/// <summary>A dot.</summary>
public sealed record DrawnDot(ChartTone Tone, Spot At, double Radius) : Drawn(Tone);

/// <summary>Words; <paramref name="Up"/>: they run upwards.</summary>
public sealed record DrawnWords(ChartTone Tone, Spot At, string Text, double Size, WordAnchor Anchor, bool Up)
    : Drawn(Tone);

/// <summary>A chart in one language, laid out in a rectangle.</summary>
/// <param name="Width">In points.</param>
/// <param name="Height">In points.</param>
/// <param name="Parts">Back to front.</param>
public sealed record ChartDrawing(double Width, double Height, IReadOnlyList<Drawn> Parts)
{
    private const double Left = 56;
    private const double Right = 12;
    private const double Top = 30;
    private const double Bottom = 44;
    private const double Small = 8.5;

    /// <summary>Lays a chart out.</summary>
    public static ChartDrawing Of(ReportChart chart, ReportLanguage language, double width = 520, double height = 250)
    {
        var points = chart.Series.SelectMany(s => s.Points).ToList();
        var across =
            chart.Places.Count > 0
                ? ChartAxis.OfPlaces(chart.Places.Count)
                : ChartAxis.Around(points.Select(p => p.X), false, 6);
        var up = ChartAxis.Around(
            points.SelectMany(p => p.Low is { } low ? (double[])[low, p.Y] : [p.Y]),
            chart.FromZero,
            5
        );
        var plan = new Plan(across, up, width, height);
        var parts = new List<Drawn>();
        Axes(parts, chart, plan, language);
        var bars = chart.Series.Count(s => s.Mark == ChartMark.Bars);
        var bar = 0;
        foreach (var series in chart.Series)
        {
            Series(parts, series, plan, bars, bar);
            if (series.Mark == ChartMark.Bars)
                bar++;
        }

        Legend(parts, chart, plan, language);
        return new(width, height, parts);
    }

    private static void Axes(List<Drawn> parts, ReportChart chart, Plan plan, ReportLanguage language)
    {
        foreach (var mark in plan.Up.Marks)
        {
            var y = plan.Y(mark);
            var isZero = Math.Abs(mark) < 1e-12 * (plan.Up.High - plan.Up.Low);
            parts.Add(
                new DrawnLine(
                    isZero ? ChartTone.Muted : ChartTone.Grid,
                    [new(Left, y), new(plan.Width - Right, y)],
                    0.5,
                    false
                )
            );
            parts.Add(Words(Left - 5, y + 3, plan.Up.Text(mark), WordAnchor.End));
        }

        // A name that has no room for itself leaves its place to the next.
        var every = 1;
        if (chart.Places.Count > 0)
        {
            var widest = chart.Places.Max(p => WidthOf(p.In(language)));
            every = (int)Math.Ceiling((widest + 6) / ((plan.Width - Left - Right) / chart.Places.Count));
        }

        for (var i = 0; i < plan.Across.Marks.Count; i += every)
        {
            var mark = plan.Across.Marks[i];
            var text = chart.Places.Count > 0 ? chart.Places[i].In(language) : plan.Across.Text(mark);
            parts.Add(Words(plan.X(mark), plan.Height - Bottom + 13, text, WordAnchor.Middle));
            if (chart.Places.Count == 0)
            {
                var x = plan.X(mark);
                parts.Add(new DrawnLine(ChartTone.Grid, [new(x, Top), new(x, plan.Height - Bottom)], 0.5, false));
            }
        }

        parts.Add(
            Words((Left + plan.Width - Right) / 2, plan.Height - 14, In(chart.Across, language), WordAnchor.Middle)
        );
        parts.Add(
            Words(11, (Top + plan.Height - Bottom) / 2, In(chart.Up, language), WordAnchor.Middle) with
            {
                Up = true,
            }
        );
    }

    private static void Series(List<Drawn> parts, ChartSeries series, Plan plan, int bars, int bar)
    {
        switch (series.Mark)
        {
            case ChartMark.Line or ChartMark.Dashes:
                var line = series.Points.Select(p => new Spot(plan.X(p.X), plan.Y(p.Y))).ToList();
                parts.Add(new DrawnLine(series.Tone, line, 1.4, series.Mark == ChartMark.Dashes));
                break;
            case ChartMark.Band:
                var upper = series.Points.Select(p => new Spot(plan.X(p.X), plan.Y(p.Y)));
                var lower = series.Points.Reverse().Select(p => new Spot(plan.X(p.X), plan.Y(p.Low ?? p.Y)));
                parts.Add(new DrawnArea(series.Tone, [.. upper, .. lower], true));
                break;
            case ChartMark.Bars:
                var wide = plan.PlaceWidth * 0.72 / int.Max(1, bars);
                foreach (var p in series.Points)
                {
                    var x = plan.X(p.X) - (plan.PlaceWidth * 0.36) + (bar * wide);
                    var (y, zero) = (plan.Y(p.Y), plan.Y(double.Clamp(0, plan.Up.Low, plan.Up.High)));
                    parts.Add(
                        new DrawnArea(
                            series.Tone,
                            [new(x, zero), new(x, y), new(x + wide, y), new(x + wide, zero)],
                            false
                        )
                    );
                }

                break;
            case ChartMark.Whiskers:
                // They stand on the first bars where there are bars.
                var aside = bars == 0 ? 0 : plan.PlaceWidth * 0.36 * ((1.0 / bars) - 1);
                foreach (var p in series.Points)
                    Whisker(parts, series.Tone, plan.X(p.X) + aside, plan.Y(p.Y), plan.Y(p.Low ?? p.Y));
                break;
            default:
                foreach (var p in series.Points)
                    parts.Add(new DrawnDot(series.Tone, new(plan.X(p.X), plan.Y(p.Y)), 2.1));
                break;
        }
    }

    private static void Whisker(List<Drawn> parts, ChartTone tone, double x, double high, double low)
    {
        parts.Add(new DrawnLine(tone, [new(x, high), new(x, low)], 0.9, false));
        parts.Add(new DrawnLine(tone, [new(x - 3, high), new(x + 3, high)], 0.9, false));
        parts.Add(new DrawnLine(tone, [new(x - 3, low), new(x + 3, low)], 0.9, false));
    }

    private static void Legend(List<Drawn> parts, ReportChart chart, Plan plan, ReportLanguage language)
    {
        var at = Left;
        var y = 12.0;
        foreach (var series in chart.Series)
        {
            var name = In(series.Name, language);
            var wide = 18 + WidthOf(name) + 12;
            if (at + wide > plan.Width - Right + 12 && at > Left)
                (at, y) = (Left, y + 12);
            if (series.Mark is ChartMark.Line or ChartMark.Dashes)
                parts.Add(
                    new DrawnLine(
                        series.Tone,
                        [new(at, y - 3), new(at + 14, y - 3)],
                        1.4,
                        series.Mark == ChartMark.Dashes
                    )
                );
            else if (series.Mark == ChartMark.Dots)
                parts.Add(new DrawnDot(series.Tone, new(at + 7, y - 3), 2.1));
            else if (series.Mark == ChartMark.Whiskers)
                Whisker(parts, series.Tone, at + 7, y - 7, y + 1);
            else
                parts.Add(
                    new DrawnArea(
                        series.Tone,
                        [new(at, y - 6), new(at + 14, y - 6), new(at + 14, y), new(at, y)],
                        series.Mark == ChartMark.Band
                    )
                );
            parts.Add(Words(at + 18, y, name, WordAnchor.Start));
            at += wide;
        }
    }

    private static DrawnWords Words(double x, double y, string text, WordAnchor anchor) =>
        new(ChartTone.Muted, new(x, y), text, Small, anchor, false);

    private static string In(Said words, ReportLanguage language) =>
        language == ReportLanguage.Chinese ? words.Zh : words.En;

    // Enough to keep names apart: Chinese characters are as wide as they are high, Latin ones a little over half.
    private static double WidthOf(string text) => text.Sum(c => c > 0x2E7F ? Small : Small * 0.53);

    private sealed record Plan(ChartAxis Across, ChartAxis Up, double Width, double Height)
    {
        public double PlaceWidth => (Width - Left - Right) / (Across.High - Across.Low);

        public double X(double value) => Left + (Across.Share(value) * (Width - Left - Right));

        public double Y(double value) => Height - Bottom - (Up.Share(value) * (Height - Top - Bottom));
    }
}
