// What the naive market remembers: plain lists of plain things, in the order in which they came.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>An order, from the asking to the end of its life.</summary>
internal sealed class NaiveOrder(PlaceOrder words)
{
    public OrderId Id { get; set; }

    /// <summary>Over which it came; zero: none.</summary>
    public int Session { get; init; }

    /// <summary>What was asked for, without its id: a reversal where it is one.</summary>
    public object? Request { get; init; }

    public PlaceOrder Words { get; } = words;

    /// <summary>What it is by now: a woken stop is a market order, a market-to-limit order that has its limit is a
    /// limit order.</summary>
    public OrderType Acts { get; set; } = words.Type;

    /// <summary>Its limit in ticks; zero while it has none.</summary>
    public long Limit { get; set; } = words.Price.Ticks;

    /// <summary>Lots that have not traded, hidden ones included.</summary>
    public long Left { get; set; } = words.Quantity.Lots;

    public long Traded { get; set; }

    /// <summary>Lots that others see; zero unless it rests.</summary>
    public long Shown { get; set; }

    /// <summary>It is in the book; a live order that is not sleeps.</summary>
    public bool Rests { get; set; }

    /// <summary>Its place in time among all that ever rested in the month.</summary>
    public long Place { get; set; }

    /// <summary>The price of the trade that woke it; null while it sleeps.</summary>
    public long? Trigger { get; set; }

    /// <summary>Its number in the queue of woken stops; zero: not in it.</summary>
    public long Turn { get; set; }

    public int Account => Words.Account.Value;

    public bool IsBuy => Words.Side == Side.Buy;

    public bool IsStop => Acts is OrderType.Stop or OrderType.StopLimit;

    public bool IsQuote => Words.Flags.HasFlag(OrderFlags.Quote);

    public bool IsCloseOnly => Words.Flags.HasFlag(OrderFlags.CloseOnly);

    public bool IsReversal => Words.Flags.HasFlag(OrderFlags.Reverse);

    public long StopPrice => Words.StopPrice.Ticks;

    /// <summary>The price at which its fee is frozen.</summary>
    public long FrozenPrice => Acts == OrderType.Stop ? StopPrice : Limit;

    /// <summary>What it would show when it came to rest now.</summary>
    public long Slice => Words.Display.Lots > 0 ? long.Min(Words.Display.Lots, Left) : Left;

    /// <summary>The same order with another limit and other lots, to ask questions of.</summary>
    public NaiveOrder Amended(long limit, long left) =>
        new(Words)
        {
            Id = Id,
            Acts = Acts,
            Limit = limit,
            Left = left,
            Traded = Traded,
        };
}

/// <summary>Why an order is refused.</summary>
internal sealed record NaiveRefusal(RejectReason Reason, OrderField Field, long Given, long Limit, long Original = 0);

/// <summary>One side of one trade of the day.</summary>
/// <param name="Agreed">At the price of a spread's leg: no price that was found.</param>
internal sealed record NaiveLeg(int Account, int Sign, long Ticks, long Lots, bool Agreed, Instant At);

/// <summary>A trade of a spread, whole.</summary>
internal sealed record NaiveSpreadTrade(long Ticks, long Lots, Instant At);

/// <summary>What a trade opened and nothing has closed yet (POS-001).</summary>
/// <param name="Sign">One: long; less one: short.</param>
/// <param name="OpenTrade">Zero: it was opened before release 2.</param>
/// <param name="OpenDay">Day zero: not known.</param>
internal sealed record NaiveLot(int Account, int Sign, long OpenTrade, TradingDate OpenDay, long OpenPrice)
{
    public long Left { get; set; }
}

/// <summary>What makes an instrument a spread.</summary>
internal sealed record NaiveSpread(SpreadSpec Terms, NaiveInstrument Near, NaiveInstrument Far)
{
    public bool Has(NaiveInstrument leg) => Near == leg || Far == leg;

    /// <summary>What it is worth at the last prices of its legs.</summary>
    public long Value => PriceAt(Near.Last, Far.Last);

    public long PriceAt(long near, long far) => (Terms.NearWeight * near) - (Terms.FarWeight * far);
}

/// <summary>A market maker's protection in a contract and where its window stands.</summary>
internal sealed class NaiveProtection
{
    public required int Account { get; init; }

    public required string Contract { get; init; }

    public Instant Ends { get; set; }

    public long Length { get; set; }

    public long Most { get; set; }

    public long Lots { get; set; }

    public bool Triggered { get; set; }

    /// <summary>So much traded that quotes are frozen, until it is set again.</summary>
    public bool IsFull => Most > 0 && (Triggered || Lots >= Most);
}

/// <summary>A calendar and where it stands.</summary>
internal sealed class NaiveCalendar(int number, TradingCalendar terms)
{
    public int Number { get; } = number;

    public TradingCalendar Terms { get; } = terms;

