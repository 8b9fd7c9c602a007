// The body of a copied ExecutionReport, field by field.
using System.Globalization;
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>Writes one report at a time; what it hands out is there until the next.</summary>
internal sealed class CopyBody
{
    private const string None = "NONE";
    private const int Nanoseconds = 9;

    // Mean prices have three decimals more than prices.
    private const int MeanDecimals = 3;

    // A month by itself, a leg of a spread, and the spread itself.
    private const char Alone = '1';
    private const char Leg = '2';
    private const char Spread = '3';

    // What the log does not keep of a refused order.
    private const char Undisclosed = '7';

    private readonly FixWriter _writer = new("FIX.4.4");
    private readonly List<InstrumentDocument> _instruments = [];

    public void Add(InstrumentDocument listed) => _instruments.Add(listed);

    public static char StatusOf(CopiedOrder order) =>
        order.Remaining == 0 ? '2'
        : order.Filled > 0 ? '1'
        : '0';

    /// <summary>Why, in one word.</summary>
    public static string WordOf(CancelReason reason) => reason.ToString();

    public FixWriter Step(in LogEntry entry, CopiedOrder order, char what, char status, string? text)
    {
        var writer = Order(entry, order, what, status);
        if (what == 'D')
            writer.Add(PostTradeTag.ExecRestatementReason, 5);
        Terms(writer, order);
        return End(writer, entry, order, text);
    }

    public FixWriter Traded(in LogEntry entry, CopiedOrder order, in Traded trade, Side side, bool leg)
    {
        var writer = Order(entry, order, 'F', StatusOf(order), Part(side));
        writer.Add(PostTradeTag.SecondaryExecID, trade.Trade.Value);
        if (leg)
        {
            var terms = TermsOf(trade.Instrument);
            Instrument(writer, terms, order.Accepted.Account, side);
            writer.Add(PostTradeTag.MultiLegReportingType, Leg).Add(PostTradeTag.OrderQty, order.Quantity);
            Last(writer, terms, trade.Price, trade.Quantity.Lots);
        }
        else
        {
            Terms(writer, order);
            writer.Add(PostTradeTag.MultiLegReportingType, Alone);
            Last(writer, TermsOf(trade.Instrument), trade.Price, trade.Quantity.Lots);
        }

        return End(writer, entry, order, null);
    }

    public FixWriter SpreadTraded(in LogEntry entry, CopiedOrder order, Price price, long lots)
    {
        var writer = Order(entry, order, 'F', StatusOf(order), Part(order.Accepted.Side));
        Terms(writer, order);
        writer.Add(PostTradeTag.MultiLegReportingType, Spread);
        Last(writer, TermsOf(order.Accepted.Instrument), price, lots);
        return End(writer, entry, order, null);
    }

    /// <summary>A trade that nobody ordered: a forced reduction, a default's.</summary>
    public FixWriter Unordered(in LogEntry entry, in Traded trade, Side side, AccountId account)
    {
        var (terms, lots) = (TermsOf(trade.Instrument), trade.Quantity.Lots);
        var writer = Head(entry, None, 'F', '2', Part(side)).Add(PostTradeTag.SecondaryExecID, trade.Trade.Value);
        Instrument(writer, terms, account, side);
        writer.Add(PostTradeTag.OrderQty, lots);
        Last(writer, terms, trade.Price, lots);
        Sums(writer, terms, 0, lots, (Int128)trade.Price.Ticks * lots);
        return writer.Add(PostTradeTag.TransactTime, entry.Time, Nanoseconds).Add(FixTag.Text, trade.Origin.ToString());
    }

    public FixWriter Rejected(in LogEntry entry, in OrderRejected rejected)
    {
        var (row, known) = (ErrorTable.Of(rejected.Reason), rejected.Instrument.Value);
        var writer = Head(entry, None, '8', '8');
        var id = rejected.ClientOrderId.ToString();
        if (id.Length > 0)
            writer.Add(FixTag.ClOrdID, id);
        return writer
            .Add(PostTradeTag.OrdRejReason, row.Fix.Order)
            .Add(PostTradeTag.Account, (long)rejected.Account.Value)
            .Add(
                PostTradeTag.Symbol,
                known >= 1 && known <= _instruments.Count ? _instruments[known - 1].Symbol : "[N/A]"
            )
            .Add(PostTradeTag.Side, Undisclosed)
            .Add(PostTradeTag.LeavesQty, 0)
            .Add(PostTradeTag.CumQty, 0)
            .Add(PostTradeTag.AvgPx, 0)
            .Add(PostTradeTag.TransactTime, entry.Time, Nanoseconds)
            .Add(FixTag.Text, $"{row.Code}: {RefusalTexts.Of(rejected.Reason)}");
    }

