// Statements for the doors: the same papers that the command line prints, and their layout for pages that draw it.
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Http.AccountDays;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Papers;

/// <summary>A word in both languages.</summary>
internal sealed record WordShape(string En, string Zh);

/// <summary>A name and its figure or word.</summary>
internal sealed record PairShape(WordShape Name, WordShape Value);

/// <param name="Right">Figures stand at the right.</param>
internal sealed record ColumnShape(WordShape Name, bool Right);

/// <summary>Pairs, or a table; the other is empty.</summary>
/// <param name="Total">Closes the table; null: it has none.</param>
internal sealed record SectionShape(
    WordShape Title,
    IReadOnlyList<PairShape> Pairs,
    IReadOnlyList<ColumnShape> Columns,
    IReadOnlyList<IReadOnlyList<WordShape>> Rows,
    IReadOnlyList<WordShape>? Total
);

/// <summary>A paper as a page draws it, cell by cell that of the other formats.</summary>
internal sealed record LayoutShape(
    WordShape Title,
    IReadOnlyList<PairShape> Heads,
    IReadOnlyList<SectionShape> Sections,
    string Foot
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LayoutShape))]
internal sealed partial class LayoutJson : JsonSerializerContext;

/// <summary>Draws up an account's statement.</summary>
internal static class PaperDoor
{
    public static ReadOnlyMemory<byte> Press(
        ClearingBooks books,
        TradingDate day,
        int account,
        PaperForm form,
        PaperWords words
    )
    {
        var statement = StatementMaker.Seal(new StatementMaker(books, day).Of(books.Account(account)!));
        var layout = StatementLayout.Of(statement);
        if (form == PaperForm.Layout)
            return JsonSerializer.SerializeToUtf8Bytes(Shape(layout), LayoutJson.Default.LayoutShape);
        var json = JsonSerializer.Serialize(statement, PaperJson.Plain.SealedStatement);
        var format = form switch
        {
            PaperForm.Json => "json",
            PaperForm.Csv => "csv",
            PaperForm.Pdf => "pdf",
            _ => "text",
        };
        return PaperBytes.Of(
            layout,
            json,
            format,
            words switch
            {
                PaperWords.English => PaperLanguage.English,
                PaperWords.Chinese => PaperLanguage.Chinese,
                _ => PaperLanguage.Both,
            }
        );
    }

    private static LayoutShape Shape(Layout layout) =>
        new(
            Word(layout.Title),
            [.. layout.Heads.Select(h => new PairShape(Word(h.Name), Word(h.Value)))],
            [.. layout.Sections.Select(Shape)],
            layout.Foot
        );

    private static SectionShape Shape(Section section) =>
        section switch
        {
            PairSection pairs => new(
                Word(pairs.Title),
                [.. pairs.Pairs.Select(p => new PairShape(Word(p.Name), Word(p.Value)))],
                [],
                [],
                null
            ),
            TableSection table => new(
                Word(table.Title),
                [],
                [.. table.Columns.Select(c => new ColumnShape(Word(c.Name), c.Right))],
                [.. table.Rows.Select(r => (IReadOnlyList<WordShape>)[.. r.Select(Word)])],
                table.Total is { } total ? [.. total.Select(Word)] : null
            ),
            _ => throw new InvalidOperationException("A section of no kind."),
        };

    private static WordShape Word(Say word) => new(word.English, word.Chinese);
}
