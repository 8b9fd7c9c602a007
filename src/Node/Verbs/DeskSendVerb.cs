// tokenbourse desk send: works an approved plan on the venue's public door; safe to run again after any cut.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>Sends orders.</summary>
internal static class DeskSendVerb
{
    public static Command Build()
    {
        var desk = DeskVerb.FolderOption();
        var to = new Option<string>("--to")
        {
            Description = "The venue's address.",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        var account = new Option<int>("--account") { Description = "Whose orders.", Required = true };
        var tolerance = new Option<decimal>("--tolerance")
        {
            Description = "How far the limit may be from the plan's price, 0 to 0.2.",
            DefaultValueFactory = _ => 0.02m,
        };
        var flag = new Option<string>("--flag")
        {
            Description = "hedge: orders say that they hedge (hedge accounts); none: they do not.",
            DefaultValueFactory = _ => "hedge",
        };
        var most = new Option<long>("--most-lots") { Description = "Of one order.", DefaultValueFactory = _ => 50 };
        var by = new Option<string>("--by") { Description = "Who sends.", DefaultValueFactory = _ => "desk send" };
        var key = new Option<string?>("--key")
        {
            Description = $"Key file to sign with, for venues that ask who is there. Default: {KeyedHttp.Variable}.",
        };
        var json = new Option<bool>("--json") { Description = "The report as JSON." };
        var command = new Command(
            "send",
            "Works today's share of an approved plan. Run it again after a cut, and each day until all is "
                + "filled. Example: tokenbourse desk send --to http://127.0.0.1:5080 --account 1"
        )
        {
            desk,
            to,
            account,
            tolerance,
            flag,
            most,
            by,
            key,
            json,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var word = parsed.GetValue(flag)!;
                if (word is not ("hedge" or "none"))
                    throw new VerbException($"--flag {word}: must be hedge or none", 2);
                if (parsed.GetValue(tolerance) is < 0 or > 0.2m)
                    throw new VerbException($"--tolerance {parsed.GetValue(tolerance)}: must be 0 to 0.2", 2);
                if (parsed.GetValue(most) < 1)
                    throw new VerbException($"--most-lots {parsed.GetValue(most)}: must be at least 1", 2);
                var address = parsed.GetValue(to)!;
                var options = new SendOptions(
                    address.TrimEnd('/'),
                    parsed.GetValue(account),
                    parsed.GetValue(tolerance),
                    word == "hedge",
                    parsed.GetValue(most),
                    parsed.GetValue(by)!
                );
                var folder = new DeskFolder(parsed.GetValue(desk)!);
                using var http = MarketSources.Http("--to", address, parsed.GetValue(key));
                return await Send(folder, http, options, parsed.GetValue(json), cancel);
            }
        );
        return command;
    }

    private static async Task<int> Send(
        DeskFolder folder,
        HttpClient http,
        SendOptions options,
        bool json,
        CancellationToken cancel
    )
    {
        var (plan, policy) = (folder.Plan(), folder.Policy());
        using var journal = JournalFiles.Open(folder);
        try
        {
            var sender = new Sender(journal, new VenueClient(http), options, JournalFiles.Moment);
            var report = await sender.Send(plan, policy, cancel);
            if (json)
            {
                Console.WriteLine(JsonSerializer.Serialize(report, TrackJson.Default.SendReport));
                return report.Refused ? 1 : 0;
            }

            foreach (var line in report.Said)
                Console.WriteLine(line);
            Console.WriteLine(report.Done ? "all lots of the plan are filled" : "lots are left: run desk send again");
            return report.Refused ? 1 : 0;
        }
        catch (DeskRefusalException refusal)
        {
            throw new VerbException(refusal.Message, 1);
        }
        catch (VenueException fault)
        {
            throw new VerbException($"{fault.Message}; the journal knows how far it came: run desk send again", 2);
        }
    }
}
