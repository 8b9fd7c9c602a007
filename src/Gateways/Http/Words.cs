// Minor units, ticks and enumerations as the wire spells them.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http;

/// <summary>Formatting only: nothing here rounds.</summary>
internal static class Words
{
    /// <summary>Minor units as a decimal with the currency's digits: -1205 is "-12.05".</summary>
    public static string Of(Money money) => Scaled(money.Minor, Currencies.MinorDigits);

    /// <summary>The same for sums over the whole ledger.</summary>
    public static string Minor(Int128 minor)
    {
        var sign = minor < 0 ? "-" : "";
        var size = Int128.Abs(minor);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sign}{size / Currencies.MinorPerUnit}.{(int)(size % Currencies.MinorPerUnit):00}"
        );
    }

    /// <summary>A price in ticks as a decimal of the quote, with the contract's decimals.</summary>
    public static string Of(Price price, InstrumentDocument terms) =>
        Fixed(price.Ticks * terms.TickSize, terms.PriceDecimals);

    public static string? Of(Price? price, InstrumentDocument terms) => price is { } p ? Of(p, terms) : null;

    /// <summary>A whole number of 10^-decimals.</summary>
    public static string Scaled(long value, int decimals)
    {
        decimal number = value;
        for (var i = 0; i < decimals; i++)
            number /= 10;
        return Fixed(number, decimals);
    }

    /// <summary>With exactly so many decimals; the value has no more of them.</summary>
    public static string Fixed(decimal value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>As it was written, all its decimals.</summary>
    public static string Plain(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(TradingPhase phase) => Word(OrderWords.Phases, phase);

    public static string Of(OrderType type) => Word(OrderWords.Types, type);

    public static string Of(TimeInForce life) => Word(OrderWords.Lives, life);

    public static string Of(SelfMatch mode) => Word(OrderWords.SelfMatches, mode);

    public static string Of(StateCause cause) =>
        cause switch
        {
            StateCause.Calendar => "calendar",
            StateCause.Operator => "operator",
            StateCause.DynamicBand => "dynamic band",
            StateCause.AuctionEnded => "auction ended",
            StateCause.LimitLadder => "limit ladder",
            StateCause.Legs => "legs",
            _ => "none",
        };

    public static string Of(TradeOrigin origin) =>
        origin switch
        {
            TradeOrigin.Continuous => "continuous",
            TradeOrigin.Auction => "auction",
            TradeOrigin.Implied => "implied",
            TradeOrigin.SpreadLeg => "spread leg",
            TradeOrigin.ForcedReduction => "forced reduction",
            TradeOrigin.DefaultAuction => "default auction",
            TradeOrigin.TearUp => "tear-up",
            _ => "none",
        };

    public static string Of(BookAction action) =>
        action switch
        {
            BookAction.Added => "added",
            BookAction.AddedInFront => "added in front",
            BookAction.Changed => "changed",
            _ => "removed",
        };

    /// <summary>The word of a value; its number when the value has no word.</summary>
    private static string Word<T>(ReadOnlySpan<(string Word, T Value)> words, T value)
        where T : struct, Enum
    {
        foreach (var (word, meaning) in words)
        {
            if (EqualityComparer<T>.Default.Equals(meaning, value))
                return word;
        }

        return value.ToString("D");
    }

    public static string Of(SettlementTier tier) =>
        tier switch
        {
            SettlementTier.VolumeWeighted => "volume weighted",
            SettlementTier.LimitLocked => "limit locked",
            SettlementTier.MiddleOfQuotes => "middle of quotes",
            SettlementTier.MoveOfNearestMonth => "move of nearest month",
            SettlementTier.Previous => "previous",
            SettlementTier.MoveOfNearestAverage => "move of nearest average",
            SettlementTier.ChangeOfNearestMonth => "change of nearest month",
            SettlementTier.LastHour => "last hour",
            SettlementTier.ClosingWindow => "closing window",
            SettlementTier.LastTrade => "last trade",
            SettlementTier.ChangeOfPrecedingMonth => "change of preceding month",
            SettlementTier.SpreadImplied => "spread implied",
            SettlementTier.Manual => "manual",
            _ => "none",
        };

    public static string Of(OrderChange change) =>
        change switch
        {
            OrderChange.Accepted => "accepted",
            OrderChange.Rested => "resting",
            OrderChange.Filled => "filled",
            OrderChange.Amended => "amended",
            OrderChange.Reduced => "reduced",
            OrderChange.Woken => "woken",
            OrderChange.Cancelled => "cancelled",
            _ => "none",
        };

    public static string Of(CancelReason reason) =>
        reason switch
        {
            CancelReason.ByParticipant => "by participant",
            CancelReason.Unfilled => "unfilled",
            CancelReason.EndOfDay => "end of day",
            CancelReason.Expiry => "expiry",
            CancelReason.SelfMatch => "self-match",
            CancelReason.OutsideLimits => "outside limits",
            CancelReason.AuctionOver => "auction over",
            CancelReason.MassCancel => "mass cancel",
            CancelReason.Protection => "protection",
            CancelReason.NothingToClose => "nothing to close",
            CancelReason.Replaced => "replaced",
            CancelReason.OverLimit => "over limit",
            CancelReason.Restricted => "restricted",
            CancelReason.Liquidation => "liquidation",
            CancelReason.MemberDefault => "member default",
            CancelReason.SessionOver => "session over",
            CancelReason.DeadMan => "dead man",
            CancelReason.KillSwitch => "kill switch",
            _ => "none",
        };

    public static string Of(Side side) => side == Side.Buy ? "buy" : "sell";

    public static string Of(KillLevel level) =>
        level switch
        {
            KillLevel.Key => "key",
            KillLevel.Session => "session",
            KillLevel.Account => "account",
            KillLevel.Member => "member",
            KillLevel.Instrument => "instrument",
            _ => "market",
        };
}
