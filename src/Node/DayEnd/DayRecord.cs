// What the log has of one calendar's day: opening, close, steps, prices, prices by hand, sums, holdings.
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.DayEnd;

/// <summary>A step that was taken.</summary>
/// <param name="Command">Sequence on the command log.</param>
/// <param name="Told">How many events of which kind.</param>
internal sealed record DayStep(
    ClearingStepDone Done,
    Instant Time,
    long Command,
    IReadOnlyDictionary<MessageKind, int> Told,
    string Sha256
);

/// <summary>An attempt that the machine refused.</summary>
internal sealed record RefusedStep(ClearingStepNumber Step, CommandRefused Refused, Instant Time, long Command);

/// <summary>A settlement price as it was told; releases before the second told no evidence.</summary>
internal sealed record ToldPrice(SettlementPriceSet Set, SettlementEvidence? Evidence, Instant Time);

/// <summary>The newest word on a price by hand.</summary>
internal sealed record ToldOverride(SettlementOverridden Words, LogEntry Told);

/// <summary>What an account held at the close.</summary>
internal readonly record struct HeldAtClose(int Account, int Instrument, long Longs, long Shorts);

/// <summary>Money of a currency, minor units.</summary>
internal sealed class DaySum
{
    public int Accounts { get; set; }

    public long Before { get; set; }

    public long Moved { get; set; }

    public long Fees { get; set; }

    public long Variation { get; set; }

    public long Balance { get; set; }

    public long Gains { get; set; }

    public long Losses { get; set; }

    /// <summary>Of the whole ledger after the day; null: it is not settled.</summary>
    public Int128? Ledger { get; set; }

    /// <summary>Balance less what it must be.</summary>
    public long Difference => Balance - (Before + Moved - Fees + Variation);

    public bool IsBalanced => Difference == 0 && Gains + Losses == 0 && (Ledger ?? 0) == 0;
}

/// <summary>Filled by <see cref="DayBook"/>.</summary>
internal sealed class DayRecord(int calendar, TradingDate day)
{
    public int Calendar { get; } = calendar;

    public TradingDate Day { get; } = day;

    public Instant? Opened { get; set; }

    public Instant? Closed { get; set; }

    public SortedDictionary<int, DayStep> Steps { get; } = [];

    public List<RefusedStep> Refused { get; } = [];

    /// <summary>In the order in which they were told.</summary>
    public List<ToldPrice> Prices { get; } = [];

    /// <summary>What the machine had before it set the prices; null: it was not read (the whole day came in one entry,
    /// or by a release that told no evidence).</summary>
    public IReadOnlyList<ContractSettlement>? Inputs { get; set; }

    public List<ToldOverride> Overrides { get; } = [];

    public SortedDictionary<Currency, DaySum> Sums { get; } = [];

    /// <summary>Lots traded, each side for its own account.</summary>
    public Dictionary<(int Account, int Instrument), long> Traded { get; } = [];

    public IReadOnlyList<HeldAtClose> Held { get; set; } = [];

    /// <summary>The event that says so; null: it is not settled.</summary>
    public DaySettled? Settled { get; set; }

    public Instant SettledAt { get; set; }

    public DaySum SumOf(Currency currency)
    {
        if (!Sums.TryGetValue(currency, out var sum))
            Sums.Add(currency, sum = new());
        return sum;
    }
}