    /// <summary>The trading day that is open or will open next; null when the calendar has ended.</summary>
    public TradingDate? Day { get; set; }

    /// <summary>Timetable lines of the day that have happened.</summary>
    public int Done { get; set; }

    public TradingPhase Phase { get; set; }

    /// <summary>Steps of the day's clearing that are done.</summary>
    public int StepsDone { get; set; }

    /// <summary>The day has begun and is not settled.</summary>
    public bool IsUnderWay => Day is not null && Done > 0;

    /// <summary>The next moment at which the timetable owes something.</summary>
    public Instant Due =>
        Day is { } day && Done < Terms.Timetable.Count ? Terms.MomentOf(day, Terms.Timetable[Done]) : Instant.Never;

    /// <summary>A closing auction is under way or still to come today.</summary>
    public bool HasClosingAuction =>
        Phase == TradingPhase.ClosingAuction
        || Terms.Timetable.Skip(Done).Any(l => l.Phase == TradingPhase.ClosingAuction);
}

/// <summary>One contract month as listed, or a spread of two.</summary>
internal sealed class NaiveInstrument
{
    public required int Id { get; init; }

    /// <summary>Of a spread: those of its near leg.</summary>
    public required ContractSpec Terms { get; init; }

    /// <summary>Null: an outright month.</summary>
    public NaiveSpread? Spread { get; init; }

    /// <summary>The spreads that it is a leg of, as they were listed.</summary>
    public List<NaiveInstrument> Spreads { get; } = [];

    /// <summary>Prices may be implied in it.</summary>
    public bool HasImplied => Spread is not null || Spreads.Count > 0;

    public MarketModel Model => Spread?.Terms.Market ?? Terms.Market;

    public long MaxOrderLots => Spread?.Terms.MaxOrderLots ?? Terms.MaxOrderLots;

    /// <summary>A trading day has opened for it.</summary>
    public bool Opened { get; set; }

    /// <summary>The phase that its book was put into: it follows the calendar one instrument after the other.</summary>
    public TradingPhase InBook { get; set; }

    /// <summary>The last price as the order that is at work found it.</summary>
    public long Found { get; set; }

    /// <summary>Ticks of its band.</summary>
    public long Ticks => High - Low + 1;

    public required ContractMonth Month { get; init; }

    public required NaiveCalendar Calendar { get; init; }

    public required TradingDate FirstDay { get; init; }

    public required TradingDate LastDay { get; init; }

    /// <summary>Previous settlement, ticks.</summary>
    public required long Previous { get; set; }

    /// <summary>False while no settlement has been made: then the previous price is the listing reference.</summary>
    public bool HasSettled { get; set; }

    public bool Expired { get; set; }

    public long Low { get; set; }

    public long High { get; set; }

    public long Last { get; set; }

    /// <summary>A trade was made today: then the last price is its price.</summary>
    public bool TradedToday { get; set; }

    /// <summary>Orders that live: those that rest and those that sleep, in no order.</summary>
    public List<NaiveOrder> Live { get; } = [];

    /// <summary>Orders in the book, by time.</summary>
    public IEnumerable<NaiveOrder> Resting => Live.Where(o => o.Rests).OrderBy(o => o.Place);

    /// <summary>The top orders of pro rata, by side.</summary>
    public NaiveOrder? TopBid { get; set; }

    public NaiveOrder? TopAsk { get; set; }

    public long LastPlace { get; set; }

    /// <summary>The market data sequence told last.</summary>
    public long Sequence { get; set; }

    /// <summary>Halted or CancelOnly; Closed when neither.</summary>
    public TradingPhase Held { get; set; }

    /// <summary>An auction collected and has not uncrossed.</summary>
    public bool Owes { get; set; }

    /// <summary>VolatilityAuction or ResumptionAuction; Closed when neither.</summary>
    public TradingPhase OwnAuction { get; set; }

    /// <summary>When the own auction ends.</summary>
    public Instant Until { get; set; }

    /// <summary>What was told of the auction last.</summary>
    public (long Price, long Lots, long Surplus) Told { get; set; }

    /// <summary>Which limit the book stands locked at now, and since when.</summary>
    public (Side Side, Instant Since) Lock { get; set; }

    /// <summary>How the day closed: locked up (Buy), down (Sell), or not.</summary>
    public Side LockedToday { get; set; }

    /// <summary>How the last settled day closed.</summary>
    public Side LockedBefore { get; set; }

    /// <summary>Steps of the ladder that the limit is wider by.</summary>
    public int Step { get; set; }

    public bool HaltAtOpening { get; set; }

    /// <summary>Lots of close-only orders that stood at the locked limit when the day closed, by account.</summary>
    public SortedList<int, long> AtLimit { get; } = [];

    public List<NaiveLeg> Legs { get; } = [];

    /// <summary>From release 2 on: what is held, lot by lot.</summary>
    public List<NaiveLot> Lots { get; } = [];

