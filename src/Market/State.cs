// All the state that the market has, and its order in a snapshot.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Ledger;
using Tokenbourse.Market.Listing;
using Tokenbourse.Market.Matching;
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market;

/// <summary>A contract that is defined: its terms and its calendar's number.</summary>
internal sealed record DefinedContract(ContractSpec Spec, int Calendar, byte[] Document);

/// <summary>A spread that is defined.</summary>
internal sealed record DefinedSpread(SpreadSpec Spec, byte[] Document);

/// <summary>A contract's margin table as it came.</summary>
internal sealed record DefinedMargins(MarginParameters Parameters, byte[] Document);

/// <summary>An account that is open. Its slot is its place in every table by account; slot 0 is the house.</summary>
internal sealed record OpenedAccount(AccountDocument Document, int Slot);

/// <summary>A contract month with everything that belongs to it.</summary>
internal sealed class Month(Instrument instrument)
{
    public Instrument Instrument { get; } = instrument;

    /// <summary>What a spread is made of; null: an outright month.</summary>
    public SpreadLegs? Legs { get; set; }

    /// <summary>By account slot: the orders of its newest quote, dead or alive. Made when the first quote
    /// comes.</summary>
    public (OrderId Bid, OrderId Ask)[] Quotes = [];

    /// <summary>What closing orders stood at the limit when trading closed, by account slot, where the day's clearing
    /// will reduce positions; else empty.</summary>
    public List<(int Slot, long Lots)> Declared { get; } = [];

    /// <summary>By account slot: price times lots of live orders that open; kept where the instrument is
    /// priced.</summary>
    public (long Buys, long Sells)[] OrderTicks = [];

    /// <summary>By account slot.</summary>
    public Position[] Positions = [];

    /// <summary>By account slot.</summary>
    public Reserve[] Reserves = [];

    /// <summary>Long lots of all accounts, which is the open interest; kept beside the positions from release 2
    /// on.</summary>
    public long LongLots { get; private set; }

    /// <summary>Short lots of all accounts.</summary>
    public long ShortLots { get; private set; }

    /// <summary>Of an outright month; from release 3 on.</summary>
    public MonthLimits Limits { get; } = new();

    /// <summary>A position's lots went from one number to another.</summary>
    public void LotsMoved(in Position position, long longBefore, long shortBefore)
    {
        LongLots += position.Long.Lots - longBefore;
        ShortLots += position.Short.Lots - shortBefore;
    }

    /// <summary>Sums the lots anew: of a snapshot, of a month that ended, where lots began.</summary>
    public void SumLots()
    {
        (LongLots, ShortLots) = (0, 0);
        for (var slot = 1; slot < Positions.Length; slot++)
            LotsMoved(Positions[slot], 0, 0);
        Balance();
    }

    /// <summary>Long lots are short lots (invariant I-1).</summary>
    public void Balance() => Must.Hold(LongLots == ShortLots && LongLots >= 0);

    public void Room(int slots)
    {
        if (Positions.Length >= slots)
            return;
        var size = int.Max(slots, Positions.Length * 2);
        Array.Resize(ref Positions, size);
        Array.Resize(ref Reserves, size);
        if (Quotes.Length > 0)
            Array.Resize(ref Quotes, size);
    }
}

/// <summary>Everything. Lists are walked; dictionaries are only looked up in.</summary>
internal sealed partial class State(int orders)
{
    private readonly Dictionary<string, int> _contractNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _accountSlots = [];

    // By account slot; the house has none.
    private bool[] _twoSided = new bool[16];
    private readonly Dictionary<(int Account, Name24 Reference), bool> _references = [];
    private readonly List<(int Account, Name24 Reference)> _referenceList = [];

    public Ledger.Ledger Ledger { get; } = new();

    /// <summary>What moved accounts' balances since they were struck; from release 2 on.</summary>
    public AccountFlows Flows { get; } = new();

    /// <summary>What trades opened and nothing has closed, of all positions.</summary>
    public LotPool Lots { get; } = new();

    /// <summary>Positions are lots (rule POS-001).</summary>
    public bool HasLots => Release >= Releases.Lots;

    /// <summary>Accounts may belong to members, and the house has rules as a document.</summary>
    public bool HasMembers => Release >= Releases.Members;

    /// <summary>No bid in the auction of a default counts that lies too far from S0, on either side (rule
    /// DEF-007).</summary>
    public bool HasBoundedBids => Release >= Releases.BoundedBids;

    /// <summary>The clearing house and the operator intervene within a day.</summary>
    public bool HasInterventions => Release >= Releases.Interventions;

    /// <summary>Does the account hold long and short lots beside each other? (rule POS-002)</summary>
    public bool IsTwoSided(int slot) => _twoSided[slot];

    /// <summary>The order books; an instrument's book has its number.</summary>
    public MatchingEngine Engine { get; } = new(orders);

    public List<QuoteProtection> Protections { get; } = [];

    /// <summary>Protections that fired in the command under way.</summary>
    public List<QuoteProtection> Fired { get; } = [];

    /// <summary>Positions that shrank under live close-only orders in the command under way: instrument and account
    /// slot.</summary>
    public List<(InstrumentId Instrument, int Slot)> Trims { get; } = [];

