// A self-assessment against the nineteen IOSCO principles for financial benchmarks (2013): facts found by the program,
// and the gaps in plain words. The principles are named by number and in our own words; nothing here claims compliance.
using System.Globalization;
using System.Text.Json.Serialization;

namespace Tokenbourse.Node.Indexes;

/// <summary>One principle.</summary>
/// <param name="Subject">What it is about, in our own words.</param>
/// <param name="Status">met (as far as a program can see), partly, or gap.</param>
internal sealed record PrincipleShape(
    int Number,
    string Subject,
    string Status,
    IReadOnlyList<string> Facts,
    IReadOnlyList<string> Gaps
);

/// <summary>All of them.</summary>
internal sealed record IoscoShape(
    string Claim,
    string Source,
    string AsOf,
    int Met,
    int Partly,
    int Gap,
    IReadOnlyList<PrincipleShape> Principles
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IoscoShape))]
internal sealed partial class IoscoJson : JsonSerializerContext;

/// <summary>Makes it from facts. A principle is met only where software alone can meet it and the facts say
/// so.</summary>
internal static class IoscoAssessment
{
    private const string Claim =
        "A self-assessment made by a program from its own logs. It claims no compliance with any principle or law.";

    public static IoscoShape Of(AdministratorFacts f, string name)
    {
        List<PrincipleShape> all = [.. Governance(f), .. Quality(f), .. Methodology(f), .. Accountability(f)];
        return new(
            Claim,
            name,
            f.Last,
            all.Count(p => p.Status == "met"),
            all.Count(p => p.Status == "partly"),
            all.Count(p => p.Status == "gap"),
            all
        );
    }

    // Without gaps it is met; with facts and gaps partly; without facts a gap.
    private static PrincipleShape P(int number, string subject, IEnumerable<string?> facts, IEnumerable<string?> gaps)
    {
        var found = facts.OfType<string>().ToList();
        var missing = gaps.OfType<string>().ToList();
        var status =
            found.Count == 0 ? "gap"
            : missing.Count == 0 ? "met"
            : "partly";
        return new(number, subject, status, found, missing);
    }

    private static IEnumerable<PrincipleShape> Governance(AdministratorFacts f)
    {
        yield return P(
            1,
            "one administrator answers for every stage of the benchmark",
            [$"{f.Indexes.Count} indexes are defined and printed by one machine from one log"],
            ["no legal person is named as administrator in any document"]
        );
        yield return P(
            2,
            "third parties that collect or calculate are supervised",
            [],
            [
                $"observations come from {f.Feeds.Count} readers of other people's files and pages, "
                    + "without an agreement; nobody supervises their authors",
            ]
        );
        yield return P(
            3,
            "conflicts of interest are found, told and kept apart",
            [
                f.Board.Affiliates.Count > 0 ? $"{f.Board.Affiliates.Count} contributors' accounts are named" : null,
                Names(f, i => i.Terms.BlackoutHours > 0, "ask for a blackout before prints"),
                f.Board.Judgements.Count > 0 ? "who judges must declare that he has no interest" : null,
            ],
            [
                "the venue that lists the contracts administers the indexes: one program, one operator",
                "a blackout is reported and not enforced; declarations are not checked",
                f.Board.Affiliates.Count == 0 ? "no contributor's account is named" : null,
            ]
        );
        yield return P(
            4,
            "a framework of controls fits the risks",
            [
                "every entry and print is on a log; a replay must give the same bytes and digest",
                "judgements need two persons; refusals are on the log with field, value and rule",
            ],
            ["no written framework was adopted by responsible persons; access to the log is not part of this program"]
        );
        yield return P(
            5,
            "somebody independent oversees the administrator",
            [],
            ["no oversight committee exists; the software has none of its own to show"]
        );
    }

