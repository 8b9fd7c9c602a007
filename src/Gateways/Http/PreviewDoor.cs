// What an order would do, without placing it: fills, position, margin and fees after it, or why it would be refused.
using System.Globalization;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Reads an order as <see cref="OrderEntry"/> does and tries it (<see cref="IForesight"/>).</summary>
internal static class PreviewDoor
{
    /// <summary>The preview; a fault when the order cannot be read or asked about. A refusal of the market is part of
    /// the preview.</summary>
    public static (PreviewShape? Shape, WireFault? Fault) Preview(Door door, ReadOnlyMemory<byte> body)
    {
        var venue = door.Venue;
        var order = OrderEntry.Read(venue, new(body), out var terms, out var fault, needsId: false);
        fault ??= door.Admit(MessageClass.Orders, order.Account.Value);
        if (fault is not null)
            return (null, fault);
        if (order.ClientOrderId.IsEmpty)
            order = order with { ClientOrderId = ClientOrderId.Of($"preview-{Guid.NewGuid():N}"[..36]) };
        if (venue.Foresight?.Try(MessageKind.PlaceOrder, order, order.Account) is not { } seen)
            return (null, OrderWords.Find(venue, order.Account.Value) ?? WireFault.NotTaken(AnswerStatus.Stopped));
        var (told, refusal) = OrderOutcome.OfNew(venue, seen.Answer, MessageKind.PlaceOrder, terms!);
        return (Shape(venue, order, terms!, seen, told, refusal), null);
    }

    private static PreviewShape Shape(
        IVenue venue,
        in PlaceOrder order,
        InstrumentDocument terms,
        Foreseen seen,
        OrderShape? told,
        WireFault? refusal
    )
    {
        var fills = told?.Fills ?? [];
        long filled = 0;
        var worth = 0m;
        foreach (var fill in fills)
            (filled, worth) = (filled + fill.Lots, worth + (Exact(fill.Price) * fill.Lots));
        var average = filled == 0 ? (decimal?)null : Round(worth / filled, terms.PriceDecimals + 2);
        var price = order.Type is OrderType.Limit or OrderType.StopLimit ? order.Price : (Price?)null;
        // What does not trade at once is counted at its limit.
        var rest = told is null ? order.Quantity.Lots : told.Remaining;
        if (price is { } limit)
            worth += limit.Ticks * terms.TickSize * rest;
        var net = Net(seen.After, order.Instrument);
        return new(
            order.Account.Value,
            terms.Symbol,
            Words.Of(order.Side),
            refusal?.Error,
            told is null
                ? null
                : new(
                    told.Status,
                    told.Lots,
                    told.Filled,
                    told.Remaining,
                    [.. fills.Select(f => new PreviewFillShape(f.Price, f.Lots))]
                ),
            average is { } mean ? Words.Fixed(mean, terms.PriceDecimals + 2) : null,
            average is { } paid
                ? Words.Fixed(Round(order.Side.Sign() * (paid - Exact(fills[0].Price)) / terms.TickSize, 2), 2)
                : null,
            price is { } at ? TicksToLimit(venue, order, at) : null,
            terms.Spread is null && (filled > 0 || price is not null)
                ? Words.Fixed(
                    Round(worth / terms.TickSize * terms.TickValueMinor / Currencies.MinorPerUnit, 2),
                    Currencies.MinorDigits
                )
                : null,
            terms.Spread is null ? net + (order.Side.Sign() * (told is null ? 0 : told.Remaining)) : null,
            Positions(venue, terms, seen),
            Funds(venue, terms, seen, told?.Order ?? 0),
            seen.Before.AsOf,
            seen.Before.Time.ToString()
        );
    }

    private static long? TicksToLimit(IVenue venue, in PlaceOrder order, Price price)
    {
        lock (venue.Views.Gate)
        {
            var row = venue.Views.Board.Of(order.Instrument);
            return order.Side == Side.Buy ? row.High?.Ticks - price.Ticks : price.Ticks - row.Low?.Ticks;
        }
    }

    private static List<PreviewPositionShape> Positions(IVenue venue, InstrumentDocument terms, Foreseen seen)
    {
        int[] touched = terms.Spread is { } spread ? [spread.Near, spread.Far] : [terms.Instrument];
        var rows = new List<PreviewPositionShape>();
        foreach (var number in touched)
        {
            var id = new InstrumentId(number);
            string symbol;
            lock (venue.Views.Gate)
                symbol = venue.Views.Board.Of(id).Terms.Symbol;
            rows.Add(
                new(
                    symbol,
                    seen.Before.LotsOf(id, Side.Buy),
                    seen.After.LotsOf(id, Side.Buy),
                    seen.Before.LotsOf(id, Side.Sell),
                    seen.After.LotsOf(id, Side.Sell)
                )
            );
        }

        return rows;
    }

    /// <summary>Currencies in which something changes, and the instrument's own.</summary>
    private static List<PreviewFundsShape> Funds(IVenue venue, InstrumentDocument terms, Foreseen seen, long order)
    {
        var rows = new List<PreviewFundsShape>();
        for (var i = 0; i < seen.Before.Currencies.Count; i++)
        {
            var (before, after) = (seen.Before.Currencies[i], seen.After.Currencies[i]);
            if (before == after && before.Currency != terms.Currency)
                continue;
            rows.Add(
                new(
                    before.Currency.ToString(),
                    Words.Of(FeesIn(venue, seen.Answer, order, before.Currency)),
                    Words.Of(before.Margin),
                    Words.Of(after.Margin),
                    Words.Of(before.MarginWithOrders),
                    Words.Of(after.MarginWithOrders),
                    Words.Of(before.Free),
                    Words.Of(after.Free)
                )
            );
        }

        return rows;
    }

    private static Money FeesIn(IVenue venue, Answer answer, long order, Currency currency)
    {
        var fees = Money.Zero;
        foreach (var entry in answer.Events)
        {
            if (order == 0 || entry.Kind != MessageKind.Traded)
                continue;
            var trade = entry.As<Traded>();
            lock (venue.Views.Gate)
            {
                if (venue.Views.Board.Of(trade.Instrument).Terms.Currency != currency)
                    continue;
            }

            if (trade.BuyOrder.Value == order)
                fees += trade.BuyerFee;
            if (trade.SellOrder.Value == order)
                fees += trade.SellerFee;
        }

        return fees;
    }

    private static long Net(Model.Accounts.AccountFigures figures, InstrumentId instrument) =>
        figures.LotsOf(instrument, Side.Buy) - figures.LotsOf(instrument, Side.Sell);

    private static decimal Exact(string price) => decimal.Parse(price, CultureInfo.InvariantCulture);

    private static decimal Round(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.ToEven);
}
