// The messages of order entry that go out: ExecutionReport, OrderCancelReject, OrderMassCancelReport, News.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>What one report says of an order.</summary>
/// <param name="Sequence">Of the event; ExecID(17) with <paramref name="Part"/>. Zero: an answer to a question.</param>
/// <param name="Part">Of a trade: B or S, for a session that is on both sides; else a space.</param>
internal readonly record struct OrderReport(
    FixOrder Order,
    char ExecType,
    char Status,
    long Sequence,
    char Part,
    Instant Time
)
{
    /// <summary>ClOrdID(11) where it is another than the order's.</summary>
    public ClientOrderId Id { get; init; }

    /// <summary>OrigClOrdID(41).</summary>
    public ClientOrderId Original { get; init; }

    public long LastLots { get; init; }

    public Price LastPrice { get; init; }

    public long Trade { get; init; }

    /// <summary>Side(54) of a fill: of a leg it is the side that trades there, whatever the order's; None: the
    /// order's.</summary>
    public Side Side { get; init; }

    /// <summary>Of a spread's fill: the leg, or the spread itself.</summary>
    public FixInstrument? Leg { get; init; }

    /// <summary>ExecRestatementReason(378); -1: none.</summary>
    public int Restated { get; init; } = -1;

    public string? Text { get; init; }

    /// <summary>The answer to an OrderMassStatusRequest.</summary>
    public MassStatus Mass { get; init; }
}

/// <summary>Which answer of how many; the id is as it came.</summary>
internal readonly record struct MassStatus(string? Id, int Of, bool IsLast);

/// <summary>An order that is not taken.</summary>
internal readonly record struct OrderRefusal(OrderRequest Request, string ExecId, int Reason, string Text, Instant Time)
{
    /// <summary>Symbol(55) as it came, where it names nothing.</summary>
    public string? Symbol { get; init; }
}

/// <summary>Writes bodies. Fields in order of tag.</summary>
internal static class OrderWriting
{
    /// <summary>OrderAttributeType(2594) of an order that hedges.</summary>
    public const int RiskReduction = 3;

    private const string None = "NONE";

    public static void Report(FixWriter message, in OrderReport report)
    {
        var order = report.Order;
        var instrument = report.Leg ?? order.Instrument!;
        message.Add(1, order.Account.Value);
        order.Instrument!.AddMean(message, 6, order.Value, order.Filled);
        if (!order.Name.IsEmpty || !report.Id.IsEmpty)
            AddId(message, FixTag.ClOrdID, report.Id.IsEmpty ? order.Name : report.Id);
        message.Add(14, order.Filled);
        AddExecId(message, report.Sequence, report.Part);
        if ((order.Flags & OrderFlags.PostOnly) != 0)
            message.Add(18, '6');
        if (report.ExecType == 'F')
        {
            instrument.Add(message, 31, report.LastPrice);
            message.Add(32, report.LastLots);
        }

        AddOrder(message, order.Id);
        message.Add(38, order.Quantity).Add(39, report.Status);
        if (order.Type != OrderType.None)
            message.Add(40, TypeOf(order.Type));
        if (!report.Original.IsEmpty)
            AddId(message, 41, report.Original);
        if (order.Type is OrderType.Limit or OrderType.StopLimit)
            order.Instrument!.Add(message, 44, order.Price);
        message.Add(54, SideOf(report.Side == Side.None ? order.Side : report.Side)).Add(55, instrument.Symbol);
        if (report.Text is not null)
            message.Add(FixTag.Text, report.Text);
        if (order.TimeInForce != TimeInForce.None)
            message.Add(59, LifeOf(order.TimeInForce));
        message.Add(60, report.Time, 9);
        if ((order.Flags & OrderFlags.CloseOnly) != 0)
            message.Add(77, 'C');
        if (order.Type is OrderType.Stop or OrderType.StopLimit)
            order.Instrument!.Add(message, 99, order.StopPrice);
        message.Add(150, report.ExecType);
        message.Add(151, report.Status is '4' or 'C' ? 0 : order.Leaves);
        if (report.Restated >= 0)
            message.Add(378, report.Restated);
        if (report.ExecType == 'F')
            AddTrade(message, report);
        if (report.Mass.Id is { } id)
            message.Add(584, id).Add(911, report.Mass.Of).Add(912, report.Mass.IsLast ? 'Y' : 'N');
        if ((order.Flags & OrderFlags.Hedge) != 0)
            message
                .Add(FixTag.NoOrderAttributes, 1)
                .Add(FixTag.OrderAttributeType, RiskReduction)
                .Add(FixTag.OrderAttributeValue, 'Y');
        if ((order.Flags & (OrderFlags.CloseToday | OrderFlags.CloseYesterday)) != 0)
            message.Add(FixTag.CloseLots, (order.Flags & OrderFlags.CloseToday) != 0 ? 'T' : 'Y');
    }

    /// <summary>ExecutionReport of an order that is not taken.</summary>
    public static void Refused(FixWriter message, in OrderRefusal refusal)
    {
        var request = refusal.Request;
        if (request.Account.Value > 0)
            message.Add(1, request.Account.Value);
        message.Add(6, 0);
        if (!request.Id.IsEmpty)
            AddId(message, FixTag.ClOrdID, request.Id);
        message.Add(14, 0).Add(17, refusal.ExecId).Add(37, None);
        if (request.Quantity >= 0)
            message.Add(38, request.Quantity);
        message.Add(39, '8');
        AddTarget(message, request, refusal.Symbol);
        message.Add(FixTag.Text, refusal.Text).Add(60, refusal.Time, 9);
        message.Add(103, refusal.Reason).Add(150, '8').Add(151, 0);
    }

