// From the fields of a message to a command, or to the reason why it is none.
using System.Globalization;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>A refusal that the door finds by itself.</summary>
/// <param name="Code">Of the table of errors; null: none.</param>
/// <param name="OrdRejReason">Where the reason is more than the code's.</param>
internal readonly record struct DoorRefusal(string? Code, string Text, int OrdRejReason = -1)
{
    public bool IsNone => Code is null;
}

/// <summary>Reads; what cannot be read changes nothing. The market refuses the rest.</summary>
internal sealed class OrderReader(FixInstruments instruments)
{
    private const int UnsupportedCharacteristic = 11;
    private const int IncorrectQuantity = 13;
    private const int UnknownAccount = 15;

    /// <summary>What every message says: who, what, which.</summary>
    public DoorRefusal Common(FixGuest guest, FixMessage message, ref OrderRequest request, string[] scopes)
    {
        request.IsAgain = message.Says(FixTag.PossDupFlag) || message.Says(FixTag.PossResend);
        request.Side = message.Get(54) switch
        {
            [(byte)'1'] => Side.Buy,
            [(byte)'2'] => Side.Sell,
            _ => Side.None,
        };
        request.Instrument = instruments.Of(message.Get(55));
        if (FixText.TryWhole(message.Get(38), out var lots))
            request.Quantity = lots;
        if (!TryId(message.Get(FixTag.ClOrdID), out request.Id))
            return new("BAD_REQUEST", "ClOrdID(11) must be 1 to 36 of A-Z a-z 0-9 . _ : -");
        if (AccountOf(guest, message, ref request) is { IsNone: false } refusal)
            return refusal;
        return guest.MayAny(scopes)
            ? default
            : new("NOT_YOUR_ORDER", $"the key has none of the scopes {string.Join(", ", scopes)}");
    }

    /// <summary>A whole number of lots.</summary>
    public static DoorRefusal Lots(FixMessage message, int tag, string name, bool required, out Quantity quantity)
    {
        quantity = default;
        var text = message.Get(tag);
        if (text.IsEmpty && !required)
            return default;
        if (!FixText.TryUnits(text, 0, out var lots, out var exact) || !exact || lots < 0)
            return new("BAD_TYPE", $"{name}({tag}) must be a whole number of lots", IncorrectQuantity);
        quantity = new(lots);
        return default;
    }

    /// <summary>An order.</summary>
    public static DoorRefusal Order(FixMessage message, in OrderRequest request, int session, out SubmitOrder order)
    {
        order = default;
        if (request.Instrument is not { } instrument)
            return new("UNKNOWN_INSTRUMENT", "no contract month of that Symbol(55) is listed");
        if (request.Side == Side.None)
            return new("BAD_REQUEST", "Side(54) must be 1 or 2", UnsupportedCharacteristic);
        var type = TypeOf(message.Get(40));
        var life = LifeOf(message.Get(59));
        if (type == OrderType.None)
            return new("BAD_REQUEST", "OrdType(40) must be 1, 2, 3, 4 or K", UnsupportedCharacteristic);
        if (life == TimeInForce.None)
            return new("BAD_REQUEST", "TimeInForce(59) must be 0, 1, 2, 3, 4, 6 or 7", UnsupportedCharacteristic);
        var refusal = First(
            Flags(message, out var flags),
            Lots(message, 38, "OrderQty", true, out var quantity),
            Lots(message, 110, "MinQty", false, out var minimum),
            Lots(message, 111, "MaxFloor", false, out var display),
            PriceOf(message, instrument, 44, "Price", out var price),
            PriceOf(message, instrument, 99, "StopPx", out var stop),
            Expiry(message, life, out var expires),
            Until(message, out var until)
        );
        if (!refusal.IsNone)
            return refusal;
        order = new(
            new(
                request.Account,
                instrument.Id,
                request.Side,
                type,
                life,
                price,
                quantity,
                request.Id,
                flags,
                SelfMatchOf(message.Get(FixTag.SelfMatchPrevention)),
                stop,
                display,
                minimum,
                expires,
                until
            ),
            session
        );
        return default;
    }

