// Margin calls that are open, accounts that may only close, and when somebody was last closed by force.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.Accounts;

/// <summary>A call that is open.</summary>
/// <param name="Day">The cleared day that found the money missing last.</param>
/// <param name="Missed">Its deadline came and it was not met: the account is restricted.</param>
public readonly record struct OpenCallRow(
    AccountId Account,
    Currency Currency,
    TradingDate Day,
    Money Amount,
    Instant Deadline,
    bool Missed
);

/// <summary>Calls and restricted accounts, from their events alone.</summary>
public sealed class OpenCalls : View
{
    private readonly SortedDictionary<(int Account, Currency Currency), OpenCallRow> _open = [];
    private readonly SortedSet<int> _restricted = [];
    private readonly SortedDictionary<int, Instant> _done = [];

    /// <summary>By account, then currency.</summary>
    public IReadOnlyCollection<OpenCallRow> Rows => _open.Values;

    /// <summary>Accounts that may only close, by number.</summary>
    public IReadOnlyCollection<int> Restricted => _restricted;

    /// <summary>The house's terms of closing by force; null: it does not.</summary>
    public LiquidationTerms? Terms { get; private set; }

    /// <summary>When the last call was missed.</summary>
    public Instant LastMissed { get; private set; }

    public bool IsRestricted(AccountId account) => _restricted.Contains(account.Value);

    /// <summary>An account's calls, by currency.</summary>
    public IReadOnlyList<OpenCallRow> Of(AccountId account) => [.. _open.Values.Where(c => c.Account == account)];

    /// <summary>When a calendar's queue was gone through last; null: never.</summary>
    public Instant? LastDone(int calendar) => _done.TryGetValue(calendar, out var at) ? at : null;

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.HouseDefined:
                Terms = HouseRules.Read(entry.Payload, [])!.Liquidation;
                break;
            case MessageKind.CallOpened:
                var opened = entry.As<CallOpened>();
                var key = (opened.Account.Value, opened.Currency);
                var missed = _open.TryGetValue(key, out var before) && before.Missed;
                _open[key] = new(opened.Account, opened.Currency, opened.Day, opened.Amount, opened.Deadline, missed);
                break;
            case MessageKind.CallMet:
                var met = entry.As<CallMet>();
                _open.Remove((met.Account.Value, met.Currency));
                break;
            case MessageKind.CallMissed:
                var late = entry.As<CallMissed>();
                var of = (late.Account.Value, late.Currency);
                _open[of] = _open[of] with { Missed = true };
                _restricted.Add(late.Account.Value);
                LastMissed = entry.Time;
                break;
            case MessageKind.AccountReleased:
                _restricted.Remove(entry.As<AccountReleased>().Account.Value);
                break;
            case MessageKind.LiquidationDone:
                _done[entry.As<LiquidationDone>().Calendar] = entry.Time;
                break;
            default:
                break;
        }
    }
}
