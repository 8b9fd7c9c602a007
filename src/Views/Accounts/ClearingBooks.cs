// The books behind statements: each account's lots, and its days as they were settled, folded from the event log.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Folds a log into the account days of the days that are kept. Every figure is computed from trades and lots
/// and compared with what the log tells of it; <see cref="Differences"/> names where they disagree.</summary>
/// <param name="only">Keep this day's papers; null: every day's.</param>
public sealed partial class ClearingBooks(TradingDate? only = null) : View
{
    private readonly SortedDictionary<int, AccountDocument> _accounts = [];
    private readonly List<InstrumentDocument> _instruments = [];
    private readonly SortedDictionary<(int Instrument, int Account), LotBook> _lots = [];
    private readonly SettlementMargins _margins = new();
    private readonly SortedDictionary<int, TradingDate> _open = [];
    private readonly Dictionary<int, Price> _settled = [];
    private readonly SortedDictionary<int, SettledMonth> _today = [];
    private readonly SortedDictionary<(int Account, Currency Currency), Standing> _standing = [];
    private readonly SortedDictionary<(int Calendar, int Account, Currency Currency), Draft> _drafts = [];
    private readonly SortedDictionary<(int Day, int Account, Currency Currency), AccountDay> _days = [];
    private readonly Dictionary<(int Instrument, int Account), PositionMarked> _marks = [];
    private readonly SortedSet<(TradingDate Day, int Calendar)> _settledDays = [];
    private readonly SortedDictionary<(int Day, int Instrument), SettledMonth> _prices = [];
    private readonly HashSet<long> _hedges = [];
    private readonly HashSet<long> _forced = [];
    private readonly List<string> _differences = [];
    private int _release = Releases.First;

    /// <summary>All accounts, by number.</summary>
    public IReadOnlyCollection<AccountDocument> Accounts => _accounts.Values;

    public AccountDocument? Account(int account) => _accounts.GetValueOrDefault(account);

    public InstrumentDocument Terms(InstrumentId instrument) => _instruments[instrument.Value - 1];

    /// <summary>Does the contract tell today's lots from carried ones when it closes?</summary>
    public bool SeparateDates(InstrumentId instrument) =>
        _margins.Contract(Terms(instrument).Contract) is { SeparateDates: true };

    /// <summary>Days that were settled, oldest first, each with the number of the calendar.</summary>
    public IReadOnlyCollection<(TradingDate Day, int Calendar)> SettledDays => _settledDays;

    /// <summary>Is it a trading day of any calendar?</summary>
    public bool IsTradingDay(TradingDate day)
    {
        for (var number = 1; number <= _margins.Calendars; number++)
        {
            if (_margins.Calendar(number).IsTradingDay(day))
                return true;
        }

        return false;
    }

    /// <summary>The kept days of an account, one a currency.</summary>
    public IReadOnlyList<AccountDay> Of(AccountId account, TradingDate day) =>
        [.. On(day).Where(d => d.Account == account)];

    /// <summary>All accounts' kept days of a day, by account and currency.</summary>
    public IReadOnlyList<AccountDay> On(TradingDate day) =>
        [.. _days.Where(d => d.Key.Day == day.Days).Select(d => d.Value)];

    /// <summary>Months settled on a kept day, by number.</summary>
    public IReadOnlyList<SettledMonth> PricesOn(TradingDate day) =>
        [.. _prices.Where(p => p.Key.Day == day.Days).Select(p => p.Value)];

    /// <summary>Lots now.</summary>
    public LotBook Lots(AccountId account, InstrumentId instrument) =>
        _lots.GetValueOrDefault((instrument.Value, account.Value)) ?? new();

