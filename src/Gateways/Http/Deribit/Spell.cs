// Ticks, lots, minor units and moments as the Deribit-style door spells them: JSON numbers, made of whole numbers.
using System.Text.Json.Nodes;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Deribit;

/// <summary>Prices have the tick's decimals; only averages are rounded, to four more.</summary>
internal static class Spell
{
    private const int MoreDecimals = 4;

    public static JsonNode Price(Price price, InstrumentDocument terms) => price.Ticks * terms.TickSize;

    public static JsonNode? Price(Price? price, InstrumentDocument terms) =>
        price is { } known ? Price(known, terms) : null;

    /// <summary>An average; null when there is nothing to divide by.</summary>
    public static JsonNode? Average(Int128 ticksTimesLots, long lots, InstrumentDocument terms) =>
        lots == 0
            ? null
            : decimal.Round((decimal)ticksTimesLots * terms.TickSize / lots, terms.PriceDecimals + MoreDecimals);

    public static JsonNode Money(Money money) => Minor(money.Minor);

    public static JsonNode Minor(Int128 minor) => (decimal)minor / Currencies.MinorPerUnit;

    /// <summary>Milliseconds since 1970.</summary>
    public static long Time(Instant moment) => moment.Nanoseconds / 1_000_000;

    public static string Side(Side side) => side == Model.Numbers.Side.Buy ? "buy" : "sell";

    /// <summary>Lives in this interface's words; those that it has no word for in words like them.</summary>
    public static string Life(TimeInForce life) =>
        life switch
        {
            TimeInForce.Day => "good_til_day",
            TimeInForce.GoodTillCancelled => "good_til_cancelled",
            TimeInForce.FillAndKill => "immediate_or_cancel",
            TimeInForce.FillOrKill => "fill_or_kill",
            TimeInForce.GoodTillDate => "good_til_date",
            TimeInForce.AtTheOpen => "at_the_open",
            _ => "at_the_close",
        };

    public static string Type(OrderType type) =>
        type switch
        {
            OrderType.Limit => "limit",
            OrderType.Market => "market",
            OrderType.MarketToLimit => "market_limit",
            OrderType.StopLimit => "stop_limit",
            _ => "stop_market",
        };
}
