// How a benchmark is governed: announced changes, corrections, judgements, complaints, and what is told of them.
using System.Text.Json.Serialization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>Index command: a contributor tells beforehand that a price will change.</summary>
/// <param name="Price">The new price; null: it will be withdrawn.</param>
/// <param name="Effective">First day of the new price (yyyy-MM-dd).</param>
/// <param name="Person">Who announces it for the contributor.</param>
public sealed record ChangeAnnouncement(
    string Product,
    string Seller,
    string Item,
    string Class,
    string Region,
    string Terms,
    decimal? Price,
    Currency Currency,
    string Effective,
    string Person
);

/// <summary>What an announcement meant for one index.</summary>
/// <param name="WeightPpm">The seller's weight in its newest print.</param>
/// <param name="Earliest">The first day for which the announcement is in time.</param>
/// <param name="InTime">False: late; the change is marked, it is not undone.</param>
public sealed record AnnouncedWeight(string Index, int WeightPpm, string Earliest, bool InTime);

/// <summary>Index event: a change was announced.</summary>
/// <param name="Announced">When (UTC).</param>
/// <param name="Indexes">Those that ask for announcements and rest on the seller.</param>
public sealed record ChangeAnnouncedDocument(
    ChangeAnnouncement Change,
    string Announced,
    IReadOnlyList<AnnouncedWeight> Indexes
);

/// <summary>Index command and event: an account of the market belongs to a contributor, or to one who works for
/// him.</summary>
/// <param name="Account">Its number in the market.</param>
/// <param name="Link">How they belong together.</param>
/// <param name="Ended">True: no longer.</param>
public sealed record AffiliateNaming(string Seller, int Account, string Link, string Person, bool Ended = false);

/// <summary>Index command: a value for a day on which the methodology may give none.</summary>
/// <param name="Value">In the index's unit.</param>
/// <param name="Reason">Why this value; 20 characters at least.</param>
/// <param name="Inputs">Sequences on the observation log that it rests on; one at least.</param>
/// <param name="Interest">none, or which interest the person has; only "none" is taken.</param>
public sealed record JudgementProposal(
    string Index,
    string Day,
    decimal Value,
    string Reason,
    IReadOnlyList<long> Inputs,
    string Person,
    string Interest
);

/// <summary>Index command: another person agrees.</summary>
public sealed record JudgementApproval(string Index, string Day, string Person, string Interest);

/// <summary>Index event: a judgement was proposed, or approved.</summary>
/// <param name="ApprovedBy">Null while it waits.</param>
public sealed record JudgementDocument(
    string Index,
    string Day,
    decimal Value,
    string Reason,
    IReadOnlyList<long> Inputs,
    string ProposedBy,
    string ProposedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApprovedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ApprovedAt = null
);

/// <summary>Index command: somebody complains of an index, or of one print.</summary>
/// <param name="From">Who complains.</param>
/// <param name="Day">The print; null: the index.</param>
public sealed record ComplaintFiling(
    string From,
    string Index,
    string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Day = null
);

/// <summary>Index event: the complaint has a number and a day by which it is to be answered.</summary>
public sealed record ComplaintDocument(int Number, string Filed, string AnswerBy, ComplaintFiling Complaint);

/// <summary>Index command: a complaint is answered.</summary>
/// <param name="Outcome">upheld, partly upheld or rejected.</param>
public sealed record ComplaintAnswer(int Number, string Person, string Outcome, string Answer);

/// <summary>Index event: it was answered.</summary>
/// <param name="Late">After the day by which it was to be.</param>
public sealed record AnsweredComplaint(int Number, string Answered, bool Late, ComplaintAnswer Answer);

/// <summary>Index command: an observation was wrong. What is right counts from now on like any observation; within the
/// correction window of a print it also makes that print again, for diagnostics.</summary>
/// <param name="Corrects">The sequence of the wrong one.</param>
/// <param name="Price">What it should have said; this or <paramref name="Rate"/>.</param>
public sealed record ObservationCorrection(
    long Corrects,
    string Reason,
    string Person,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PriceObservation? Price = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RateObservation? Rate = null
);

/// <summary>Index event: what a print would have been. The first print stays what it is, and what was settled on
/// it.</summary>
/// <param name="First">As published; null when withheld.</param>
/// <param name="Known">When this was known (UTC).</param>
/// <param name="Rests">Sequences on the observation log of the corrections, or of the approval.</param>
/// <param name="Print">The print as it would have been.</param>
public sealed record RestatedPrint(
    string Index,
    string Day,
    decimal? First,
    string Known,
    string Reason,
    IReadOnlyList<long> Rests,
    PrintDocument Print
);

/// <summary>Index event: a version was accepted that takes over later. Its text stands on the observation
/// log.</summary>
/// <param name="Effective">First day that it may print.</param>
/// <param name="Announced">When (UTC).</param>
/// <param name="Sequence">On the observation log.</param>
public sealed record AnnouncedMethodology(string Index, int Version, string Effective, string Announced, long Sequence);
