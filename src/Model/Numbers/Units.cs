// The small whole numbers of the market: each is its own type, so that a tick is never added to a lot.
namespace Tokenbourse.Model.Numbers;

/// <summary>A price in ticks, signed (a spread goes below zero). What a tick is worth belongs to the contract.</summary>
/// <param name="Ticks">Whole ticks.</param>
public readonly record struct Price(long Ticks) : IComparable<Price>
{
    /// <inheritdoc/>
    public int CompareTo(Price other) => Ticks.CompareTo(other.Ticks);

    public static bool operator <(Price left, Price right) => left.Ticks < right.Ticks;

    public static bool operator >(Price left, Price right) => left.Ticks > right.Ticks;

    public static bool operator <=(Price left, Price right) => left.Ticks <= right.Ticks;

    public static bool operator >=(Price left, Price right) => left.Ticks >= right.Ticks;
}

/// <summary>A number of lots. Positions are signed (long above zero); orders are above zero.</summary>
/// <param name="Lots">Whole lots.</param>
public readonly record struct Quantity(long Lots);

/// <summary>An amount in minor units (fen, cents) of a currency that is named beside it.</summary>
/// <param name="Minor">Minor units; the scale is <see cref="Currencies.MinorDigits"/>.</param>
public readonly record struct Money(long Minor) : IComparable<Money>
{
    /// <inheritdoc/>
    public int CompareTo(Money other) => Minor.CompareTo(other.Minor);

    public static readonly Money Zero;

    public static Money operator +(Money left, Money right) => new(checked(left.Minor + right.Minor));

    public static Money operator -(Money left, Money right) => new(checked(left.Minor - right.Minor));

    public static Money operator -(Money value) => new(checked(-value.Minor));

    public static bool operator <(Money left, Money right) => left.Minor < right.Minor;

    public static bool operator >(Money left, Money right) => left.Minor > right.Minor;

    public static bool operator <=(Money left, Money right) => left.Minor <= right.Minor;

    public static bool operator >=(Money left, Money right) => left.Minor >= right.Minor;

    /// <summary>What a move of so many ticks is worth on so many lots: exact, never rounded.</summary>
    public static Money OfMove(long ticks, long lots, long tickValueMinor) =>
        new(checked((long)((Int128)ticks * lots * tickValueMinor)));
}

/// <summary>Whose money it is: a participant's account at the clearing house. Above zero.</summary>
public readonly record struct AccountId(int Value);

/// <summary>One contract month as listed. Above zero, given in order of listing, never used twice.</summary>
public readonly record struct InstrumentId(int Value);

/// <summary>The venue's number of an order. Above zero, rising, never used twice.</summary>
public readonly record struct OrderId(long Value);

/// <summary>The number of a trade. Above zero, rising by one.</summary>
public readonly record struct TradeId(long Value);

/// <summary>Which side of the market.</summary>
public enum Side : byte
{
    None = 0,
    Buy = 1,
    Sell = 2,
}

/// <summary>What turns on a side.</summary>
public static class Sides
{
    /// <summary>+1 for a buy, -1 for a sell.</summary>
    public static int Sign(this Side side) => 3 - (2 * (int)side);

    /// <summary>The other side.</summary>
    public static Side Opposite(this Side side) => side == Side.Buy ? Side.Sell : Side.Buy;
}

/// <summary>Currencies that the venue keeps ledgers in. Numbers are on the log and never change.</summary>
public enum Currency : byte
{
    None = 0,
    CNY = 1,
    USD = 2,
    EUR = 3,
}

/// <summary>Facts of currencies.</summary>
public static class Currencies
{
    /// <summary>Decimal digits of the minor unit: two for each currency kept here.</summary>
    public const int MinorDigits = 2;

    /// <summary>Minor units in one unit.</summary>
    public const int MinorPerUnit = 100;

    /// <summary>One more than the highest currency number: the size of a table by currency.</summary>
    public const int Count = 4;

    /// <summary>The currency of that ISO 4217 code, or None.</summary>
    public static Currency Of(string code) =>
        code switch
        {
            "CNY" => Currency.CNY,
            "USD" => Currency.USD,
            "EUR" => Currency.EUR,
            _ => Currency.None,
        };
}
