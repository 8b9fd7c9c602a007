// A second, naive market: the rulebook once more in lists and big numbers, slow and plain, to disagree with the first one.
using System.Numerics;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>Takes the market's command log and says what should have happened. Shares the nouns with the market and nothing else.</summary>
public sealed partial class NaiveMarket : IMarketEngine
{
    private readonly List<Happening> _events = [];
    private readonly List<NaiveCalendar> _calendars = [];
    private readonly List<ContractSpec> _contracts = [];
    private readonly SortedList<string, MarginParameters> _margins = new(StringComparer.Ordinal);
    private readonly SortedList<string, MarginParameters> _nextMargins = new(StringComparer.Ordinal);
    private readonly SortedList<int, string> _accounts = [];
    private readonly List<NaiveInstrument> _instruments = [];
    private readonly List<NaivePrint> _prints = [];
    private readonly SortedSet<string> _references = new(StringComparer.Ordinal);
    private readonly SortedList<string, long> _clientIds = new(StringComparer.Ordinal);
    private Instant _now;
    private long _lastOrder;
    private long _lastTrade;
    private long _lastPrint = -1;

    public NaiveLedger Ledger { get; } = new();

    /// <summary>Deposits less withdrawals by currency.</summary>
    public SortedList<Currency, long> MovedIn { get; } = [];

    /// <summary>Fees taken by currency.</summary>
    public SortedList<Currency, long> FeesTaken { get; } = [];

    /// <summary>Net lots of every account in every listed month.</summary>
    public IEnumerable<(int Instrument, int Account, long Lots)> Positions() =>
        _instruments.Where(i => !i.Expired).SelectMany(i => i.Holders().Select(a => (i.Id, a, i.Net(a))));

    /// <inheritdoc/>
    public IReadOnlyList<Happening> Submit(in LogEntry command)
    {
        _events.Clear();
        DoWhatIsDue(command.Time);
        _now = command.Time;
        switch (command.Kind)
        {
            case MessageKind.Tick:
                break;
            case MessageKind.DefineCalendar:
                DefineCalendar(command.Payload);
                break;
            case MessageKind.DefineContract:
                DefineContract(command.Payload);
                break;
            case MessageKind.DefineMargins:
                DefineMargins(command.Payload);
                break;
            case MessageKind.OpenAccount:
                OpenAccount(command.Payload);
                break;
            case MessageKind.MoveCash:
                MoveCash(command.As<MoveCash>());
                break;
            case MessageKind.PlaceOrder:
                Place(command.As<PlaceOrder>());
                break;
            case MessageKind.CancelOrder:
                Cancel(command.As<CancelOrder>());
                break;
            case MessageKind.SubmitPrint:
                TakePrint(command.As<SubmitPrint>());
                break;
            case MessageKind.SettleDay:
                Settle(command.As<SettleDay>());
                break;
            default:
                Refuse(command.Kind, RejectReason.NotACommand, (long)command.Kind, 0);
                break;
        }

        return [.. _events];
    }

    // Timetable: every moment up to and including the entry's time, earliest first; at the same moment the calendar defined first.
    private void DoWhatIsDue(Instant time)
    {
        while (true)
        {
            var next = _calendars.Where(c => c.Due <= time).OrderBy(c => c.Due).ThenBy(c => c.Number).FirstOrDefault();
            if (next is null)
                return;
            Turn(next);
        }
    }

    private void Turn(NaiveCalendar calendar)
    {
        var before = calendar.Phase;
        calendar.Phase = calendar.Terms.Timetable[calendar.Done].Phase;
        var months = _instruments
            .Where(i => i.Calendar == calendar && !i.Expired && i.FirstDay <= calendar.Day!.Value)
            .ToList();
        if (calendar.Done == 0)
            Open(calendar, months);
        calendar.Done++;
        if (before == TradingPhase.Auction)
        {
            foreach (var month in months)
                Uncross(month);
        }

        Say(MessageKind.PhaseChanged, new PhaseChanged(calendar.Number, calendar.Day!.Value, calendar.Phase));
        if (calendar.Phase != TradingPhase.Closed)
            return;
        foreach (var month in months)
            CloseBook(month);
    }

    private void Open(NaiveCalendar calendar, List<NaiveInstrument> months)
    {
        foreach (
            var key in _clientIds
                .Keys.Where(k => k.StartsWith($"{calendar.Number} ", StringComparison.Ordinal))
                .ToList()
        )
            _clientIds.Remove(key);
        Say(MessageKind.DayOpened, new DayOpened(calendar.Number, calendar.Day!.Value));
        foreach (var month in months)
            SetBand(month, calendar.Day.Value);
    }