    /// <summary>OrderCancelReject.</summary>
    /// <param name="message">Where to.</param>
    /// <param name="refused">Status: OrdStatus(39) of the order.</param>
    public static void CancelRefused(FixWriter message, in (OrderRefusal Refusal, char Status) refused)
    {
        var request = refused.Refusal.Request;
        message.Add(1, request.Account.Value);
        AddId(message, FixTag.ClOrdID, request.Id);
        AddOrder(message, request.Order);
        message.Add(39, refused.Status);
        AddId(message, 41, request.Original);
        message.Add(FixTag.Text, refused.Refusal.Text).Add(60, refused.Refusal.Time, 9);
        message.Add(102, refused.Refusal.Reason).Add(434, request.Kind == RequestKind.Replace ? '2' : '1');
    }

    /// <summary>OrderMassCancelReport.</summary>
    /// <param name="message">Where to.</param>
    /// <param name="done">Orders: how many left; -1: refused, for the reason.</param>
    public static void MassCancelled(FixWriter message, in (OrderRefusal About, long Orders) done)
    {
        var request = done.About.Request;
        AddId(message, FixTag.ClOrdID, request.Id);
        message.Add(37, done.About.ExecId);
        if (request.Instrument is { } instrument)
            message.Add(55, instrument.Symbol);
        if (done.Orders < 0)
            message.Add(FixTag.Text, done.About.Text);
        message.Add(60, done.About.Time, 9).Add(530, (char)request.Scope);
        message.Add(531, done.Orders < 0 ? '0' : (char)request.Scope);
        if (done.Orders < 0)
            message.Add(532, done.About.Reason);
        else
            message.Add(533, done.Orders);
    }

    /// <summary>News of orders that left with a connection.</summary>
    public static void SessionOver(FixWriter message, in SessionEnded ended)
    {
        message
            .Add(33, 1)
            .Add(FixTag.Text, Invariant($"session {ended.Session} ended: {ended.Orders} orders cancelled"));
        message.Add(148, "CANCEL ON DISCONNECT");
    }

    /// <summary>No order answers the question.</summary>
    public static void NoStatus(FixWriter message, in (OrderRequest Request, string Text, MassStatus Mass) asked)
    {
        var request = asked.Request;
        message.Add(6, 0);
        if (!request.Id.IsEmpty)
            AddId(message, FixTag.ClOrdID, request.Id);
        message.Add(14, 0).Add(17, '0').Add(37, None).Add(39, '8');
        AddTarget(message, request);
        message.Add(FixTag.Text, asked.Text);
        if (asked.Mass.Id is null)
            message.Add(103, 5);
        message.Add(150, 'I').Add(151, 0);
        if (asked.Mass.Id is { } id)
            message.Add(584, id).Add(911, asked.Mass.Of).Add(912, 'Y');
    }

    public static string ExecId(long sequence) => Invariant($"{sequence}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static void AddTarget(FixWriter message, in OrderRequest request, string? symbol = null)
    {
        message.Add(54, request.Side == Side.None ? '7' : SideOf(request.Side));
        if (request.Instrument is { } known)
            message.Add(55, known.Symbol);
        else
            message.Add(55, string.IsNullOrEmpty(symbol) ? "[N/A]" : symbol);
    }

    private static void AddTrade(FixWriter message, in OrderReport report)
    {
        message.Add(
            442,
            report.Leg is null ? '1'
                : report.Leg == report.Order.Instrument ? '3'
                : '2'
        );
        if (report.Trade > 0)
            message.Add(527, report.Trade);
    }

    private static void AddExecId(FixWriter message, long sequence, char part)
    {
        Span<byte> text = stackalloc byte[24];
        var length = FixText.Write(sequence, text);
        if (part != ' ')
            text[length++] = (byte)part;
        message.Add(17, text[..length]);
    }

    private static void AddOrder(FixWriter message, OrderId order)
    {
        if (order.Value > 0)
            message.Add(37, order.Value);
        else
            message.Add(37, None);
    }

    private static void AddId(FixWriter message, int tag, in ClientOrderId id)
    {
        ReadOnlySpan<byte> text = id;
        var end = text.IndexOf((byte)0);
        message.Add(tag, end < 0 ? text : text[..end]);
    }

    private static char SideOf(Side side) => side == Side.Buy ? '1' : '2';

    private static char TypeOf(OrderType type) =>
        type switch
        {
            OrderType.Market => '1',
            OrderType.MarketToLimit => 'K',
            OrderType.Stop => '3',
            OrderType.StopLimit => '4',
            _ => '2',
        };

    private static char LifeOf(TimeInForce life) =>
        life switch
        {
            TimeInForce.GoodTillCancelled => '1',
            TimeInForce.AtTheOpen => '2',
            TimeInForce.FillAndKill => '3',
            TimeInForce.FillOrKill => '4',
            TimeInForce.GoodTillDate => '6',
            TimeInForce.AtTheClose => '7',
            _ => '0',
        };
}