    /// <summary>From release 2 on: what the day's trades closed.</summary>
    public List<LotClosed> Closed { get; } = [];

    /// <summary>Of a spread: its trades of the day.</summary>
    public List<NaiveSpreadTrade> SpreadTrades { get; } = [];

    /// <summary>A settlement price by hand for the day that is to be settled.</summary>
    public SettlementOverridden? Override { get; set; }

    /// <summary>Lots that forced orders closed today.</summary>
    public long Forced { get; set; }

    /// <summary>Net lots carried into the day, by account.</summary>
    public SortedList<int, long> Carried { get; } = [];

    public long Settled { get; set; }

    /// <summary>The larger side alone is charged.</summary>
    public bool Larger { get; set; }

    /// <summary>Margin rate in force, ppm; from release 2 on.</summary>
    public long Rate { get; set; }

    /// <summary>Lots traded today (each trade has two legs).</summary>
    public long Volume => Legs.Where(l => !l.Agreed).Sum(l => l.Lots) / 2;

    public (bool Any, long Bid, long Ask, bool HasBid, bool HasAsk) Close { get; set; }

    /// <summary>Trading has begun, or begins with the day that opens next.</summary>
    public bool Begun => Calendar.Day is not { } day || FirstDay <= day;

    /// <summary>What may be done in it now.</summary>
    public TradingPhase Phase =>
        Held != TradingPhase.Closed ? Held
        : OwnAuction != TradingPhase.Closed ? OwnAuction
        : Spread is { } spread ? PhaseOf(spread)
        : Begun ? Calendar.Phase
        : TradingPhase.Closed;

    /// <summary>Half width of the band, ppm, on a day that is not the first.</summary>
    public long LimitPpm => Terms.PriceLimitPpm + (Step > 0 ? Terms.Market.LadderPpm[Step - 1] : 0);

    public long Net(int account) =>
        Carried.GetValueOrDefault(account) + Legs.Where(l => l.Account == account).Sum(l => l.Sign * l.Lots);

    /// <summary>Lots held on one side.</summary>
    public long LotsHeld(int account, bool isLong) =>
        Lots.Where(l => l.Account == account && l.Sign > 0 == isLong).Sum(l => l.Left);

    /// <summary>Lots of live orders, those of spreads counted in this leg.</summary>
    public long LiveLots(int account, bool buys) => LiveLots(account, buys, _ => true);

    /// <summary>The same of those that open (POS-006): all that are not close-only.</summary>
    public long OpeningLots(int account, bool buys) => LiveLots(account, buys, o => !o.IsCloseOnly);

    private long LiveLots(int account, bool buys, Func<NaiveOrder, bool> counts) =>
        Live.Where(o => o.Account == account && o.IsBuy == buys && counts(o)).Sum(o => o.Left)
        + Spreads.Sum(s =>
            s.Spread!.Near == this
                ? s.Spread.Terms.NearLots * s.LiveLots(account, buys, counts)
                : s.Spread.Terms.FarLots * s.LiveLots(account, !buys, counts)
        );

    // SPR-002.
    private TradingPhase PhaseOf(NaiveSpread spread)
    {
        if (!Opened || Calendar.Phase == TradingPhase.Closed)
            return TradingPhase.Closed;
        var both = spread is { Near.InBook: TradingPhase.Continuous, Far.InBook: TradingPhase.Continuous };
        var ticks = spread.Terms.FarWeight <= spread.Near.Ticks && spread.Terms.NearWeight <= spread.Far.Ticks;
        return both && ticks && Calendar.Phase == TradingPhase.Continuous
            ? TradingPhase.Continuous
            : TradingPhase.Pause;
    }

    /// <summary>Every account that holds or traded anything here.</summary>
    public IEnumerable<int> Holders() =>
        Carried.Keys.Concat(Legs.Select(l => l.Account)).Concat(Lots.Select(l => l.Account)).Distinct().Order();
}

/// <summary>One print as taken.</summary>
internal sealed record NaivePrint(string Index, TradingDate Day, long Value, int Decimals);

/// <summary>A ledger as a list of balances: credits less debits, for every code alike.</summary>
public sealed class NaiveLedger
{
    private readonly SortedList<(LedgerCode Code, int Owner, Currency Currency), long> _balances = [];

    public IEnumerable<KeyValuePair<(LedgerCode Code, int Owner, Currency Currency), long>> Balances => _balances;

    /// <summary>Credits less debits.</summary>
    public long Of(LedgerCode code, int owner, Currency currency) =>
        _balances.GetValueOrDefault((code, owner, currency));

    public void Post(Posted posted)
    {
        Add((posted.Debit, posted.DebitOwner.Value, posted.Currency), -posted.Amount.Minor);
        Add((posted.Credit, posted.CreditOwner.Value, posted.Currency), posted.Amount.Minor);
    }

    private void Add((LedgerCode, int, Currency) key, long amount) =>
        _balances[key] = _balances.GetValueOrDefault(key) + amount;
}
