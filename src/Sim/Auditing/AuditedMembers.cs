// What members' totals must be, from what was told alone: clients add up to their class, and no day begins otherwise than
// the last one ended.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

/// <summary>Follows who belongs to whom and holds each <see cref="MemberStruck"/> against its accounts' strikes.</summary>
internal sealed class AuditedMembers
{
    private readonly SortedList<int, (int Member, MemberClass Class)> _accounts = [];
    private readonly SortedList<(int Member, MemberClass Class, Currency Currency), Money> _balances = [];

    /// <summary>The first difference among the events of a command, or null.</summary>
    public string? Check(IReadOnlyList<Happening> events)
    {
        foreach (var happening in events)
            Fold(happening);
        var strikes = events.Select(e => e.Message).OfType<AccountStruck>().ToList();
        foreach (var told in events.Select(e => e.Message).OfType<MemberStruck>())
        {
            var mine = strikes
                .Where(s => s.Currency == told.Currency && s.Calendar == told.Calendar && Is(s.Account, told))
                .ToList();
            var key = (told.Member, told.Class, told.Currency);
            var sums = (
                mine.Sum(s => s.Before.Minor),
                mine.Sum(s => s.Moved.Minor),
                mine.Sum(s => s.Fees.Minor),
                mine.Sum(s => s.Variation.Minor),
                mine.Sum(s => s.Balance.Minor),
                mine.Sum(s => s.Margin.Minor)
            );
            var figures = (
                told.Before.Minor + told.Ported.Minor,
                told.Moved.Minor,
                told.Fees.Minor,
                told.Variation.Minor,
                told.Balance.Minor,
                told.Margin.Minor
            );
            if (sums != figures)
                return $"{told}: expected the sums of its accounts {sums}";
            if (told.Before != _balances.GetValueOrDefault(key))
                return $"{told}: expected what it was struck at last, {_balances.GetValueOrDefault(key).Minor}";
            if (told.Before + told.Ported + told.Moved - told.Fees + told.Variation != told.Balance)
                return $"{told}: its figures do not add up";
            // Collateral may cover a part of what the exchange asks.
            if (told.Class == MemberClass.House && told.Margin > told.ExchangeMargin)
                return $"{told}: expected no more than its margin at the rates of the exchange";
            _balances[key] = told.Balance;
        }

        return null;
    }

    private bool Is(AccountId account, in MemberStruck told) =>
        _accounts.GetValueOrDefault(account.Value) == (told.Member, told.Class);

    private void Fold(Happening happening)
    {
        if (happening.Message is ClientMoved moved)
            _accounts[moved.Account.Value] = (moved.To, MemberClass.Client);
        else if (happening is { Kind: MessageKind.AccountOpened, Message: string text })
        {
            var document = Documents.Read<AccountDocument>(Encoding.UTF8.GetBytes(text));
            if (document.Member is { } member)
                _accounts[document.Account] = (member, document.IsClient ? MemberClass.Client : MemberClass.House);
        }
    }
}
