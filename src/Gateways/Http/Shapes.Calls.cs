// What goes over the wire of margin calls.
namespace Tokenbourse.Gateways.Http;

/// <summary>A call that is open. <paramref name="Amount"/> is what was missing on <paramref name="Day"/>.</summary>
/// <param name="Missed">Its deadline came: the account may only close.</param>
/// <param name="Kind">clearing: a day's clearing opened it; intraday: a run within a day.</param>
/// <param name="State">issued, acknowledged or overdue.</param>
/// <param name="Acknowledged">When somebody last said to have seen it; null: nobody has.</param>
/// <param name="Person">Who.</param>
public sealed record CallShape(
    string Currency,
    string Amount,
    string Day,
    string Deadline,
    bool Missed,
    string Kind,
    string State,
    string Issued,
    string? Acknowledged,
    string? Person
);

/// <summary>An account's calls. <paramref name="Restricted"/>: it missed one and may only close.</summary>
public sealed record CallsShape(int Account, bool Restricted, IReadOnlyList<CallShape> Calls);

/// <summary>A run within the day. Amounts of different currencies are not added.</summary>
/// <param name="Accounts">That were looked at.</param>
/// <param name="Opened">Calls opened.</param>
/// <param name="Repeated">Open calls told again.</param>
/// <param name="Met">Open calls found met.</param>
public sealed record CallRunShape(
    string Time,
    string Calendar,
    string Day,
    int Accounts,
    int Opened,
    int Repeated,
    int Met
);

/// <summary>A call was acknowledged at the amount that it stood at.</summary>
public sealed record AcknowledgementShape(
    int Account,
    string Currency,
    string Amount,
    string Person,
    string Acknowledged,
    long CommandSequence
);