    /// <summary>Instruments whose visible book changed in the command under way: they may have become or ceased to be
    /// limit-locked.</summary>
    public List<InstrumentId> Stirred { get; } = [];

    /// <summary>Instruments in an auction of their own.</summary>
    public List<InstrumentId> Timers { get; } = [];

    /// <summary>Number 1 first; index = number - 1.</summary>
    public List<CalendarClock> Calendars { get; } = [];

    /// <summary>Client order ids of the day, by calendar; index = number - 1.</summary>
    public List<ClientOrderIds> OrderIds { get; } = [];

    public List<DefinedContract> Contracts { get; } = [];

    public List<DefinedMargins> Margins { get; } = [];

    public List<DefinedSpread> Spreads { get; } = [];

    /// <summary>Slot 1 first; index = slot - 1.</summary>
    public List<OpenedAccount> Accounts { get; } = [];

    /// <summary>Instrument 1 first; index = number - 1. Expired months stay, so that numbers never move.</summary>
    public List<Month> Months { get; } = [];

    public List<IndexPrints> Indexes { get; } = [];

    /// <summary>The release whose rules hold (rule REL-001).</summary>
    public int Release { get; set; } = Releases.First;

    public long Next { get; set; }

    public Instant Now { get; set; } = new(long.MinValue);

    public long LastOrder { get; set; }

    public long LastTrade { get; set; }

    public long LastPrintSequence { get; set; } = -1;

    /// <summary>Settlement prices by hand for days that await settlement, by instrument one.</summary>
    public List<SettlementOverridden> Overrides { get; } = [];

    /// <summary>A fingerprint over all events told so far.</summary>
    public ulong EventDigest { get; set; }

    public Month? MonthOf(InstrumentId id) => id.Value >= 1 && id.Value <= Months.Count ? Months[id.Value - 1] : null;

    public CalendarClock ClockOf(Instrument instrument) => Calendars[instrument.Calendar - 1];

    public int SlotOf(AccountId account) => _accountSlots.TryGetValue(account.Value, out var slot) ? slot : 0;

    /// <summary>Control group of an account; one that has none is a group by itself.</summary>
    public int GroupOf(int slot) =>
        Accounts[slot - 1].Document is { Group: > 0 } document ? document.Group : -Accounts[slot - 1].Document.Account;

    /// <summary>Place of a contract in the order of definition; -1 when there is none.</summary>
    public int NumberOf(string contract) => _contractNumbers.TryGetValue(contract, out var at) ? at : -1;

    public QuoteProtection? ProtectionOf(int slot, int contract) =>
        Protections.Find(p => p.Slot == slot && p.Contract == contract);

    public AccountId AccountAt(int slot) => new(Accounts[slot - 1].Document.Account);

    public DefinedContract? ContractOf(string contract) =>
        _contractNumbers.TryGetValue(contract, out var at) ? Contracts[at] : null;

    public int CalendarNumberOf(string id) => Calendars.FindIndex(c => c.Calendar.Id == id) + 1;

    public MarginParameters? MarginsOf(string contract) =>
        Margins.Find(m => m.Parameters.Contract == contract)?.Parameters;

    public IndexPrints? PrintsOf(string index) => Indexes.Find(p => p.Index.ToString() == index);

    public void Add(DefinedContract contract)
    {
        _contractNumbers.Add(contract.Spec.Contract, Contracts.Count);
        Contracts.Add(contract);
    }

    public void Add(CalendarClock clock)
    {
        Calendars.Add(clock);
        OrderIds.Add(new());
    }

    public void Add(AccountDocument document)
    {
        var slot = Accounts.Count + 1;
        Accounts.Add(new(document, slot));
        if (slot == _twoSided.Length)
            Array.Resize(ref _twoSided, slot * 2);
        _twoSided[slot] = document.OpensAndCloses;
        _accountSlots.Add(document.Account, slot);
        Ledger.Owners(slot + 1);
        Flows.Owners(slot + 1);
        foreach (var month in Months)
            month.Room(slot + 1);
        Join(slot);
        PlaceTrader(slot);
    }

    public Month Add(Instrument instrument)
    {
        var month = new Month(instrument);
        month.Legs = Legs(instrument);
        var number = month.Legs is { } legs
            ? Engine.Add(instrument.Spread!.Market, legs)
            : Engine.Add(instrument.Spec.Market);
        Must.Hold(number == instrument.Id);
        month.Room(Accounts.Count + 1);
        Months.Add(month);
        return month;
    }

    private static SpreadLegs? Legs(Instrument instrument) =>
        instrument.Spread is not { } spread
            ? null
            : new(
                instrument.Near,
                instrument.Far,
                spread.NearLots,
                spread.FarLots,
                spread.NearWeight,
                spread.FarWeight
            );

    public bool HasReference(AccountId account, in Name24 reference) =>
        _references.ContainsKey((account.Value, reference));

    public void Use(AccountId account, in Name24 reference)
    {
        _references.Add((account.Value, reference), true);
        _referenceList.Add((account.Value, reference));
    }
}
