// tokenbourse meter journal: what a meter served, metered and told the venue.
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Meter;

namespace Tokenbourse.Node.Verbs;

/// <summary>A request that was charged. Standard tokens are decimals in quotes.</summary>
/// <param name="By">The account that stood in; null: the issuer delivered.</param>
internal sealed record MeterJournalRequest(
    long Request,
    long Certificate,
    string Kind,
    bool Stream,
    long Input,
    long Cached,
    long Output,
    string StandardTokens,
    long OwnPrompt,
    long OwnOutput,
    long? SellerPrompt,
    long? SellerOutput,
    int End,
    int Endpoint,
    int Attempts,
    string Hour,
    long? By
);

/// <summary>A delivery told to the venue.</summary>
/// <param name="Answer">null: not answered yet; 0: taken; otherwise the refusal's number.</param>
/// <param name="By">The account that stood in; null: the issuer delivered.</param>
internal sealed record MeterJournalBill(
    long Record,
    long Certificate,
    string Hour,
    long Delivered,
    long Failed,
    long Requests,
    string Evidence,
    int? Answer,
    long? By
);

/// <summary>The sums of a certificate.</summary>
/// <param name="Ends">Requests that did not come to their end, by number of the reason.</param>
internal sealed record MeterJournalCertificate(
    long Certificate,
    long Requests,
    long Input,
    long Cached,
    long Output,
    string StandardTokens,
    string Held,
    long BilledUnits,
    long TakenUnits,
    long RefusedUnits,
    long FailedUnits,
    long Differences,
    long SellerExcess,
    IReadOnlyDictionary<int, long> Ends
);

/// <summary>All of it.</summary>
/// <param name="FirstRecord">1, unless earlier files were put away: then tokens, ends and requests are of the records
/// from here on, units and standard tokens still of all.</param>
/// <param name="Records">Number of the last record.</param>
internal sealed record MeterJournalReport(
    long Meter,
    long FirstRecord,
    long Records,
    long TornBytes,
    IReadOnlyList<MeterJournalCertificate> Certificates,
    IReadOnlyList<MeterJournalBill> Bills,
    IReadOnlyList<MeterJournalRequest>? Requests
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MeterJournalReport))]
internal sealed partial class MeterJournalJson : JsonSerializerContext;

/// <summary>Reads only; a meter may be writing meanwhile, and then the last record may be in its making.</summary>
internal static class MeterJournalVerb
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The journal's folder." };
        var json = new Option<bool>("--json") { Description = "One JSON object." };
        var requests = new Option<bool>("--requests") { Description = "Every charged request, too (with --json)." };
        var command = new Command(
            "journal",
            "Show what a meter served and told the venue. Example: tokenbourse meter journal data/meter"
        )
        {
            folder,
            json,
            requests,
        };
        command.SetAction(parsed =>
        {
            var report = Read(parsed.GetValue(folder)!, parsed.GetValue(requests));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, MeterJournalJson.Default.MeterJournalReport));
            else
                Tell(report);
            return 0;
        });
        return command;
    }

    private static MeterJournalReport Read(string folder, bool requests)
    {
        var statement = new JournalStatement(requests);
        JournalFound found;
        try
        {
            found = statement.Read(folder);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VerbException($"{folder}: no journal is there", 2);
        }
        catch (MeterJournalException e)
        {
            throw new VerbException(e.Message, 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{folder}: {e.Message}", 2);
        }

        return new(
            statement.Books.Meter,
            statement.First,
            found.Records,
            found.Torn,
            [.. statement.Books.Accounts.Values.Select(a => Of(a, statement))],
            [
                .. statement.Bills.Select(b => new MeterJournalBill(
                    b.Record,
                    b.Certificate,
                    HttpDeliveryVenue.Words(b.Hour),
                    b.Units,
                    b.Failed,
                    b.Requests,
                    b.Evidence.ToString(),
                    statement.Answers.TryGetValue(b.Record, out var answer) ? answer : null,
                    b.By == 0 ? null : b.By
                )),
            ],
            requests ? [.. statement.Requests.Select(Of)] : null
        );
    }

    private static MeterJournalCertificate Of(CertificateAccount account, JournalStatement statement)
    {
        var of = statement.Statements.GetValueOrDefault(account.Certificate) ?? new();
        return new(
            account.Certificate,
            account.Requests,
            of.Tokens.Input,
            of.Tokens.Cached,
            of.Tokens.Output,
            Standard(account.SettledMicro),
            Standard(account.HeldMicro),
            account.BilledUnits,
            account.TakenUnits,
            account.RefusedUnits,
            account.FailedUnits,
            of.Differences,
            of.SellerExcess,
            of.Ends.ToDictionary(e => (int)e.Key, e => e.Value)
        );
    }

    private static MeterJournalRequest Of(StatedRequest request)
    {
        var s = request.Settled;
        return new(
            s.Request,
            s.Certificate,
            request.Kind.ToString(),
            request.Stream,
            s.Tokens.Input,
            s.Tokens.Cached,
            s.Tokens.Output,
            Standard(s.Micro),
            s.OwnPrompt,
            s.OwnOutput,
            s.SellerPrompt < 0 ? null : s.SellerPrompt,
            s.SellerOutput < 0 ? null : s.SellerOutput,
            (int)s.End,
            s.Endpoint,
            s.Attempts,
            HttpDeliveryVenue.Words(s.Hour),
            s.By == 0 ? null : s.By
        );
    }

    private static string Standard(long micro) => MeterVerb.Text($"{(decimal)micro / TokenWeights.Unit:F6}");

    private static void Tell(MeterJournalReport report)
    {
        Console.WriteLine(
            MeterVerb.Text($"meter {report.Meter}: {report.Records} records, {report.Bills.Count} deliveries")
                + (report.FirstRecord > 1 ? MeterVerb.Text($"; read from record {report.FirstRecord} on") : "")
        );
        Console.WriteLine(
            $"{"certificate", 12}{"requests", 10}{"input", 12}{"cached", 12}{"output", 12}{"standard tokens", 22}"
                + $"{"billed", 12}{"taken", 12}{"refused", 10}{"failed", 10}{"differ", 8}"
        );
        foreach (var c in report.Certificates)
        {
            Console.WriteLine(
                MeterVerb.Text($"{c.Certificate, 12}{c.Requests, 10}{c.Input, 12}{c.Cached, 12}{c.Output, 12}")
                    + MeterVerb.Text($"{c.StandardTokens, 22}{c.BilledUnits, 12}{c.TakenUnits, 12}")
                    + MeterVerb.Text($"{c.RefusedUnits, 10}{c.FailedUnits, 10}{c.Differences, 8}")
            );
            foreach (var (reason, count) in c.Ends)
                Console.WriteLine(MeterVerb.Text($"{"", 12}{count, 10} ended as {reason} {(MeterRefusal)reason}"));
        }

        if (report.TornBytes > 0)
            Console.WriteLine(MeterVerb.Text($"{report.TornBytes} bytes at the end are no whole record"));
    }
}
