// What a simulated trader sees, and what it may want: nothing that a participant of the real venue could not see or want.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Traders;

/// <summary>An order of one's own that rests.</summary>
public sealed record OwnOrder(OrderId Order, Side Side, long Ticks, long Lots);

/// <summary>One contract month as a trader sees it. Prices in ticks; zero lots: nobody is there.</summary>
/// <param name="Index">The newest print of its index, in ticks; zero before the first.</param>
/// <param name="KnownMean">Mean of the prints of the contract month so far, in ticks; zero when there are none.</param>
/// <param name="KnownPrints">How many of them.</param>
/// <param name="AllPrints">How many there will be by the last trading day.</param>
/// <param name="DaysToExpiry">Trading days after today up to the last one.</param>
public sealed record MonthPicture(
    InstrumentId Instrument,
    string Symbol,
    string Contract,
    ContractMonth Month,
    TradingPhase Phase,
    long BandLow,
    long BandHigh,
    long BestBid,
    long BestBidLots,
    long BestAsk,
    long BestAskLots,
    long Last,
    long PreviousSettlement,
    long Index,
    long KnownMean,
    int KnownPrints,
    int AllPrints,
    int DaysToExpiry,
    long Position,
    IReadOnlyList<OwnOrder> OwnOrders
);

/// <summary>One spread as a trader sees it. Prices in ticks, below zero too; zero lots: nobody is there.</summary>
/// <param name="Phase">What was last told of it: it trades while both its legs do.</param>
/// <param name="Terms">Lots and weights of its legs.</param>
public sealed record SpreadPicture(
    InstrumentId Instrument,
    string Symbol,
    SpreadDocument Terms,
    MonthPicture Near,
    MonthPicture Far,
    TradingPhase Phase,
    long BandLow,
    long BandHigh,
    long BestBid,
    long BestBidLots,
    long BestAsk,
    long BestAskLots,
    IReadOnlyList<OwnOrder> OwnOrders
);

/// <summary>Everything that one trader sees at one moment.</summary>
/// <param name="Step">Minutes (or turns) since the day opened: the laboratory's clock; beliefs drift with it until 400.</param>
public sealed record MarketPicture(Instant Time, TradingDate Day, int Step, IReadOnlyList<MonthPicture> Months)
{
    /// <summary>Drawn for those who trade them; a leg of another calendar is in them only.</summary>
    public IReadOnlyList<SpreadPicture> Spreads { get; init; } = [];
}

/// <summary>What a trader wants done.</summary>
public abstract record Intent(InstrumentId Instrument);

/// <summary>Buy or sell.</summary>
public sealed record PlaceIntent(
    InstrumentId Instrument,
    Side Side,
    OrderType Type,
    TimeInForce TimeInForce,
    Price Price,
    Quantity Quantity
) : Intent(Instrument);

/// <summary>Take an own order off.</summary>
public sealed record CancelIntent(InstrumentId Instrument, OrderId Order) : Intent(Instrument);

/// <summary>A simulated participant: looks, draws, wants. It keeps no memory, so that a restart changes nothing.</summary>
public interface ITrader
{
    /// <summary>Its picture shows spreads.</summary>
    bool TradesSpreads => false;

    /// <summary>What it wants now. <paramref name="random"/> is its own stream of the day.</summary>
    IEnumerable<Intent> Act(MarketPicture view, Random64 random);
}
