// The addresses of clearing reports: a day's manifest, and each file that it names.
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tokenbourse.Gateways.Reports;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http;

/// <summary>Reports of one account, or of a member with all who clear through it.</summary>
internal sealed class ReportRoutes(ReportShelf? shelf)
{
    public void Map(IEndpointRouteBuilder app)
    {
        Map(app, "/v1/accounts/{account}/reports/{day}", "account", ReportScope.OfAccount);
        Map(app, "/v1/members/{member}/reports/{day}", "member", ReportScope.OfMember);
    }

    private void Map(IEndpointRouteBuilder app, string address, string field, Func<int, ReportScope> scope)
    {
        Routes.Get(app, address, (c, q) => Answer(c, q, field, scope, Manifest));
        Routes.Get(app, address + "/{file}", (c, q) => Answer(c, q, field, scope, s => File(c, s)));
    }

    private Reply Answer(
        HttpContext context,
        QueryReader query,
        string field,
        Func<int, ReportScope> scope,
        Func<ReportSet, Reply> answer
    )
    {
        if (query.Done() is { } fault)
            return Reply.Of(fault);
        var (who, text) = (Routes.Part(context, field), Routes.Part(context, "day"));
        if (!int.TryParse(who, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return Reply.Of(WireFault.BadType(field, who, $"Must be the number of {Article(field)}."));
        if (!TradingDate.TryParse(text, out var day))
            return Reply.Of(WireFault.BadType("day", text, "Must be a date, yyyy-MM-dd."));
        var found = shelf?.Get(day, scope(number)) ?? new(null, "This venue keeps no events.");
        return found switch
        {
            { Set: { } set } => answer(set),
            { Fault: { } why } => Reply.Of(WireFault.NotFound("day", text, why, found.Nearest)),
            _ => Reply.Of(WireFault.NotFound(field, who, $"There is no such {field}.")),
        };
    }

    private static string Article(string field) => field == "account" ? "an account" : "a member";

    private static Reply Manifest(ReportSet set) =>
        Reply.Of(
            new(
                set.Manifest.Day,
                set.Manifest.Of,
                set.Manifest.Simulated,
                [
                    .. set.Manifest.Files.Select(f => new ReportFileShape(
                        f.File,
                        f.Rows,
                        [.. f.Controls.Select(c => new ReportTotalShape(c.Key, c.Value))],
                        f.Sha256
                    )),
                ],
                [.. set.Manifest.Checks.Select(c => new ReportCheckShape(c.Key, c.Value))]
            ),
            WireJson.Wire.ReportsShape
        );

    private static Reply File(HttpContext context, ReportSet set)
    {
        var name = Routes.Part(context, "file");
        return set.Files.FirstOrDefault(f => f.Name == name) is { } file
            ? new(StatusCodes.Status200OK, file.Bytes) { ContentType = TypeOf(name) }
            : Reply.Of(
                WireFault.NotFound(
                    "file",
                    name,
                    "The limit names the files there are.",
                    string.Join(", ", set.Files.Select(f => f.Name))
                )
            );
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".csv" => "text/csv; charset=utf-8; header=present",
            ".xml" => "application/xml",
            _ => Reply.JsonType,
        };
}