    /// <summary>Which order a cancel or a replace means: by its number where it is given, else by an id of
    /// today.</summary>
    public static DoorRefusal Target(FixMessage message, ref OrderRequest request)
    {
        if (!TryId(message.Get(41), out request.Original))
            return new("BAD_REQUEST", "OrigClOrdID(41) must be 1 to 36 of A-Z a-z 0-9 . _ : -");
        var number = message.Get(37);
        if (number.IsEmpty || number.SequenceEqual("NONE"u8))
            return default;
        if (!FixText.TryWhole(number, out var order) || order == 0)
            return new("BAD_REQUEST", "OrderID(37) must be the number of an order, or NONE");
        request.Order = new(order);
        return default;
    }

    /// <summary>A price in ticks; zero where there is none.</summary>
    public static DoorRefusal PriceOf(
        FixMessage message,
        FixInstrument instrument,
        int tag,
        string name,
        out Price price
    )
    {
        price = default;
        var text = message.Get(tag);
        if (text.IsEmpty)
            return default;
        if (!instrument.TryPrice(text, out price, out var offTick))
            return new("BAD_TYPE", $"{name}({tag}) cannot be read as a price");
        if (!offTick)
            return default;
        var tick = instrument.Terms.TickSize.ToString(CultureInfo.InvariantCulture);
        return new("TICK", $"{name}({tag}) is no whole number of ticks of {tick}");
    }

    /// <summary>The price of a replace, which says all: only a stop that has no limit has none.</summary>
    public static DoorRefusal NewPrice(FixMessage message, FixInstrument instrument, out Price price)
    {
        var refusal = PriceOf(message, instrument, 44, "Price", out price);
        var limited = instrument.IsSpread || message.Get(40) is [(byte)'2' or (byte)'4' or (byte)'K'];
        return refusal.IsNone && limited && message.Find(44) < 0
            ? new("BAD_REQUEST", "Price(44) is missing: a replace says the price and all lots")
            : refusal;
    }

    /// <summary>A moment after which the message is no longer wanted; zero where there is none.</summary>
    public static DoorRefusal Until(FixMessage message, out Instant until)
    {
        until = default;
        return message.Find(FixTag.ValidUntil) < 0 || FixTime.TryTimestamp(message.Get(FixTag.ValidUntil), out until)
            ? default
            : new("BAD_REQUEST", "ValidUntil(7930) must be a moment, YYYYMMDD-HH:MM:SS");
    }

    public static bool TryId(ReadOnlySpan<byte> text, out ClientOrderId id)
    {
        id = default;
        if (text.IsEmpty || text.Length > ClientOrderId.Length)
            return false;
        Span<byte> bytes = id;
        text.CopyTo(bytes);
        return id.IsWellFormed;
    }

    private static DoorRefusal AccountOf(FixGuest guest, FixMessage message, ref OrderRequest request)
    {
        var text = message.Get(1);
        if (text.IsEmpty && guest.Entry.Accounts.Count == 1)
        {
            request.Account = new(guest.Entry.Accounts[0]);
            return guest.MaySee(guest.Entry.Accounts[0])
                ? default
                : new("UNKNOWN_ACCOUNT", "the session's account is not its key's", UnknownAccount);
        }

        if (!FixText.TryWhole(text, out var number) || number is < 1 or > int.MaxValue)
            return new("UNKNOWN_ACCOUNT", "Account(1) must be the number of an account", UnknownAccount);
        if (!guest.MaySee((int)number))
            return new("UNKNOWN_ACCOUNT", "Account(1) is not one of the session's", UnknownAccount);
        request.Account = new((int)number);
        return default;
    }

    private static DoorRefusal Expiry(FixMessage message, TimeInForce life, out TradingDate expires)
    {
        expires = default;
        if (life != TimeInForce.GoodTillDate)
            return default;
        if (!FixTime.TryDate(message.Get(432), out var days))
            return new("BAD_REQUEST", "ExpireDate(432) must be a date, YYYYMMDD, with TimeInForce(59)=6");
        expires = new((int)days);
        return default;
    }

