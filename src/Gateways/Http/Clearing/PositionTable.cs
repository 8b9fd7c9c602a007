// A portfolio as a table of three columns: symbol, side, lots.
using System.Globalization;

namespace Tokenbourse.Gateways.Http.Clearing;

/// <summary>Reads text as spreadsheets write it; the first fault names its line and column.</summary>
internal static class PositionTable
{
    private const string Header = "symbol,side,lots";

    /// <summary>Null: it was read whole.</summary>
    public static WireFault? Read(string csv, int mostRows, long mostLots, List<AskedPosition> rows)
    {
        var lines = csv.TrimStart('\uFEFF').Split('\n').Select(l => l.Trim()).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        if (lines.Count == 0 || !IsHeader(lines[0]))
        {
            return WireFault.Bad(
                "csv[1]",
                lines.Count == 0 ? "" : lines[0],
                "The first line must name the columns.",
                Header
            );
        }

        if (lines.Count - 1 is var count && (count < 1 || count > mostRows))
            return WireFault.Bad(
                "csv",
                Words.Of(count),
                "Is not as long as is taken.",
                QueryReader.Between(1, mostRows)
            );
        for (var i = 1; i < lines.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"csv[{i + 1}]");
            var cells = lines[i].Split(',').Select(c => c.Trim()).ToList();
            if (cells.Count != 3)
                return WireFault.Bad(at, lines[i], "Must have three cells.", Header);
            if (!long.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var lots))
                return WireFault.BadType(at + ".lots", cells[2], "Must be a whole number.");
            if (lots < 1 || lots > mostLots)
            {
                return WireFault.Bad(
                    at + ".lots",
                    cells[2],
                    "Is outside what is taken.",
                    QueryReader.Between(1, mostLots)
                );
            }

            rows.Add(new(at + ".", cells[0], cells[1].ToLowerInvariant(), lots));
        }

        return null;
    }

    private static bool IsHeader(string line) =>
        string.Equals(line.Replace(" ", "", StringComparison.Ordinal), Header, StringComparison.OrdinalIgnoreCase);
}
