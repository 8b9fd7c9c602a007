// ExecutionReports of accounts from the event log alone, whoever entered the orders and by whatever door.
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks.Orders;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>Follows orders and writes a report of each step, in the words of an order's own session. For one thread at
/// a time.</summary>
internal sealed class CopyReports
{
    // Of a refused order the log keeps the reason, not how many lots it was for.
    private const long NotKept = -1;

    private readonly FixInstruments _instruments;
    private readonly Func<AccountId, bool> _copies;
    private readonly Action<LogEntry, AccountId, FixWriter> _told;
    private readonly FixWriter _writer = new("FIX.4.4");
    private readonly OrderFold _fold;
    private readonly OrderSteps _steps;

    /// <param name="copies">Is the account copied?</param>
    /// <param name="told">Gets each report: whose it is, and the message with its body written.</param>
    public CopyReports(
        FixInstruments instruments,
        Func<AccountId, bool> copies,
        Action<LogEntry, AccountId, FixWriter> told
    )
    {
        (_instruments, _copies, _told) = (instruments, copies, told);
        _fold = new(instruments);
        _steps = new(_fold, instruments, Tell);
    }

    public void Take(in LogEntry entry)
    {
        _fold.Begin(entry.Cause);
        switch (entry.Kind)
        {
            case MessageKind.OrderAccepted when entry.As<OrderAccepted>() is var accepted:
                if (_copies(accepted.Account))
                    _steps.Accepted(entry, _fold.Accept(accepted, null));
                break;
            case MessageKind.OrderRejected when entry.As<OrderRejected>() is var rejected:
                if (_copies(rejected.Account) && !IsOfAmendment(rejected))
                    Refuse(entry, rejected);
                break;
            default:
                _steps.Take(entry);
                break;
        }

        if (AccountItems.TradeOf(entry) is not { } trade)
            return;
        if (entry.Kind != MessageKind.Traded)
            _steps.Traded(entry, trade);
        Unordered(entry, trade, Side.Buy, trade.BuyOrder, trade.Buyer);
        Unordered(entry, trade, Side.Sell, trade.SellOrder, trade.Seller);
    }

    private void Tell(in LogEntry entry, in OrderReport report)
    {
        OrderWriting.Report(_writer.Begin("8"u8), report);
        _told(entry, report.Order.Account, _writer);
    }

    /// <summary>A trade that nobody ordered: a forced reduction, a default's.</summary>
    private void Unordered(in LogEntry entry, in Traded trade, Side side, OrderId order, AccountId account)
    {
        if (order.Value > 0 || !_copies(account))
            return;
        var lots = trade.Quantity.Lots;
        var nobodys = new FixOrder
        {
            Instrument = _instruments.Of(trade.Instrument),
            Account = account,
            Side = side,
            Quantity = lots,
            Leaves = lots,
        };
        nobodys.Fill(trade.Price, lots);
        var part = side == Side.Buy ? 'B' : 'S';
        Tell(
            entry,
            new OrderReport(nobodys, 'F', '2', entry.Sequence, part, entry.Time)
            {
                LastLots = lots,
                LastPrice = trade.Price,
                Trade = trade.Trade.Value,
                Text = trade.Origin.ToString(),
            }
        );
    }

    private void Refuse(in LogEntry entry, in OrderRejected rejected)
    {
        var request = new OrderRequest
        {
            Kind = RequestKind.New,
            Account = rejected.Account,
            Id = rejected.ClientOrderId,
            Instrument = _instruments.Of(rejected.Instrument),
            Quantity = NotKept,
        };
        var refusal = new OrderRefusal(
            request,
            OrderWriting.ExecId(entry.Sequence),
            ErrorTable.Of(rejected.Reason).Fix.Order,
            OrderText.Of(rejected, request.Instrument?.Terms),
            entry.Time
        );
        OrderWriting.Refused(_writer.Begin("8"u8), refusal);
        _told(entry, rejected.Account, _writer);
    }

    /// <summary>A refused amendment leaves its order as it was: that is no ExecutionReport. It names an order, which a
    /// new order does only when its id was used before.</summary>
    private static bool IsOfAmendment(in OrderRejected rejected) =>
        rejected.Reason
            is RejectReason.UnknownOrder
                or RejectReason.NotYourOrder
                or RejectReason.CannotAmend
                or RejectReason.BelowFilled
                or RejectReason.NothingToAmend
        || (rejected.Original.Value > 0 && rejected.Reason != RejectReason.DuplicateClientOrderId);
}
