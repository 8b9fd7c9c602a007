// tokenbourse spot bid, cancel, issue, transfer, split, redeem: one command of the venue each.
using System.CommandLine;
using System.Text.Json.Nodes;
using Tokenbourse.Desk.Client;
using Tokenbourse.Node.Spot;

namespace Tokenbourse.Node.Verbs;

/// <summary>Commands of the spot market.</summary>
internal static class SpotSendVerbs
{
    // An option and the field of the wire that it fills.
    private readonly record struct Given(Option Option, Func<ParseResult, (string Field, JsonNode? Value)> Read);

    public static IEnumerable<Command> All() =>
        [
            Verb(
                "bid",
                "place-bid",
                "Places a bid for the next auction. Example: tokenbourse spot bid --account 1 --product GP-H100-US "
                    + "--side buy --reference 1 --first-hour 2026-03-03T05:00:00Z --hours 4 --lots 2 --limit 21.50 "
                    + "--all-or-none",
                Whole("account", "Whose.", true),
                Text("product", "The spot product."),
                Text("side", "buy or sell."),
                Whole("reference", "Your own number of it, above zero.", true),
                Text("first-hour", "The begin of its first delivery hour, as 2026-03-03T05:00:00Z.", "firstHour"),
                Whole("hours", "Consecutive hours; more than one only with --all-or-none.", false),
                Whole("lots", "In every hour.", true),
                Text("limit", "Worst price of one lot in one hour; of a block: of its average."),
                Flag("all-or-none", "All its lots in all its hours, or nothing.", "allOrNone")
            ),
            Verb(
                "cancel",
                "cancel-bid",
                "Takes a bid back before its auction.",
                Whole("account", "Whose.", true),
                Text("product", "The spot product."),
                Whole("reference", "The bid's number.", true)
            ),
            Verb(
                "issue",
                "issue-certificate",
                "Makes a certificate without a sale, against collateral, to pass it on or to tender it.",
                Whole("account", "Whose.", true),
                Text("product", "The spot product."),
                Text("first-hour", "The begin of its first delivery hour.", "firstHour"),
                Whole("hours", "Hours of its window.", true),
                Whole("lots", "In every hour.", true),
                Text("reference", "Your own name of it, used once: 1 to 24 letters, digits and marks.")
            ),
            Verb(
                "transfer",
                "transfer-certificate",
                "Gives a certificate to another account, free of payment.",
                Whole("account", "Whose.", true),
                Whole("certificate", "Its number.", true),
                Whole("to", "The account that gets it.", true)
            ),
            Verb(
                "split",
                "split-certificate",
                "Takes lots off into a certificate of their own.",
                Whole("account", "Whose.", true),
                Whole("certificate", "Its number.", true),
                Whole("lots", "How many.", true)
            ),
            Verb(
                "redeem",
                "redeem-certificate",
                "Asks for delivery through a meter; from then on the certificate stays with its owner.",
                Whole("account", "Whose.", true),
                Whole("certificate", "Its number.", true),
                Whole("meter", "The meter that may draw on it.", true)
            ),
        ];

    private static Command Verb(string word, string command, string description, params Given[] given)
    {
        var (venue, json) = (SpotVerb.VenueOption(), SpotVerb.JsonOption());
        var verb = new Command(word, description) { venue, json };
        foreach (var one in given)
            verb.Options.Add(one.Option);
        verb.SetAction(
            (parsed, cancel) =>
            {
                var body = new JsonObject();
                foreach (var one in given)
                {
                    var (field, value) = one.Read(parsed);
                    if (value is not null)
                        body.Add(field, value);
                }

                return SpotVerb.Ask(
                    parsed.GetValue(venue)!,
                    client => Send(client, command, body.ToJsonString(), parsed.GetValue(json), cancel)
                );
            }
        );
        return verb;
    }

    private static async Task<int> Send(
        VenueClient client,
        string command,
        string body,
        bool json,
        CancellationToken cancel
    )
    {
        var answer = await client.SpotSend(command, body, cancel);
        if (answer.Error is not null)
            return SpotVerb.Refused(answer, json);
        Console.Write(json ? SpotVerb.Indented(answer.Text) + "\n" : SpotText.Events(answer.Text));
        return 0;
    }

    private static Given Whole(string name, string description, bool required)
    {
        var option = new Option<long?>($"--{name}") { Description = description, Required = required };
        return new(option, parsed => (name, parsed.GetValue(option) is { } value ? JsonValue.Create(value) : null));
    }

    private static Given Text(string name, string description, string? field = null)
    {
        var option = new Option<string>($"--{name}") { Description = description, Required = true };
        return new(option, parsed => (field ?? name, JsonValue.Create(parsed.GetValue(option)!)));
    }

    private static Given Flag(string name, string description, string field)
    {
        var option = new Option<bool>($"--{name}") { Description = description };
        return new(option, parsed => (field, parsed.GetValue(option) ? JsonValue.Create(true) : null));
    }
}