    private void CloseBook(NaiveInstrument month)
    {
        var bids = month.Resting.Where(o => o.IsBuy).ToList();
        var asks = month.Resting.Where(o => !o.IsBuy).ToList();
        month.Close = (
            true,
            bids.Count > 0 ? bids.Max(o => o.Limit) : 0,
            asks.Count > 0 ? asks.Min(o => o.Limit) : 0,
            bids.Count > 0,
            asks.Count > 0
        );
        foreach (var order in month.Resting)
            SayCancelled(order, CancelReason.EndOfDay);
        month.Resting.Clear();
    }

    private void MoveCash(MoveCash words)
    {
        var account = words.Account.Value;
        if (!words.Reference.IsWellFormed)
        {
            Refuse(MessageKind.MoveCash, RejectReason.BadField, 0, 0);
            return;
        }

        if (!_accounts.ContainsKey(account))
        {
            Refuse(MessageKind.MoveCash, RejectReason.UnknownAccount, account, 0);
            return;
        }

        if (words.Currency is not (Currency.CNY or Currency.USD or Currency.EUR))
        {
            Refuse(MessageKind.MoveCash, RejectReason.UnknownCurrency, (long)words.Currency, 0);
            return;
        }

        var amount = words.Amount.Minor;
        if (amount == 0)
        {
            Refuse(MessageKind.MoveCash, RejectReason.ZeroAmount, 0, 1);
            return;
        }

        var reference = $"{account} {words.Reference}";
        if (_references.Contains(reference))
        {
            Refuse(MessageKind.MoveCash, RejectReason.DuplicateReference, 0, 0);
            return;
        }

        if (amount < 0 && -(BigInteger)amount > Withdrawable(account, words.Currency))
        {
            Refuse(MessageKind.MoveCash, RejectReason.OverWithdrawal, -amount, Withdrawable(account, words.Currency));
            return;
        }

        _references.Add(reference);
        MovedIn[words.Currency] = MovedIn.GetValueOrDefault(words.Currency) + amount;
        if (amount > 0)
            Post(
                LedgerCode.BankCash,
                0,
                LedgerCode.ClientCash,
                account,
                words.Currency,
                amount,
                0,
                PostingReason.Deposit
            );
        else
            Post(
                LedgerCode.ClientCash,
                account,
                LedgerCode.BankCash,
                0,
                words.Currency,
                -amount,
                0,
                PostingReason.Withdrawal
            );
        var balance = Ledger.Of(LedgerCode.ClientCash, account, words.Currency);
        Say(
            MessageKind.CashMoved,
            new CashMoved(words.Account, words.Currency, words.Amount, new(balance), words.Reference)
        );
    }

    private void TakePrint(SubmitPrint words)
    {
        if (!words.Index.IsWellFormed || words.Decimals > 9)
        {
            Refuse(MessageKind.SubmitPrint, RejectReason.BadField, words.Decimals, 9);
            return;
        }

        if (words.Value <= 0)
        {
            Refuse(MessageKind.SubmitPrint, RejectReason.BadField, words.Value, 1);
            return;
        }

        if (words.PrintSequence <= _lastPrint)
        {
            Refuse(MessageKind.SubmitPrint, RejectReason.PrintOutOfOrder, words.PrintSequence, _lastPrint + 1);
            return;
        }

        var index = words.Index.ToString();
        if (_prints.FindLast(p => p.Index == index) is { } newest && words.Day < newest.Day)
        {
            Refuse(MessageKind.SubmitPrint, RejectReason.PrintOutOfOrder, words.Day.Days, newest.Day.Days);
            return;
        }

        _lastPrint = words.PrintSequence;
        _prints.RemoveAll(p => p.Index == index && p.Day == words.Day);
        _prints.Add(new(index, words.Day, words.Value, words.Decimals));
        Say(
            MessageKind.PrintTaken,
            new PrintTaken(words.Index, words.Day, words.Value, words.Decimals, words.Tier, words.PrintSequence)
        );
        foreach (var contract in _contracts.Where(c => c.Index == index))
            ListFirstTime(contract);
    }

    private void Post(
        LedgerCode debit,
        int debitOwner,
        LedgerCode credit,
        int creditOwner,
        Currency currency,
        long amount,
        int instrument,
        PostingReason reason
    )
    {
        if (amount == 0)
            return;
        var posted = new Posted(
            0,
            debit,
            new(debitOwner),
            credit,
            new(creditOwner),
            currency,
            new(amount),
            new(instrument),
            reason
        );
        Ledger.Post(posted);
        Say(MessageKind.Posted, posted);
    }

    private void Refuse(MessageKind command, RejectReason reason, long given, long limit) =>
        Say(MessageKind.CommandRefused, new CommandRefused(command, reason, given, limit));

    private void SayCancelled(NaiveOrder order, CancelReason reason) =>
        Say(
            MessageKind.OrderCancelled,
            new OrderCancelled(order.Id, order.Words.Account, order.Words.Instrument, new(order.Left), reason)
        );

    private void Say(MessageKind kind, object message) => _events.Add(new(kind, message));
}