    private InstrumentDocument TermsOf(InstrumentId instrument) => _instruments[instrument.Value - 1];

    /// <summary>One event may report both sides of a trade to one watcher.</summary>
    private static string Part(Side side) => side == Side.Buy ? "B" : "S";

    private FixWriter Head(in LogEntry entry, string order, char what, char status, string part = "") =>
        _writer
            .Begin("8"u8)
            .Add(PostTradeTag.OrderID, order)
            .Add(PostTradeTag.ExecID, string.Create(CultureInfo.InvariantCulture, $"{entry.Sequence}{part}"))
            .Add(PostTradeTag.ExecType, what)
            .Add(PostTradeTag.OrdStatus, status);

    private FixWriter Order(in LogEntry entry, CopiedOrder order, char what, char status, string part = "")
    {
        var id = order.Accepted.ClientOrderId.ToString();
        var number = order.Accepted.Order.Value.ToString(CultureInfo.InvariantCulture);
        var writer = Head(entry, number, what, status, part);
        return id.Length > 0 ? writer.Add(FixTag.ClOrdID, id) : writer;
    }

    private static void Instrument(FixWriter writer, InstrumentDocument terms, AccountId account, Side side) =>
        writer
            .Add(PostTradeTag.Account, (long)account.Value)
            .Add(PostTradeTag.Symbol, terms.Symbol)
            .Add(PostTradeTag.Side, side == Side.Buy ? '1' : '2');

    private void Terms(FixWriter writer, CopiedOrder order)
    {
        var accepted = order.Accepted;
        var terms = TermsOf(accepted.Instrument);
        Instrument(writer, terms, accepted.Account, accepted.Side);
        writer.Add(PostTradeTag.OrderQty, order.Quantity).Add(PostTradeTag.OrdType, TypeOf(accepted.Type));
        if (accepted.Type is not (OrderType.Market or OrderType.Stop) && order.Price != default)
            writer.Add(PostTradeTag.Price, Figures.Of(order.Price, terms));
        if (accepted.Type is OrderType.Stop or OrderType.StopLimit)
            writer.Add(PostTradeTag.StopPx, Figures.Of(accepted.StopPrice, terms));
        writer.Add(PostTradeTag.TimeInForce, LifeOf(accepted.TimeInForce));
    }

    private static void Last(FixWriter writer, InstrumentDocument terms, Price price, long lots) =>
        writer.Add(PostTradeTag.LastQty, lots).Add(PostTradeTag.LastPx, Figures.Of(price, terms));

    private FixWriter End(FixWriter writer, in LogEntry entry, CopiedOrder order, string? text)
    {
        Sums(writer, TermsOf(order.Accepted.Instrument), order.Remaining, order.Filled, order.Ticks);
        writer.Add(PostTradeTag.TransactTime, entry.Time, Nanoseconds);
        return text is null ? writer : writer.Add(FixTag.Text, text);
    }

    // The mean price is cut off, never rounded up.
    private static void Sums(FixWriter writer, InstrumentDocument terms, long leaves, long filled, Int128 ticks)
    {
        var units = (Int128)(terms.TickSize * Power(terms.PriceDecimals)) * Power(MeanDecimals);
        writer
            .Add(PostTradeTag.LeavesQty, leaves)
            .Add(PostTradeTag.CumQty, filled)
            .AddUnits(
                PostTradeTag.AvgPx,
                filled == 0 ? 0 : (long)(ticks * units / filled),
                terms.PriceDecimals + MeanDecimals
            );
    }

    private static long Power(int decimals)
    {
        var power = 1L;
        for (var place = 0; place < decimals; place++)
            power *= 10;
        return power;
    }

    private static char TypeOf(OrderType type) =>
        type switch
        {
            OrderType.Market => '1',
            OrderType.Stop => '3',
            OrderType.StopLimit => '4',
            OrderType.MarketToLimit => 'K',
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
