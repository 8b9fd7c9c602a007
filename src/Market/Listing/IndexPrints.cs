// The prints of one index as the market has taken them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Listing;

/// <summary>One print: value times 10^decimals.</summary>
internal readonly record struct Print(TradingDate Day, long Value, byte Decimals);

/// <summary>An index's prints, oldest first.</summary>
internal sealed class IndexPrints
{
    private readonly List<Print> _prints = [];

    public required Name24 Index { get; init; }

    /// <summary>The most decimals a print has: sums are kept in these, so that rounding is done once, on the
    /// mean.</summary>
    public const int Finest = 9;

    /// <summary>Finest units in one unit of so many decimals.</summary>
    public static long FinestPer(int decimals)
    {
        long units = 1;
        for (var i = decimals; i < Finest; i++)
            units *= 10;
        return units;
    }

    public Print Newest => _prints[^1];

    public void Add(in Print print) => _prints.Add(print);

    /// <summary>Sum (times 10^decimals) and count of the prints from one day to another, both included; the last print
    /// of a day counts.</summary>
    public (Int128 Sum, int Count) Over(TradingDate from, TradingDate to, Func<TradingDate, bool> counts, int decimals)
    {
        Int128 sum = 0;
        var count = 0;
        for (var i = 0; i < _prints.Count; i++)
        {
            var print = _prints[i];
            if (print.Day < from || print.Day > to || !counts(print.Day))
                continue;
            if (i + 1 < _prints.Count && _prints[i + 1].Day == print.Day)
                continue;
            sum += Scaled(print, decimals);
            count++;
        }

        return (sum, count);
    }

    /// <summary>The prints that <see cref="Over"/> adds up, oldest first.</summary>
    public List<Print> Counted(TradingDate from, TradingDate to, Func<TradingDate, bool> counts)
    {
        var list = new List<Print>();
        for (var i = 0; i < _prints.Count; i++)
        {
            var print = _prints[i];
            if (print.Day < from || print.Day > to || !counts(print.Day))
                continue;
            if (i + 1 == _prints.Count || _prints[i + 1].Day != print.Day)
                list.Add(print);
        }

        return list;
    }

    /// <summary>A print in units of 10^-decimals, rounded half up where it has more.</summary>
    public static Int128 Scaled(in Print print, int decimals)
    {
        Int128 value = print.Value;
        Int128 divisor = 1;
        for (var i = print.Decimals; i < decimals; i++)
            value *= 10;
        for (var i = decimals; i < print.Decimals; i++)
            divisor *= 10;
        return Rounding.Divide(value, divisor, RoundingMode.HalfUp);
    }

    public void Save(StateWriter writer)
    {
        writer.Struct(Index);
        writer.Int(_prints.Count);
        foreach (var print in _prints)
        {
            writer.Int(print.Day.Days);
            writer.Long(print.Value);
            writer.Byte(print.Decimals);
        }
    }

    public static IndexPrints Load(StateReader reader)
    {
        var prints = new IndexPrints { Index = reader.Struct<Name24>() };
        for (var count = reader.Count(); count > 0; count--)
            prints.Add(new(new(reader.Int()), reader.Long(), reader.Byte()));
        return prints;
    }
}
