// One member's way from a margin call to the allocation of its loss: which step may follow which, and on what proof.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>How far it has come. Numbers may stand on the log and never change.</summary>
public enum DefaultState : byte
{
    Normal = 1,

    /// <summary>A call is open until its deadline.</summary>
    CallOpen = 2,

    /// <summary>The deadline passed: orders may only close positions.</summary>
    Restricted = 3,

    /// <summary>Its orders are cancelled and positions are being closed by force.</summary>
    Liquidating = 4,

    /// <summary>Declared by two officers.</summary>
    Default = 5,

    /// <summary>What cannot be sold at once is hedged.</summary>
    Hedging = 6,

    /// <summary>The rest is auctioned.</summary>
    Auction = 7,

    /// <summary>The loss lies on its layers.</summary>
    Allocated = 8,
}

/// <summary>Why a step was not taken.</summary>
public enum DefaultRefusal : byte
{
    None = 0,

    /// <summary>The step does not follow the state.</summary>
    WrongState = 1,

    /// <summary>The deadline has not passed.</summary>
    TooEarly = 2,

    /// <summary>The deadline lies before the call, or the amount is not above zero.</summary>
    BadCall = 3,

    /// <summary>What was paid does not cover the call.</summary>
    NotCovered = 4,

    /// <summary>Two different officers are needed.</summary>
    TwoOfficersNeeded = 5,
}

/// <summary>A member's case: values in, the next value out.</summary>
/// <param name="Call">What is asked for; zero in Normal.</param>
/// <param name="Deadline">Until when.</param>
/// <param name="First">The officer who declared; zero before.</param>
/// <param name="Second">The officer who agreed; another one.</param>
public readonly record struct DefaultCase(
    AccountId Member,
    DefaultState State,
    Money Call,
    Instant Deadline,
    int First,
    int Second
)
{
    /// <summary>A member of whom nothing is asked.</summary>
    public static DefaultCase Of(AccountId member) => new(member, DefaultState.Normal, Money.Zero, default, 0, 0);

    /// <summary>Normal to CallOpen.</summary>
    public DefaultRefusal Ask(Money amount, Instant now, Instant deadline, out DefaultCase next)
    {
        next = this;
        if (State != DefaultState.Normal)
            return DefaultRefusal.WrongState;
        if (amount.Minor <= 0 || deadline <= now)
            return DefaultRefusal.BadCall;
        next = this with { State = DefaultState.CallOpen, Call = amount, Deadline = deadline };
        return DefaultRefusal.None;
    }

    /// <summary>Back to Normal, from any state before the declaration, when what was paid covers the call.</summary>
    public DefaultRefusal Cover(Money paid, out DefaultCase next)
    {
        next = this;
        if (State is not (DefaultState.CallOpen or DefaultState.Restricted or DefaultState.Liquidating))
            return DefaultRefusal.WrongState;
        if (paid < Call)
            return DefaultRefusal.NotCovered;
        next = Of(Member);
        return DefaultRefusal.None;
    }

    /// <summary>CallOpen to Restricted, once the deadline has passed.</summary>
    public DefaultRefusal Restrict(Instant now, out DefaultCase next)
    {
        next = this;
        if (State != DefaultState.CallOpen)
            return DefaultRefusal.WrongState;
        return now < Deadline ? DefaultRefusal.TooEarly : To(DefaultState.Restricted, out next);
    }

    /// <summary>Restricted to Liquidating, once the time for the member to close by itself has passed.</summary>
    public DefaultRefusal Liquidate(Instant now, Instant membersDeadline, out DefaultCase next)
    {
        next = this;
        if (State != DefaultState.Restricted)
            return DefaultRefusal.WrongState;
        return now < membersDeadline ? DefaultRefusal.TooEarly : To(DefaultState.Liquidating, out next);
    }

    /// <summary>Liquidating to Default: two different officers, each above zero.</summary>
    public DefaultRefusal Declare(int first, int second, out DefaultCase next)
    {
        next = this;
        if (State != DefaultState.Liquidating)
            return DefaultRefusal.WrongState;
        if (first <= 0 || second <= 0 || first == second)
            return DefaultRefusal.TwoOfficersNeeded;
        next = this with { State = DefaultState.Default, First = first, Second = second };
        return DefaultRefusal.None;
    }

    /// <summary>Default to Hedging to Auction to Allocated, one at a time.</summary>
    public DefaultRefusal Advance(DefaultState to, out DefaultCase next)
    {
        next = this;
        if (State < DefaultState.Default || (int)to != (int)State + 1 || to > DefaultState.Allocated)
            return DefaultRefusal.WrongState;
        return To(to, out next);
    }

    private DefaultRefusal To(DefaultState state, out DefaultCase next)
    {
        next = this with { State = state };
        return DefaultRefusal.None;
    }
}
