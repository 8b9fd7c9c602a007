// The naive market's cash with states (CSH-002 to CSH-006): every movement is kept, and every sum is taken anew.
using System.Numerics;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Auditing;

public sealed partial class NaiveMarket
{
    // A movement of cash as it stands. OfToday: its account was not struck since it counts.
    private sealed class NaiveMovement
    {
        public int Account { get; init; }
        public Currency Currency { get; init; }
        public long Amount { get; init; }
        public Name24 Reference { get; init; }
        public bool Waits { get; set; }
        public bool Counts { get; set; }
        public bool OfToday { get; set; }
    }

    private readonly List<NaiveMovement> _movements = [];
    private readonly List<Name24> _bankReferences = [];

    private (RejectReason Reason, long Given, long Limit)? WhyNoCash(
        AccountId id,
        Currency currency,
        long amount,
        Name24 reference
    )
    {
        const long Most = 100_000_000_000_000;
        var account = id.Value;
        if (!reference.IsWellFormed)
            return (RejectReason.BadField, 0, 0);
        if (!_accounts.ContainsKey(account))
            return (RejectReason.UnknownAccount, account, 0);
        if (currency is not (Currency.CNY or Currency.USD or Currency.EUR))
            return (RejectReason.UnknownCurrency, (long)currency, 0);
        if (amount == 0)
            return (RejectReason.ZeroAmount, 0, 1);
        if (BigInteger.Abs(amount) > Most)
            return (RejectReason.BadField, amount, Most);
        if (_references.Contains($"{account} {reference}"))
            return (RejectReason.DuplicateReference, 0, 0);
        if (amount < 0 && IsRestricted(account))
            return (RejectReason.AccountRestricted, account, 0);
        if (amount < 0 && HeldBackBy(account) is > 0 and var member)
            return (RejectReason.MemberInDefault, member, 0);
        var most = Withdrawable(account, currency);
        if (amount > 0 || -amount <= most)
            return null;
        return (
            -amount > FreeCash(account, currency) ? RejectReason.OverWithdrawal : RejectReason.OverQuota,
            -amount,
            most
        );
    }

    private void AskCash(AskCash words)
    {
        if (WhyNoCash(words.Account, words.Currency, words.Amount.Minor, words.Reference) is { } why)
        {
            Refuse(MessageKind.AskCash, why.Reason, why.Given, why.Limit);
            return;
        }

        Note(words.Account, words.Currency, words.Amount.Minor, words.Reference, waits: true);
        if (words.Amount.Minor < 0)
            Wait(words.Account.Value, words.Currency, -words.Amount.Minor);
        Say(
            MessageKind.CashAsked,
            new CashAsked(
                words.Account,
                words.Currency,
                words.Amount,
                CashOf(words.Account, words.Currency),
                words.Reference
            )
        );
    }

    private void ConfirmCash(ConfirmCash words)
    {
        var account = words.Account.Value;
        var bank = words.BankReference;
        var movement = _movements.Find(m => m.Account == account && m.Reference == words.Reference);
        (RejectReason Reason, long Given, long Limit)? why =
            !words.Reference.IsWellFormed || (bank != default && !bank.IsWellFormed) ? (RejectReason.BadField, 0, 0)
            : words.Outcome is not (CashOutcome.Paid or CashOutcome.Failed or CashOutcome.TakenBack)
                ? (RejectReason.BadField, (long)words.Outcome, 3)
            : !_accounts.ContainsKey(account) ? (RejectReason.UnknownAccount, account, 0)
            : !_references.Contains($"{account} {words.Reference}") ? (RejectReason.UnknownReference, 0, 0)
            : movement is not { Waits: true } ? (RejectReason.AlreadyDone, 0, 0)
            : words.Outcome != CashOutcome.Paid ? null
            : bank == default ? (RejectReason.BankReferenceMissing, 0, 0)
            : _bankReferences.Contains(bank) ? (RejectReason.BankReferenceUsed, 0, 0)
            : movement.Amount < 0 && HeldBackBy(account) is > 0 and var member
                ? (RejectReason.MemberInDefault, member, 0)
            : null;
        if (why is { } no)
        {
            Refuse(MessageKind.ConfirmCash, no.Reason, no.Given, no.Limit);
            return;
        }

        movement!.Waits = false;
        if (words.Outcome == CashOutcome.Paid)
            Pay(movement, bank);
        else
        {
            movement.Counts = false;
            if (movement.Amount < 0)
                Wait(account, movement.Currency, movement.Amount);
        }

        Say(
            MessageKind.CashDone,
            new CashDone(
                words.Account,
                movement.Currency,
                new(movement.Amount),
                words.Outcome,
                CashOf(words.Account, movement.Currency),
                words.Reference,
                bank
            )
        );
    }

