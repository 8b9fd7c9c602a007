// tokenbourse admin: proposals of changes and their approval, through the venue's administration door.
using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>A thin client; every request is signed with the operator's key file.</summary>
internal static class AdminVerb
{
    private const string Address = "v1/admin/proposals";
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static Command Build() =>
        new("admin", "Changes of the venue's parameters: one person proposes, another in another role approves.")
        {
            List(),
            Propose(),
            Approve(),
            Reject(),
        };

    private static Command List()
    {
        var door = new Door();
        var command = new Command("list", "Show all proposals. Example: tokenbourse admin list --key mona.key");
        door.AddTo(command);
        command.SetAction((parsed, cancel) => Ask(door.Open(parsed), HttpMethod.Get, Address, null, cancel));
        return command;
    }

    private static Command Propose()
    {
        var (door, role) = (new Door(), Role());
        var what = new Argument<string>("command")
        {
            Description = "As define-limits, set-release, set-trading-state.",
        };
        var document = new Option<string>("--document") { Description = "File of its JSON.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, 20 to 2000 characters.", Required = true };
        var at = new Option<string?>("--effective-at")
        {
            Description =
                "The venue's moment from which on it is handed in, as 2026-04-01T00:00:00Z. Default: at once.",
        };
        var (en, zh) = (Notice("--notice-en", "English"), Notice("--notice-zh", "Chinese"));
        var command = new Command(
            "propose",
            "Propose a change. Example: tokenbourse admin propose define-limits --document limits.json "
                + "--reason \"Open interest has doubled since May.\" --key mona.key"
        )
        {
            what,
            document,
            reason,
            at,
            en,
            zh,
            role,
        };
        door.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var body = new JsonObject
                {
                    ["command"] = parsed.GetValue(what),
                    ["document"] = Document(parsed.GetValue(document)!),
                    ["reason"] = parsed.GetValue(reason),
                };
                Add(body, "effectiveAt", parsed.GetValue(at));
                Add(body, "noticeEn", parsed.GetValue(en));
                Add(body, "noticeZh", parsed.GetValue(zh));
                Add(body, "role", parsed.GetValue(role));
                return Ask(door.Open(parsed), HttpMethod.Post, Address, body, cancel);
            }
        );
        return command;
    }

    private static Command Approve()
    {
        var (door, role, proposal) = (new Door(), Role(), Proposal());
        var hash = new Option<string>("--hash")
        {
            Description = "The proposal's hash, as it was read: it says what is approved.",
            Required = true,
        };
        var command = new Command(
            "approve",
            "Approve a proposal of another person. Example: tokenbourse admin approve pabc --hash 5f0c... "
                + "--key carl.key"
        )
        {
            proposal,
            hash,
            role,
        };
        door.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var body = new JsonObject { ["hash"] = parsed.GetValue(hash) };
                Add(body, "role", parsed.GetValue(role));
                var path = $"{Address}/{Uri.EscapeDataString(parsed.GetValue(proposal)!)}/approve";
                return Ask(door.Open(parsed), HttpMethod.Post, path, body, cancel);
            }
        );
        return command;
    }

    private static Command Reject()
    {
        var (door, proposal) = (new Door(), Proposal());
        var reason = new Option<string>("--reason") { Description = "Why.", Required = true };
        var command = new Command(
            "reject",
            "Turn a proposal down, or take one's own back. Example: tokenbourse admin reject pabc "
                + "--reason \"wrong month\" --key carl.key"
        )
        {
            proposal,
            reason,
        };
        door.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var body = new JsonObject { ["reason"] = parsed.GetValue(reason) };
                var path = $"{Address}/{Uri.EscapeDataString(parsed.GetValue(proposal)!)}/reject";
                return Ask(door.Open(parsed), HttpMethod.Post, path, body, cancel);
            }
        );
        return command;
    }

    private static Option<string?> Role() =>
        new("--role") { Description = "In which role; needed where the key has several." };

    private static Option<string?> Notice(string name, string language) =>
        new(name) { Description = $"What the market is told of it, in {language}; in both languages or in none." };

    private static Argument<string> Proposal() => new("proposal") { Description = "Its number." };

    private static void Add(JsonObject body, string name, string? value)
    {
        if (value is not null)
            body[name] = value;
    }

    private static JsonNode Document(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) ?? throw new VerbException($"{file}: holds null", 2);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new VerbException($"--document {file}: {e.Message}", 2);
        }
    }

    private static async Task<int> Ask(
        HttpClient venue,
        HttpMethod method,
        string path,
        JsonObject? body,
        CancellationToken cancel
    )
    {
        using var http = venue;
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            Console.WriteLine(JsonNode.Parse(text)!.ToJsonString(_indented));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            throw new VerbException($"{http.BaseAddress}: {e.Message}", 2);
        }
    }

    /// <summary>Where the venue is, and who comes.</summary>
    private sealed class Door
    {
        private readonly Option<string> _venue = new("--venue")
        {
            Description = "The address of administration.",
            DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };

        private readonly Option<string?> _key = new("--key")
        {
            Description = $"The operator's key file. Default: {KeyedHttp.Variable}.",
        };

        private readonly Option<string?> _certificate = new("--certificate")
        {
            Description = "With TLS: the operator's certificate and key without their endings, as data/ca/mona.",
        };

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_venue, _key, _certificate])
                command.Add(option);
        }

        public HttpClient Open(ParseResult parsed) =>
            MarketSources.Http(
                "--venue",
                parsed.GetValue(_venue)!,
                parsed.GetValue(_key),
                parsed.GetValue(_certificate)
            );
    }
}
