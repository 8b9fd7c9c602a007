// The ledger with its proof.
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Clearing;

/// <summary>Everything of it is the log's own postings.</summary>
internal static class LedgerDocument
{
    /// <summary>Null: there is no such account.</summary>
    public static LedgerShape? Of(ClearingMoment moment, int? account, int limit)
    {
        if (account is { } number && moment.Account(number) is null)
            return null;
        var kept = moment.History.Journal;
        var mine = kept.Where(j => account is null || IsOf(j.Posting, account.Value)).ToList();
        var complete = kept.Count < ClearingHistory.MostPostings;
        return new(
            moment.Run,
            [.. ClearingWords.All.Select(c => Proof(moment, c))],
            [.. Balances(moment, account, mine)],
            [.. mine.AsEnumerable().Reverse().Take(limit).Select(j => Row(moment, j))],
            kept.Count == 0 ? 0 : kept.First().Sequence,
            complete
        );
    }

    private static bool IsOf(in Posted p, int account) =>
        p.DebitOwner.Value == account || p.CreditOwner.Value == account;

    private static LedgerProofShape Proof(ClearingMoment moment, Currency currency)
    {
        Int128 credits = 0,
            debits = 0;
        foreach (var (_, _, of, balance) in moment.History.Ledger.All)
        {
            if (of != currency)
                continue;
            if (balance.Minor > 0)
                credits += balance.Minor;
            else
                debits -= balance.Minor;
        }

        var sum = moment.History.Ledger.Sum(currency);
        // The view of the postings and the machine's own ledger must both say zero.
        return new(
            currency.ToString(),
            ClearingWords.Of(credits),
            ClearingWords.Of(debits),
            ClearingWords.Of(sum),
            sum == 0 && moment.Layers(currency).LedgerSum == 0
        );
    }

    /// <summary>Before, moved by the postings that are kept, and now: the third is the sum of the two.</summary>
    private static IEnumerable<LedgerBalanceShape> Balances(
        ClearingMoment moment,
        int? account,
        List<JournalRow> journal
    )
    {
        var moved = new SortedDictionary<(LedgerCode Code, int Owner, Currency Currency), long>();
        foreach (var row in journal)
        {
            var p = row.Posting;
            Move(p.Debit, p.DebitOwner, p.Currency, -p.Amount.Minor);
            Move(p.Credit, p.CreditOwner, p.Currency, p.Amount.Minor);
        }

        foreach (var (code, owner, currency, _) in moment.History.Ledger.All)
            Move(code, owner, currency, 0);
        foreach (var ((code, owner, currency), change) in moved)
        {
            if (account is { } one && owner != one)
                continue;
            var balance = moment.History.Ledger.Of(code, new(owner), currency);
            yield return new(
                (int)code,
                ClearingWords.Word(code),
                owner,
                moment.NameOf(new(owner)),
                currency.ToString(),
                ClearingWords.Of(balance - new Money(change)),
                ClearingWords.Of(new Money(change)),
                ClearingWords.Of(balance)
            );
        }

        void Move(LedgerCode code, AccountId owner, Currency currency, long minor)
        {
            var key = (code, owner.Value, currency);
            moved[key] = moved.GetValueOrDefault(key) + minor;
        }
    }

    private static JournalShape Row(ClearingMoment moment, in JournalRow row)
    {
        var p = row.Posting;
        return new(
            row.Sequence,
            row.Time.ToString(),
            p.Journal,
            (int)p.Debit,
            p.DebitOwner.Value,
            (int)p.Credit,
            p.CreditOwner.Value,
            p.Currency.ToString(),
            ClearingWords.Of(p.Amount),
            p.Instrument.Value == 0 ? null : moment.History.Terms(p.Instrument).Symbol,
            ClearingWords.Word(p.Reason)
        );
    }
}
