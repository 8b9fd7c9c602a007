// A paper before it has a format: sections of pairs and tables, each word in two languages.
namespace Tokenbourse.Node.Papers;

/// <summary>Which words a paper carries.</summary>
internal enum PaperLanguage
{
    English = 0,
    Chinese = 1,
    Both = 2,
}

/// <summary>A word in two languages; a figure is the same in both.</summary>
internal readonly record struct Say(string English, string Chinese)
{
    public static implicit operator Say(string figure) => new(figure, figure);

    /// <summary>In both languages the Chinese comes first, as on the papers that traders know.</summary>
    public string In(PaperLanguage language) =>
        language switch
        {
            PaperLanguage.English => English,
            PaperLanguage.Chinese => Chinese,
            _ => English == Chinese ? English : $"{Chinese} {English}",
        };
}

/// <summary>One column of a table.</summary>
/// <param name="Right">Figures stand at the right.</param>
internal sealed record Column(Say Name, bool Right = false);

/// <summary>A part of a paper: figures with their names, or a table. A total line, where there is one, closes the
/// table.</summary>
internal abstract record Section(Say Title);

internal sealed record PairSection(Say Title, IReadOnlyList<(Say Name, string Value)> Pairs) : Section(Title);

internal sealed record TableSection(
    Say Title,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<IReadOnlyList<Say>> Rows,
    IReadOnlyList<Say>? Total = null
) : Section(Title);

/// <summary>The whole paper.</summary>
/// <param name="Heads">Lines under the title.</param>
/// <param name="Foot">The last line, on every page of a format with pages.</param>
internal sealed record Layout(
    Say Title,
    IReadOnlyList<(Say Name, Say Value)> Heads,
    IReadOnlyList<Section> Sections,
    string Foot
);
