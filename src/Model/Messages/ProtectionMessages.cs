// What keeps a runaway program from doing harm: caps, the dead man's timer, the kill switch.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>How much a kill switch stops.</summary>
public enum KillLevel : byte
{
    None = 0,

    /// <summary>Every session of one key.</summary>
    Key = 1,
    Session = 2,
    Account = 3,

    /// <summary>Every account of a clearing member.</summary>
    Member = 4,

    /// <summary>One contract month or spread, and the spreads of a month.</summary>
    Instrument = 5,
    Market = 6,
}

/// <summary>Caps on orders; sent again they take the place of the ones before. Zero: no such cap.</summary>
/// <param name="Account">Zero: every account.</param>
/// <param name="Contract">Empty: every contract, and spreads by their legs.</param>
/// <param name="MostLots">Of one order.</param>
/// <param name="MostNotional">Price times lots of one order, in minor units of the contract's currency.</param>
/// <param name="MostOrders">Live orders at a time; only where no contract is named.</param>
/// <param name="MostRepeats">Orders of one content within the window; only where no contract is named.</param>
/// <param name="RepeatMilliseconds">Length of the window, 1 to 60,000; zero without <paramref
/// name="MostRepeats"/>.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SetOrderCaps(
    AccountId Account,
    Name24 Contract,
    Quantity MostLots,
    Money MostNotional,
    int MostOrders,
    int MostRepeats,
    int RepeatMilliseconds
);

/// <summary>Unless it is sent again in time, the account's live orders leave (the dead man's timer).</summary>
/// <param name="Milliseconds">From now on, 5,000 to 86,400,000; zero: the timer is off.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CancelAllAfter(AccountId Account, int Milliseconds)
{
    public const int Least = 5_000;
    public const int Most = 86_400_000;
}

/// <param name="Due">When the orders would leave; zero: the timer is off.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CancelAllArmed(AccountId Account, Instant Due);

/// <summary>The timer ran out; it is off now.</summary>
/// <param name="Orders">Orders that left.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct CancelAllFired(AccountId Account, Instant Due, int Orders);

/// <summary>Stops order entry and takes the live orders off, or lets it go on.</summary>
/// <param name="Engage">1: stop; 0: go on.</param>
/// <param name="Number">Of the session, account, member or instrument; zero for key and market.</param>
/// <param name="Key">Of level key alone.</param>
/// <param name="Person">Who asks for it.</param>
/// <param name="Approver">A second person; asked for where a member, an instrument or the market may go on.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SetKillSwitch(
    KillLevel Level,
    byte Engage,
    int Number,
    Name24 Key,
    Name24 Person,
    Name24 Approver
);

/// <param name="Orders">Orders that left.</param>
/// <param name="Accounts">How many accounts they were of.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct KillSwitchSet(
    KillLevel Level,
    byte Engage,
    int Number,
    Name24 Key,
    Name24 Person,
    Name24 Approver,
    int Orders,
    int Accounts
);