    /// <summary>ExecInst(18): 6 participate don't initiate, E do not increase. PositionEffect(77): C close.
    /// CloseLots(7929): T today's, Y yesterday's. An order attribute: it hedges.</summary>
    private static DoorRefusal Flags(FixMessage message, out OrderFlags flags)
    {
        flags = message.Get(77) is [(byte)'C'] ? OrderFlags.CloseOnly : OrderFlags.None;
        flags |= message.Get(FixTag.CloseLots) switch
        {
            [(byte)'T'] => OrderFlags.CloseToday,
            [(byte)'Y'] => OrderFlags.CloseYesterday,
            _ => OrderFlags.None,
        };
        if (Hedges(message, out var hedges) is { IsNone: false } refusal)
            return refusal;
        if (hedges)
            flags |= OrderFlags.Hedge;
        foreach (var one in message.Get(18))
        {
            if (one == '6')
                flags |= OrderFlags.PostOnly;
            else if (one == 'E')
                flags |= OrderFlags.CloseOnly;
            else if (one != ' ')
                return new("BAD_REQUEST", "ExecInst(18) must be of 6 and E", UnsupportedCharacteristic);
        }

        return message.Get(77) is [(byte)'R' or (byte)'F']
            ? new("BAD_REQUEST", "PositionEffect(77) must be O or C", UnsupportedCharacteristic)
            : default;
    }

    /// <summary>OrderAttributeType(2594) 3, risk reduction, with the value Y.</summary>
    private static DoorRefusal Hedges(FixMessage message, out bool hedges)
    {
        hedges = false;
        var first = message.Find(FixTag.NoOrderAttributes);
        if (first < 0)
            return default;
        var isRisk = false;
        for (var at = first + 1; at < message.Count; at++)
        {
            if (message.Tag(at) == FixTag.OrderAttributeType)
            {
                isRisk = FixText.TryWhole(message.Value(at), out var type) && type == OrderWriting.RiskReduction;
                if (!isRisk)
                    return new("BAD_REQUEST", "OrderAttributeType(2594) must be 3", UnsupportedCharacteristic);
            }
            else if (message.Tag(at) == FixTag.OrderAttributeValue && isRisk)
            {
                hedges = message.Value(at) is [(byte)'Y'];
                if (!hedges && message.Value(at) is not [(byte)'N'])
                    return new("BAD_REQUEST", "OrderAttributeValue(2595) must be Y or N", UnsupportedCharacteristic);
            }
        }

        return default;
    }

    private static DoorRefusal First(params ReadOnlySpan<DoorRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            if (!refusal.IsNone)
                return refusal;
        }

        return default;
    }

    private static OrderType TypeOf(ReadOnlySpan<byte> word) =>
        word switch
        {
            [(byte)'1'] => OrderType.Market,
            [(byte)'2'] => OrderType.Limit,
            [(byte)'3'] => OrderType.Stop,
            [(byte)'4'] => OrderType.StopLimit,
            [(byte)'K'] => OrderType.MarketToLimit,
            _ => OrderType.None,
        };

    private static TimeInForce LifeOf(ReadOnlySpan<byte> word) =>
        word switch
        {
            [] or [(byte)'0'] => TimeInForce.Day,
            [(byte)'1'] => TimeInForce.GoodTillCancelled,
            [(byte)'2'] => TimeInForce.AtTheOpen,
            [(byte)'3'] => TimeInForce.FillAndKill,
            [(byte)'4'] => TimeInForce.FillOrKill,
            [(byte)'6'] => TimeInForce.GoodTillDate,
            [(byte)'7'] => TimeInForce.AtTheClose,
            _ => TimeInForce.None,
        };

    private static SelfMatch SelfMatchOf(ReadOnlySpan<byte> word) =>
        word switch
        {
            [(byte)'A'] => SelfMatch.Allow,
            [(byte)'N'] => SelfMatch.CancelNewest,
            [(byte)'O'] => SelfMatch.CancelOldest,
            [(byte)'B'] => SelfMatch.CancelBoth,
            [(byte)'D'] => SelfMatch.Decrement,
            _ => SelfMatch.AsContract,
        };
}

/// <summary>Which scopes of a key are for what.</summary>
internal static class OrderScopes
{
    public static readonly string[] Place = [Scopes.Trade];
    public static readonly string[] TakeOff = [Scopes.Trade, Scopes.CancelOnly];
    public static readonly string[] Ask = [Scopes.Read, Scopes.Trade];
}
