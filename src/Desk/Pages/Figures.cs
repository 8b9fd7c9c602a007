// What a page of the programme is shown: figures with the way they were computed, and charts with a sentence.
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports;
using Tokenbourse.Desk.Reports.Charts;

namespace Tokenbourse.Desk.Pages;

/// <summary>One input of a figure.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">As shown, with the value before rounding.</param>
/// <param name="From">Which document or step it comes from.</param>
public sealed record HowInput(Said Name, Cell Value, Said From);

/// <summary>How a figure was computed.</summary>
/// <param name="Formula">In symbols and words.</param>
/// <param name="Inputs">What went in.</param>
public sealed record How(Said Formula, IReadOnlyList<HowInput> Inputs);

/// <summary>A figure at the head of the page.</summary>
/// <param name="Id">As <c>at-risk</c>.</param>
/// <param name="Name">With its unit.</param>
/// <param name="Now">With the hedge.</param>
/// <param name="Was">Without it; null where that says nothing.</param>
/// <param name="Note">A limit beside it; null: none.</param>
/// <param name="Bad">It breaks a limit.</param>
/// <param name="How">How it was computed.</param>
public sealed record HeadFigure(string Id, Said Name, Cell Now, Cell? Was, Said? Note, bool Bad, How How);

/// <summary>A panel: a chart, a table, or why there is none.</summary>
/// <param name="Id">As <c>fan</c>.</param>
/// <param name="Title">What is seen.</param>
/// <param name="Summary">The chart in one sentence; of an empty panel: why, and what to do.</param>
/// <param name="Chart">Null: a table only, or nothing yet.</param>
/// <param name="Table">The same figures as rows; null: nothing yet.</param>
/// <param name="How">How they were computed.</param>
public sealed record DeskFigure(string Id, Said Title, Said Summary, ReportChart? Chart, TableBlock? Table, How How)
{
    /// <summary>A panel that has nothing to show yet.</summary>
    internal static DeskFigure Nothing(string id, Said title, Said why, How how) =>
        new(id, title, why, null, null, how);
}

/// <summary>Where inputs come from.</summary>
internal static class From
{
    public static Said Bills { get; } = new("usage.json, step 1", "usage.json，第 1 步");

    public static Said Exposure { get; } = new("exposure.json, step 3", "exposure.json，第 3 步");

    public static Said Policy { get; } = new("policy.json, step 4", "policy.json，第 4 步");

    public static Said Market { get; } = new("market.json, step 5", "market.json，第 5 步");

    public static Said Plan { get; } = new("plan.json, step 6", "plan.json，第 6 步");

    public static Said Journal { get; } = new("journal.jsonl, step 8", "journal.jsonl，第 8 步");
}
