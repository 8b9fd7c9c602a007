// The operations about clearing reports.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>A day's reports and their files.</summary>
internal static partial class Operations
{
    private static Operation[] Reports =>
        [
            ReportsOf(
                "/v1/accounts/{account}",
                "getAccountReports",
                "Clearing reports of an account and a settled day."
            ),
            ReportOf("/v1/accounts/{account}", "getAccountReport", "One file of an account's clearing reports."),
            ReportsOf(
                "/v1/members/{member}",
                "getMemberReports",
                "Clearing reports of all that clear through a member."
            ),
            ReportOf("/v1/members/{member}", "getMemberReport", "One file of a member's clearing reports."),
        ];

    private static Operation ReportsOf(string whose, string id, string summary) =>
        new("GET", whose + "/reports/{day}", id, "accounts", summary, W.ReportsShape) { Faults = [NotFound] };

    private static Operation ReportOf(string whose, string id, string summary) =>
        new("GET", whose + "/reports/{day}/{file}", id, "accounts", summary, null)
        {
            Faults = [NotFound],
            Media = ["text/csv", "application/xml"],
        };
}
