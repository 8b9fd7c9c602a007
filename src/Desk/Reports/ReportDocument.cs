// A report before it has a format: sections of text, facts, tables and charts, each word in both languages.
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Desk.Reports.Charts;

namespace Tokenbourse.Desk.Reports;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    /// <summary>Words, which have a text in each language.</summary>
    Words,

    /// <summary>A figure: one text in both languages, and the value it was rounded from.</summary>
    Figure,

    /// <summary>A name, a code or somebody's own words: never translated.</summary>
    Code,
}

/// <summary>One cell of a table, or the value of a fact. Formatted here once; writers copy.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">As shown; the English text of words.</param>
/// <param name="Zh">The Chinese text; only of words.</param>
/// <param name="Raw">Of a figure: the value before rounding, with a point and no separators.</param>
/// <param name="Error">Of a figure from a simulation: its standard error, like <paramref name="Raw"/>.</param>
public sealed record Cell(CellKind Kind, string Text, string? Zh = null, string? Raw = null, string? Error = null)
{
    /// <summary>Words in both languages.</summary>
    public static Cell Of(Said words) => new(CellKind.Words, words.En, words.Zh);

    /// <summary>A name, a code, or a quotation.</summary>
    public static Cell Code(string text) => new(CellKind.Code, text);

    /// <summary>Nothing to show.</summary>
    public static Cell Absent { get; } = new(CellKind.Code, "–");

    /// <summary>As shown in a language.</summary>
    public string In(ReportLanguage language) => language == ReportLanguage.Chinese && Zh is not null ? Zh : Text;
}

/// <summary>Which words a written report carries.</summary>
public enum ReportLanguage
{
    /// <summary>English.</summary>
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}

/// <summary>How a paragraph is meant.</summary>
public enum TextTone
{
    /// <summary>Plain text.</summary>
    Plain,

    /// <summary>Small print under something.</summary>
    Note,

    /// <summary>Must not be overlooked.</summary>
    Warning,
}

/// <summary>A part of a section.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "block")]
[JsonDerivedType(typeof(TextBlock), "text")]
[JsonDerivedType(typeof(FactsBlock), "facts")]
[JsonDerivedType(typeof(TableBlock), "table")]
[JsonDerivedType(typeof(ChartBlock), "chart")]
public abstract record ReportBlock;

/// <summary>A paragraph.</summary>
/// <param name="Tone">How it is meant.</param>
/// <param name="Text">In both languages, with the same figures.</param>
public sealed record TextBlock(TextTone Tone, Said Text) : ReportBlock;

/// <summary>A name and its value.</summary>
public sealed record Fact(Said Name, Cell Value);

/// <summary>Names and values.</summary>
/// <param name="Id">Name of its file among the tables.</param>
/// <param name="Title">What it is of.</param>
/// <param name="Facts">In order.</param>
public sealed record FactsBlock(string Id, Said Title, IReadOnlyList<Fact> Facts) : ReportBlock;

/// <summary>A column.</summary>
/// <param name="Name">Its head, with the unit.</param>
/// <param name="Figures">It holds figures, which stand at the right.</param>
public sealed record TableColumn(Said Name, bool Figures);

/// <summary>A table.</summary>
/// <param name="Id">Name of its file.</param>
/// <param name="Title">What it is of.</param>
/// <param name="Columns">Left to right.</param>
/// <param name="Rows">Each with a cell for each column.</param>
/// <param name="Total">The last line, set apart; null when there is none.</param>
public sealed record TableBlock(
    string Id,
    Said Title,
    IReadOnlyList<TableColumn> Columns,
    IReadOnlyList<IReadOnlyList<Cell>> Rows,
    IReadOnlyList<Cell>? Total = null
) : ReportBlock;

/// <summary>A chart.</summary>
public sealed record ChartBlock(ReportChart Chart) : ReportBlock;

/// <summary>A section.</summary>
/// <param name="Id">As <c>exposure</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">Top to bottom.</param>
public sealed record ReportSection(string Id, Said Title, IReadOnlyList<ReportBlock> Blocks);

/// <summary>A report.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Subtitle">Whose programme, and as of when.</param>
/// <param name="Labels">What every page says: simulated, model, not advice.</param>
/// <param name="Sections">In order; the first is the cover.</param>
public sealed record ReportDocument(
    Said Title,
    Said Subtitle,
    IReadOnlyList<Said> Labels,
    IReadOnlyList<ReportSection> Sections
);
