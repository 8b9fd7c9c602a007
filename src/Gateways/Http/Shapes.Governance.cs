// The wire's shapes of governance: what was announced, judged, complained of and restated of an index.
namespace Tokenbourse.Gateways.Http;

public sealed record VersionToComeShape(int Version, string Effective, string Announced);

/// <param name="InTime">False: announced too late for this index; it is marked, not undone.</param>
public sealed record ChangeShape(
    string Seller,
    string Item,
    string Class,
    string? Price,
    string Currency,
    string Effective,
    string Announced,
    int WeightPpm,
    string Earliest,
    bool InTime
);

public sealed record JudgementShape(
    string Day,
    string Value,
    string Reason,
    IReadOnlyList<long> Inputs,
    string ProposedBy,
    string ProposedAt,
    string? ApprovedBy,
    string? ApprovedAt
);

/// <summary>Who complained, and of what, is not public.</summary>
/// <param name="State">open, overdue or answered.</param>
public sealed record ComplaintShape(int Number, string Filed, string AnswerBy, string State, string? Outcome);

/// <param name="First">As published, which settlement keeps; null when withheld.</param>
/// <param name="Restated">What the print would have been.</param>
public sealed record RestatementShape(string Day, string? First, string? Restated, string Known, string Reason);

public sealed record GovernanceShape(
    string Index,
    IReadOnlyList<VersionToComeShape> Versions,
    IReadOnlyList<ChangeShape> Changes,
    IReadOnlyList<JudgementShape> Judgements,
    IReadOnlyList<ComplaintShape> Complaints,
    IReadOnlyList<RestatementShape> Restatements
);
