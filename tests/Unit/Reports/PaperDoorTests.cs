// The statement that a page draws is, cell by cell, the one that its files hold.
using System.Text;
using System.Text.Json;
using Tokenbourse.Gateways.Http.AccountDays;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Papers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Views;
using Tokenbourse.Views.Accounts;
using Xunit;

namespace Tokenbourse.Unit.Reports;

public sealed class PaperDoorTests
{
    [Theory]
    [InlineData("en", PaperWords.English)]
    [InlineData("zh", PaperWords.Chinese)]
    public void The_layout_has_the_cells_of_the_csv_and_the_fingerprint_of_the_data(string language, PaperWords words)
    {
        var day = TradingDate.Of(2026, 3, 2);
        var books = new ClearingBooks(day);
        var market = new BusyMarket(4);
        market.MarketDesk.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        market.Run(1, 200, events => ClearingBooksTests.Fold(books, events));
        using var json = JsonDocument.Parse(PaperDoor.Press(books, day, 1, PaperForm.Json, words));
        using var paper = JsonDocument.Parse(PaperDoor.Press(books, day, 1, PaperForm.Layout, words));
        var layout = paper.RootElement;
        Assert.Equal($"sha256 {json.RootElement.Text("sha256")}", layout.Text("foot"));
        var cells = new List<string> { layout.GetProperty("title").Text(language) };
        cells.AddRange(layout.GetProperty("heads").EnumerateArray().SelectMany(Pair));
        foreach (var section in layout.GetProperty("sections").EnumerateArray())
        {
            cells.Add(section.GetProperty("title").Text(language));
            cells.AddRange(section.GetProperty("pairs").EnumerateArray().SelectMany(Pair));
            cells.AddRange(
                section.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").Text(language))
            );
            cells.AddRange(
                section
                    .GetProperty("rows")
                    .EnumerateArray()
                    .SelectMany(r => r.EnumerateArray())
                    .Select(c => c.Text(language))
            );
            if (section.GetProperty("total") is { ValueKind: JsonValueKind.Array } total)
                cells.AddRange(total.EnumerateArray().Select(c => c.Text(language)));
        }

        cells.Add(layout.Text("foot"));
        Assert.True(cells.Count > 100);
        var csv = Encoding.UTF8.GetString(PaperDoor.Press(books, day, 1, PaperForm.Csv, words).Span);
        Assert.Equal(
            csv.ReplaceLineEndings(",").Split(',').Where(c => c != ""),
            cells.Where(c => c != "").SelectMany(c => Bare(c))
        );

        string[] Pair(JsonElement pair) =>
            [pair.GetProperty("name").Text(language), pair.GetProperty("value").Text(language)];
    }

    // As a cell stands between commas: one that holds a comma is quoted.
    private static string[] Bare(string cell) =>
        cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"".Split(',') : [cell];
}
