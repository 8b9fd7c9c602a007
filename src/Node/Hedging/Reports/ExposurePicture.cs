// An exposure as an SVG file that stands alone: title, key and colours inside, light and dark.
using System.Text;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;

namespace Tokenbourse.Node.Hedging.Reports;

/// <summary>Draws exposures for <c>desk expose --svg</c>.</summary>
internal static class ExposurePicture
{
    /// <summary>The file's bytes, UTF-8.</summary>
    public static byte[] Of(ExposureTable table) =>
        Encoding.UTF8.GetBytes(SvgChart.Alone(ExposureChart.Of(table), ReportLanguage.English));
}
