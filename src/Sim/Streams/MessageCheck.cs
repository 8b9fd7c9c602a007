// Which records mean something: asked by the reader and the writer, so that no file holds what no file may hold.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Streams;

/// <summary>
/// The rules of one record that need no order book. Whether a price is in its band, or an order still rests, is for
/// the book to say: a
/// stream may hold orders that a market refuses.
/// </summary>
internal readonly struct MessageCheck(int instruments)
{
    /// <summary>The fault's field (empty when there is none), with its offset, value and limit.</summary>
    /// <param name="orders">Orders before this record: a new one has the next number.</param>
    public (string Field, int Offset, long Value, string Limit) Fault(in OrderMessage m, int orders) =>
        m.Operation switch
        {
            _ when m.Instrument < 1 || m.Instrument > instruments => (
                "instrument",
                6,
                m.Instrument,
                To(1, instruments)
            ),
            _ when m.Owner < 1 => ("owner", 8, m.Owner, To(1, int.MaxValue)),
            _ when m.Group < 0 => ("group", 12, m.Group, To(0, int.MaxValue)),
            StreamOperation.New => OfNew(m, orders),
            StreamOperation.Cancel => OfCancel(m, orders),
            StreamOperation.Amend => OfAmend(m, orders),
            _ => ("operation", 0, (long)m.Operation, "1 (new), 2 (cancel) or 3 (amend)"),
        };

    private static (string Field, int Offset, long Value, string Limit) OfNew(in OrderMessage m, int orders)
    {
        var stop = m.Type is StreamOrderType.Stop or StreamOrderType.StopLimit;
        var limit = m.Type is StreamOrderType.Limit or StreamOrderType.StopLimit;
        return 0 switch
        {
            _ when m.Side is not (Side.Buy or Side.Sell) => ("side", 1, (long)m.Side, "1 (buy) or 2 (sell)"),
            _ when m.Type is < StreamOrderType.Limit or > StreamOrderType.StopLimit => (
                "type",
                2,
                (long)m.Type,
                To(1, 5)
            ),
            _ when m.TimeInForce is < StreamTimeInForce.Day or > StreamTimeInForce.FillOrKill => (
                "time in force",
                3,
                (long)m.TimeInForce,
                To(1, 3)
            ),
            _ when (byte)m.Marks > 7 => ("marks", 4, (long)m.Marks, To(0, 7)),
            _ when m.SelfMatch > StreamSelfMatch.Decrement => ("self-match", 5, (long)m.SelfMatch, To(0, 4)),
            _ when m.Order != orders + 1L => ("order", 16, m.Order, $"{orders + 1L} (the next new order)"),
            _ when !limit && m.Price != 0 => ("price", 20, m.Price, "0 in an order without a limit"),
            _ when !stop && m.Stop != 0 => ("stop", 24, m.Stop, "0 in an order without a trigger"),
            _ when m.Lots < 1 => ("lots", 28, m.Lots, To(1, int.MaxValue)),
            _ when m.Display < 0 || m.Display > m.Lots => ("display", 32, m.Display, To(0, m.Lots)),
            _ when m.Minimum < 0 || m.Minimum > m.Lots => ("minimum", 36, m.Minimum, To(0, m.Lots)),
            _ => ("", 0, 0, ""),
        };
    }

    private static (string Field, int Offset, long Value, string Limit) OfCancel(in OrderMessage m, int orders)
    {
        var wanted = new OrderMessage
        {
            Operation = StreamOperation.Cancel,
            Instrument = m.Instrument,
            Owner = m.Owner,
            Group = m.Group,
            Order = m.Order,
        };
        if (m.Order < 1 || m.Order > orders)
            return ("order", 16, m.Order, To(1, orders));
        return m == wanted ? ("", 0, 0, "") : ("cancel", 0, 1, "0 in every field that a cancel does not use");
    }

    private static (string Field, int Offset, long Value, string Limit) OfAmend(in OrderMessage m, int orders) =>
        0 switch
        {
            _ when m.Order < 1 || m.Order > orders => ("order", 16, m.Order, To(1, orders)),
            _ when m.Lots < 1 => ("lots", 28, m.Lots, To(1, int.MaxValue)),
            _ when m.Display < 0 || m.Display > m.Lots => ("display", 32, m.Display, To(0, m.Lots)),
            _ when m.Side != 0 || m.Type != 0 || m.TimeInForce != 0 || m.Marks != 0 || m.SelfMatch != 0 => (
                "amend",
                1,
                1,
                "0 in side, type, time in force, marks and self-match"
            ),
            _ when m.Minimum != 0 => ("minimum", 36, m.Minimum, "0 in an amend"),
            _ => ("", 0, 0, ""),
        };

    private static string To(long least, long most) =>
        string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
}
