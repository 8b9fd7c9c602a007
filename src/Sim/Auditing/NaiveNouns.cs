// What the naive market remembers: plain lists of plain things, in the order in which they came.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Sim.Auditing;

/// <summary>An order that was accepted; it stays in the list when it is gone.</summary>
internal sealed class NaiveOrder(OrderId id, PlaceOrder words)
{
    public OrderId Id { get; } = id;

    public PlaceOrder Words { get; } = words;

    public long Left { get; set; } = words.Quantity.Lots;

    public bool IsBuy => Words.Side == Side.Buy;

    public long Limit => Words.Price.Ticks;
}

/// <summary>One side of one trade of the day.</summary>
internal sealed record NaiveLeg(int Account, int Sign, long Ticks, long Lots);

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

    /// <summary>The next moment at which the timetable owes something.</summary>
    public Instant Due =>
        Day is { } day && Done < Terms.Timetable.Count ? Terms.MomentOf(day, Terms.Timetable[Done]) : Instant.Never;
}

/// <summary>One contract month as listed.</summary>
internal sealed class NaiveInstrument
{
    public required int Id { get; init; }

    public required ContractSpec Terms { get; init; }

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

    /// <summary>Orders that rest, in order of entry.</summary>
    public List<NaiveOrder> Resting { get; } = [];

    public List<NaiveLeg> Legs { get; } = [];

    /// <summary>Net lots carried into the day, by account.</summary>
    public SortedList<int, long> Carried { get; } = [];

    public long Settled { get; set; }

    /// <summary>Lots traded today (each trade has two legs).</summary>
    public long Volume => Legs.Sum(l => l.Lots) / 2;

    public (bool Any, long Bid, long Ask, bool HasBid, bool HasAsk) Close { get; set; }

    public long Net(int account) =>
        Carried.GetValueOrDefault(account) + Legs.Where(l => l.Account == account).Sum(l => l.Sign * l.Lots);

    public long RestingLots(int account, bool buys) =>
        Resting.Where(o => o.Words.Account.Value == account && o.IsBuy == buys).Sum(o => o.Left);

    /// <summary>Every account that holds or traded anything here.</summary>
    public IEnumerable<int> Holders() => Carried.Keys.Concat(Legs.Select(l => l.Account)).Distinct().Order();
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
