// Market makers' protections as their accounts see them: what is set, and whether it has fired.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>An account's protection in one contract (rule QTE-002).</summary>
/// <param name="WindowMilliseconds">Length of a window, 1 to 3,600,000.</param>
/// <param name="MostLots">Lots of quotes that may trade in a window; zero: switched off.</param>
/// <param name="Fired">Lots that had traded when it fired; null while quotes are taken.</param>
public sealed record Protection(string Contract, int WindowMilliseconds, long MostLots, long? Fired);

/// <summary>Protections of all accounts, by contract.</summary>
public sealed class Protections : View
{
    private readonly Dictionary<int, SortedDictionary<string, Protection>> _byAccount = [];

    /// <summary>The protections that an account has set, by contract.</summary>
    public IReadOnlyCollection<Protection> Of(AccountId account) =>
        _byAccount.TryGetValue(account.Value, out var own) ? own.Values : [];

    protected override void Fold(in LogEntry entry)
    {
        if (entry.Kind == MessageKind.ProtectionSet)
        {
            var set = entry.As<ProtectionSet>();
            var contract = set.Contract.ToString();
            if (!_byAccount.TryGetValue(set.Account.Value, out var own))
                _byAccount.Add(set.Account.Value, own = new(StringComparer.Ordinal));
            own[contract] = new(contract, set.WindowMilliseconds, set.MostLots.Lots, null);
        }
        else if (entry.Kind == MessageKind.ProtectionTriggered)
        {
            var fired = entry.As<ProtectionTriggered>();
            var own = _byAccount[fired.Account.Value];
            var contract = fired.Contract.ToString();
            own[contract] = own[contract] with { Fired = fired.Lots.Lots };
        }
    }
}
