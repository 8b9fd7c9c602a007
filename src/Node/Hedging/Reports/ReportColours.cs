// The colours of a report by role, on white and on dark ground; contrast as the house's colour table has it.
using System.Globalization;
using Tokenbourse.Desk.Reports.Charts;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Colours for both writers.</summary>
internal static class ReportColours
{
    /// <summary>Each role with its colour on white and on dark.</summary>
    public static readonly IReadOnlyList<(ChartTone Tone, string Light, string Dark)> All =
    [
        (ChartTone.Ink, "17212b", "e8edf2"),
        (ChartTone.Muted, "52616f", "9aa8b6"),
        (ChartTone.Grid, "dde3e8", "2b3540"),
        (ChartTone.Before, "74828f", "8594a3"),
        (ChartTone.After, "0b62c4", "5aa9ff"),
        (ChartTone.Limit, "c2202f", "ff6b70"),
        (ChartTone.Third, "a85100", "ffa657"),
        (ChartTone.Fourth, "6a44c0", "b39cff"),
    ];

    /// <summary>The name of a role in style sheets.</summary>
    public static string Name(ChartTone tone) => tone.ToString().ToLowerInvariant();

    /// <summary>Red, green and blue, 0 to 1, as a PDF wants them.</summary>
    public static string Pdf(ChartTone tone)
    {
        var hex = All.First(c => c.Tone == tone).Light;
        return string.Join(
            ' ',
            new[] { hex[..2], hex[2..4], hex[4..] }.Select(h =>
                (int.Parse(h, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0).ToString(
                    "F3",
                    CultureInfo.InvariantCulture
                )
            )
        );
    }
}
