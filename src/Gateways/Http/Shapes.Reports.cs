// Clearing reports on the wire: what a day's files hold, and what was checked.
namespace Tokenbourse.Gateways.Http;

/// <summary>A total of a column; NAME.CURRENCY where money is added up.</summary>
public sealed record ReportTotalShape(string Name, string Total);

/// <summary>A file and the hash of its bytes, hexadecimal.</summary>
public sealed record ReportFileShape(string File, int Rows, IReadOnlyList<ReportTotalShape> Controls, string Sha256);

/// <summary>Something that must hold, and whether it does.</summary>
public sealed record ReportCheckShape(string Name, bool Holds);

/// <summary>The reports of a settled day. <paramref name="Of"/>: account-N or member-N.</summary>
public sealed record ReportsShape(
    string Day,
    string Of,
    bool Simulated,
    IReadOnlyList<ReportFileShape> Files,
    IReadOnlyList<ReportCheckShape> Checks
);
