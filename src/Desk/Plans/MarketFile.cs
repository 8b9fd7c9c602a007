// A curve as a small CSV of one's own: rows that cannot be used are told with row, field, value and rule.
using System.Globalization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Plans;

/// <summary>Reads curves and series of days. Fields are separated by commas and not quoted.</summary>
public static class MarketFile
{
    /// <summary>Columns of a curve; those after settlement may be left empty or out.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "month",
        "settlement",
        "bid",
        "bid_lots",
        "ask",
        "ask_lots",
        "open_interest",
        "daily_volume",
    ];

    /// <summary>Reads a curve.</summary>
    /// <param name="name">Told in faults and kept as the source.</param>
    /// <param name="lines">With the header first.</param>
    /// <param name="terms">Of the contract.</param>
    /// <param name="history">Of its index.</param>
    /// <param name="day">The day that the curve is of.</param>
    /// <param name="faults">Gets what was not used.</param>
    public static MarketSnapshot Curve(
        string name,
        IReadOnlyList<string> lines,
        TradedTerms terms,
        IReadOnlyList<IndexDay> history,
        TradingDate day,
        List<ExposureFault> faults
    )
    {
        var rows = Rows(name, lines, Columns, 2, faults);
        var months = new SortedDictionary<int, QuotedMonth>();
        foreach (var row in rows)
        {
            if (!TradingDate.TryParse(row.Text("month") + "-01", out var first))
            {
                row.Fault("month", "a month, yyyy-MM");
                continue;
            }

            var month = ContractMonth.Of(first);
            var price = row.Number("settlement", 0.000001m, 1_000_000_000m);
            var (bid, ask) = (row.Optional("bid"), row.Optional("ask"));
            var (bidLots, askLots) = (row.Optional("bid_lots"), row.Optional("ask_lots"));
            var (interest, volume) = (row.Optional("open_interest"), row.Optional("daily_volume"));
            if (bid >= ask && bid is not null)
                row.Fault("ask", "above the bid");
            if (months.ContainsKey(month.Index))
                row.Fault("month", "once in the file");
            if (row.Failed)
                continue;
            months[month.Index] = new(
                $"{terms.Contract}-{month.Code}",
                month,
                month.Last,
                price,
                Side(bid, bidLots),
                Side(ask, askLots),
                (long)(interest ?? 0),
                volume ?? 0
            );
        }

        return new(
            $"file {name}",
            terms.Contract,
            terms.Currency,
            terms.Quote,
            terms.LotSize,
            terms.Tick,
            terms.MarginRate,
            terms.FeeRate,
            terms.Index,
            day,
            0,
            [.. months.Values],
            [.. history.Where(d => d.Day <= day)],
            [],
            false,
            terms.FeePerLot,
            terms.HedgesEn,
            terms.HedgesZh
        );
    }

    /// <summary>Reads <c>day,value</c>: an index, or the hedger's own prices.</summary>
    public static IReadOnlyList<IndexDay> Days(string name, IReadOnlyList<string> lines, List<ExposureFault> faults)
    {
        var days = new SortedDictionary<int, IndexDay>();
        foreach (var row in Rows(name, lines, ["day", "value"], 2, faults))
        {
            if (!TradingDate.TryParse(row.Text("day"), out var day))
                row.Fault("day", "a day, yyyy-MM-dd");
            var value = row.Number("value", 0.000000001m, 1_000_000_000m);
            if (days.ContainsKey(day.Days))
                row.Fault("day", "once in the file");
            if (!row.Failed)
                days[day.Days] = new(day, value);
        }

        return [.. days.Values];
    }

    private static PriceLevel[] Side(decimal? price, decimal? lots) =>
        price is { } p && lots is > 0 ? [new(p, (long)lots.Value)] : [];

    private static List<MarketRow> Rows(
        string name,
        IReadOnlyList<string> lines,
        IReadOnlyList<string> columns,
        int required,
        List<ExposureFault> faults
    )
    {
        var rows = new List<MarketRow>();
        if (lines.Count == 0)
        {
            faults.Add(new(name, "file", "empty", $"a header: {string.Join(',', columns)}"));
            return rows;
        }

        var header = lines[0].TrimStart('\uFEFF').Split(',').Select(h => h.Trim().ToLowerInvariant()).ToList();
        foreach (var unknown in header.Where(h => !columns.Contains(h)))
            faults.Add(new($"{name} row 1", "header", unknown, $"one of {string.Join(',', columns)}"));
        foreach (var missing in columns.Take(required).Where(c => !header.Contains(c)))
            faults.Add(new($"{name} row 1", "header", "", $"column {missing} is needed"));
        if (faults.Any(f => f.Field == "header" && f.Value.Length == 0))
            return rows;
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].Trim().Length > 0)
                rows.Add(new($"{name} row {i + 1}", header, lines[i].Split(','), faults));
        }

        return rows;
    }

    private sealed class MarketRow(string where, List<string> header, string[] fields, List<ExposureFault> faults)
    {
        public bool Failed { get; private set; }

        public string Text(string column)
        {
            var at = header.IndexOf(column);
            return at >= 0 && at < fields.Length ? fields[at].Trim() : "";
        }

        public decimal Number(string column, decimal least, decimal most)
        {
            if (
                decimal.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && value >= least
                && value <= most
            )
                return value;
            Fault(column, $"a number from {least} to {most}");
            return 0;
        }

        public decimal? Optional(string column) =>
            Text(column).Length == 0 ? null : Number(column, 0, 1_000_000_000_000m);

        public void Fault(string column, string rule)
        {
            Failed = true;
            faults.Add(new(where, column, Text(column), rule));
        }
    }
}
