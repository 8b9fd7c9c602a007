// What the studies say, as plain records for tables, pictures and JSON.
namespace Tokenbourse.Analytics.Studies;

/// <summary>One construction for one type of hedger.</summary>
public sealed record HedgeLine(string Hedger, HedgeFigure Figure);

/// <summary>One construction.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Set">Which offers it looks at.</param>
/// <param name="Assumed">True when its weights are an assumption.</param>
/// <param name="Daily">Figures of the daily prints.</param>
/// <param name="Monthly">Figures of the means of months (of weeks for GPUs), neighbouring ones.</param>
/// <param name="Attack">Null where none was tried.</param>
/// <param name="Means">Means of months or weeks, for the picture.</param>
public sealed record ConstructionLine(
    string Name,
    string Set,
    bool Assumed,
    SeriesFigures Daily,
    SeriesFigures Monthly,
    IReadOnlyList<HedgeLine> Hedges,
    ManipulationFigure? Attack,
    IReadOnlyList<double> Means
);

/// <summary>One way of waiting or averaging, on one construction.</summary>
/// <param name="Worst">Largest move of one print against the one before, as a share.</param>
/// <param name="Cut">One maker cuts its list by 90 %: mean of the worst maker's effect, in logs.</param>
/// <param name="Launch">Worst effect of a launch at a tenth of the print, in logs.</param>
public sealed record RuleLine(
    string Rule,
    string Value,
    double Volatility,
    int JumpsAbove5,
    int JumpsAbove20,
    double Worst,
    double Change,
    double Cut,
    double Launch
);

/// <summary>Sellers and makers in one month (on its fifteenth).</summary>
/// <param name="WellSold">Models of the grade with three sellers or more.</param>
public sealed record CoverageLine(string Month, int Makers, int Models, int Sellers, int WellSold);

/// <summary>One set of list prices under study.</summary>
/// <param name="Fixed">Share of models with half a year of prices whose price never changed.</param>
public sealed record BookReport(
    string Name,
    string First,
    string Last,
    int Offers,
    int Models,
    int Makers,
    double Fixed,
    IReadOnlyList<ConstructionLine> Lines,
    IReadOnlyList<PlaceboFigure> Placebo,
    IReadOnlyList<RuleLine> Rules,
    IReadOnlyList<MarginNeed> Needs
);

/// <summary>The days that have volumes.</summary>
/// <param name="MixShare">1 - Var(Törnqvist) / Var(unit value) of daily moves.</param>
/// <param name="MedianAge">Half of the tokens go to models at most so many days old.</param>
public sealed record UsageReport(
    string First,
    string Last,
    int Days,
    int Models,
    SeriesFigures UnitValueList,
    SeriesFigures UnitValueRealised,
    SeriesFigures TornqvistList,
    SeriesFigures TornqvistRealised,
    double MixShare,
    double Rerouting,
    int MedianAge
);

/// <summary>The cost of doing a task.</summary>
/// <param name="Changes">Changes of a model's cost.</param>
/// <param name="AtSamePrice">Of them, with its list price unchanged.</param>
/// <param name="Rebased">Days on which the exam was marked anew.</param>
/// <param name="Index">Makers' middle half of the cost, all days.</param>
/// <param name="Quiet">The same without the days of a new exam.</param>
public sealed record TaskCostReport(
    string First,
    string Last,
    int Models,
    int Changes,
    int AtSamePrice,
    IReadOnlyList<string> Rebased,
    SeriesFigures Index,
    SeriesFigures Quiet
);

/// <summary>The study of tokens.</summary>
public sealed record TokenReport(
    string Source,
    IReadOnlyList<BookReport> Books,
    IReadOnlyList<HedgerNote> Hedgers,
    IReadOnlyList<CoverageLine> Coverage,
    IReadOnlyList<DriftParts> Drift,
    IReadOnlyList<RebasingFigure> Rebasing,
    UsageReport? Usage,
    TaskCostReport? TaskCosts
);

/// <summary>A type of hedger in words.</summary>
public sealed record HedgerNote(string Name, string What);