    private static IEnumerable<PrincipleShape> Quality(AdministratorFacts f)
    {
        yield return P(
            6,
            "the design reflects the interest that is measured",
            [
                .. f.Indexes.Select(i =>
                    Text(
                        $"{i.Index}: heaviest contributor {i.Heaviest} {i.HeaviestPercent:0.0} %, ",
                        $"concentration {i.Concentration:0} of 10,000, at least {i.LeastUsed} constituents"
                    )
                ),
            ],
            [
                Names(
                    f,
                    i => i.Posted,
                    "measure list prices, not what was paid: they are administered and rarely move"
                ),
                .. f
                    .Indexes.Where(i => i.HeaviestPercent > 25)
                    .Select(i => Text($"{i.Index}: one contributor has {i.HeaviestPercent:0.0} %, above a quarter")),
            ]
        );
        yield return P(
            7,
            "data suffice and come from arm's length transactions",
            [
                Text($"{f.Observations.Values.Sum()} entries, {f.Sellers} sellers, {f.Deals} executed deals"),
                f.Simulated > 0 ? Text($"{f.Simulated} simulated deals stand on the log; they are no data") : null,
                .. f
                    .Indexes.Where(i => i.Prints > 0)
                    .Select(i =>
                        Text($"{i.Index}: {i.Full} of {i.Prints} prints by the full methodology, {i.Withheld} withheld")
                    ),
            ],
            [
                Names(f, i => i.Posted, "rest on no transaction"),
                f.Deals == 0 ? "no executed deal is on the log" : null,
                .. f
                    .Indexes.Where(i => i.Prints > 0 && i.Full < 0.95 * i.Prints)
                    .Select(i =>
                        Text($"{i.Index}: {1 - (i.Full / (double)i.Prints):0.0%} of days below the full methodology")
                    ),
            ]
        );
        yield return P(
            8,
            "a hierarchy says which data are used first",
            [
                .. f.Indexes.Select(i =>
                    $"{i.Index}: {i.Fallbacks} fallbacks in a stated order; each print names its tier"
                ),
                Names(f, i => i.Committee, "end in a committee of two persons"),
            ],
            [.. f.Indexes.Where(i => i.Fallbacks == 0).Select(i => $"{i.Index} has no fallback")]
        );
        yield return P(
            9,
            "each determination is explained",
            [
                "each print lists constituents, weights, observations, tier and what was left out and why",
                "any print can be packed and made again by anybody (index package, index recompute)",
            ],
            []
        );
        yield return P(
            10,
            "the benchmark is reviewed from time to time",
            [.. f.Indexes.Where(i => i.Versions > 1).Select(i => $"{i.Index}: {i.Versions} versions so far")],
            ["no review is scheduled or recorded; no notice is given of one"]
        );
    }

    private static IEnumerable<PrincipleShape> Methodology(AdministratorFacts f)
    {
        yield return P(
            11,
            "the methodology is written down and public",
            [.. f.Indexes.Select(i => $"{i.Index} version {i.Version}: sha256 {i.Hash}")],
            []
        );
        yield return P(
            12,
            "changes are announced, explained and consulted upon",
            [
                "versions are compared field by field (index diff); a day is never printed twice",
                Names(f, i => i.Terms.NoticeDays > 0, "ask for notice before a new version"),
            ],
            [
                .. f
                    .Indexes.Where(i => i.Terms.NoticeDays == 0)
                    .Select(i => $"{i.Index} asks for no notice of a change"),
                "stakeholders are not consulted; reasons for a change are in a note at best",
            ]
        );
        yield return P(
            13,
            "there is a plan for the end of the benchmark",
            [],
            ["no document says what follows when an index ends, or what contracts on it should do"]
        );
        yield return P(
            14,
            "who submits data follows a code of conduct",
            [
                f.Board.Changes.Count > 0 ? $"{f.Board.Changes.Count} price changes were announced" : null,
                Names(f, i => i.Terms.AnnounceDays > 0, "ask heavy sellers to announce changes"),
            ],
            ["prices are observed, not submitted: no seller has signed anything, and none is bound to announce"]
        );
        yield return P(
            15,
            "collection of data is controlled",
            [
                $"{f.Refused} documents or observations were refused with field, value and rule",
                "observations carry source, reader, day seen and sequence",
                "steps screen, compare and leave out with a reason",
            ],
            ["sources are not confirmed by a second, independent one as a rule; dates of some are those of a copy"]
        );
    }

    private static IEnumerable<PrincipleShape> Accountability(AdministratorFacts f)
    {
        var day = f.Last.Length >= 10 ? f.Last[..10] : "";
        var overdue = f.Board.Complaints.Count(c => c.StateOn(day) == "overdue");
        var late = f.Board.Complaints.Count(c => c.Answer is { Late: true });
        yield return P(
            16,
            "complaints are taken, answered in time and kept",
            [
                $"{f.Board.Complaints.Count} complaints on the log, "
                    + $"{f.Board.Complaints.Count(c => c.Answer is null)} open; "
                    + "each has a number and a day by which it is to be answered",
            ],
            [
                overdue > 0 ? $"{overdue} complaints are overdue" : null,
                late > 0 ? $"{late} complaints were answered late" : null,
                "no public address for complaints; they are answered by whom they are about",
            ]
        );
        yield return P(17, "an independent auditor looks at it", [], ["there has been no audit"]);
        yield return P(
            18,
            "records are kept",
            [
                f.Whole ? $"the log goes from {f.First} to {f.Last} without a gap in its sequence" : null,
                $"{f.Board.Restated.Count} restated prints and {f.Board.Judgements.Count} judgements, "
                    + "each with persons and time",
            ],
            [
                f.Whole ? null : "sequences of the log do not follow each other",
                f.Venue ? null : "a folder of data was played; nothing was published or kept",
            ]
        );
        yield return P(
            19,
            "authorities get what they ask for",
            ["every figure can be exported as JSON or CSV, every print as a package"],
            ["no authority has been named or asked"]
        );
    }

    private static string? Names(AdministratorFacts f, Func<IndexFacts, bool> which, string what)
    {
        var names = f.Indexes.Where(which).Select(i => i.Index).ToList();
        return names.Count > 0 ? $"{string.Join(", ", names)} {what}" : null;
    }

    private static string Text(params FormattableString[] parts) =>
        string.Concat(parts.Select(part => part.ToString(CultureInfo.InvariantCulture)));
}
