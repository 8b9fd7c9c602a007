// The naive market's members: clients that move, mark-ups in force, and each class struck (MBR-003 to MBR-008).
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    private static readonly Currency[] _currencies = [Currency.CNY, Currency.USD, Currency.EUR];
    private static readonly MemberClass[] _classes = [MemberClass.House, MemberClass.Client];

    private readonly SortedList<(int Member, MemberClass Class, Currency Currency), long> _memberStruck = [];
    private readonly SortedList<(int Account, Currency Currency), long> _plainMargins = [];

    // What members ask of their clients now; a later document waits for its step.
    private readonly SortedList<int, int> _markUps = [];

    private void MoveClient(MoveClient words)
    {
        const MessageKind command = MessageKind.MoveClient;
        var account = words.Account.Value;
        if (!_accounts.TryGetValue(account, out var document))
            Refuse(command, RejectReason.UnknownAccount, account, 0);
        else if (document.Class != "client")
            Refuse(command, RejectReason.NotAClient, account, 0);
        else if (!_members.TryGetValue(words.Member, out var to))
            Refuse(command, RejectReason.UnknownMember, words.Member, 0);
        else if (to.Kind != MemberKind.FuturesFirm)
            Refuse(command, RejectReason.MemberHasNoClients, words.Member, 0);
        else if (document.Member == words.Member)
            Refuse(command, RejectReason.SameMember, words.Member, words.Member);
        else if ((DefaultOfAccount(account) ?? DefaultOf(words.Member)) is { } fallen)
            Refuse(command, RejectReason.MemberInDefault, fallen.Member, 0);
        else if (_calendars.FirstOrDefault(c => c.StepsDone > 0) is { } clearing)
            Refuse(command, RejectReason.ClearingUnderWay, clearing.Number, clearing.StepsDone);
        else if (AllLiveLots(account) is > 0 and var lots)
            Refuse(command, RejectReason.OrdersLive, lots, 0);
        else
            MoveClient(account, words.Member);
    }

    private void MoveClient(int account, int to)
    {
        var document = _accounts[account];
        _accounts[account] = document with { Member = to };
        Say(MessageKind.ClientMoved, new ClientMoved(new(account), document.Member!.Value, to));
    }

    private long AllLiveLots(int account) => Months.Sum(m => m.LiveLots(account, true) + m.LiveLots(account, false));

    // MBR-003.
    private void PutMarkUpsInForce()
    {
        foreach (var member in _members.Values)
            _markUps[member.Member] = member.MarkUpPpm;
    }

    private IEnumerable<int> AccountsOf(int member, MemberClass of) =>
        _accounts
            .Values.Where(a => a.Member == member && a.Class == (of == MemberClass.Client ? "client" : "house"))
            .Select(a => a.Account);

    // What the lots held require without what the member asks on top.
    private void NotePlainMargin(int account, Currency currency)
    {
        _plain = account;
        _plainMargins[(account, currency)] = HasLots ? HeldRequired(account, currency, RateNow) : 0;
        _plain = 0;
    }

    // MBR-004, from the accounts as they stand before they are struck.
    private void StrikeMembers(NaiveCalendar calendar, TradingDate day, Currency currency)
    {
        foreach (var member in _members.Keys)
        {
            foreach (var of in _classes)
                StrikeMember(calendar, day, currency, member, of);
        }
    }

    private void StrikeMember(NaiveCalendar calendar, TradingDate day, Currency currency, int member, MemberClass of)
    {
        var accounts = AccountsOf(member, of).ToList();
        var key = (member, of, currency);
        var before = _memberStruck.GetValueOrDefault(key);
        var ported = accounts.Sum(a => _struck.GetValueOrDefault((a, currency))) - before;
        var margin = accounts.Sum(a => Ledger.Of(LedgerCode.ClientMargin, a, currency));
        var balance =
            margin
            + accounts.Sum(a =>
                Ledger.Of(LedgerCode.ClientCash, a, currency) + Ledger.Of(LedgerCode.WithdrawalPending, a, currency)
            );
        _memberStruck[key] = balance;
        var told = new MemberStruck(
            member,
            of,
            currency,
            calendar.Number,
            day,
            accounts.Count,
            new(before),
            new(ported),
            new(
                Sum(PostingReason.Deposit)
                    + Sum(PostingReason.Withdrawal)
                    + Sum(PostingReason.DefaultLoss)
                    + Sum(PostingReason.Correction)
                    + _spotReasons.Sum(Sum)
            ),
            new(-Sum(PostingReason.Fee)),
            new(Sum(PostingReason.VariationMargin) + Sum(PostingReason.FinalSettlement)),
            new(balance),
            new(margin),
            new(accounts.Sum(a => _plainMargins.GetValueOrDefault((a, currency))))
        );
        if (told.IsAnything)
            Say(MessageKind.MemberStruck, told);

        long Sum(PostingReason reason) =>
            _postings
                .Where(p => p.Currency == currency && p.Reason == reason)
                .Sum(p => Counted(p.CreditOwner, p.Amount.Minor) - Counted(p.DebitOwner, p.Amount.Minor));

        long Counted(AccountId owner, long amount) => accounts.Contains(owner.Value) ? amount : 0;
    }
}
