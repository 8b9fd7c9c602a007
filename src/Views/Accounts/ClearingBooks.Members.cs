// Who clears for whom in the books, what members ask on top, and what each class was struck at.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.Accounts;

public sealed partial class ClearingBooks
{
    private readonly SortedDictionary<int, MemberTerms> _members = [];
    private readonly SortedDictionary<int, int> _markUps = [];
    private readonly SortedDictionary<
        (int Day, int Member, MemberClass Class, Currency Currency),
        MemberStruck
    > _struck = [];

    /// <summary>All clearing members, by number, as last defined.</summary>
    public IReadOnlyCollection<MemberTerms> Members => _members.Values;

    public MemberTerms? Member(int member) => _members.GetValueOrDefault(member);

    /// <summary>What a class was struck at on a kept day; null: nothing was told.</summary>
    public MemberStruck? Struck(int member, MemberClass of, Currency currency, TradingDate day) =>
        _struck.TryGetValue((day.Days, member, of, currency), out var struck) ? struck : null;

    private void FoldMember(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.MemberDefined:
                var terms = MemberTerms.Read(entry.Payload, [])!;
                _members[terms.Member] = terms;
                _markUps.TryAdd(terms.Member, terms.MarkUpPpm);
                break;
            case MessageKind.ClientMoved:
                var moved = entry.As<ClientMoved>();
                _accounts[moved.Account.Value] = _accounts[moved.Account.Value] with { Member = moved.To };
                break;
            case MessageKind.ClearingStepDone:
                // A new mark-up waits for this step (rule MBR-003).
                if (entry.As<ClearingStepDone>().Step != ClearingStepNumber.MarginRates)
                    break;
                foreach (var member in _members.Values)
                    _markUps[member.Member] = member.MarkUpPpm;
                break;
            case MessageKind.MemberStruck:
                Compare(entry.As<MemberStruck>());
                break;
            default:
                break;
        }
    }

    /// <summary>The rate that an account is asked (rule MBR-002), ppm.</summary>
    private int RatePpm(int account, int rate) =>
        _accounts[account] is { IsClient: true, Member: { } member }
            ? int.Min(1_000_000, rate + _markUps.GetValueOrDefault(member))
            : rate;

    private static MemberClass ClassOf(AccountDocument account) =>
        account.Member is null ? MemberClass.None
        : account.IsClient ? MemberClass.Client
        : MemberClass.House;

    /// <summary>The postings of a class's accounts come to what it was struck at.</summary>
    private void Compare(in MemberStruck told)
    {
        var balance = Money.Zero;
        foreach (var account in _accounts.Values)
        {
            if (account.Member == told.Member && ClassOf(account) == told.Class)
                balance += Posted(account.Account, told.Currency);
        }

        if (balance != told.Balance)
            Differ($"{told}: its accounts' postings come to {balance.Minor}");
        if (only is null || only == told.Day)
            _struck[(told.Day.Days, told.Member, told.Class, told.Currency)] = told;
    }

    /// <summary>Cash and margin of an account now.</summary>
    private Money Posted(int account, Currency currency)
    {
        var sum = _standing.TryGetValue((account, currency), out var standing) ? standing.Ledger : Money.Zero;
        for (var calendar = 0; calendar <= _margins.Calendars; calendar++)
        {
            if (_drafts.TryGetValue((calendar, account, currency), out var draft))
                sum += draft.Ledger;
        }

        return sum;
    }
}
