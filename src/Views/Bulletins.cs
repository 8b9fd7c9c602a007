// The day's bulletin: what an exchange publishes after settlement, and whether everything ties out.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views;

/// <summary>One contract month in the bulletin.</summary>
public sealed record BulletinMonth(
    InstrumentId Instrument,
    string Symbol,
    Price Settlement,
    Price Previous,
    SettlementTier Tier,
    long Volume,
    long OpenInterest,
    long? FinalPrice
);

/// <summary>One spread in the bulletin, on a day on which it traded. It has no settlement price and no open interest:
/// its legs have.</summary>
/// <param name="Last">Its last price, which may be below zero.</param>
/// <param name="Volume">Lots of the spread.</param>
/// <param name="Implied">So many of them against outright orders in both legs.</param>
public sealed record BulletinSpread(InstrumentId Instrument, string Symbol, Price Last, long Volume, long Implied);

/// <summary>One calendar's part of a day: its contracts, money paid, and the reconciliation.</summary>
public sealed class BulletinPart(int calendar, TradingDate day)
{
    private readonly List<BulletinMonth> _months = [];
    private readonly SortedDictionary<int, BulletinSpread> _spreads = [];
    private readonly long[] _gains = new long[Currencies.Count];
    private readonly long[] _losses = new long[Currencies.Count];
    private readonly long[] _fees = new long[Currencies.Count];
    private readonly long[] _margin = new long[Currencies.Count];
    private readonly long[] _calls = new long[Currencies.Count];

    public int Calendar { get; } = calendar;

    public TradingDate Day { get; } = day;

    public IReadOnlyList<BulletinMonth> Months => _months;

    /// <summary>Spreads that traded, in the order of their listing.</summary>
    public IReadOnlyCollection<BulletinSpread> Spreads => _spreads.Values;

    /// <summary>Currencies that the part's contracts are in.</summary>
    public SortedSet<Currency> CurrenciesUsed { get; } = [];

    /// <summary>The machine's digest after settlement.</summary>
    public ulong Digest { get; internal set; }

    /// <summary>Sum over accounts of net lots, added up in absolute value over the months: zero when positions tie out.</summary>
    public long PositionImbalance { get; internal set; }

    public Money Gains(Currency currency) => new(_gains[(int)currency]);

    public Money Losses(Currency currency) => new(_losses[(int)currency]);

    public Money Fees(Currency currency) => new(_fees[(int)currency]);

    /// <summary>Initial margin held after settlement, all accounts.</summary>
    public Money Margin(Currency currency) => new(_margin[(int)currency]);

    public Money Calls(Currency currency) => new(_calls[(int)currency]);

    /// <summary>Gains less losses: zero when variation margin ties out.</summary>
    public Money VariationImbalance(Currency currency) => Gains(currency) + Losses(currency);

    internal void Add(BulletinMonth month) => _months.Add(month);

    internal void AddSpread(BulletinSpread trade)
    {
        var before = _spreads.GetValueOrDefault(trade.Instrument.Value, trade with { Volume = 0, Implied = 0 });
        _spreads[trade.Instrument.Value] = trade with
        {
            Volume = before.Volume + trade.Volume,
            Implied = before.Implied + trade.Implied,
        };
    }

    internal void Final(InstrumentId instrument, long value)
    {
        var at = _months.FindIndex(m => m.Instrument == instrument);
        _months[at] = _months[at] with { FinalPrice = value };
    }

    internal void Variation(Currency currency, Money amount) =>
        (amount.Minor > 0 ? _gains : _losses)[(int)currency] += amount.Minor;

    internal void Fee(Currency currency, Money fee) => _fees[(int)currency] += fee.Minor;

    internal void Call(Currency currency, Money call) => _calls[(int)currency] += call.Minor;

    internal void Held(Currency currency, long minor) => _margin[(int)currency] = minor;
}

/// <summary>A calendar date's bulletin: the parts of the calendars that settled it.</summary>
public sealed class Bulletin(TradingDate day)
{
    private readonly SortedDictionary<int, BulletinPart> _parts = [];

    public TradingDate Day { get; } = day;

    public IReadOnlyCollection<BulletinPart> Parts => _parts.Values;

    internal void Add(BulletinPart part) => _parts[part.Calendar] = part;
}

/// <summary>All bulletins, by date.</summary>
public sealed class Bulletins : View
{
    private readonly SortedDictionary<int, Bulletin> _bulletins = [];
    private readonly List<InstrumentDocument> _instruments = [];
    private readonly SortedDictionary<int, BulletinPart> _open = [];
    private readonly SortedDictionary<(int Instrument, int Account), long> _net = [];
    private readonly long[] _margin = new long[Currencies.Count];

    public IReadOnlyCollection<Bulletin> All => _bulletins.Values;

