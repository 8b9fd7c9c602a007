// The words of an order on the wire, and the reading of what people write in them.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Closed sets of words, the one that stands for a missing field first; and the fields that several
/// operations share.</summary>
internal static class OrderWords
{
    public static readonly (string Word, OrderType Value)[] Types =
    [
        ("limit", OrderType.Limit),
        ("market", OrderType.Market),
        ("market-to-limit", OrderType.MarketToLimit),
        ("stop", OrderType.Stop),
        ("stop-limit", OrderType.StopLimit),
    ];

    public static readonly (string Word, TimeInForce Value)[] Lives =
    [
        ("day", TimeInForce.Day),
        ("fak", TimeInForce.FillAndKill),
        ("fok", TimeInForce.FillOrKill),
        ("gtc", TimeInForce.GoodTillCancelled),
        ("gtd", TimeInForce.GoodTillDate),
        ("at-the-open", TimeInForce.AtTheOpen),
        ("at-the-close", TimeInForce.AtTheClose),
    ];

    public static readonly (string Word, SelfMatch Value)[] SelfMatches =
    [
        ("as-contract", SelfMatch.AsContract),
        ("allow", SelfMatch.Allow),
        ("cancel-newest", SelfMatch.CancelNewest),
        ("cancel-oldest", SelfMatch.CancelOldest),
        ("cancel-both", SelfMatch.CancelBoth),
        ("decrement", SelfMatch.Decrement),
    ];

    public static readonly (string Word, TradingPhase Value)[] Phases =
    [
        ("closed", TradingPhase.Closed),
        ("auction", TradingPhase.Auction),
        ("continuous", TradingPhase.Continuous),
        ("pause", TradingPhase.Pause),
        ("closing auction", TradingPhase.ClosingAuction),
        ("volatility auction", TradingPhase.VolatilityAuction),
        ("resumption auction", TradingPhase.ResumptionAuction),
        ("halted", TradingPhase.Halted),
        ("cancel-only", TradingPhase.CancelOnly),
    ];

    public static readonly (string Word, Side Value)[] Sides = [("buy", Side.Buy), ("sell", Side.Sell)];

    // Prices of a trillion and more are not read: every price below fits in ticks.
    private const decimal MostPrice = 1_000_000_000_000m;
    private const int MostPriceLetters = 40;

    /// <summary>The wire's name of a field.</summary>
    public static string? NameOf(OrderField field) =>
        field switch
        {
            OrderField.Side => "side",
            OrderField.Type => "type",
            OrderField.TimeInForce => "timeInForce",
            OrderField.Flags => "postOnly",
            OrderField.SelfMatch => "selfMatch",
            OrderField.ClientOrderId => "clientOrderId",
            OrderField.Price => "price",
            OrderField.StopPrice => "stopPrice",
            OrderField.Quantity => "lots",
            OrderField.Display => "display",
            OrderField.Minimum => "minimum",
            OrderField.Expires => "expires",
            OrderField.ValidUntil => "validUntil",
            OrderField.Account => "account",
            OrderField.Instrument => "symbol",
            OrderField.Order => "order",
            OrderField.Scope => "scope",
            _ => null,
        };

    /// <summary>The wire's name of the flag that a refusal of flags is about.</summary>
    public static string FlagOf(long flags) =>
        ((OrderFlags)flags & OrderFlags.CloseToday) != 0 ? "closeToday"
        : ((OrderFlags)flags & OrderFlags.CloseYesterday) != 0 ? "closeYesterday"
        : "postOnly";

    public static long? ReadAccount(this BodyReader reader, bool required = true) =>
        reader.Whole("account", required, 1, int.MaxValue);

    /// <summary>The account of that number, when there is one.</summary>
    public static WireFault? Find(IVenue venue, long account)
    {
        lock (venue.Views.Gate)
            return venue.Views.Statements.Account(new((int)account)) is null
                ? WireFault.NoAccount(Words.Of(account))
                : null;
    }

    /// <summary>The terms of the contract month or spread of that symbol, when one was ever listed.</summary>
    public static WireFault? Find(IVenue venue, string symbol, out InstrumentDocument? terms)
    {
        lock (venue.Views.Gate)
            terms = venue.Views.Board.Of(symbol)?.Terms;
        return terms is null ? WireFault.NoInstrument(symbol) : null;
    }

    public static ClientOrderId ReadClientOrderId(this BodyReader reader, bool required = true)
    {
        var text = reader.Text("clientOrderId", required);
        if (text is not null && !ClientOrderId.TryParse(text, out var id))
            reader.Blame(WireFault.Bad("clientOrderId", text, "Must be 1 to 36 of A-Z a-z 0-9 . _ : -", "36"));
        else if (ClientOrderId.TryParse(text, out id))
            return id;
        return default;
    }

    /// <summary>A moment after which the command is no longer wanted; zero when there is none.</summary>
    public static Instant ReadValidUntil(this BodyReader reader)
    {
        if (reader.Text("validUntil", false) is not { } text)
            return default;
        if (Instant.TryParse(text, out var moment))
            return moment;
        reader.Blame(WireFault.BadType("validUntil", text, "Must be a moment, yyyy-MM-ddTHH:mm:ssZ."));
        return default;
    }

    /// <summary>The same for an instrument.</summary>
    public static Price Ticks(this BodyReader reader, string name, string? text, InstrumentDocument terms) =>
        reader.Ticks(name, text, terms.TickSize, ticks => Words.Of(new Price(ticks), terms));

    /// <summary>A decimal price in ticks; blamed when it is none, or off the tick.</summary>
    public static Price Ticks(this BodyReader reader, string name, string? text, decimal tick, Func<long, string> spell)
    {
        if (text is null || reader.Fault is not null)
            return default;
        if (
            text.Length > MostPriceLetters
            || !decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            reader.Blame(WireFault.BadType(name, text, "Must be a decimal in quotes."));
            return default;
        }

        if (value is >= MostPrice or <= -MostPrice)
        {
            reader.Blame(WireFault.Bad(name, text, "Is outside what is read.", Words.Plain(MostPrice)));
            return default;
        }

        var rest = value % tick;
        var below = decimal.ToInt64((value - rest) / tick);
        if (rest == 0)
            return new(below);
        if (rest < 0)
            below--;
        reader.Blame(WireFault.OffTick(name, text, $"{spell(below)}, {spell(below + 1)}"));
        return default;
    }
}
