// What governance has to show: upcoming changes, judgements, complaints, restatements, and trades in blackouts.
using System.Text.Json.Serialization;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Node.Indexes;

/// <summary>A trade of a contributor's account shortly before a print.</summary>
internal sealed record BlackoutTrade(
    string Seller,
    int Account,
    string Link,
    string Index,
    string Print,
    string Time,
    string Symbol,
    long Lots
);

/// <summary>A complaint with its state.</summary>
internal sealed record ComplaintState(
    int Number,
    string From,
    string Index,
    string Filed,
    string AnswerBy,
    string State,
    string Text,
    string? Outcome
);

/// <summary>Everything, as of the newest entry.</summary>
/// <param name="AsOf">UTC.</param>
/// <param name="Upcoming">Announced changes whose day has not come.</param>
/// <param name="Late">Announced changes that were late for an index.</param>
/// <param name="NotEnforced">What is only told.</param>
internal sealed record GovernanceShape(
    string AsOf,
    IReadOnlyList<AnnouncedMethodology> Versions,
    IReadOnlyList<ChangeAnnouncedDocument> Upcoming,
    IReadOnlyList<ChangeAnnouncedDocument> Late,
    IReadOnlyList<JudgementDocument> Judgements,
    IReadOnlyList<ComplaintState> Complaints,
    IReadOnlyList<RestatedPrint> Restated,
    IReadOnlyList<AffiliateNaming> Affiliates,
    IReadOnlyList<BlackoutTrade> Blackout,
    IReadOnlyList<string> NotEnforced
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GovernanceShape))]
internal sealed partial class GovernanceJson : JsonSerializerContext;

/// <summary>Reads a venue's logs.</summary>
internal static class GovernanceReport
{
    private static readonly string[] Told =
    [
        "blackout: trades of contributors' accounts before a print are listed, not stopped",
        "announcements: a late change is marked and printed all the same; an unannounced one is not recognised",
        "affiliates: only accounts that somebody named are known",
        "independence: persons declare that they have no interest; nothing checks it",
    ];

    public static GovernanceShape Of(VenueLogs logs)
    {
        var board = Board(logs.Prints.Read(0), out var last);
        var day = last.Date.ToString();
        return new(
            last.ToString(),
            [.. board.Pending],
            [.. board.Changes.Where(c => string.CompareOrdinal(c.Change.Effective, day) > 0)],
            [.. board.Changes.Where(c => c.Indexes.Any(i => !i.InTime))],
            [.. board.Judgements],
            [.. board.Complaints.Select(c => State(c, day))],
            board.Restated,
            board.Affiliates,
            Blackout(logs, board),
            Told
        );
    }

    /// <summary>Folds events of the index machine.</summary>
    public static GovernanceBoard Board(IEnumerable<LogEntry> events, out Instant last)
    {
        var board = new GovernanceBoard();
        last = default;
        foreach (var entry in events)
        {
            board.Apply(entry);
            last = entry.Time;
        }

        return board;
    }

    private static ComplaintState State(ComplaintRow c, string day) =>
        new(
            c.Filed.Number,
            c.Filed.Complaint.From,
            c.Filed.Complaint.Index,
            c.Filed.Filed,
            c.Filed.AnswerBy,
            c.StateOn(day),
            c.Filed.Complaint.Text,
            c.Answer?.Answer.Outcome
        );

    // Trades within the hours before a print of an index whose methodology asks for a blackout.
    private static List<BlackoutTrade> Blackout(VenueLogs logs, GovernanceBoard board)
    {
        var found = new List<BlackoutTrade>();
        if (board.Affiliates.Count == 0)
            return found;
        var asked = Asked(logs);
        if (asked.Count == 0)
            return found;
        var symbols = new SortedDictionary<int, string>();
        foreach (var entry in logs.Events.Read(0))
        {
            if (entry.Kind == MessageKind.InstrumentListed)
            {
                var listed = Documents.Read<InstrumentDocument>(entry.Payload.Span);
                symbols[listed.Instrument] = $"{listed.Symbol}\u001f{listed.Index}";
            }
            else if (entry.Kind == MessageKind.Traded)
            {
                Add(found, entry, board, asked, symbols);
            }
        }

        return found;
    }

    private static void Add(
        List<BlackoutTrade> found,
        in LogEntry entry,
        GovernanceBoard board,
        List<VersionInForce> asked,
        SortedDictionary<int, string> symbols
    )
    {
        var trade = entry.As<Traded>();
        if (!symbols.TryGetValue(trade.Instrument.Value, out var listed))
            return;
        var (symbol, settles) = (listed.Split('\u001f')[0], listed.Split('\u001f')[1]);
        foreach (var a in board.Affiliates)
        {
            if (trade.Buyer.Value != a.Account && trade.Seller.Value != a.Account)
                continue;
            if (InForce(asked, settles, entry.Time) is { Governance.BlackoutHours: > 0 } m)
            {
                var day = m.FirstDayAfter(entry.Time);
                var hours = m.Governance.BlackoutHours;
                if (m.MomentOf(day).Nanoseconds - entry.Time.Nanoseconds > hours * 60 * Instant.PerMinute)
                    continue;

                found.Add(
                    new(
                        a.Seller,
                        a.Account,
                        a.Link,
                        m.Index,
                        day.ToString(),
                        entry.Time.ToString(),
                        symbol,
                        trade.Quantity.Lots
                    )
                );
            }
        }
    }

    // A trade is judged by the version of its day: a later one, which asks otherwise, makes nothing undone.
    private static IndexMethodology? InForce(List<VersionInForce> versions, string index, Instant time) =>
        versions.FindLast(v => v.Methodology.Index == index && v.Since <= time)?.Methodology;

    // All versions in the order in which they came into force; none when no version of any index asks for a blackout.
    private static List<VersionInForce> Asked(VenueLogs logs)
    {
        var versions = new List<VersionInForce>();
        foreach (var entry in logs.Prints.Read(0))
        {
            if (
                entry.Kind == MessageKind.IndexDefined
                && IndexMethodology.Read(entry.Payload.ToArray(), []) is { } methodology
            )
                versions.Add(new(entry.Time, methodology));
        }

        return versions.Exists(v => v.Methodology.Governance.BlackoutHours > 0) ? versions : [];
    }

    private sealed record VersionInForce(Instant Since, IndexMethodology Methodology);
}
