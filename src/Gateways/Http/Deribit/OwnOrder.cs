// An order and a trade as their account remembers them.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>An order from its acceptance to its end.</summary>
internal sealed record OwnOrder
{
    public required OrderId Order { get; init; }

    public required AccountId Account { get; init; }

    public required InstrumentId Instrument { get; init; }

    public required ClientOrderId ClientOrderId { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce Life { get; init; }

    public required OrderFlags Flags { get; init; }

    public required Price StopPrice { get; init; }

    public required long Display { get; init; }

    public required Instant Created { get; init; }

    public Instant Updated { get; set; }

    /// <summary>Its limit; null for one that has none.</summary>
    public Price? Price { get; set; }

    public long Lots { get; set; }

    public long Remaining { get; set; }

    public long Filled { get; set; }

    /// <summary>Sum over its fills of ticks times lots; null: some fills are too long ago to be known.</summary>
    public Int128? TicksTimesLots { get; set; } = 0;

    /// <summary>It waits in no book.</summary>
    public bool Sleeps { get; set; }

    public bool Elected { get; set; }

    public bool Amended { get; set; }

    /// <summary>Why it left; None: it lives, or all of it traded.</summary>
    public CancelReason Gone { get; set; }

    public bool Lives => Gone == CancelReason.None && Remaining > 0;

    /// <summary>One that was placed before what is remembered.</summary>
    public static OwnOrder Of(LiveOrder live) =>
        new()
        {
            Order = live.Order,
            Account = live.Account,
            Instrument = live.Instrument,
            ClientOrderId = live.ClientOrderId,
            Side = live.Side,
            Type = live.Type,
            Life = live.TimeInForce,
            Flags = live.Flags,
            StopPrice = live.StopPrice,
            Display = live.Display,
            Created = live.Since,
            Updated = live.Since,
            Price = live.Price,
            Lots = live.Quantity,
            Remaining = live.Remaining,
            Filled = live.Filled,
            TicksTimesLots = live.Filled == 0 ? 0 : null,
            Sleeps = live.Sleeps,
            Elected = live.Elected,
        };

    public static OwnOrder Of(in OrderAccepted accepted, Instant time) =>
        new()
        {
            Order = accepted.Order,
            Account = accepted.Account,
            Instrument = accepted.Instrument,
            ClientOrderId = accepted.ClientOrderId,
            Side = accepted.Side,
            Type = accepted.Type,
            Life = accepted.TimeInForce,
            Flags = accepted.Flags,
            StopPrice = accepted.StopPrice,
            Display = accepted.Display.Lots,
            Created = time,
            Updated = time,
            Price = accepted.Type is OrderType.Limit or OrderType.StopLimit ? accepted.Price : null,
            Lots = accepted.Quantity.Lots,
            Remaining = accepted.Quantity.Lots,
            Sleeps =
                accepted.Type is OrderType.Stop or OrderType.StopLimit
                || accepted.TimeInForce == TimeInForce.AtTheClose,
        };
}

/// <summary>One side of a trade.</summary>
/// <param name="Order">Zero: the house closed it.</param>
/// <param name="Aggressor">The side that came in; None in an auction.</param>
internal sealed record OwnTrade(
    TradeId Trade,
    long Sequence,
    Instant Time,
    AccountId Account,
    InstrumentId Instrument,
    OrderId Order,
    Side Side,
    Price Price,
    long Lots,
    Money Fee,
    Side Aggressor,
    bool WithItself
);

/// <summary>Something of an account changed.</summary>
/// <param name="Order">As it was after the command; null: a trade.</param>
internal sealed record OwnChange(long Cause, AccountId Account, OwnOrder? Order, OwnTrade? Trade);
