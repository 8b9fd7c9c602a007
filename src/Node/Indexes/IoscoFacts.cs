// The facts of a self-assessment: counted from the logs, nothing is asked of anybody.
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;
using Tokenbourse.Venue.Recalculation;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Node.Indexes;

/// <summary>One index.</summary>
/// <param name="Hash">SHA-256 of the methodology in force.</param>
/// <param name="Tiers">Prints by tier; 0: withheld.</param>
/// <param name="LeastUsed">Fewest constituents of a computed print.</param>
/// <param name="HeaviestPercent">Largest share of one contributor in the newest computed print.</param>
/// <param name="Concentration">Herfindahl index of the newest computed print, 0 to 10,000.</param>
/// <param name="Posted">It rests on posted prices, not on deals.</param>
internal sealed record IndexFacts(
    string Index,
    int Version,
    int Versions,
    string Hash,
    string FirstDay,
    string LastDay,
    SortedDictionary<int, int> Tiers,
    int LeastUsed,
    string Heaviest,
    double HeaviestPercent,
    double Concentration,
    GovernanceTerms Terms,
    bool Committee,
    int Fallbacks,
    bool Posted
)
{
    public int Prints => Tiers.Values.Sum();

    public int Full => Tiers.GetValueOrDefault(1);

    public int Withheld => Tiers.GetValueOrDefault(0);
}

/// <summary>A whole administrator.</summary>
/// <param name="Observations">By kind of command.</param>
/// <param name="Feeds">Readers that brought observations, with how many.</param>
/// <param name="Sellers">Different sellers observed.</param>
/// <param name="Deals">Executed deals that the machine took.</param>
/// <param name="Simulated">Invented deals that it took; they are no data.</param>
/// <param name="Whole">Sequences follow each other from the first entry on.</param>
/// <param name="First">Time of the first entry.</param>
internal sealed record AdministratorFacts(
    bool Venue,
    IReadOnlyList<IndexFacts> Indexes,
    SortedDictionary<string, long> Observations,
    SortedDictionary<string, long> Feeds,
    int Sellers,
    long Deals,
    long Simulated,
    bool Whole,
    int Refused,
    string First,
    string Last,
    GovernanceBoard Board
);

/// <summary>Counts.</summary>
internal static class IoscoFacts
{
    public static AdministratorFacts Of(IndexSource source)
    {
        var kinds = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var feeds = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var sellers = new SortedSet<string>(StringComparer.Ordinal);
        var events = Events(source);
        var refused = events.Where(e => e.Kind == MessageKind.ObservationRefused).Select(e => e.Cause).ToHashSet();
        var (first, last, deals, simulated) = ("", "", 0L, 0L);
        var (next, whole) = (0L, true);
        foreach (var entry in source.Entries())
        {
            whole &= entry.Sequence == next++;
            if (first.Length == 0)
                first = entry.Time.ToString();
            last = entry.Time.ToString();
            kinds[entry.Kind.ToString()] = kinds.GetValueOrDefault(entry.Kind.ToString()) + 1;
            if (refused.Contains(entry.Sequence))
                continue;
            if (entry.Kind == MessageKind.ObservePrice)
            {
                if (Documents.Read<PriceObservation>(entry.Payload.Span, out _) is not { } price)
                    continue;
                feeds[price.Feed] = feeds.GetValueOrDefault(price.Feed) + 1;
                sellers.Add(price.Seller);
            }
            else if (
                entry.Kind == MessageKind.ObserveDeal
                && Documents.Read<DealObservation>(entry.Payload.Span, out _) is { } deal
            )
            {
                (deals, simulated) = deal.Simulated ? (deals, simulated + 1) : (deals + 1, simulated);
            }
        }

        var board = GovernanceReport.Board(events, out _);
        return new(
            source.IsVenue,
            Indexes(events),
            kinds,
            feeds,
            sellers.Count,
            deals,
            simulated,
            whole,
            board.Refused,
            first,
            last,
            board
        );
    }

    // What a venue published, or what the machine says over a folder of data.
    private static List<LogEntry> Events(IndexSource source)
    {
        if (source.IsVenue)
            return [.. source.Published().Select(e => e with { Payload = e.Payload.ToArray() })];
        var machine = new IndexMachine();
        var outbox = new Outbox();
        var events = new List<LogEntry>();
        foreach (var entry in source.Entries())
        {
            outbox.Clear();
            outbox.Time = entry.Time;
            outbox.Cause = entry.Sequence;
            machine.Apply(entry, outbox);
            foreach (var said in new Log.Frames(outbox.Bytes))
                events.Add(said with { Payload = said.Payload.ToArray() });
        }

        return events;
    }

    private static List<IndexFacts> Indexes(List<LogEntry> events)
    {
        var defined = new SortedDictionary<string, List<(IndexMethodology Methodology, byte[] Text)>>(
            StringComparer.Ordinal
        );
        var prints = new SortedDictionary<string, List<PrintDocument>>(StringComparer.Ordinal);
        foreach (var entry in events)
        {
            if (entry.Kind == MessageKind.IndexDefined && IndexMethodology.Read(entry.Payload, []) is { } m)
                List(defined, m.Index).Add((m, entry.Payload.ToArray()));
            else if (entry.Kind is MessageKind.Printed or MessageKind.PrintWithheld)
            {
                var print = Documents.Read<PrintDocument>(entry.Payload.Span);
                List(prints, print.Index).Add(print);
            }
        }

        return [.. defined.Select(d => Of(d.Key, d.Value, List(prints, d.Key)))];
    }

    private static IndexFacts Of(
        string index,
        List<(IndexMethodology Methodology, byte[] Text)> versions,
        List<PrintDocument> prints
    )
    {
        var (methodology, text) = versions[^1];
        var tiers = new SortedDictionary<int, int>();
        foreach (var print in prints)
            tiers[print.Tier] = tiers.GetValueOrDefault(print.Tier) + 1;
        var computed = prints.FindAll(p => p.Used.Count > 0);
        var weights = computed.Count > 0 ? ManipulationReport.Weights(computed[^1]) : [];
        var heaviest = weights.OrderByDescending(w => w.Value).FirstOrDefault();
        return new(
            index,
            methodology.Version,
            versions.Count,
            IndexPackage.Hash(text),
            prints.Count > 0 ? prints[0].Day : "",
            prints.Count > 0 ? prints[^1].Day : "",
            tiers,
            computed.Count > 0 ? computed.Min(p => p.Used.Count) : 0,
            heaviest.Key ?? "",
            heaviest.Value / 10_000.0,
            weights.Values.Sum(w => Math.Pow(w / 10_000.0, 2)),
            methodology.Governance,
            methodology.Fallbacks.Any(f => f.Committee),
            methodology.Fallbacks.Count,
            !methodology.OverDeals && methodology.Product is "token" or "gpu"
        );
    }

    private static List<T> List<T>(SortedDictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }
}
