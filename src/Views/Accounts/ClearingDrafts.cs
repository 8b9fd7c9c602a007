// What has happened since the last settlement, until it becomes an account's day.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>A contract month at its settlement.</summary>
/// <param name="Final">On its last day.</param>
public readonly record struct SettledMonth(SettlementPriceSet Set, FinalPriceSet? Final);

/// <summary>What an account has in a currency from one settlement to the next.</summary>
internal sealed class Standing
{
    public Money Balance { get; set; }

    public Money Ledger { get; set; }

    public Money ByTrade { get; set; }

    /// <summary>Of what is held, at the last settlement of each calendar.</summary>
    public SortedDictionary<int, Money> Floats { get; } = [];

    public Money Margin { get; set; }

    public Money Call { get; set; }

    /// <summary>Who cleared for it at the last settlement; null before the first.</summary>
    public int? Member { get; set; }
    public DayPledge Pledge { get; set; }

    /// <summary>What groups ask, as told by the last step 10.</summary>
    public List<MarginExplained> Groups { get; } = [];

    /// <summary>A step 10 tells anew what is required and called, what is pledged and counts, and what groups ask; what
    /// it does not tell is nothing.</summary>
    public void Recount()
    {
        (Margin, Call) = (default, default);
        Pledge = Pledge with { Value = default, Counted = default };
        Groups.Clear();
    }

    /// <summary>Float of what is settled by other calendars.</summary>
    public Money FloatElsewhere(int calendar)
    {
        var sum = Money.Zero;
        foreach (var (number, amount) in Floats)
        {
            if (number != calendar)
                sum += amount;
        }

        return sum;
    }

    /// <summary>Lots begin anew at the last settlement: what they had earned by trade is in the balance.</summary>
    public void Forget()
    {
        ByTrade += FloatElsewhere(0);
        Floats.Clear();
    }

    public void Close(int calendar, in DayMoney day)
    {
        Floats[calendar] = day.Float - FloatElsewhere(calendar);
        (Balance, Ledger, ByTrade) = (day.After, day.Ledger, day.ByTradeAfter);
        Pledge = Pledge with { Before = Pledge.Value };
    }
}

/// <summary>One account's trades, closed lots and postings in one calendar's contracts and one currency; calendar zero:
/// what belongs to no contract.</summary>
internal sealed class Draft
{
    public List<TradeLine> Trades { get; } = [];

    public List<ClosedLine> Closed { get; } = [];

    public List<PostingLine> Postings { get; } = [];

    public Money Deposits { get; private set; }

    public Money Withdrawals { get; private set; }

    /// <summary>All postings that change cash and margin together.</summary>
    public Money Ledger { get; private set; }

    public Money Corrections { get; private set; }

    /// <summary>What the spot market moved, by kind.</summary>
    public SpotCash Spot { get; private set; }

    public void Post(LedgerCode code, PostingReason reason, Money amount)
    {
        Spot += SpotCash.Of(code, reason, amount);
        // A contribution to the default fund is no part of its owner's balance, nor what is set aside for spot.
        if (code.IsOutsideBalance())
            return;
        Ledger += amount;
        // What a default covered or took is paid in or out by the house.
        if (reason == PostingReason.Deposit || (reason == PostingReason.DefaultLoss && amount.Minor > 0))
            Deposits += amount;
        else if (reason is PostingReason.Withdrawal or PostingReason.DefaultLoss)
            Withdrawals -= amount;
        else if (reason == PostingReason.Correction)
            Corrections += amount;
    }

    /// <summary>A lot is closed by the newest trade of the other side with that number.</summary>
    public void Close(in ClosedLine line)
    {
        Closed.Add(line);
        var (trade, side) = (line.Trade, line.Side.Opposite());
        var at = Trades.FindLastIndex(t => t.Trade == trade && t.Side == side);
        var told = Trades[at];
        Trades[at] = told with
        {
            ClosedToday = told.ClosedToday + (line.IsToday ? line.Lots : 0),
            ClosedCarried = told.ClosedCarried + (line.IsToday ? 0 : line.Lots),
            ByDate = told.ByDate + line.ByDate,
            ByTrade = told.ByTrade + line.ByTrade,
        };
    }

    public void Clear()
    {
        Trades.Clear();
        Closed.Clear();
        Postings.Clear();
        (Deposits, Withdrawals, Corrections, Ledger) = (default, default, default, default);
        Spot = default;
    }
}
