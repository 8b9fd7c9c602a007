// Margin calls that are open, accounts that may only close, and when somebody was last closed by force.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.Accounts;

/// <summary>Calls and restricted accounts, from their events alone.</summary>
public sealed class OpenCalls : View
{
    private readonly CallBook _book = new();
    private readonly SortedSet<int> _restricted = [];
    private readonly SortedDictionary<int, Instant> _done = [];

    /// <summary>By account, then currency.</summary>
    public IReadOnlyCollection<CallRecord> Rows => _book.Open;

    /// <summary>Accounts that may only close, by number.</summary>
    public IReadOnlyCollection<int> Restricted => _restricted;

    /// <summary>The house's terms of closing by force; null: it does not.</summary>
    public LiquidationTerms? Terms { get; private set; }

    /// <summary>When the last call was missed.</summary>
    public Instant LastMissed { get; private set; }

    public bool IsRestricted(AccountId account) => _restricted.Contains(account.Value);

    /// <summary>An account's calls, by currency.</summary>
    public IReadOnlyList<CallRecord> Of(AccountId account) => [.. _book.Open.Where(c => c.Account == account)];

    /// <summary>When a calendar's queue was gone through last; null: never.</summary>
    public Instant? LastDone(int calendar) => _done.TryGetValue(calendar, out var at) ? at : null;

    protected override void Fold(in LogEntry entry)
    {
        _book.Fold(entry);
        switch (entry.Kind)
        {
            case MessageKind.HouseDefined:
                Terms = HouseRules.Read(entry.Payload, [])!.Liquidation;
                break;
            case MessageKind.CallMissed:
                _restricted.Add(entry.As<CallMissed>().Account.Value);
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