    public Bulletin? Of(TradingDate day) => _bulletins.GetValueOrDefault(day.Days);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.InstrumentListed:
                _instruments.Add(Documents.Read<InstrumentDocument>(entry.Payload.Span));
                break;
            case MessageKind.DayOpened:
                var opened = entry.As<DayOpened>();
                _open[opened.Calendar] = new(opened.Calendar, opened.Day);
                break;
            case MessageKind.Traded:
                Trade(entry.As<Traded>());
                break;
            case MessageKind.DefaultTraded:
                Trade(entry.As<DefaultTraded>().AsTrade());
                break;
            case MessageKind.ForcedReduced:
                Trade(entry.As<ForcedReduced>().AsTrade());
                break;
            case MessageKind.SpreadTraded:
                Trade(entry.As<SpreadTraded>());
                break;
            case MessageKind.SettlementPriceSet:
                Settle(entry.As<SettlementPriceSet>());
                break;
            case MessageKind.FinalPriceSet:
                var final = entry.As<FinalPriceSet>();
                PartOf(final.Instrument).Final(final.Instrument, final.Value);
                break;
            case MessageKind.VariationPaid:
                var paid = entry.As<VariationPaid>();
                PartOf(paid.Instrument).Variation(TermsOf(paid.Instrument).Currency, paid.Amount);
                break;
            case MessageKind.InstrumentExpired:
                Expire(entry.As<InstrumentExpired>().Instrument);
                break;
            case MessageKind.Posted:
                Hold(entry.As<Posted>());
                break;
            case MessageKind.MarginCalled:
                var call = entry.As<MarginCalled>();
                foreach (var part in _open.Values)
                {
                    if (part.Day == call.Day && part.CurrenciesUsed.Contains(call.Currency))
                        part.Call(call.Currency, call.Shortfall);
                }

                break;
            case MessageKind.DaySettled:
                Close(entry.As<DaySettled>());
                break;
            default:
                break;
        }
    }

    private InstrumentDocument TermsOf(InstrumentId instrument) => _instruments[instrument.Value - 1];

    private BulletinPart PartOf(InstrumentId instrument) => _open[TermsOf(instrument).Calendar];

    private void Trade(in Traded t)
    {
        var lots = t.Quantity.Lots;
        Move(t.Instrument, t.Buyer, lots);
        Move(t.Instrument, t.Seller, -lots);
        PartOf(t.Instrument).Fee(TermsOf(t.Instrument).Currency, t.BuyerFee + t.SellerFee);
    }

    private void Trade(in SpreadTraded t) =>
        PartOf(t.Instrument)
            .AddSpread(
                new BulletinSpread(
                    t.Instrument,
                    TermsOf(t.Instrument).Symbol,
                    t.Price,
                    t.Lots.Lots,
                    t.Origin == TradeOrigin.Implied ? t.Lots.Lots : 0
                )
            );

    private void Move(InstrumentId instrument, AccountId account, long lots)
    {
        var key = (instrument.Value, account.Value);
        _net[key] = _net.GetValueOrDefault(key) + lots;
    }

    private void Settle(in SettlementPriceSet s)
    {
        var part = PartOf(s.Instrument);
        part.Add(
            new(
                s.Instrument,
                TermsOf(s.Instrument).Symbol,
                s.Price,
                s.Previous,
                s.Tier,
                s.Volume.Lots,
                s.OpenInterest.Lots,
                null
            )
        );
        part.CurrenciesUsed.Add(TermsOf(s.Instrument).Currency);
        long sum = 0,
            longs = 0;
        foreach (var (key, lots) in _net)
        {
            if (key.Instrument != s.Instrument.Value)
                continue;
            sum += lots;
            longs += long.Max(0, lots);
        }

        // Longs and shorts must cancel, and their size must be what the market published as open interest.
        part.PositionImbalance += long.Abs(sum) + long.Abs(longs - s.OpenInterest.Lots);
    }

    private void Expire(InstrumentId instrument)
    {
        foreach (var key in _net.Keys.Where(k => k.Instrument == instrument.Value).ToList())
            _net.Remove(key);
    }

    private void Hold(in Posted p)
    {
        if (p.Debit == LedgerCode.ClientMargin)
            _margin[(int)p.Currency] -= p.Amount.Minor;
        if (p.Credit == LedgerCode.ClientMargin)
            _margin[(int)p.Currency] += p.Amount.Minor;
    }

    private void Close(in DaySettled settled)
    {
        var part = _open[settled.Calendar];
        part.Digest = settled.Digest;
        foreach (var currency in part.CurrenciesUsed)
            part.Held(currency, _margin[(int)currency]);
        if (!_bulletins.TryGetValue(settled.Day.Days, out var bulletin))
            _bulletins.Add(settled.Day.Days, bulletin = new(settled.Day));
        bulletin.Add(part);
    }
}
