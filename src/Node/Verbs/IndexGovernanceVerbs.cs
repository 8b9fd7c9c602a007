// tokenbourse index diff, history and governance: what changed, what was known when, and what is open.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Indexes;

namespace Tokenbourse.Node.Verbs;

/// <summary>A print as it was known at a time.</summary>
/// <param name="Known">Since when (UTC).</param>
/// <param name="What">published or restated.</param>
internal sealed record KnownPrint(
    string Index,
    string Day,
    string Known,
    string What,
    decimal? Value,
    int Tier,
    string TierName,
    string Reason
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<KnownPrint>))]
[JsonSerializable(typeof(List<MethodologyChange>))]
internal sealed partial class KnownJson : JsonSerializerContext;

/// <summary>Two versions compared.</summary>
internal static class IndexDiffVerb
{
    public static Command Build()
    {
        var index = new Argument<string>("index") { Description = "Name of the index." };
        var before = new Argument<string>("before") { Description = "A version, or a methodology file." };
        var after = new Argument<string>("after") { Description = "A version, or a methodology file." };
        var from = new SourceOptions();
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "diff",
            "What changed between two versions of a methodology, field by field. "
                + "Example: tokenbourse index diff CSTI-S 1 draft.json"
        )
        {
            index,
            before,
            after,
            json,
        };
        foreach (var option in from.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            using var source = from.Open(parsed);
            var name = parsed.GetValue(index)!;
            var changes = MethodologyDiff.Of(
                Document(source, name, parsed.GetValue(before)!),
                Document(source, name, parsed.GetValue(after)!)
            );
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize([.. changes], KnownJson.Default.ListMethodologyChange));
            else if (changes.Count == 0)
                Console.WriteLine("no difference");
            foreach (var change in parsed.GetValue(json) ? [] : changes)
                Console.WriteLine(change);
            return 0;
        });
        return command;
    }

    private static ReadOnlyMemory<byte> Document(IndexSource source, string index, string which)
    {
        if (File.Exists(which))
        {
            var faults = new List<SpecFault>();
            var bytes = File.ReadAllBytes(which);
            return IndexMethodology.Read(bytes, faults) is not null
                ? bytes
                : throw new VerbException($"{which}: {faults[0]}", 2);
        }

        foreach (var entry in source.Entries())
        {
            if (
                entry.Kind == MessageKind.DefineIndex
                && IndexMethodology.Read(entry.Payload, []) is { } methodology
                && methodology.Index == index
                && methodology.Version.ToString(CultureInfo.InvariantCulture) == which
            )
                return entry.Payload.ToArray();
        }

        throw new VerbException($"{source.Name}: {index} has no version {which}, and there is no such file", 2);
    }
}

/// <summary>A print as first published and as restated, each with when it was known.</summary>
internal static class IndexHistoryVerb
{
    public static Command Build()
    {
        var index = new Argument<string>("index") { Description = "Name of the index." };
        var day = new Argument<string>("day") { Description = "Day of the print, yyyy-MM-dd." };
        var folder = new Option<string>("--folder") { Description = "The venue's folder.", Required = true };
        var asOf = new Option<string?>("--as-of")
        {
            Description = "Only what was known then: a date, or a moment like 2026-03-16T18:00:00Z.",
        };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "history",
            "A print as first published and as restated since. Settlement uses the first. "
                + "Example: tokenbourse index history CSTI-S 2026-03-16 --folder data/run7"
        )
        {
            index,
            day,
            folder,
            asOf,
            json,
        };
        command.SetAction(parsed =>
        {
            var until = Instant.Never;
            if (parsed.GetValue(asOf) is { } text && !Instant.TryParse(text, out until))
                throw new VerbException($"--as-of {text}: must be a date or a moment in UTC", 2);
            if (!TradingDate.TryParse(parsed.GetValue(day)!, out _))
                throw new VerbException($"{parsed.GetValue(day)}: must be a date, yyyy-MM-dd", 2);
            using var source = IndexSource.Open(parsed.GetValue(folder), null, "");
            var known = Known(source, parsed.GetValue(index)!, parsed.GetValue(day)!, until);
            if (known.Count == 0)
                throw new VerbException($"{source.Name}: no such print was known then", 1);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(known, KnownJson.Default.ListKnownPrint));
            foreach (var k in parsed.GetValue(json) ? [] : known)
            {
                var value = k.Value?.ToString(CultureInfo.InvariantCulture) ?? "withheld";
                Console.WriteLine($"{k.Known}  {k.What, -10} {value, 12}  tier {k.Tier}: {k.TierName} {k.Reason}");
            }

            return 0;
        });
        return command;
    }

    private static List<KnownPrint> Known(IndexSource source, string index, string day, Instant until)
    {
        var known = new List<KnownPrint>();
        foreach (var entry in source.Published())
        {
            if (entry.Time > until)
                break;
            if (entry.Kind is MessageKind.Printed or MessageKind.PrintWithheld)
                Add(Documents.Read<PrintDocument>(entry.Payload.Span), "published", "");
            else if (entry.Kind == MessageKind.PrintRestated)
            {
                var restated = Documents.Read<RestatedPrint>(entry.Payload.Span);
                Add(restated.Print, "restated", $"({restated.Reason}; settlement keeps the first)");
            }

            void Add(PrintDocument print, string what, string reason)
            {
                if (print.Index == index && print.Day == day)
                    known.Add(
                        new(index, day, entry.Time.ToString(), what, print.Value, print.Tier, print.TierName, reason)
                    );
            }
        }

        return known;
    }
}

