// From the books of a day to the ledger of an account: every posting with the balance after it, and the proof.
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http.AccountDays;

/// <summary>The account's own side alone: who owns the other register is not told.</summary>
internal static class LedgerDocument
{
    /// <param name="limit">The newest so many rows of each currency.</param>
    public static AccountLedgerShape Of(VenueViews views, DayBooks day, AccountDocument who, int limit)
    {
        bool house;
        lock (views.Gate)
            house = Array.TrueForAll(Enum.GetValues<Currency>(), c => views.Ledger.Sum(c) == 0);
        return new(
            who.Account,
            who.Name,
            day.Day.ToString(),
            who.Simulated,
            day.Settled.Sequence,
            [
                .. day
                    .Books.Of(new AccountId(who.Account), day.Day)
                    .Where(d => d.Postings.Count > 0 || d.Money.Before != Money.Zero)
                    .Select(d => Currency(day.Books, d, ProfitDocument.Closing(views, d), limit)),
            ],
            house
        );
    }

    private static LedgerCurrencyShape Currency(ClearingBooks books, AccountDay day, Money? statement, int limit)
    {
        var balance = day.Money.Before;
        var rows = new List<LedgerRowShape>();
        var total = new Sums();
        var reasons = new SortedDictionary<PostingReason, Sums>();
        foreach (var line in day.Postings)
        {
            balance += line.Effect;
            total.Add(line.Effect);
            if (!reasons.TryGetValue(line.Posting.Reason, out var reason))
                reasons.Add(line.Posting.Reason, reason = new());
            reason.Add(line.Effect);
            rows.Add(Row(books, day.Account, line, balance));
        }

        rows.Reverse();
        var closing = day.Money.Before + total.Credits - total.Debits;
        return new(
            day.Currency.ToString(),
            Words.Of(day.Money.Before),
            Words.Of(total.Credits),
            Words.Of(total.Debits),
            Words.Of(closing),
            Words.Of(statement ?? Money.Zero),
            closing == day.Money.After && closing == day.Money.Ledger && closing == (statement ?? Money.Zero),
            [
                .. reasons.Select(r => new LedgerReasonShape(
                    Word(r.Key),
                    r.Value.Count,
                    Words.Of(r.Value.Credits),
                    Words.Of(r.Value.Debits),
                    Words.Of(r.Value.Credits - r.Value.Debits)
                )),
            ],
            rows.Count,
            [.. rows.Take(limit)]
        );
    }

    private static LedgerRowShape Row(ClearingBooks books, AccountId account, in PostingLine line, Money balance)
    {
        var p = line.Posting;
        var (debit, credit) = (p.DebitOwner == account, p.CreditOwner == account);
        return new(
            line.Sequence,
            line.Time.ToString(),
            Word(p.Reason),
            (int)p.Debit,
            (int)p.Credit,
            debit && credit ? "both"
                : debit ? "debit"
                : "credit",
            p.Instrument.Value == 0 ? null : books.Terms(p.Instrument).Symbol,
            Words.Of(p.Amount),
            Words.Of(line.Effect),
            Words.Of(balance)
        );
    }

    // VariationMargin: "variation margin".
    private static string Word(PostingReason reason) =>
        string.Concat(
            reason
                .ToString()
                .Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString())
        );

    private sealed class Sums
    {
        public int Count { get; private set; }

        public Money Credits { get; private set; }

        public Money Debits { get; private set; }

        public void Add(Money effect)
        {
            Count++;
            if (effect > Money.Zero)
                Credits += effect;
            else
                Debits -= effect;
        }
    }
}
