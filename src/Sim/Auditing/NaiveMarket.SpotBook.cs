// The naive market's book of standard blocks: each order against a list of all that came before it (SPT-008).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private const int MostSpotOrders = 1000;

    private void TakeSpotOrder(PlaceSpotOrder words)
    {
        var product = ProductOf(words.Product);
        if (WhyNoSpotOrder(words, product) is { } why)
        {
            Refuse(MessageKind.PlaceSpotOrder, why.Reason, why.Given, why.Limit);
            return;
        }

        var order = new NaiveSpotOrder(words) { Left = words.Lots.Lots };
        var reserve = order.ReserveIn(product!);
        SetAside(words.Account.Value, product!.Terms.Currency, reserve);
        Say(
            MessageKind.SpotOrderTaken,
            new SpotOrderTaken(
                words.Account,
                words.Product,
                words.Side,
                words.Reference,
                words.FirstHour,
                words.Hours,
                words.Lots,
                words.Limit,
                new(reserve)
            )
        );
        var how = SpotOrderEnd.None;
        while (how == SpotOrderEnd.None && BestAgainst(product, words) is { } other)
        {
            if (GroupOf(words.Account.Value).Contains(other.Words.Account.Value))
                how = SpotOrderEnd.MetOwn;
            else
                Meet(product, other, order);
            if (order.Left == 0)
                how = SpotOrderEnd.Filled;
        }

        if (how == SpotOrderEnd.None)
            product.Orders.Add(order);
        else
            EndSpotOrder(product, order, how);
    }

    // The best price of the other side that the limit takes; of one price the one that came first.
    private static NaiveSpotOrder? BestAgainst(NaiveProduct product, PlaceSpotOrder words)
    {
        var sign = words.Side == Side.Buy ? 1 : -1;
        return product
            .Orders.Where(o => o.Words.Side != words.Side)
            .Where(o => (o.Words.FirstHour, o.Words.Hours) == (words.FirstHour, words.Hours))
            .Where(o => sign * o.Words.Limit.Ticks <= sign * words.Limit.Ticks)
            .OrderBy(o => sign * o.Words.Limit.Ticks)
            .FirstOrDefault();
    }

    // At the price of the order that was there first.
    private void Meet(NaiveProduct product, NaiveSpotOrder first, NaiveSpotOrder newer)
    {
        var words = first.Words;
        var lots = long.Min(first.Left, newer.Left);
        var (buyer, seller) = words.Side == Side.Buy ? (first, newer) : (newer, first);
        var (currency, before) = (product.Terms.Currency, buyer.ReserveIn(product));
        var paid = product.Worth(words.Limit.Ticks, (BigInteger)lots * words.Hours);
        var collateral = product.Worth(product.Terms.CollateralTicks, (BigInteger)lots * words.Hours);
        first.Left -= lots;
        newer.Left -= lots;
        Prepay(buyer.Words.Account.Value, currency, paid);
        Secure(seller.Words.Account.Value, currency, collateral);
        SetFree(buyer.Words.Account.Value, currency, before - paid - buyer.ReserveIn(product));
        Sell(
            product,
            SpotVenue.Book,
            (buyer.Words.Account.Value, seller.Words.Account.Value),
            (words.FirstHour, words.Hours, lots),
            paid
        );
        TellFilled(first, lots);
        if (first.Left == 0)
            EndSpotOrder(product, first, SpotOrderEnd.Filled);
        TellFilled(newer, lots);
    }

    private void TellFilled(NaiveSpotOrder order, long lots) =>
        Say(
            MessageKind.SpotOrderFilled,
            new SpotOrderFilled(
                order.Words.Account,
                order.Words.Product,
                order.Words.Reference,
                _lastSpotTrade,
                new(lots),
                new(order.Left)
            )
        );

    private void EndSpotOrder(NaiveProduct product, NaiveSpotOrder order, SpotOrderEnd how)
    {
        product.Orders.Remove(order);
        var (words, freed) = (order.Words, order.ReserveIn(product));
        SetFree(words.Account.Value, product.Terms.Currency, freed);
        Say(
            MessageKind.SpotOrderEnded,
            new SpotOrderEnded(words.Account, words.Product, words.Reference, how, new(order.Left), new(freed))
        );
    }

    // Blocks by first hour and length, buyers before sellers, best first; of one price they stand as they came.
    private static List<NaiveSpotOrder> InBook(NaiveProduct product) =>
        [
            .. product
                .Orders.OrderBy(o => o.Words.FirstHour)
                .ThenBy(o => o.Words.Hours)
                .ThenBy(o => o.Words.Side == Side.Buy ? 0 : 1)
                .ThenBy(o => o.Words.Side == Side.Buy ? -o.Words.Limit.Ticks : o.Words.Limit.Ticks),
        ];

    // Every order of the block that begins now, of two the shorter block.
    private void BeginBlock(NaiveProduct product)
    {
        var next = InBook(product);
        var block = (next[0].Words.FirstHour, next[0].Words.Hours);
        foreach (var order in next.Where(o => (o.Words.FirstHour, o.Words.Hours) == block))
            EndSpotOrder(product, order, SpotOrderEnd.BlockBegan);
    }

    private void TakeBack(CancelSpotOrder words)
    {
        const MessageKind command = MessageKind.CancelSpotOrder;
        var product = ProductOf(words.Product);
        var order = product?.Orders.Find(o => (o.Words.Account, o.Words.Reference) == (words.Account, words.Reference));
        if (!_accounts.ContainsKey(words.Account.Value))
            Refuse(command, RejectReason.UnknownAccount, words.Account.Value, 0);
        else if (product is null)
            Refuse(command, RejectReason.UnknownProduct, 0, 0);
        else if (order is null)
            Refuse(command, RejectReason.UnknownSpotOrder, words.Reference, 0);
        else
            EndSpotOrder(product, order, SpotOrderEnd.TakenBack);
    }

    private (RejectReason Reason, long Given, long Limit)? WhyNoSpotOrder(PlaceSpotOrder words, NaiveProduct? product)
    {
        var account = words.Account.Value;
        if (words.Side is not (Side.Buy or Side.Sell))
            return (RejectReason.BadField, (long)words.Side, 2);
        if (words.Reference < 1)
            return (RejectReason.BadField, words.Reference, 1);
        if (!_accounts.ContainsKey(account))
            return (RejectReason.UnknownAccount, account, 0);
        if (product is null)
            return (RejectReason.UnknownProduct, 0, 0);
        var mine = product.Orders.Where(o => o.Words.Account == words.Account).ToList();
        if (mine.Exists(o => o.Words.Reference == words.Reference))
            return (RejectReason.DuplicateSpotOrder, words.Reference, 0);
        var why = WhyNoBlock(product, words.FirstHour, words.Hours) ?? WhyNoAmount(product, words.Lots, words.Limit);
        if (why is not null)
            return why;
        if (mine.Count >= MostSpotOrders)
            return (RejectReason.TooManySpotOrders, MostSpotOrders + 1, MostSpotOrders);
        var lotHours = words.Lots.Lots * words.Hours;
        if (words.Side == Side.Sell && lotHours > IssuerRoom(product, account))
            return (RejectReason.IssuerLimit, lotHours, long.Max(0, IssuerRoom(product, account)));
        var order = new NaiveSpotOrder(words) { Left = words.Lots.Lots };
        return WhyNotAside(account, product.Terms.Currency, order.ReserveIn(product));
    }

    // One of the product's lengths; whole days begin when its day does.
    private (RejectReason Reason, long Given, long Limit)? WhyNoBlock(NaiveProduct product, long firstHour, int hours)
    {
        var lengths = product.Terms.StandardHours;
        if (!lengths.Contains(hours))
            return (
                RejectReason.NotAStandardBlock,
                hours,
                lengths.Count == 0 ? 0 : lengths.MinBy(l => long.Abs(l - hours))
            );
        var (least, most) = (DeliveryHours.Of(_now) + 1, DeliveryHours.Of(_now) + 1 + MostAhead);
        while (!Begins(least))
            least++;
        while (!Begins(most))
            most--;
        if (firstHour < least)
            return (RejectReason.HoursOutside, firstHour, least);
        if (firstHour > most)
            return (RejectReason.HoursOutside, firstHour, most);
        var aligned = firstHour;
        while (!Begins(aligned))
            aligned++;
        return aligned == firstHour ? null : (RejectReason.BlockNotAligned, firstHour, aligned);

        bool Begins(long hour) =>
            hours % 24 != 0
            || DeliveryHours.Begin(hour) is var moment
                && moment == Instant.At(moment.Date, product.Terms.DayStartMinutes);
    }
}
