// A plot for the terminal: marks on a grid of letters, prices on the left, dates below.
using System.Text;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Curves;

/// <summary>Points that share a mark.</summary>
internal sealed record PlotSeries(char Mark, IReadOnlyList<(TradingDate Day, double Value)> Points);

/// <summary>Draws; later series lie over earlier ones.</summary>
internal static class CurvePlot
{
    private const int Width = 72;
    private const int Height = 14;

    public static string Draw(IReadOnlyList<PlotSeries> series, int decimals)
    {
        var points = series.SelectMany(s => s.Points).ToList();
        if (points.Count == 0)
            return "";
        var (low, high) = (points.Min(p => p.Value), points.Max(p => p.Value));
        if (high - low < 1e-9)
            (low, high) = (low - 1, high + 1);
        var (first, last) = (points.Min(p => p.Day.Days), points.Max(p => p.Day.Days));
        var grid = Enumerable.Range(0, Height).Select(_ => new char[Width]).ToArray();
        foreach (var row in grid)
            Array.Fill(row, ' ');
        foreach (var one in series)
        {
            foreach (var (day, value) in one.Points)
            {
                var x = last == first ? 0 : (int)Math.Round((double)(day.Days - first) / (last - first) * (Width - 1));
                var y = (int)Math.Round((high - value) / (high - low) * (Height - 1));
                grid[y][x] = one.Mark;
            }
        }

        var text = new StringBuilder();
        for (var y = 0; y < Height; y++)
        {
            var value = high - ((high - low) * y / (Height - 1));
            var label = y % 3 == 0 || y == Height - 1 ? CurveNumbers.Show(value, decimals) : "";
            text.Append(label.PadLeft(10)).Append(" │").Append(new string(grid[y]).TrimEnd()).Append('\n');
        }

        var (left, right) = (new TradingDate(first).ToString(), new TradingDate(last).ToString());
        text.Append(' ', 11).Append('└').Append('─', Width).Append('\n');
        text.Append(' ', 12).Append(left).Append(right.PadLeft(Width - left.Length)).Append('\n');
        return text.ToString();
    }
}
