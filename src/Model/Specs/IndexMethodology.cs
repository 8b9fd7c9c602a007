// An index methodology as data: what it measures, when it prints, and the list of steps that make a print.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>The rules of one index in one version. Read from a document; the steps are a closed set.</summary>
public sealed class IndexMethodology
{
    /// <summary>Its name: 1 to 24 of A-Z a-z 0-9 . _ : -</summary>
    public required string Index { get; init; }

    /// <summary>1 to 9999; a later definition has a higher one.</summary>
    public required int Version { get; init; }

    /// <summary>What it is of: token, gpu, supply, throughput, task, breadth or companion.</summary>
    public required string Product { get; init; }

    /// <summary>The product of the observations it looks at: breadth counts offers of machines.</summary>
    public string Observes => Product == "breadth" ? "gpu" : Product;

    /// <summary>What one unit of the value is, in words.</summary>
    public required string Unit { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>Decimals of a print, 0 to 9.</summary>
    public required int Decimals { get; init; }

    /// <summary>Minutes after local midnight at which it prints.</summary>
    public required int PrintMinute { get; init; }

    /// <summary>Local time is so many minutes ahead of UTC, -720 to 840.</summary>
    public required int OffsetMinutes { get; init; }

    public required PrintDays Days { get; init; }

    /// <summary>The first local date that has a print.</summary>
    public required TradingDate From { get; init; }

    /// <summary>In the order in which they are done.</summary>
    public required IReadOnlyList<IndexStep> Steps { get; init; }

    /// <summary>What is done, in this order, when a requirement is not met. Tier 2 is the first.</summary>
    public required IReadOnlyList<IndexFallback> Fallbacks { get; init; }

    /// <summary>Prints carry their diagnostics.</summary>
    public bool Diagnostics { get; init; }

    /// <summary>The index beside which this one is calculated by another construction; empty: none.</summary>
    public string ShadowOf { get; init; } = "";

    /// <summary>An alarm is told when the two have gone apart by more than this share since their common first day; 0:
    /// never.</summary>
    public decimal Alarm { get; init; }

    /// <summary>It begins with deals and not with prices.</summary>
    public bool OverDeals => Steps.Count > 0 && Steps[0] is DealsStep;

    /// <summary>Notice, correction window, announcements; nothing of it when the document is silent.</summary>
    public GovernanceTerms Governance { get; init; } = GovernanceTerms.None;

    /// <summary>The first local date on which this version may print; null: from the next print on.</summary>
    public TradingDate? Effective { get; init; }

    /// <summary>The moment of the print of a local date.</summary>
    public Instant MomentOf(TradingDate day) => Instant.At(day, PrintMinute - OffsetMinutes);

    /// <summary>The first local date, not before <see cref="From"/>, whose print moment lies after <paramref
    /// name="after"/>.</summary>
    public TradingDate FirstDayAfter(Instant after)
    {
        var day = after.Date.Plus(-2);
        if (day < From)
            day = From;
        if (Effective is { } effective && day < effective)
            day = effective;
        while (MomentOf(day) <= after || !Prints(day))
            day = day.Plus(1);
        return day;
    }

    /// <summary>The next date with a print.</summary>
    public TradingDate DayAfter(TradingDate day)
    {
        do day = day.Plus(1);
        while (!Prints(day));
        return day;
    }

    /// <summary>Reads a methodology document; null when it has faults.</summary>
    public static IndexMethodology? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults) =>
        IndexMethodologyReader.Read(json, faults);

    private bool Prints(TradingDate day) => Days == PrintDays.EveryDay || day.Weekday <= 5;
}

/// <summary>One tier below the full methodology: lower counts, or one of the other ways.</summary>
/// <param name="Name">Shown in the print.</param>
/// <param name="Makers">Least makers on this tier; 0: as the step asks.</param>
/// <param name="Sellers">Least sellers on this tier; 0: as the step asks.</param>
/// <param name="Rows">Least constituents on this tier; 0: as the step asks.</param>
/// <param name="PreviousPrintDays">Above 0: the newest computed print is repeated, for at most so many days after its
/// own.</param>
/// <param name="Committee">A value on which two independent persons agreed.</param>
/// <param name="PooledDays">Above 0: the deals of so many days are taken as if of one.</param>
/// <param name="PostedDays">Above 0: where there is no deal, the posted price times the median of the paid shares of so
/// many days before.</param>
public sealed record IndexFallback(
    string Name,
    int Makers,
    int Sellers,
    int Rows,
    int PreviousPrintDays,
    bool Committee = false,
    int PooledDays = 0,
    int PostedDays = 0
)
{
    /// <summary>Whether it asks for less of the same steps.</summary>
    public bool Lowers => Makers + Sellers + Rows > 0;
}
