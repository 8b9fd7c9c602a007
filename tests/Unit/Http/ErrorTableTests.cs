// The table of errors is whole, and the page that shows it shows this one.
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Http.Access;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Http;

public sealed class ErrorTableTests
{
    // Numbers of the doors that the market used, too; the code tells them apart.
    private static readonly int[] Shared = [1001, 1002];
    private static readonly int[] Statuses = [400, 401, 403, 404, 405, 409, 413, 415, 422, 426, 429, 500, 503];
    private static readonly int[] OrderReasons = [0, 1, 2, 3, 4, 5, 6, 8, 11, 13, 15, 99];
    private static readonly int[] CancelReasons = [0, 1, 2, 6, 99];

    private static IEnumerable<ErrorRow> Rows => ErrorTable.Doors.Concat(ErrorTable.Market.Select(m => m.Row));

    [Fact]
    public void Every_refusal_of_the_market_has_a_row_with_its_number_and_a_sentence()
    {
        Assert.Equal(
            Enum.GetValues<RejectReason>().Where(r => r != RejectReason.None),
            ErrorTable.Market.Select(m => m.Reason).Order()
        );
        Assert.All(ErrorTable.Market, m => Assert.Equal((int)m.Reason, m.Row.Num));
        string[] unsaid =
        [
            .. ErrorTable
                .Market.Where(m => m.Reason < RejectReason.BadDocument && RefusalTexts.Of(m.Reason) == "Refused.")
                .Select(m => $"{m.Reason}"),
        ];
        Assert.Equal([], unsaid);
    }

    [Fact]
    public void A_code_means_one_thing_and_each_row_can_be_told_by_every_door()
    {
        Assert.Equal(Rows.Count(), Rows.Select(r => r.Code).Distinct().Count());
        Assert.Equal(Shared, Rows.GroupBy(r => r.Num).Where(g => g.Count() > 1).Select(g => g.Key).Order());
        Assert.All(
            Rows,
            r =>
            {
                Assert.Matches("^[A-Z][A-Z0-9_]+$", r.Code);
                Assert.Contains(r.Http, Statuses);
                Assert.Contains(r.Fix.Order, OrderReasons);
                Assert.Contains(r.Fix.Cancel, CancelReasons);
                Assert.InRange(r.Fix.Business, 0, 6);
                Assert.True(r.Deribit is >= 10000 and < 14000 or >= -32700 and <= -32600, $"{r}");
            }
        );
    }

    [Fact]
    public void A_refusal_of_access_has_the_number_of_its_code()
    {
        foreach (var reason in Enum.GetValues<AccessReason>())
        {
            var error = JsonDocument.Parse(AccessFaults.Of(new(reason, null, null, null)).Json).RootElement;
            var row = ErrorTable.Of(error.GetProperty("error").GetProperty("code").GetString()!);
            Assert.Equal((int)reason, row.Num);
            Assert.Equal(row.Http, AccessFaults.Of(new(reason, null, null, null)).Status);
            Assert.Equal(row.Retryable, error.GetProperty("error").GetProperty("retryable").GetBoolean());
        }
    }

    [Fact]
    public async Task The_page_shows_the_table()
    {
        var home = Environment.GetEnvironmentVariable("TOKENBOURSE_HOME") ?? Home();
        var page = await File.ReadAllTextAsync(
            Path.Combine(home, "docs", "protocols", "errors.md"),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(Table(), page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Home()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tokenbourse.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private static string Table()
    {
        var table = new StringBuilder();
        table.Append(
            "| code | num | HTTP | FIX 103 | 102 | 380 | Deribit | retryable |\n|---|---|---|---|---|---|---|---|\n"
        );
        foreach (var row in Rows.OrderBy(r => r.Num).ThenBy(r => r.Code, StringComparer.Ordinal))
            table.Append(
                CultureInfo.InvariantCulture,
                $"| `{row.Code}` | {row.Num} | {row.Http} | {row.Fix.Order} | {row.Fix.Cancel} | {row.Fix.Business} | {row.Deribit} | {(row.Retryable ? "yes" : "no")} |\n"
            );
        return table.ToString();
    }
}
