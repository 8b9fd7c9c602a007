// The naive market's orders: placed, reversed, cancelled one by one or many at once; how an order enters and leaves.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void Place(PlaceOrder words, bool reverses = false, int session = 0, object? request = null)
    {
        request ??= ContentOf(words);
        if (IsRepeat(words.Account, words.ClientOrderId, request))
            return;
        var month = MonthOf(words.Instrument);
        var order = new NaiveOrder(words) { Session = session, Request = request };
        if (Ask(month, order, reverses) is { } refusal)
        {
            SayRejected(words.Account, words.Instrument, words.ClientOrderId, refusal);
            return;
        }

        Remember(month!, words.Account, words.ClientOrderId, _lastOrder + 1, request);
        if (!_byTheHouse)
            CountContent(words.Account.Value, request);
        Accept(order);
        Enter(month!, order);
    }

    private void Accept(NaiveOrder order)
    {
        order.Id = new(++_lastOrder);
        var words = order.Words;
        Say(
            MessageKind.OrderAccepted,
            new OrderAccepted(
                order.Id,
                words.Account,
                words.Instrument,
                words.Side,
                words.Type,
                words.TimeInForce,
                words.Price,
                words.Quantity,
                words.ClientOrderId,
                words.Flags,
                words.SelfMatch,
                words.StopPrice,
                words.Display,
                words.Minimum,
                words.Expires
            )
        );
    }

    // An order (new, amended or a side of a quote) enters: it sleeps, or it is worked.
    private void Enter(NaiveInstrument month, NaiveOrder order)
    {
        if (Sleeps(month, order))
        {
            month.Live.Add(order);
            var reached = month.Phase == TradingPhase.Continuous && month.TradedToday && Reaches(order, month.Last);
            if (order.IsStop && reached)
                order.Trigger = month.Last;
        }
        else
        {
            Work(month, order);
        }

        QueueReached();
    }

    private static bool Sleeps(NaiveInstrument month, NaiveOrder order) =>
        order.IsStop
        || (order.Words.TimeInForce == TimeInForce.AtTheClose && month.Phase != TradingPhase.ClosingAuction);

    private void Rest(NaiveInstrument month, NaiveOrder order)
    {
        if (!month.Live.Contains(order))
            month.Live.Add(order);
        order.Rests = true;
        order.Place = ++month.LastPlace;
        order.Shown = order.Slice;
        if (BettersAll(month, order))
            SetTop(month, order.IsBuy, order);
        SayAdded(month, order);
    }

    private static bool BettersAll(NaiveInstrument month, NaiveOrder order) =>
        month
            .Resting.Where(o => o.IsBuy == order.IsBuy && o != order)
            .All(o => order.IsBuy ? o.Limit < order.Limit : o.Limit > order.Limit);

    private static void SetTop(NaiveInstrument month, bool buys, NaiveOrder? order)
    {
        if (buys)
            month.TopBid = order;
        else
            month.TopAsk = order;
    }

    // Out of the book, as the book shows it; the order itself may go on.
    private void TakeOff(NaiveInstrument month, NaiveOrder order)
    {
        if (!order.Rests)
            return;
        SayBook(month, order, BookAction.Removed, 0);
        order.Rests = false;
        order.Shown = 0;
        LoseTop(month, order);
    }

    private static void LoseTop(NaiveInstrument month, NaiveOrder order)
    {
        if (month.TopBid == order)
            month.TopBid = null;
        if (month.TopAsk == order)
            month.TopAsk = null;
    }

    private void Leave(NaiveInstrument month, NaiveOrder order, CancelReason reason)
    {
        TakeOff(month, order);
        month.Live.Remove(order);
        Say(
            MessageKind.OrderCancelled,
            new OrderCancelled(order.Id, order.Words.Account, order.Words.Instrument, new(order.Left), reason)
        );
    }

    private void SayAdded(NaiveInstrument month, NaiveOrder order) =>
        SayBook(month, order, StandsInFront(month, order) ? BookAction.AddedInFront : BookAction.Added, order.Shown);

    private void SayBook(NaiveInstrument month, NaiveOrder order, BookAction action, long lots) =>
        Say(
            MessageKind.BookChanged,
            new BookChanged(
                new(month.Id),
                ++month.Sequence,
                order.Id,
                action,
                order.Words.Side,
                new(order.Limit),
                new(lots)
            )
        );

    private void SayRejected(AccountId account, InstrumentId instrument, ClientOrderId id, NaiveRefusal refusal) =>
        Say(
            MessageKind.OrderRejected,
            new OrderRejected(
                account,
                instrument,
                id,
                refusal.Reason,
                refusal.Given,
                refusal.Limit,
                new(refusal.Original),
                refusal.Field
            )
        );

    private (NaiveInstrument Month, NaiveOrder Order)? LiveOrder(OrderId id)
    {
        foreach (var month in _instruments)
        {
            if (month.Live.Find(o => o.Id == id) is { } order)
                return (month, order);
        }

        return null;
    }

    private void Cancel(CancelOrder words, MessageKind command = MessageKind.CancelOrder, NaiveRequest? request = null)
    {
        var found = LiveOrder(words.Order);
        if (AskWho(words.Account, words.ValidUntil) is { } refusal)
            Refuse(command, refusal.Reason, refusal.Given, refusal.Limit);
        else if (request?.First is > 0 and var first)
            Refuse(command, RejectReason.DuplicateClientOrderId, first, 0);
        else if (found is not { } live)
            Refuse(command, RejectReason.UnknownOrder, words.Order.Value, 0);
        else if (live.Order.Words.Account != words.Account)
            Refuse(command, RejectReason.NotYourOrder, words.Order.Value, 0);
        else
        {
            Take(live.Month, live.Order, request);
            Leave(live.Month, live.Order, CancelReason.ByParticipant);
        }
    }

    private void CancelMany(MassCancel words)
    {
        var contract = words.Contract.ToString();
        if (words.Scope is not (CancelScope.Account or CancelScope.ControlGroup))
            Refuse(MessageKind.MassCancel, RejectReason.BadField, (long)words.Scope, 0);
        else if (words.Side is not (Side.None or Side.Buy or Side.Sell))
            Refuse(MessageKind.MassCancel, RejectReason.BadField, (long)words.Side, 0);
        else if (AskWho(words.Account, words.ValidUntil) is { } refusal)
            Refuse(MessageKind.MassCancel, refusal.Reason, refusal.Given, refusal.Limit);
        else if (words.Instrument.Value != 0 && MonthOf(words.Instrument) is null)
            Refuse(MessageKind.MassCancel, RejectReason.UnknownInstrument, words.Instrument.Value, 0);
        else if (words.Contract != default && !_contracts.Any(c => c.Contract == contract))
            Refuse(MessageKind.MassCancel, RejectReason.UnknownContract, 0, 0);
        else
            CancelAll(words, contract);
    }

    private void CancelAll(MassCancel words, string contract)
    {
        var count = 0;
        foreach (var month in _instruments)
        {
            if (words.Instrument.Value != 0 && month.Id != words.Instrument.Value)
                continue;
            var belongs =
                month.Terms.Contract == contract || (month.Spread is { } s && s.Far.Terms.Contract == contract);
            if (words.Contract != default && !belongs)
                continue;
            foreach (var order in month.Live.OrderBy(o => o.Id.Value).ToList())
            {
                var own =
                    order.Words.Account == words.Account
                    || (words.Scope == CancelScope.ControlGroup && IsOwn(order.Account, words.Account.Value));
                if (!own || (words.Side != Side.None && words.Side != order.Words.Side))
                    continue;
                Leave(month, order, CancelReason.MassCancel);
                count++;
            }
        }

        Say(MessageKind.MassCancelled, new MassCancelled(words.Account, words.Scope, count));
    }

    // ORD-016: it is asked for what it is about, and then it is an order like any other.
    private void Reverse(ReversePosition words, int session = 0)
    {
        var request = words with { ClientOrderId = default, ValidUntil = default };
        if (IsRepeat(words.Account, words.ClientOrderId, request))
            return;
        var month = LivingMonth(words.Instrument);
        var both = OpensAndCloses(words.Account.Value);
        var net =
            month is null ? 0
            : both ? OneSide(month, words.Account.Value)
            : month.Net(words.Account.Value);
        NaiveRefusal? refusal = !words.ClientOrderId.IsWellFormed
            ? new(RejectReason.BadField, OrderField.ClientOrderId, 0, 0)
            : AskWho(words.Account, words.ValidUntil);
        if (refusal is null && IsRestricted(words.Account.Value))
            refusal = new(RejectReason.AccountRestricted, OrderField.Account, words.Account.Value, 0);
        if (refusal is null)
            refusal = AskKilled(words.Account, MonthOf(words.Instrument), session) ?? AskShutOut(words.Account);
        if (refusal is null && month is null)
            refusal = new(RejectReason.UnknownInstrument, OrderField.Instrument, words.Instrument.Value, 0);
        if (refusal is null && net == 0)
            refusal = new(RejectReason.NothingToReverse, OrderField.Instrument, words.Instrument.Value, 0);
        if (both && refusal is null)
            refusal = AskFrozen(month!, words.Account.Value, net);
        if (refusal is not null)
        {
            SayRejected(words.Account, words.Instrument, words.ClientOrderId, refusal);
            return;
        }

        Place(
            new PlaceOrder(
                words.Account,
                words.Instrument,
                net > 0 ? Side.Sell : Side.Buy,
                words.Price.Ticks == 0 ? OrderType.Market : OrderType.Limit,
                TimeInForce.FillOrKill,
                words.Price,
                new(2 * long.Abs(net)),
                words.ClientOrderId,
                (both ? OrderFlags.Reverse : OrderFlags.None)
                    | (Hedges(words.Account.Value) ? OrderFlags.Hedge : OrderFlags.None),
                ValidUntil: words.ValidUntil
            ),
            reverses: true,
            session,
            request
        );
    }
}
