// tokenbourse log: the entries of a venue's logs, for people.
using System.CommandLine;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Node.Verbs;

/// <summary>Prints entries as JSON, one a line.</summary>
internal static class LogVerb
{
    public static Command Build()
    {
        var folder = new Argument<string>("folder") { Description = "The venue's folder." };
        var which = new Option<string>("--log")
        {
            Description = "observations, prints, commands or events.",
            DefaultValueFactory = _ => "events",
        };
        which.AcceptOnlyFromAmong("observations", "prints", "commands", "events");
        var from = new Option<long>("--from") { Description = "First sequence.", DefaultValueFactory = _ => 0 };
        var most = new Option<long>("--most") { Description = "How many.", DefaultValueFactory = _ => 50 };
        var kind = new Option<string?>("--kind") { Description = "Only this kind, as in Traded." };
        var json = new Option<bool>("--json") { Description = "JSON (this verb writes nothing else)." };
        var command = new Command(
            "log",
            "Show entries of a log as JSON, one a line. Example: tokenbourse log data/run7 --log events --kind SettlementPriceSet --most 5"
        )
        {
            folder,
            which,
            from,
            most,
            kind,
            json,
        };
        command.SetAction(parsed =>
        {
            var wanted = MessageKind.None;
            if (parsed.GetValue(kind) is { } name && !Enum.TryParse(name, ignoreCase: true, out wanted))
                throw new VerbException($"--kind {name}: no such kind of message", 2);
            if (parsed.GetValue(from) < 0)
                throw new VerbException($"--from {parsed.GetValue(from)}: must be 0 or more", 2);
            using var logs = VenueFolder.OpenReadOnly(parsed.GetValue(folder)!);
            ILog log = parsed.GetValue(which) switch
            {
                "observations" => logs.Observations,
                "prints" => logs.Prints,
                "commands" => logs.Commands,
                _ => logs.Events,
            };
            var left = parsed.GetValue(most);
            foreach (var entry in log.Read(parsed.GetValue(from)))
            {
                if (left <= 0)
                    break;
                if (wanted != MessageKind.None && entry.Kind != wanted)
                    continue;
                Console.WriteLine(MessageJson.Write(entry));
                left--;
            }

            return 0;
        });
        return command;
    }
}
