// The ledger as postings left it: balances by code, owner and currency, and whether they tie out.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Folds postings; credit above zero.</summary>
public sealed class LedgerBalances : View
{
    private readonly SortedDictionary<(LedgerCode Code, int Owner, Currency Currency), long> _balances = [];

    /// <summary>Every balance that is not zero.</summary>
    public IEnumerable<(LedgerCode Code, AccountId Owner, Currency Currency, Money Balance)> All =>
        _balances
            .Where(b => b.Value != 0)
            .Select(b => (b.Key.Code, new AccountId(b.Key.Owner), b.Key.Currency, new Money(b.Value)));

    public Money Of(LedgerCode code, AccountId owner, Currency currency) =>
        new(_balances.GetValueOrDefault((code, owner.Value, currency)));

    /// <summary>The sum over all accounts: zero, or the ledger is broken.</summary>
    public Int128 Sum(Currency currency)
    {
        Int128 sum = 0;
        foreach (var (key, balance) in _balances)
        {
            if (key.Currency == currency)
                sum += balance;
        }

        return sum;
    }

    protected override void Fold(in LogEntry entry)
    {
        if (entry.Kind != MessageKind.Posted)
            return;
        var p = entry.As<Posted>();
        Move(p.Debit, p.DebitOwner, p.Currency, -p.Amount.Minor);
        Move(p.Credit, p.CreditOwner, p.Currency, p.Amount.Minor);
    }

    private void Move(LedgerCode code, AccountId owner, Currency currency, long minor)
    {
        var key = (code, owner.Value, currency);
        _balances[key] = _balances.GetValueOrDefault(key) + minor;
    }
}
