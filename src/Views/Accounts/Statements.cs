// Statements: by account, currency and day, from postings, trades and settlements alone.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Accounts;

/// <summary>Money of one account in one currency over one day. Closing = Opening + Deposits + Corrections + the lines
/// of Spot + Variation + FinalSettlement - Fees.</summary>
public sealed record CashDay(Currency Currency, TradingDate Day)
{
    /// <summary>Cash and margin at the start.</summary>
    public Money Opening { get; internal set; }

    public Money Deposits { get; internal set; }

    /// <summary>What corrections of earlier days brought; below zero: took.</summary>
    public Money Corrections { get; internal set; }

    /// <summary>What the spot market and supply contracts moved.</summary>
    public SpotCash Spot { get; internal set; }

    public Money Variation { get; internal set; }

    public Money FinalSettlement { get; internal set; }

    public Money Fees { get; internal set; }

    /// <summary>Held as initial margin after settlement.</summary>
    public Money Margin { get; internal set; }

    public Money MarginCall { get; internal set; }

    /// <summary>Withdrawals asked and not paid; part of the closing balance.</summary>
    public Money Pending { get; internal set; }

    public Money Closing => Opening + Deposits + Corrections + Spot.Sum + Variation + FinalSettlement - Fees;

    public Money Available => Closing - Margin - Pending;

    /// <summary>This part of a day and the one after it.</summary>
    internal CashDay And(CashDay later) =>
        later with
        {
            Opening = Opening,
            Deposits = Deposits + later.Deposits,
            Corrections = Corrections + later.Corrections,
            Spot = Spot + later.Spot,
            Variation = Variation + later.Variation,
            FinalSettlement = FinalSettlement + later.FinalSettlement,
            Fees = Fees + later.Fees,
        };
}

/// <summary>A position at the close of a day.</summary>
public readonly record struct PositionDay(InstrumentId Instrument, long Lots, Price Settlement, Money Variation);

/// <summary>One of the account's trades.</summary>
/// <param name="Opened">Lots by which the position grew; the others closed.</param>
/// <param name="Forced">The market closed it by force (rule LIQ-005).</param>
public readonly record struct StatementTrade(
    Instant Time,
    TradeId Trade,
    InstrumentId Instrument,
    Side Side,
    Price Price,
    long Lots,
    Money Fee,
    long Opened,
    TradeOrigin Origin,
    bool Forced
);

/// <summary>One account's day in one currency.</summary>
public sealed class Statement(AccountId account, CashDay cash)
{
    private readonly List<PositionDay> _positions = [];
    private readonly List<StatementTrade> _trades = [];

    public AccountId Account { get; } = account;

    public CashDay Cash { get; } = cash;

    public IReadOnlyList<PositionDay> Positions => _positions;

    public IReadOnlyList<StatementTrade> Trades => _trades;

    internal void Add(in PositionDay position) => _positions.Add(position);

    internal void Add(in StatementTrade trade) => _trades.Add(trade);

    internal bool IsEmpty =>
        _positions.Count == 0
        && _trades.Count == 0
        && Cash.Opening.Minor == 0
        && Cash.Closing.Minor == 0
        && Cash.Deposits.Minor == 0
        && Cash.Spot == default;
}

/// <summary>Statements of all accounts. A currency's day ends when the calendar that settles it is settled.</summary>
public sealed class Statements : View
{
    private readonly SortedDictionary<int, AccountDocument> _accounts = [];
    private readonly SortedDictionary<(int Account, Currency Currency), Statement> _open = [];
    private readonly SortedDictionary<(int Day, int Account, Currency Currency), Statement> _closed = [];
    private readonly SortedDictionary<(int Account, int Instrument), long> _net = [];
    private readonly Dictionary<int, (Currency Currency, int Calendar)> _instruments = [];
    private readonly Dictionary<int, Price> _settlements = [];
    private readonly SortedDictionary<(int Calendar, Currency Currency), bool> _settles = [];
    private readonly HashSet<long> _forced = [];

    public IReadOnlyCollection<AccountDocument> Accounts => _accounts.Values;

    public AccountDocument? Account(AccountId account) => _accounts.GetValueOrDefault(account.Value);

    /// <summary>Net lots now.</summary>
    public long Net(AccountId account, InstrumentId instrument) =>
        _net.GetValueOrDefault((account.Value, instrument.Value));

    /// <summary>The closed statements of a day, one a currency.</summary>
    public IReadOnlyList<Statement> Of(AccountId account, TradingDate day)
    {
        var found = new List<Statement>();
        foreach (var currency in (ReadOnlySpan<Currency>)[Currency.CNY, Currency.USD, Currency.EUR])
        {
            if (_closed.TryGetValue((day.Days, account.Value, currency), out var statement))
                found.Add(statement);
        }

        return found;
    }

    /// <summary>All closed statements, by day, account and currency.</summary>
    public IReadOnlyCollection<Statement> Closed => _closed.Values;

