// Order entry from release 6 on: by which session, under which identity, and what a repeat is told.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>An order that a session places: it leaves with the session when that was asked for.</summary>
/// <param name="Session">From <see cref="SessionBegun"/>; zero: none.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SubmitOrder(PlaceOrder Order, int Session);

/// <summary>Quotes of a session.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SubmitQuotes(PlaceQuotes Quotes, int Session);

/// <summary>A reversal by a session.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SubmitReversal(ReversePosition Reversal, int Session);

/// <summary>An amendment with an identity of its own (rule IDN-004).</summary>
/// <param name="Order">The order; zero: the one that <paramref name="Original"/> names.</param>
/// <param name="Original">A client order id that named the order today; empty where the number is given.</param>
/// <param name="ClientOrderId">The amendment's own; empty: it has none, and may be done twice.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ReplaceOrder(
    AccountId Account,
    OrderId Order,
    ClientOrderId Original,
    ClientOrderId ClientOrderId,
    Price Price,
    Quantity Quantity,
    Instant ValidUntil = default
);

/// <summary>A cancel with an identity of its own; fields as in <see cref="ReplaceOrder"/>.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct WithdrawOrder(
    AccountId Account,
    OrderId Order,
    ClientOrderId Original,
    ClientOrderId ClientOrderId,
    Instant ValidUntil = default
);

/// <summary>A connection over which orders will come has begun.</summary>
/// <param name="Key">Who signs: all sessions of one key can be stopped together.</param>
/// <param name="Name">What the door calls it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct BeginSession(Name24 Key, Name24 Name);

/// <summary>A connection is gone. Nothing of it is taken from now on, late as it may come.</summary>
/// <param name="Cancel">1: its live orders leave.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct EndSession(int Session, byte Cancel);

/// <summary>The same came again under the same id: nothing was done, the first is what counts.</summary>
/// <param name="Order">The order that the first request was about.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct RequestRepeated(AccountId Account, ClientOrderId ClientOrderId, OrderId Order);

/// <summary>A replace or a cancel with an identity was taken; what it did follows.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct RequestTaken(AccountId Account, ClientOrderId ClientOrderId, OrderId Order);

/// <param name="Session">Its number from now on, from 1, never used twice.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SessionBegun(int Session, Name24 Key, Name24 Name);

/// <param name="Orders">Orders that left with it.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SessionEnded(int Session, byte Cancel, int Orders);