    private void Pay(NaiveMovement movement, Name24 bank)
    {
        _bankReferences.Add(bank);
        MovedIn[movement.Currency] = MovedIn.GetValueOrDefault(movement.Currency) + movement.Amount;
        if (movement.Amount > 0)
        {
            // A deposit is of the day on which it is paid.
            movement.OfToday = true;
            movement.Counts = true;
            Post(
                LedgerCode.BankCash,
                0,
                LedgerCode.ClientCash,
                movement.Account,
                movement.Currency,
                movement.Amount,
                0,
                PostingReason.Deposit
            );
        }
        else
            Post(
                LedgerCode.WithdrawalPending,
                movement.Account,
                LedgerCode.BankCash,
                0,
                movement.Currency,
                -movement.Amount,
                0,
                PostingReason.Withdrawal
            );
    }

    // From free cash to what waits, or (below zero) back.
    private void Wait(int account, Currency currency, long amount)
    {
        var (from, to) =
            amount > 0
                ? (LedgerCode.ClientCash, LedgerCode.WithdrawalPending)
                : (LedgerCode.WithdrawalPending, LedgerCode.ClientCash);
        Post(from, account, to, account, currency, long.Abs(amount), 0, PostingReason.WithdrawalPending);
    }

    private void Note(AccountId account, Currency currency, long amount, Name24 reference, bool waits)
    {
        _references.Add($"{account.Value} {reference}");
        if (HasMembers)
            _movements.Add(
                new()
                {
                    Account = account.Value,
                    Currency = currency,
                    Amount = amount,
                    Reference = reference,
                    Waits = waits,
                    OfToday = true,
                    Counts = !waits || amount < 0,
                }
            );
    }

    // CSH-006: a strike ends the day of all accounts in the currency.
    private void EndCashDay(Currency currency)
    {
        foreach (var movement in _movements.Where(m => m.Currency == currency))
            movement.OfToday = false;
    }

    private Money CashOf(AccountId account, Currency currency) =>
        new(Ledger.Of(LedgerCode.ClientCash, account.Value, currency));

    private BigInteger FreeCash(int account, Currency currency) =>
        BigInteger.Max(0, BigInteger.Min(Ledger.Of(LedgerCode.ClientCash, account, currency), Free(account, currency)));

    private long Withdrawable(int account, Currency currency)
    {
        var free = FreeCash(account, currency);
        if (_house.Withdrawals is not { } rules || !HasMembers || !_contracts.Exists(c => c.Currency == currency))
            return (long)free;
        var today = _movements
            .Where(m => m.Account == account && m.Currency == currency && m.OfToday && m.Counts)
            .ToList();
        BigInteger outgoing = -today.Where(m => m.Amount < 0).Sum(m => m.Amount);
        BigInteger incoming = today.Where(m => m.Amount > 0).Sum(m => m.Amount);
        var available = free;
        if (!rules.DayGains)
        {
            var result = Unsettled(account, currency);
            var gains = BigInteger.Max(0, GainsOfClosing(account, currency));
            var without = Free(account, currency) - BigInteger.Min(0, result) + BigInteger.Min(0, result - gains);
            available = BigInteger.Max(0, BigInteger.Min(Ledger.Of(LedgerCode.ClientCash, account, currency), without));
        }

        available += outgoing - (rules.DayDeposits ? 0 : incoming);
        var most = BigInteger.Max(0, available) * rules.QuotaPpm / Exact.Million - outgoing;
        return (long)BigInteger.Max(0, BigInteger.Min(free, most));
    }

    private BigInteger GainsOfClosing(int account, Currency currency)
    {
        BigInteger sum = 0;
        foreach (var month in MonthsIn(currency))
            sum += month.Closed.Where(c => c.Account.Value == account).Sum(c => c.ByDate.Minor);
        return sum;
    }
}