/// <summary>Everything that governance has open.</summary>
internal static class IndexGovernanceVerb
{
    public static Command Build()
    {
        var folder = new Option<string>("--folder") { Description = "The venue's folder.", Required = true };
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command(
            "governance",
            "Upcoming changes, judgements, complaints, restatements, and trades in blackouts. "
                + "Example: tokenbourse index governance --folder data/run7"
        )
        {
            folder,
            json,
        };
        command.SetAction(parsed =>
        {
            using var logs = VenueFolder.OpenReadOnly(parsed.GetValue(folder)!);
            var shape = GovernanceReport.Of(logs);
            Console.Write(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(shape, GovernanceJson.Default.GovernanceShape) + "\n"
                    : Text(shape)
            );
            return shape.Complaints.Any(c => c.State == "overdue") ? 1 : 0;
        });
        return command;
    }

    private static string Text(GovernanceShape s)
    {
        var text = new StringBuilder($"as of {s.AsOf}\n");
        Section(
            text,
            "versions to come",
            s.Versions.Select(v => $"{v.Index} version {v.Version} from {v.Effective}, announced {v.Announced}")
        );
        Section(text, "announced changes to come", s.Upcoming.Select(Change));
        Section(text, "announced too late", s.Late.Select(Change));
        Section(
            text,
            "judgements",
            s.Judgements.Select(j =>
                $"{j.Index} {j.Day}: {j.Value} by {j.ProposedBy}, "
                + $"{(j.ApprovedBy is null ? "NOT approved" : $"approved by {j.ApprovedBy}")}: {j.Reason}"
            )
        );
        Section(
            text,
            "complaints",
            s.Complaints.Select(c =>
                $"{c.Number} {c.State}, {c.From} on {c.Index}, answer by {c.AnswerBy}: {c.Text} {c.Outcome}"
            )
        );
        Section(
            text,
            "restated prints (settlement keeps the first)",
            s.Restated.Select(r =>
                $"{r.Index} {r.Day}: {r.First} would be {r.Print.Value}, known {r.Known}: {r.Reason}"
            )
        );
        Section(
            text,
            "contributors' accounts",
            s.Affiliates.Select(a => $"{a.Account} of {a.Seller}: {a.Link} (named by {a.Person})")
        );
        Section(
            text,
            "trades in a blackout",
            s.Blackout.Select(b =>
                $"{b.Time} account {b.Account} of {b.Seller}: {b.Lots} lots {b.Symbol} before {b.Index} of {b.Print}"
            )
        );
        Section(text, "told only, not enforced", s.NotEnforced);
        return text.ToString();
    }

    private static string Change(ChangeAnnouncedDocument c)
    {
        var weights = c.Indexes.Select(i =>
            $"{i.Index} {i.WeightPpm / 10_000m:0.00} %{(i.InTime ? "" : $" LATE, earliest {i.Earliest}")}"
        );
        var price = c.Change.Price is { } p ? $"{p} {c.Change.Currency}" : "withdrawn";
        return $"{c.Change.Effective} {c.Change.Seller} {c.Change.Item} {c.Change.Class}: {price}, "
            + $"announced {c.Announced}; {string.Join(", ", weights)}";
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var list = lines.ToList();
        text.Append(CultureInfo.InvariantCulture, $"\n{title}: {(list.Count == 0 ? "none" : list.Count)}\n");
        foreach (var line in list)
            text.Append("  ").Append(line).Append('\n');
    }
}
