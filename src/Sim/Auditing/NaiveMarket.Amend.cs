// The naive market's amendments: smaller in its place, or off the book and in again behind the others.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private void Amend(AmendOrder words, NaiveRequest? request = null)
    {
        var found = LiveOrder(words.Order);
        var refusal = AskWho(words.Account, words.ValidUntil) ?? AskShutOut(words.Account);
        if (refusal is null && request?.First is > 0 and var first)
            refusal = new(RejectReason.DuplicateClientOrderId, OrderField.ClientOrderId, first, 0);
        if (refusal is null && found is null)
            refusal = new(RejectReason.UnknownOrder, OrderField.Order, words.Order.Value, 0);
        refusal ??= AskOwn(found!.Value.Order, words);
        if (refusal is null)
        {
            var (month, order) = found!.Value;
            var left = words.Quantity.Lots - order.Traded;
            if (words.Price.Ticks == order.Limit && left < order.Left)
            {
                Take(month, order, request);
                order.Left = left;
                SayAmended(order, true);
                ShowReduced(month, order);
                return;
            }

            refusal = AskAgain(month, order, order.Amended(words.Price.Ticks, left));
            if (refusal is null)
            {
                Take(month, order, request);
                EnterAgain(month, order, words.Price.Ticks, left);
                return;
            }
        }

        SayRejected(
            words.Account,
            found?.Order.Words.Instrument ?? default,
            request?.Id ?? default,
            refusal with
            {
                Original = words.Order.Value,
            }
        );
    }

    private static NaiveRefusal? AskOwn(NaiveOrder order, AmendOrder words)
    {
        var lots = words.Quantity.Lots;
        if (order.Words.Account != words.Account)
            return new(RejectReason.NotYourOrder, OrderField.Order, words.Order.Value, 0);
        if (order.IsQuote)
            return new(RejectReason.CannotAmend, OrderField.Order, words.Order.Value, 0);
        // The rules do not say when it is asked: a limit on a stop that has none, once it is known which order it is.
        if (order.Acts == OrderType.Stop && words.Price.Ticks != 0)
            return Bad(OrderField.Price, words.Price.Ticks);
        if (lots <= order.Traded)
            return new(RejectReason.BelowFilled, OrderField.Quantity, lots, order.Traded + 1);
        // All lots of an order are those that traded and those that are left: a decrement made it smaller.
        return words.Price.Ticks == order.Limit && lots == order.Traded + order.Left
            ? new(RejectReason.NothingToAmend, OrderField.Quantity, lots, 0)
            : null;
    }

    // Asked as if the order itself were not there: its lots, margin and fee are free.
    private NaiveRefusal? AskAgain(NaiveInstrument month, NaiveOrder order, NaiveOrder amended)
    {
        month.Live.Remove(order);
        var refusal =
            AskTaking(month, order.Words.Instrument)
            ?? AskSilence(order.IsCloseOnly)
            ?? AskSize(month, amended)
            ?? AskBook(month, amended)
            ?? AskRisk(month, amended)
            ?? AskLimits(month, amended)
            ?? AskCaps(month, amended, amends: true);
        month.Live.Add(order);
        return refusal;
    }

    private void EnterAgain(NaiveInstrument month, NaiveOrder order, long limit, long left)
    {
        TakeOff(month, order);
        month.Live.Remove(order);
        (order.Limit, order.Left) = (limit, left);
        // A stop that was awake and waited sleeps again.
        (order.Trigger, order.Turn) = (null, 0);
        SayAmended(order, false);
        Enter(month, order);
    }

    private void SayAmended(NaiveOrder order, bool keptPlace) =>
        Say(
            MessageKind.OrderAmended,
            new OrderAmended(
                order.Id,
                order.Words.Account,
                order.Words.Instrument,
                new(order.Limit),
                new(order.Traded + order.Left),
                new(order.Left),
                (byte)(keptPlace ? 1 : 0)
            )
        );
}
