// The naive market's defaults (DEF): money that stands ready, the declaration, clients that leave, closing.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // A member in default.
    private sealed class NaiveDefault(int member)
    {
        public int Member { get; } = member;

        public DefaultStage Stage { get; set; } = DefaultStage.Declared;

        public List<int> Missed { get; } = [];

        public bool Owes { get; set; }
    }

    private readonly List<NaiveDefault> _defaults = [];
    private readonly SortedList<int, DefaultProposed> _proposals = [];

    // By member: the first account of class house that was opened for it.
    private readonly SortedList<int, int> _houseAccounts = [];
    private readonly SortedList<(int Account, Currency Currency), long> _gains = [];
    private bool _byTheHouse;

    private void NoteHouse(AccountDocument account)
    {
        if (account is { Class: "house", Member: { } member })
            _houseAccounts.TryAdd(member, account.Account);
    }

    private NaiveDefault? DefaultOf(int member) => _defaults.Find(d => d.Member == member);

    private NaiveDefault? DefaultOfAccount(int account) =>
        _accounts.TryGetValue(account, out var words) && words.Member is { } member ? DefaultOf(member) : null;

    private IEnumerable<int> AccountsOf(int member) => _accounts.Keys.Where(a => _accounts[a].Member == member);

    private bool IsHouse(int account) => _accounts[account].Class == "house";

    // DEF-004: nothing of a member in default but what the house does for it.
    private NaiveRefusal? AskShutOut(AccountId account) =>
        !_byTheHouse && DefaultOfAccount(account.Value) is { } shut
            ? new(RejectReason.MemberInDefault, OrderField.Account, shut.Member, 0)
            : null;

    // DEF-004: the member whose default keeps the money in; zero: it may go.
    private int HeldBackBy(int account) =>
        DefaultOfAccount(account) is { } shut
        && (shut.Stage != DefaultStage.Allocated || (shut.Owes && IsHouse(account)))
            ? shut.Member
            : 0;

    private void MoveFund(MoveFund words)
    {
        const MessageKind command = MessageKind.MoveFund;
        var account = _houseAccounts.GetValueOrDefault(words.Member);
        var amount = words.Amount.Minor;
        if (!words.Reference.IsWellFormed)
            Refuse(command, RejectReason.BadField, 0, 0);
        else if (!_members.ContainsKey(words.Member))
            Refuse(command, RejectReason.UnknownMember, words.Member, 0);
        else if (account == 0)
            Refuse(command, RejectReason.NoHouseAccount, words.Member, 0);
        else if (RefuseReady(command, account, words.Currency, amount, words.Reference))
            return;
        else if (amount < 0 && DefaultOf(words.Member) is not null)
            Refuse(command, RejectReason.MemberInDefault, words.Member, 0);
        else if (!RefuseOut(command, LedgerCode.DefaultFund, account, words.Currency, amount))
        {
            var balance = Ready(LedgerCode.DefaultFund, account, words.Currency, amount, words.Reference);
            Say(
                MessageKind.FundMoved,
                new FundMoved(words.Member, new(account), words.Currency, words.Amount, new(balance), words.Reference)
            );
        }
    }

    private void MoveLayer(MoveLayer words)
    {
        const MessageKind command = MessageKind.MoveLayer;
        var amount = words.Amount.Minor;
        if (!words.Reference.IsWellFormed)
            Refuse(command, RejectReason.BadField, 0, 0);
        else if (words.Layer is not (LedgerCode.ExchangeCapital or LedgerCode.RiskReserve))
            Refuse(command, RejectReason.BadField, (long)words.Layer, 3000);
        else if (RefuseReady(command, 0, words.Currency, amount, words.Reference))
            return;
        else if (!RefuseOut(command, words.Layer, 0, words.Currency, amount))
        {
            var balance = Ready(words.Layer, 0, words.Currency, amount, words.Reference);
            Say(
                MessageKind.LayerMoved,
                new LayerMoved(words.Layer, words.Currency, words.Amount, new(balance), words.Reference)
            );
        }
    }

    private bool RefuseReady(MessageKind command, int owner, Currency currency, long amount, Name24 reference)
    {
        const long most = 100_000_000_000_000;
        if (currency is not (Currency.CNY or Currency.USD or Currency.EUR))
            Refuse(command, RejectReason.UnknownCurrency, (long)currency, 0);
        else if (amount == 0)
            Refuse(command, RejectReason.ZeroAmount, 0, 1);
        else if (amount is > most or < -most)
            Refuse(command, RejectReason.BadField, amount, most);
        else if (_references.Contains($"{owner} {reference}"))
            Refuse(command, RejectReason.DuplicateReference, 0, 0);
        else
            return false;
        return true;
    }

    private bool RefuseOut(MessageKind command, LedgerCode code, int owner, Currency currency, long amount)
    {
        if (amount > 0)
            return false;
        if (_defaults.Find(d => d.Stage != DefaultStage.Allocated) is { } open)
            Refuse(command, RejectReason.DefaultUnderWay, open.Member, 0);
        else if (-amount > Ledger.Of(code, owner, currency))
            Refuse(command, RejectReason.OverWithdrawal, -amount, Ledger.Of(code, owner, currency));
        else
            return false;
        return true;
    }

    private long Ready(LedgerCode code, int owner, Currency currency, long amount, Name24 reference)
    {
        _references.Add($"{owner} {reference}");
        var (debit, credit) = amount > 0 ? (LedgerCode.BankCash, code) : (code, LedgerCode.BankCash);
        var (from, to) = amount > 0 ? (0, owner) : (owner, 0);
        Post(debit, from, credit, to, currency, long.Abs(amount), 0, PostingReason.DefaultFund);
        return Ledger.Of(code, owner, currency);
    }

    private bool RefuseOfficer(MessageKind command, int member, Name24 person)
    {
        if (!_members.ContainsKey(member))
            Refuse(command, RejectReason.UnknownMember, member, 0);
        else if (_house.Default is null)
            Refuse(command, RejectReason.NoDefaultRules, member, 0);
        else if (DefaultOf(member) is not null)
            Refuse(command, RejectReason.MemberInDefault, member, 0);
        else if (!person.IsWellFormed)
            Refuse(command, RejectReason.PersonMissing, 0, 0);
        else
            return false;
        return true;
    }

    private void Propose(ProposeDefault words)
    {
        if (RefuseOfficer(MessageKind.ProposeDefault, words.Member, words.Person))
            return;
        if (!words.Reason.IsWellFormed)
        {
            Refuse(MessageKind.ProposeDefault, RejectReason.ReasonMissing, 0, 0);
            return;
        }

        _proposals[words.Member] = new(words.Member, words.Person, words.Reason);
        Say(MessageKind.DefaultProposed, _proposals[words.Member]);
    }

    private void Declare(DeclareDefault words)
    {
        const MessageKind command = MessageKind.DeclareDefault;
        if (RefuseOfficer(command, words.Member, words.Person))
            return;
        if (!_proposals.TryGetValue(words.Member, out var proposed))
        {
            Refuse(command, RejectReason.NothingProposed, words.Member, 0);
            return;
        }

        if (proposed.Proposer == words.Person)
        {
            Refuse(command, RejectReason.SamePerson, words.Member, 0);
            return;
        }

        _proposals.Remove(words.Member);
        var orders = 0;
        foreach (var month in _instruments)
        {
            foreach (var account in AccountsOf(words.Member))
            {
                foreach (var order in month.Live.Where(o => o.Account == account).OrderBy(o => o.Id.Value).ToList())
                {
                    Leave(month, order, CancelReason.MemberDefault);
                    orders++;
                }
            }
        }

        EndDealings([.. AccountsOf(words.Member)]);
        _defaults.Add(new(words.Member));
        Say(
            MessageKind.DefaultDeclared,
            new DefaultDeclared(words.Member, proposed.Proposer, words.Person, proposed.Reason, orders)
        );
    }

    private void Port(PortClient words)
    {
        const MessageKind command = MessageKind.PortClient;
        var account = words.Account.Value;
        if (!_accounts.ContainsKey(account))
            Refuse(command, RejectReason.UnknownAccount, account, 0);
        else if (DefaultOfAccount(account) is null)
            Refuse(command, RejectReason.NotInDefault, account, 0);
        else if (IsHouse(account))
            Refuse(command, RejectReason.NotAClient, account, 0);
        else if (!_members.TryGetValue(words.Member, out var to))
            Refuse(command, RejectReason.UnknownMember, words.Member, 0);
        else if (DefaultOf(words.Member) is not null)
            Refuse(command, RejectReason.MemberInDefault, words.Member, 0);
        else if (to.Kind != MemberKind.FuturesFirm)
            Refuse(command, RejectReason.MemberHasNoClients, words.Member, 0);
        else if (_calendars.FirstOrDefault(c => c.StepsDone > 0) is { } clearing)
            Refuse(command, RejectReason.ClearingUnderWay, clearing.Number, clearing.StepsDone);
        else if (ShortOf(account) is var free && free < 0)
            Refuse(command, RejectReason.ClientShort, (long)free, 0);
        else
            MoveClient(account, words.Member);
    }

    // What is free in the first currency in which it is below zero.
    private BigInteger ShortOf(int account) =>
        new[] { Currency.CNY, Currency.USD, Currency.EUR }.Select(c => Free(account, c)).FirstOrDefault(f => f < 0);

    private void CloseForDefaulter(CloseDefaulted words)
    {
        var each = DefaultOfAccount(words.Account.Value);
        if (each is null || each.Stage == DefaultStage.Allocated)
        {
            var why = each is null ? RejectReason.NotInDefault : RejectReason.AlreadyAllocated;
            Refuse(MessageKind.CloseDefaulted, why, words.Account.Value, 0);
            return;
        }

        var before = _lastOrder;
        _byTheHouse = true;
        Place(
            new PlaceOrder(
                words.Account,
                words.Instrument,
                words.Side,
                OrderType.Limit,
                TimeInForce.FillAndKill,
                words.Price,
                words.Quantity,
                words.ClientOrderId,
                words.Flags | OrderFlags.CloseOnly
            )
        );
        _byTheHouse = false;
        if (_lastOrder > before)
            Advance(each, DefaultStage.Closing);
    }

    private void Advance(NaiveDefault each, DefaultStage stage)
    {
        if (stage <= each.Stage)
            return;
        each.Stage = stage;
        Say(MessageKind.DefaultMoved, new DefaultMoved(each.Member, stage));
    }

    // What auction, tear-up and allocation ask first.
    private NaiveDefault? Open(MessageKind command, int member)
    {
        var each = DefaultOf(member);
        var clearing = _calendars.FirstOrDefault(c => c.StepsDone > 0);
        if (!_members.ContainsKey(member))
            Refuse(command, RejectReason.UnknownMember, member, 0);
        else if (each is null)
            Refuse(command, RejectReason.NotInDefault, member, 0);
        else if (each.Stage == DefaultStage.Allocated)
            Refuse(command, RejectReason.AlreadyAllocated, member, 0);
        else if (_house.Default is null)
            Refuse(command, RejectReason.NoDefaultRules, member, 0);
        else if (clearing is not null)
            Refuse(command, RejectReason.ClearingUnderWay, clearing.Number, clearing.StepsDone);
        else
            return each;
        return null;
    }
}
