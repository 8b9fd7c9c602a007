// The postings that touched an account between two settlements, each with what it did to the account's balance.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>A posting as one of its owners sees it.</summary>
/// <param name="Effect">Credit less debit on the registers that its balance counts; zero between two of them.</param>
public readonly record struct PostingLine(long Sequence, Instant Time, Posted Posting, Money Effect)
{
    /// <summary>One line for each account that owns a side; the market's own registers have none.</summary>
    internal static IEnumerable<(AccountId Owner, PostingLine Line)> Of(long sequence, Instant time, Posted p)
    {
        if (p.DebitOwner.Value > 0)
            yield return (p.DebitOwner, new(sequence, time, p, EffectOn(p.DebitOwner, p)));
        if (p.CreditOwner.Value > 0 && p.CreditOwner != p.DebitOwner)
            yield return (p.CreditOwner, new(sequence, time, p, EffectOn(p.CreditOwner, p)));
    }

    private static Money EffectOn(AccountId owner, in Posted p)
    {
        var effect = Money.Zero;
        if (p.DebitOwner == owner && !p.Debit.IsOutsideBalance())
            effect -= p.Amount;
        if (p.CreditOwner == owner && !p.Credit.IsOutsideBalance())
            effect += p.Amount;
        return effect;
    }
}