    /// <summary>Where the log and these books disagree, in words; empty when they do not.</summary>
    public IReadOnlyList<string> Differences => _differences;

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.CalendarDefined:
                _margins.AddCalendar(entry.Payload);
                break;
            case MessageKind.ContractDefined:
                _margins.AddContract(entry.Payload);
                break;
            case MessageKind.MarginsDefined:
                _margins.AddTable(entry.Payload);
                break;
            case MessageKind.ReleaseSet:
                Change(entry.As<ReleaseSet>().Number);
                break;
            case MessageKind.AccountOpened:
                var account = Documents.Read<AccountDocument>(entry.Payload.Span);
                _accounts.Add(account.Account, account);
                break;
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                _instruments.Add(listed);
                _margins.List(listed);
                break;
            case MessageKind.DayOpened:
                var opened = entry.As<DayOpened>();
                _open[opened.Calendar] = opened.Day;
                break;
            case MessageKind.OrderAccepted:
                var accepted = entry.As<OrderAccepted>();
                if ((accepted.Flags & OrderFlags.Hedge) != 0)
                    _hedges.Add(accepted.Order.Value);
                if ((accepted.Flags & OrderFlags.Forced) != 0)
                    _forced.Add(accepted.Order.Value);
                break;
            case MessageKind.Traded:
                Trade(entry.As<Traded>(), entry.Time);
                break;
            case MessageKind.DefaultTraded:
                var passed = entry.As<DefaultTraded>();
                // It may come before its day opens.
                _open[Terms(passed.Instrument).Calendar] = passed.Day;
                Trade(passed.AsTrade(), entry.Time);
                break;
            case MessageKind.ForcedReduced:
                Trade(entry.As<ForcedReduced>().AsTrade(), entry.Time);
                break;
            case MessageKind.LotClosed:
                Close(entry.As<LotClosed>());
                break;
            case MessageKind.Posted:
                Post(entry);
                break;
            default:
                FoldSettlement(entry);
                break;
        }
    }

    private void FoldSettlement(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.MarginRateSet:
                _margins.Told(entry.As<MarginRateSet>());
                break;
            case MessageKind.HedgeRateSet:
                _margins.Told(entry.As<HedgeRateSet>());
                break;
            case MessageKind.LargeTraderReported or MessageKind.LimitExceeded:
                FoldTrader(entry);
                break;
            case MessageKind.LimitLockSet:
                _margins.Lock(entry.As<LimitLockSet>());
                break;
            case MessageKind.SettlementPriceSet:
                var set = entry.As<SettlementPriceSet>();
                _today[set.Instrument.Value] = new(set, null);
                break;
            case MessageKind.FinalPriceSet:
                var final = entry.As<FinalPriceSet>();
                _today[final.Instrument.Value] = _today[final.Instrument.Value] with { Final = final };
                break;
            case MessageKind.PositionMarked:
                var marked = entry.As<PositionMarked>();
                _marks[(marked.Instrument.Value, marked.Account.Value)] = marked;
                break;
            case MessageKind.MarginRequired:
                var required = entry.As<MarginRequired>();
                Of(required.Account.Value, required.Currency).Margin = required.Required;
                break;
            case MessageKind.MarginCalled:
                var call = entry.As<MarginCalled>();
                Of(call.Account.Value, call.Currency).Call = call.Shortfall;
                break;
            case MessageKind.ClearingStepDone when entry.As<ClearingStepDone>().Step == ClearingStepNumber.MarginRates:
                _margins.TakeEffect(entry.As<ClearingStepDone>().Calendar);
                foreach (var standing in _standing.Values)
                    standing.Recount();
                break;
            case MessageKind.MarginExplained:
                var explained = entry.As<MarginExplained>();
                Of(explained.Account.Value, explained.Currency).Groups.Add(explained);
                break;
            case MessageKind.CollateralCounted:
                var counted = entry.As<CollateralCounted>();
                var pledging = Of(counted.Account.Value, counted.Currency);
                pledging.Pledge = pledging.Pledge with { Value = counted.Value, Counted = counted.Counted };
                break;
            case MessageKind.DaySettled:
                Settle(entry.As<DaySettled>(), entry.Time);
                break;
            default:
                FoldMember(entry);
                break;
        }
    }

    /// <summary>When lots begin to be told, what is held becomes one lot at the last settlement; what it had earned by
    /// trade is taken as earned.</summary>
    private void Change(int release)
    {
        if (_release < Releases.Lots && release >= Releases.Lots)
        {
            foreach (var (key, book) in _lots)
            {
                if (_settled.TryGetValue(key.Instrument, out var price))
                    book.Forget(price);
            }

            foreach (var standing in _standing.Values)
                standing.Forget();
        }

        _release = release;
    }

    private void Trade(in Traded t, Instant time)
    {
        // The buyer's lots move before the seller's: in a trade with oneself they are the same lots.
        Side(t, time, Model.Numbers.Side.Buy, t.Buyer, t.BuyerOpened.Lots, t.BuyerFee);
        Side(t, time, Model.Numbers.Side.Sell, t.Seller, t.SellerOpened.Lots, t.SellerFee);
    }

    private void Side(in Traded t, Instant time, Side side, AccountId account, long opened, Money fee)
    {
        var terms = Terms(t.Instrument);
        var day = _open[terms.Calendar];
        var draft = DraftOf(terms, account);
        var order = side == Model.Numbers.Side.Buy ? t.BuyOrder : t.SellOrder;
        draft.Trades.Add(
            new(
                account,
                t.Trade,
                time,
                day,
                t.Instrument,
                side,
                t.Price,
                t.Quantity.Lots,
                opened,
                0,
                0,
                Money.OfMove(t.Price.Ticks, t.Quantity.Lots, terms.TickValueMinor),
                fee,
                default,
                default,
                t.Origin,
                _hedges.Contains(order.Value),
                _forced.Contains(order.Value)
            )
            {
                Order = order,
            }
        );
        var book = Book(t.Instrument, account);
        if (_release < Releases.Lots)
        {
            foreach (var part in book.TakeOldest(side.Opposite(), t.Quantity.Lots - opened))
                draft.Close(Closed(t.Trade, account, t.Instrument, side.Opposite(), part, t.Price));
        }

        if (opened > 0)
            book.Open(side, new(t.Trade, day, t.Price, opened));
    }

    private ClosedLine Closed(
        TradeId trade,
        AccountId account,
        InstrumentId instrument,
        Side side,
        in LotPart part,
        Price price
    )
    {
        var terms = Terms(instrument);
        var today = part.Day == _open[terms.Calendar];
        var previous = _settled.GetValueOrDefault(instrument.Value, part.OpenPrice);
        var from = today ? part.OpenPrice : previous;
        var lots = side.Sign() * part.Lots;
        return new(
            account,
            trade,
            instrument,
            side,
            part.Trade,
            part.Day,
            part.Lots,
            part.OpenPrice,
            previous,
            price,
            today,
            Money.OfMove(price.Ticks - from.Ticks, lots, terms.TickValueMinor),
            Money.OfMove(price.Ticks - part.OpenPrice.Ticks, lots, terms.TickValueMinor)
        );
    }

    private void Close(in LotClosed c)
    {
        var part = new LotPart(c.OpenTrade, c.OpenDay, c.OpenPrice, c.Lots.Lots);
        var line = Closed(c.Trade, c.Account, c.Instrument, c.Side, part, c.ClosePrice);
        if (line.ByDate != c.ByDate || line.ByTrade != c.ByTrade || line.IsToday != (c.IsToday == 1))
        {
            Differ(
                $"trade {c.Trade.Value}: the lot closed for account {c.Account.Value} is told as {c.ByDate.Minor}"
                    + $" by date and {c.ByTrade.Minor} by trade, and comes to {line.ByDate.Minor} and {line.ByTrade.Minor}"
            );
        }

        Book(c.Instrument, c.Account).Take(c.Side, c.OpenTrade, c.Lots.Lots);
        DraftOf(Terms(c.Instrument), c.Account).Close(line);
    }

    private void Post(in LogEntry entry)
    {
        var p = entry.As<Posted>();
        var calendar = p.Instrument.Value == 0 ? 0 : Terms(p.Instrument).Calendar;
        if (p.Debit == LedgerCode.WithdrawalPending)
            Wait(p.DebitOwner, p.Currency, -p.Amount);
        if (p.Credit == LedgerCode.WithdrawalPending)
            Wait(p.CreditOwner, p.Currency, p.Amount);
        if (p.DebitOwner.Value > 0)
            Draft(calendar, p.DebitOwner.Value, p.Currency).Post(p.Debit, p.Reason, -p.Amount);
        if (p.CreditOwner.Value > 0)
            Draft(calendar, p.CreditOwner.Value, p.Currency).Post(p.Credit, p.Reason, p.Amount);
        foreach (var (owner, line) in PostingLine.Of(entry.Sequence, entry.Time, p))
            Draft(calendar, owner.Value, p.Currency).Postings.Add(line);
    }

    private void Wait(AccountId account, Currency currency, Money amount)
    {
        var standing = Of(account.Value, currency);
        standing.Pledge = standing.Pledge with { Pending = standing.Pledge.Pending + amount };
    }

    private LotBook Book(InstrumentId instrument, AccountId account)
    {
        var key = (instrument.Value, account.Value);
        if (!_lots.TryGetValue(key, out var book))
            _lots.Add(key, book = new());
        return book;
    }

    private Standing Of(int account, Currency currency)
    {
        if (!_standing.TryGetValue((account, currency), out var standing))
            _standing.Add((account, currency), standing = new());
        return standing;
    }

    private Draft DraftOf(InstrumentDocument terms, AccountId account) =>
        Draft(terms.Calendar, account.Value, terms.Currency);

    private Draft Draft(int calendar, int account, Currency currency)
    {
        if (!_drafts.TryGetValue((calendar, account, currency), out var draft))
            _drafts.Add((calendar, account, currency), draft = new());
        return draft;
    }

    private void Differ(string words) => _differences.Add(words);
}