    /// <summary>What has happened since the last close.</summary>
    public Statement Open(AccountId account, Currency currency)
    {
        if (!_open.TryGetValue((account.Value, currency), out var statement))
        {
            _open.Add((account.Value, currency), statement = new(account, new(currency, default)));
        }

        return statement;
    }

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.AccountOpened:
                var account = Documents.Read<AccountDocument>(entry.Payload.Span);
                _accounts.Add(account.Account, account);
                break;
            case MessageKind.InstrumentListed:
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                _instruments.Add(listed.Instrument, (listed.Currency, listed.Calendar));
                _settles[(listed.Calendar, listed.Currency)] = true;
                break;
            case MessageKind.Posted:
                Post(entry.As<Posted>());
                break;
            case MessageKind.OrderAccepted:
                var accepted = entry.As<OrderAccepted>();
                if ((accepted.Flags & OrderFlags.Forced) != 0)
                    _forced.Add(accepted.Order.Value);
                break;
            case MessageKind.Traded:
                Trade(entry.As<Traded>(), entry.Time);
                break;
            case MessageKind.DefaultTraded:
                Trade(entry.As<DefaultTraded>().AsTrade(), entry.Time);
                break;
            case MessageKind.ForcedReduced:
                Trade(entry.As<ForcedReduced>().AsTrade(), entry.Time);
                break;
            case MessageKind.SettlementPriceSet:
                var set = entry.As<SettlementPriceSet>();
                _settlements[set.Instrument.Value] = set.Price;
                break;
            case MessageKind.VariationPaid:
                var paid = entry.As<VariationPaid>();
                Open(paid.Account, _instruments[paid.Instrument.Value].Currency)
                    .Add(
                        new PositionDay(
                            paid.Instrument,
                            paid.Lots.Lots,
                            _settlements[paid.Instrument.Value],
                            paid.Amount
                        )
                    );
                break;
            case MessageKind.MarginCalled:
                var call = entry.As<MarginCalled>();
                Open(call.Account, call.Currency).Cash.MarginCall = call.Shortfall;
                break;
            // The funds check that follows asks all accounts anew, whichever calendar is cleared.
            case MessageKind.ClearingStepDone when entry.As<ClearingStepDone>().Step == ClearingStepNumber.MarginRates:
                foreach (var open in _open.Values)
                    open.Cash.MarginCall = default;
                break;
            case MessageKind.InstrumentExpired:
                Expire(entry.As<InstrumentExpired>().Instrument);
                break;
            case MessageKind.DaySettled:
                Close(entry.As<DaySettled>());
                break;
            default:
                break;
        }
    }

    private void Post(in Posted p)
    {
        if (p.DebitOwner.Value > 0)
            Post(Open(p.DebitOwner, p.Currency).Cash, p.Debit, p.Reason, -p.Amount);
        if (p.CreditOwner.Value > 0)
            Post(Open(p.CreditOwner, p.Currency).Cash, p.Credit, p.Reason, p.Amount);
    }

    private static void Post(CashDay cash, LedgerCode code, PostingReason reason, Money amount)
    {
        cash.Spot += SpotCash.Of(code, reason, amount);
        if (code.IsOutsideBalance())
            return;
        if (code == LedgerCode.WithdrawalPending)
            cash.Pending += amount;
        switch (reason)
        {
            case PostingReason.Deposit or PostingReason.Withdrawal or PostingReason.DefaultLoss:
                cash.Deposits += amount;
                break;
            case PostingReason.Correction:
                cash.Corrections += amount;
                break;
            case PostingReason.Fee:
                cash.Fees -= amount;
                break;
            case PostingReason.VariationMargin:
                cash.Variation += amount;
                break;
            case PostingReason.FinalSettlement:
                cash.FinalSettlement += amount;
                break;
            case PostingReason.InitialMargin when code == LedgerCode.ClientMargin:
                cash.Margin += amount;
                break;
            default:
                break;
        }
    }

    private void Trade(Traded t, Instant time)
    {
        var currency = _instruments[t.Instrument.Value].Currency;
        var (lots, bought, sold) = (t.Quantity.Lots, t.BuyerOpened.Lots, t.SellerOpened.Lots);
        Add(t.Buyer, Side.Buy, t.BuyerFee, bought, t.BuyOrder);
        Add(t.Seller, Side.Sell, t.SellerFee, sold, t.SellOrder);
        Hold(t.Buyer, t.Instrument, t.Quantity.Lots);
        Hold(t.Seller, t.Instrument, -t.Quantity.Lots);

        void Add(AccountId account, Side side, Money fee, long opened, OrderId order) =>
            Open(account, currency)
                .Add(
                    new StatementTrade(
                        time,
                        t.Trade,
                        t.Instrument,
                        side,
                        t.Price,
                        lots,
                        fee,
                        opened,
                        t.Origin,
                        _forced.Contains(order.Value)
                    )
                );
    }

    private void Hold(AccountId account, InstrumentId instrument, long lots)
    {
        var key = (account.Value, instrument.Value);
        _net[key] = _net.GetValueOrDefault(key) + lots;
    }

    private void Expire(InstrumentId instrument)
    {
        foreach (var account in _accounts.Keys)
            _net.Remove((account, instrument.Value));
    }

    private void Close(in DaySettled settled)
    {
        foreach (var currency in (ReadOnlySpan<Currency>)[Currency.CNY, Currency.USD, Currency.EUR])
        {
            if (!_settles.ContainsKey((settled.Calendar, currency)))
                continue;
            foreach (var account in _accounts.Keys)
            {
                var open = Open(new(account), currency);
                var cash = open.Cash with { Day = settled.Day };
                // Where two calendars settle one currency, the second adds to the first's.
                var first = _closed.GetValueOrDefault((settled.Day.Days, account, currency));
                var closed = new Statement(new(account), first is null ? cash : first.Cash.And(cash));
                foreach (var position in first?.Positions ?? [])
                    closed.Add(position);
                foreach (var trade in first?.Trades ?? [])
                    closed.Add(trade);
                foreach (var position in open.Positions)
                    closed.Add(position);
                foreach (var trade in open.Trades)
                    closed.Add(trade);
                if (first is not null || !closed.IsEmpty)
                    _closed[(settled.Day.Days, account, currency)] = closed;
                _open[(account, currency)] = new(
                    new(account),
                    new(currency, default)
                    {
                        Opening = cash.Closing,
                        Margin = cash.Margin,
                        Pending = cash.Pending,
                    }
                );
            }
        }
    }
}
