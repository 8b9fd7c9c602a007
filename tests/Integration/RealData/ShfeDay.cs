// One product on one day of the Shanghai tables: its months in order of time, as the settlement engine takes them.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Market.Clearing;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Integration.RealData;

/// <summary>One contract month on one day.</summary>
/// <param name="Previous">Published previous settlement in ticks; it may lie off today's tick where that
/// changed.</param>
/// <param name="Lowest">Least turnover that the printed one can stand for, in half fen; with <paramref name="Highest"/>
/// it encloses the average before it was cut to the tick.</param>
/// <param name="LotValue">What divides turnover into an average in ticks.</param>
internal sealed record ShfeMonth(
    ContractMonth Month,
    decimal Previous,
    decimal Settled,
    long Volume,
    Int128 Lowest,
    Int128 Highest,
    long LotValue
)
{
    public bool Traded => Volume > 0;

    public bool Moved => Settled != Previous;
}

/// <summary>The months of one product on one day.</summary>
internal sealed record ShfeDay(string Product, TradingDate Day, List<ShfeMonth> Months)
{
    private static readonly string[] Columns =
    [
        "date",
        "product",
        "contract",
        "prev_settle",
        "settle",
        "volume",
        "turnover",
    ];
    private static readonly TradingDate TurnoverInTenThousands = TradingDate.Of(2009, 1, 1);

    /// <summary>All days of the tables, by product and day; rows without a settlement or a previous one are left
    /// out.</summary>
    public static List<ShfeDay> Read(string pattern)
    {
        var days = new SortedList<(string, TradingDate), ShfeDay>();
        foreach (var path in SharedData.Files(pattern))
        {
            using var table = CsvTable.Open(path, Columns);
            while (table.Read())
            {
                Assert.Equal("", table.RowFault);
                Assert.True(table.TryDate(0, out var day), table[0]);
                if (Of(table, day) is not { } month)
                    continue;
                if (!days.TryGetValue((table[1], day), out var at))
                    days.Add((table[1], day), at = new(table[1], day, []));
                at.Months.Add(month);
            }
        }

        foreach (var day in days.Values)
            day.Months.Sort((a, b) => a.Month.CompareTo(b.Month));
        return [.. days.Values];
    }

    private static ShfeMonth? Of(CsvTable table, TradingDate day)
    {
        if (!table.TryDecimal(3, out var previous) || !table.TryDecimal(4, out var settle))
            return null;
        var contract = ShfeContract.Of(table[1], table[2], day);
        var month = ShfeContract.Month(table[1], table[2]);
        previous = previous * 100 / contract.TickFen;
        settle = settle * 100 / contract.TickFen;
        if (!table.TryDecimal(5, out var volume) || volume == 0)
            return new(month, previous, settle, 0, 0, 0, 0);
        var value = checked((long)volume * contract.TickValueFen * 2);
        // The published settlement is the average cut down, so it bounds the average too.
        var (lowest, highest) = ((Int128)(settle * value), (Int128)((settle + 1) * value) - 1);
        if (table.TryDecimal(6, out var turnover))
        {
            var old = day < TurnoverInTenThousands;
            var (unit, half) = old ? (200L, 100L) : (2_000_000L, 10_000L);
            var printed = (Int128)(turnover * unit);
            // A turnover that contradicts the settlement was cut before it was published: nothing but the settlement
            // is known.
            if (printed + half >= lowest && printed - half <= highest)
                (lowest, highest) = (Int128.Max(lowest, printed - half), Int128.Min(highest, printed + half));
            else
                highest = lowest;
        }

        return new(month, previous, settle, (long)volume, lowest, highest, value);
    }
}
