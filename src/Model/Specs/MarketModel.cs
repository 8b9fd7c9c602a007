// How a contract's orders become trades: data of the contract, so that a Shanghai and a Chicago style stand side by
// side.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>How an incoming order's lots are shared among the orders of one price.</summary>
public enum Allocation : byte
{
    /// <summary>First come, first served.</summary>
    PriceTime = 1,

    /// <summary>The order that bettered the market first, then in proportion to size, the rest first come, first
    /// served.</summary>
    ProRata = 2,
}

/// <summary>At which price an incoming and a resting order trade.</summary>
public enum TradePriceRule : byte
{
    /// <summary>The resting order's.</summary>
    Resting = 1,

    /// <summary>The middle one of bid, ask and last price (the practice ascribed to Shanghai [K]).</summary>
    MiddleOfThree = 2,
}

/// <summary>What follows when a month is still limit-locked after the last step of its ladder.</summary>
public enum AfterLadder : byte
{
    /// <summary>The last step stays in force.</summary>
    Stay = 1,

    /// <summary>The month is halted at the next opening, until an operator decides.</summary>
    Halt = 2,

    /// <summary>Positions are reduced at the limit price when that day is cleared; the ladder begins again.</summary>
    Reduce = 3,
}

/// <summary>The market model of a contract. What a document leaves out has the value of <see cref="Plain"/>.</summary>
public sealed record MarketModel
{
    /// <summary>Price, then time; no dynamic band, no ladder, no protection narrower than the day's limits.</summary>
    public static readonly MarketModel Plain = new();

    public Allocation Allocation { get; init; } = Allocation.PriceTime;

    /// <summary>Pro rata: the most lots that the top order gets ahead of the others; zero: no top order.</summary>
    public int TopOrderLots { get; init; }

    /// <summary>Pro rata: a smaller share than this is not given (it goes first come, first served).</summary>
    public int LeastShareLots { get; init; } = 1;

    public TradePriceRule TradePrice { get; init; } = TradePriceRule.Resting;

    /// <summary>At the day's limit prices close-only orders stand before all others.</summary>
    public bool ClosingFirstAtLimit { get; init; }

    /// <summary>What orders that name no mode do. Never <see cref="SelfMatch.AsContract"/>.</summary>
    public SelfMatch SelfMatch { get; init; } = SelfMatch.Allow;

    /// <summary>Call auctions: among equal prices the pressure decides before the reference does.</summary>
    public bool Pressure { get; init; }

    /// <summary>How far beyond the best opposite price a market order trades, ppm of the previous settlement; zero: to
    /// the day's limit.</summary>
    public int MarketProtectionPpm { get; init; }

    /// <summary>Half width of the dynamic band, ppm of the last price; zero: none.</summary>
    public int DynamicBandPpm { get; init; }

    /// <summary>Length of a volatility auction.</summary>
    public int InterruptionSeconds { get; init; } = 120;

    /// <summary>What the price limit is wider by on the first, second, … day after a limit-locked one, ppm; empty: no
    /// ladder.</summary>
    public IReadOnlyList<int> LadderPpm { get; init; } = [];

    /// <summary>On the ladder the margin rate is at least the next day's limit and this, ppm.</summary>
    public int MarginAbovePpm { get; init; }

    /// <summary>A month is locked when it stood at the limit with one side empty for so long before the
    /// close.</summary>
    public int LockMinutes { get; init; } = 5;

    public AfterLadder AfterLadder { get; init; } = AfterLadder.Stay;

    /// <summary>How positions are reduced after the ladder.</summary>
    public ReductionRules Reduction { get; init; } = ReductionRules.Shanghai;

    /// <summary>Reads the "market" part of a document; what it leaves out is as in <see cref="Plain"/>.</summary>
    public static MarketModel Read(Fields? f)
    {
        if (f is null)
            return Plain;
        var allocation = f.Object("allocation", required: false);
        var band = f.Object("dynamicBand", required: false);
        var ladder = f.Object("limitLadder", required: false);
        var steps = new List<int>();
        foreach (var step in ladder?.Texts("steps") ?? [])
        {
            var wider = PpmOf(step);
            if (wider < 1 || (steps.Count > 0 && wider <= steps[^1]) || wider >= 1_000_000)
                ladder!.Fault("steps", "must be rising fractions between 0 and 1, such as \"0.03\"");
            steps.Add(wider);
        }

        var model = new MarketModel
        {
            Allocation = allocation?.Word("by", Allocations) ?? Allocation.PriceTime,
            TopOrderLots = (int)(allocation?.Whole("topOrderLots", 0, 1_000_000, 0) ?? 0),
            LeastShareLots = (int)(allocation?.Whole("leastShareLots", 1, 1_000_000, 1) ?? 1),
            TradePrice = f.Has("tradePrice") ? f.Word("tradePrice", TradePrices) : TradePriceRule.Resting,
            ClosingFirstAtLimit = f.Flag("closingFirstAtLimit", false),
            SelfMatch = f.Has("selfMatch") ? f.Word("selfMatch", SelfMatches) : SelfMatch.Allow,
            Pressure = f.Flag("auctionPressure", false),
            MarketProtectionPpm = f.Ppm("marketProtection", 0m, 0.999m, 0m),
            DynamicBandPpm = band?.Ppm("width", 0.0001m, 0.999m) ?? 0,
            InterruptionSeconds = (int)(band?.Whole("seconds", 1, 3600) ?? 120),
            LadderPpm = steps,
            MarginAbovePpm = ladder?.Ppm("marginAbove", 0m, 0.5m, 0m) ?? 0,
            LockMinutes = (int)(ladder?.Whole("lockMinutes", 0, 240, 5) ?? 5),
            AfterLadder = ladder is { } l && l.Has("afterLast") ? l.Word("afterLast", Afters) : AfterLadder.Stay,
            Reduction = ReductionRules.Read(ladder?.Object("reduction", required: false)),
        };
        var reduces = model.AfterLadder == AfterLadder.Reduce;
        if (reduces && steps.Count == 0)
            ladder!.Fault("afterLast", "\"reduce\" needs steps");
        if (!reduces && ladder is { } plain && plain.Has("reduction"))
            plain.Fault("reduction", "goes with \"afterLast\": \"reduce\"");
        foreach (var part in new[] { allocation, band, ladder, f })
            part?.Done();
        return model;
    }

    private static int PpmOf(string text) =>
        decimal.TryParse(
            text,
            System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture,
            out var value
        )
        && value is >= 0 and < 1
        && value * 1_000_000 == decimal.Truncate(value * 1_000_000)
            ? (int)(value * 1_000_000)
            : -1;

    private static readonly (string, Allocation)[] Allocations =
    [
        ("price time", Allocation.PriceTime),
        ("pro rata", Allocation.ProRata),
    ];

    private static readonly (string, TradePriceRule)[] TradePrices =
    [
        ("resting order", TradePriceRule.Resting),
        ("middle of three", TradePriceRule.MiddleOfThree),
    ];

    internal static readonly (string, SelfMatch)[] SelfMatches =
    [
        ("allow", SelfMatch.Allow),
        ("cancel newest", SelfMatch.CancelNewest),
        ("cancel oldest", SelfMatch.CancelOldest),
        ("cancel both", SelfMatch.CancelBoth),
        ("decrement", SelfMatch.Decrement),
    ];

    private static readonly (string, AfterLadder)[] Afters =
    [
        ("stay", AfterLadder.Stay),
        ("halt", AfterLadder.Halt),
        ("reduce", AfterLadder.Reduce),
    ];
}
