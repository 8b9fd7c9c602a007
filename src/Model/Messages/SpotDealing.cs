// The spot market between auctions: orders for standard blocks, and requests for quotes for odd ones.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>An order for a standard block of a product (rule SPT-008); good until withdrawn or until the block
/// begins.</summary>
/// <param name="Reference">The account's own number of it, above zero; its live orders in a product differ in
/// it.</param>
/// <param name="FirstHour">Where the length is whole days: the product's day start.</param>
/// <param name="Hours">One of the product's standard lengths.</param>
/// <param name="Lots">In every hour.</param>
/// <param name="Limit">Worst price in ticks for one lot and hour.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct PlaceSpotOrder(
    AccountId Account,
    Name24 Product,
    Side Side,
    long Reference,
    long FirstHour,
    int Hours,
    Quantity Lots,
    Price Limit
);

/// <summary>Takes back what is left of an order.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CancelSpotOrder(AccountId Account, Name24 Product, long Reference);

/// <summary>An order was taken.</summary>
/// <param name="Reserved">What it set aside of free cash, minor units.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotOrderTaken(
    AccountId Account,
    Name24 Product,
    Side Side,
    long Reference,
    long FirstHour,
    int Hours,
    Quantity Lots,
    Price Limit,
    Money Reserved
);

/// <summary>An order traded, wholly or in part.</summary>
/// <param name="Trade">The spot trade.</param>
/// <param name="Lots">Of this trade.</param>
/// <param name="Left">After it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotOrderFilled(
    AccountId Account,
    Name24 Product,
    long Reference,
    long Trade,
    Quantity Lots,
    Quantity Left
);

/// <summary>Why an order left.</summary>
public enum SpotOrderEnd : byte
{
    None = 0,

    /// <summary>Its account took it back.</summary>
    TakenBack = 1,

    /// <summary>Traded to the last lot.</summary>
    Filled = 2,

    /// <summary>It was to trade with an order of its own group: the newer one goes.</summary>
    MetOwn = 3,

    /// <summary>Its block began.</summary>
    BlockBegan = 4,

    /// <summary>Its account was shut out.</summary>
    ShutOut = 5,

    /// <summary>The product has new terms.</summary>
    TermsChanged = 6,
}

/// <summary>An order came to its end.</summary>
/// <param name="Left">Lots that did not trade.</param>
/// <param name="Freed">What came back to free cash for them.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotOrderEnded(
    AccountId Account,
    Name24 Product,
    long Reference,
    SpotOrderEnd How,
    Quantity Left,
    Money Freed
);

/// <summary>Asks for quotes for a block of any length (rule SPT-009).</summary>
/// <param name="Side">What the account wants to do.</param>
/// <param name="Reference">The account's own number of it, above zero; its live requests differ in it.</param>
/// <param name="Lots">In every hour, all of them by one quote.</param>
/// <param name="Until">When the request and all quotes on it end; at the latest when the block begins.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct AskSpotQuote(
    AccountId Account,
    Name24 Product,
    Side Side,
    long Reference,
    long FirstHour,
    int Hours,
    Quantity Lots,
    Instant Until
);

/// <summary>Answers a request; good until the request ends.</summary>
/// <param name="Price">Ticks for one lot and hour, for all of it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct GiveSpotQuote(AccountId Account, long Request, Price Price);

/// <summary>Whoever asked takes a quote: a trade at its price.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct TakeSpotQuote(AccountId Account, long Quote);

/// <summary>Takes back a request, or a quote.</summary>
/// <param name="Request">Of the account; zero: a quote is taken back.</param>
/// <param name="Quote">Of the account; zero: a request is taken back.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct WithdrawSpotQuote(AccountId Account, long Request, long Quote);

/// <summary>A request is open.</summary>
/// <param name="Request">Rises by one over all requests.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotQuoteAsked(
    long Request,
    AccountId Account,
    Name24 Product,
    Side Side,
    long Reference,
    long FirstHour,
    int Hours,
    Quantity Lots,
    Instant Until
);

/// <summary>A request has a quote. Only whoever asked and whoever gave it are shown its price.</summary>
/// <param name="Quote">Rises by one over all quotes.</param>
/// <param name="Reserved">What it set aside of free cash, minor units.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotQuoteGiven(long Quote, long Request, AccountId Account, Price Price, Money Reserved);

/// <summary>Why a quote or a request left.</summary>
public enum SpotQuoteEnd : byte
{
    None = 0,

    /// <summary>Its account took it back.</summary>
    TakenBack = 1,

    /// <summary>It traded.</summary>
    Taken = 2,

    /// <summary>Of a quote: the request ended without it.</summary>
    NotTaken = 3,

    /// <summary>Its time has passed.</summary>
    Lapsed = 4,

    /// <summary>Its account was shut out.</summary>
    ShutOut = 5,

    /// <summary>The product has new terms.</summary>
    TermsChanged = 6,
}

/// <summary>A quote or a request came to its end.</summary>
/// <param name="Quote">Zero: the request itself, after all quotes on it.</param>
/// <param name="Freed">What came back to free cash.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SpotQuoteEnded(
    long Request,
    long Quote,
    AccountId Account,
    SpotQuoteEnd How,
    Money Freed
);
