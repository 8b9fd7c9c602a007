// A stream of commands and its reports moved by ticks, or seen in a mirror.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Market.Matching;

internal static class StreamMaps
{
    private static long MoveOf(int book, long ticks) =>
        BookWorld.Usual.Legs[book - 1] is { } legs ? (legs.NearWeight - legs.FarWeight) * ticks : ticks;

    /// <summary>The book that an order's command is about; zero: none.</summary>
    public static int BookFor(BookCommand command, List<BookCommand> all)
    {
        var (order, book) = (command.Order.Order, command.Order.Instrument.Value);
        if (book > 0 || command.Deed != BookDeed.Amend)
            return book;
        var entered = all.Find(c => c.Deed == BookDeed.Enter && c.Order.Order == order);
        return entered?.Order.Instrument.Value ?? 0;
    }

    private static bool HasLimit(BookCommand command) =>
        command.Deed == BookDeed.Amend
            ? command.Order.Price != BookCommand.SameLimit
            : command.Deed == BookDeed.Enter && command.Order.Type is OrderType.Limit or OrderType.StopLimit;

    public static BookCommand Moved(BookCommand command, int book, long ticks)
    {
        var o = command.Order;
        var move = book == 0 ? 0 : MoveOf(book, ticks);
        return command with
        {
            Order = o with
            {
                Price = HasLimit(command) ? new(o.Price.Ticks + move) : o.Price,
                StopPrice = o.StopPrice.Ticks == 0 ? default : new(o.StopPrice.Ticks + move),
            },
        };
    }

    /// <summary>By how many ticks a number of a report moves.</summary>
    public static long TicksIn(ReportKind kind, long[] all, string name, long n, long ticks)
    {
        var book = kind is ReportKind.BookChanged or ReportKind.Traded or ReportKind.SpreadTraded ? all[0] : all[1];
        if (kind is ReportKind.Uncrossed or ReportKind.Indicated or ReportKind.Interrupted)
            book = all[0];
        switch (name)
        {
            case "buyer limit" or "seller limit":
                var side = all.AsSpan(name == "buyer limit" ? all.Length - 14 : all.Length - 7, 7);
                if (side[0] == 0)
                    return 0;
                return MoveOf((int)(side[6] == 0 ? book : side[6]), ticks);
            case "price":
                // An outright order without a limit says zero.
                var hasNone = n == 0 && BookWorld.Usual.Legs[(int)book - 1] is null;
                return hasNone ? 0 : MoveOf((int)book, ticks);
            case "stop":
                return n == 0 ? 0 : ticks;
            case "trigger":
                return MoveOf((int)book, ticks);
            default:
                return 0;
        }
    }

    public static BookCommand Mirrored(BookCommand command, int book)
    {
        var o = command.Order;
        if (command.Deed is BookDeed.NextDay)
            return command with { Shift = -command.Shift };
        if (book == 0)
            return command;
        var middle = 2 * BookWorld.References[book - 1];
        return command with
        {
            Order = o with
            {
                Side = o.Side == Side.None ? Side.None : o.Side.Opposite(),
                Price = HasLimit(command) ? new(middle - o.Price.Ticks) : o.Price,
                StopPrice = new(o.StopPrice.Ticks == 0 ? 0 : middle - o.StopPrice.Ticks),
            },
        };
    }

    public static long MirrorOf(ReportKind kind, long[] all, string name, long n)
    {
        if (n == 0)
            return n;
        if (name is "side" or "aggressor")
            return 3 - n;
        var book = kind is ReportKind.BookChanged or ReportKind.Traded ? all[0] : all[1];
        return name is "price" or "stop" or "trigger" or "buyer limit" or "seller limit"
            ? (2 * BookWorld.References[book - 1]) - n
            : n;
    }

    public static string SwapSides(string line)
    {
        var at = line.IndexOf("buyer", StringComparison.Ordinal);
        if (at < 0)
            return line;
        var seller = line.IndexOf("seller", StringComparison.Ordinal);
        var (buys, sells) = (line[at..(seller - 2)], line[seller..]);
        return $"{line[..at]}{sells.Replace("seller", "buyer")}, {buys.Replace("buyer", "seller")}";
    }
}
