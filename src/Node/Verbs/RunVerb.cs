// tokenbourse run: the venue, live on loopback or headless for so many days.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Reports;
using Tokenbourse.Node.Watch;
using Tokenbourse.Sim;

namespace Tokenbourse.Node.Verbs;

/// <summary>Starts the venue.</summary>
internal static class RunVerb
{
    // Two weeks before a month's end, with real index history on both sides of it: twenty days see an expiry.
    private const string DefaultStart = "2026-03-16";

    public static Command Build()
    {
        var headless = new Option<bool>("--headless")
        {
            Description = "No page and no sockets: play the days as fast as they go, then stop.",
        };
        var days = new Option<int?>("--days")
        {
            Description =
                "Trading dates to play, 1 to 250. Headless: 20 when not given. Live: dates played before the doors open, 8 when not given.",
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Where all chance comes from.",
            DefaultValueFactory = _ => 7,
        };
        var output = new Option<string?>("--out")
        {
            Description =
                "Folder of logs, snapshots and bulletins. Default: data/live, or for headless a folder of its own under data/.",
        };
        var start = new Option<string>("--start")
        {
            Description = "First date, yyyy-MM-dd.",
            DefaultValueFactory = _ => DefaultStart,
        };
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1 (live).",
            DefaultValueFactory = _ => 5080,
        };
        var speed = new Option<int>("--speed")
        {
            Description = "Venue seconds in a real second (live, 1 to 3600).",
            DefaultValueFactory = _ => 120,
        };
        var rulebook = new Option<string>("--rulebook")
        {
            Description = "Folder of contracts, spreads, indexes, margins, calendars.",
            DefaultValueFactory = _ => Home.Rulebook,
        };
        var reference = new Option<string>("--reference")
        {
            Description = "Folder of observation tables.",
            DefaultValueFactory = _ => Home.Reference,
        };
        var acks = new Option<string?>("--acks")
        {
            Description = "File that gets a line for each command after it is durable (for crash tests).",
        };
        var office = OfficeVerb.Office(
            "Live: office.db in the venue's folder when not given. Headless: none when not given."
        );
        var identity = new Option<string?>("--identity")
        {
            Description =
                "Identity folder (live): only who is known may trade. Without it everybody who reaches the door may.",
        };
        var kek = new Option<string?>("--kek")
        {
            Description = "With --identity: file of the key-encryption key. Default: kek in the identity folder.",
        };
        var tls = new Option<string?>("--tls")
        {
            Description =
                "With --identity: certificate and key without their endings, as data/ca/door; TLS 1.3, and administration "
                + "on a port of its own for operators with certificates of the ca.crt beside them.",
        };
        var adminPort = new Option<int?>("--admin-port")
        {
            Description = "With --tls: the port of administration. Default: the one after --port.",
        };
        var listen = new Option<string?>("--listen")
        {
            Description = "With --tls: the address to listen on. Default: 127.0.0.1.",
        };
        var fix = new Option<int?>("--fix")
        {
            Description = "With --fix-sessions (live): port of the FIX gateway; TLS with --tls.",
        };
        var fixSessions = new Option<string?>("--fix-sessions")
        {
            Description = "With --fix: file of the sessions that may log on (docs/protocols/fix.md).",
        };
        var watch = new WatchSwitches();
        var json = new Option<bool>("--json") { Description = "Bulletins and the summary as JSON lines." };
        var command = new Command(
            "run",
            "Start the venue with simulated traders on real index history. Example: tokenbourse run --headless --days 20 --seed 7 --out data/run7"
        )
        {
            headless,
            days,
            seed,
            output,
            start,
            port,
            speed,
            rulebook,
            reference,
            acks,
            office,
            identity,
            kek,
            tls,
            adminPort,
            listen,
            fix,
            fixSessions,
            json,
        };
        watch.AddTo(command);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var options = new RunOptions(
                    parsed.GetValue(days),
                    parsed.GetValue(seed),
                    parsed.GetValue(output),
                    Date(parsed.GetValue(start)!),
                    parsed.GetValue(rulebook)!,
                    parsed.GetValue(reference)!,
                    parsed.GetValue(acks),
                    parsed.GetValue(json),
                    parsed.GetValue(port),
                    parsed.GetValue(speed),
                    parsed.GetValue(office),
                    new(
                        parsed.GetValue(identity),
                        parsed.GetValue(kek),
                        parsed.GetValue(tls),
                        parsed.GetValue(adminPort),
                        parsed.GetValue(listen)
                    ),
                    new(parsed.GetValue(fix), parsed.GetValue(fixSessions)),
                    watch.Read(parsed)
                );
                if (options.Days is < 1 or > 250)
                    throw new VerbException($"--days {options.Days}: must be 1 to 250", 2);
                options.Access.Check(parsed.GetValue(headless));
                options.Fix.Check(parsed.GetValue(headless));
                if (options.Speed is < 1 or > 3600)
                    throw new VerbException($"--speed {options.Speed}: must be 1 to 3600", 2);
                return parsed.GetValue(headless) ? Headless(options) : await Live.Run(options, cancel);
            }
        );
        return command;
    }

    private static TradingDate Date(string text) =>
        TradingDate.TryParse(text, out var date)
            ? date
            : throw new VerbException($"--start {text}: must be a date, yyyy-MM-dd", 2);

    private static int Headless(RunOptions options)
    {
        var days = options.Days ?? 20;
        var folder =
            options.Folder ?? Path.Combine("data", string.Create(CultureInfo.InvariantCulture, $"run-{options.Seed}"));
        using var run = HeadlessRun.Open(options, folder);
        run.World.DateEnded = date => Told(run, date, options.Json);
        run.Play(days);
        var result = run.Finish();
        if (options.Json)
            Console.WriteLine(JsonSerializer.Serialize(result, RunJson.Default.RunResult));
        else
            Console.Write(result.Text());
        return result.Balanced ? 0 : 1;
    }

    private static void Told(HeadlessRun run, TradingDate date, bool json)
    {
        var bulletin = Present.Bulletin(run.World.Venue.Views, date, simulated: true)!;
        var text = BulletinText.Of(bulletin);
        run.KeepBulletin(date, text);
        Console.WriteLine(json ? JsonSerializer.Serialize(bulletin, WireJson.Default.BulletinShape) : text);
    }
}

/// <summary>What the user asked of a run.</summary>
internal sealed record RunOptions(
    int? Days,
    ulong Seed,
    string? Folder,
    TradingDate Start,
    string Rulebook,
    string Reference,
    string? Acks,
    bool Json,
    int Port,
    int Speed,
    string? Office,
    AccessOptions Access,
    FixOptions Fix,
    WatchOptions Watch
);
