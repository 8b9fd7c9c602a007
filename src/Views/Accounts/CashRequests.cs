// Cash that was announced or asked for, as its accounts see it: what waits and how the rest ended.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>One movement of cash (rules CSH-002 and CSH-003).</summary>
/// <param name="Amount">Above zero a deposit.</param>
/// <param name="Outcome">None: it waits.</param>
/// <param name="Done">When it ended; null while it waits.</param>
/// <param name="BankReference">Empty where the bank gave none.</param>
public sealed record CashRequest(
    string Reference,
    Currency Currency,
    Money Amount,
    CashOutcome Outcome,
    Instant Asked,
    Instant? Done,
    string BankReference
);

/// <summary>All that waits, and of each account the last that ended.</summary>
public sealed class CashRequests : View
{
    /// <summary>Movements of an account that are kept after their end.</summary>
    public const int MostDone = 100;

    private readonly Dictionary<int, Own> _byAccount = [];

    private sealed class Own
    {
        public List<CashRequest> Waiting { get; } = [];

        public List<CashRequest> Done { get; } = [];
    }

    /// <summary>What waits, oldest first, then what ended, newest first.</summary>
    public IReadOnlyList<CashRequest> Of(AccountId account) =>
        _byAccount.TryGetValue(account.Value, out var own)
            ? [.. own.Waiting, .. ((IEnumerable<CashRequest>)own.Done).Reverse()]
            : [];

    protected override void Fold(in LogEntry entry)
    {
        if (entry.Kind == MessageKind.CashAsked)
        {
            var asked = entry.As<CashAsked>();
            if (!_byAccount.TryGetValue(asked.Account.Value, out var own))
                _byAccount.Add(asked.Account.Value, own = new());
            own.Waiting.Add(
                new($"{asked.Reference}", asked.Currency, asked.Amount, CashOutcome.None, entry.Time, null, "")
            );
        }
        else if (entry.Kind == MessageKind.CashDone)
        {
            var done = entry.As<CashDone>();
            var own = _byAccount[done.Account.Value];
            var reference = $"{done.Reference}";
            var at = own.Waiting.FindIndex(w => w.Reference == reference);
            own.Done.Add(
                own.Waiting[at] with
                {
                    Outcome = done.Outcome,
                    Done = entry.Time,
                    BankReference = $"{done.BankReference}",
                }
            );
            own.Waiting.RemoveAt(at);
            if (own.Done.Count > MostDone)
                own.Done.RemoveAt(0);
        }
    }
}
