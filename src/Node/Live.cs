// The live venue: folders, history, the venue, its doors, the traders; wired by hand.
using System.Globalization;
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Clearing;
using Tokenbourse.Node.Curves;
using Tokenbourse.Node.Indexes;
using Tokenbourse.Node.Papers;
using Tokenbourse.Node.Reports;
using Tokenbourse.Node.Verbs;
using Tokenbourse.Node.Watch;
using Tokenbourse.Sim;
using Tokenbourse.Venue;

namespace Tokenbourse.Node;

/// <summary>Runs until it is told to stop.</summary>
internal static class Live
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(25);

    public static async Task<int> Run(RunOptions options, CancellationToken cancel)
    {
        var folder = options.Folder ?? Path.Combine(Home.Folder, "data", "live");
        var plan = Wiring.Plan(options.Seed, options.Start, options.Rulebook, options.Reference);
        var manifest = Manifest.Of(
            "live",
            options.Seed,
            options.Start.ToString(),
            Release.Version,
            Wiring.Fingerprint(plan)
        );
        var found = VenueFolder.Read(folder);
        if (found is not null && found != manifest)
        {
            throw new VerbException(
                $"{folder}: holds another venue (seed {found.Seed}, start {found.Start}, {found.Kind}, program {found.Program}); choose another --out",
                2
            );
        }

        using var log = new VenueLog(options.Watch);
        using var tracing = new Tracing(options.Watch);
        using var watch = new VenueWatch(folder, options.Watch.DiskFloor);
        using var access = LiveAccess.Open(options.Access);
        var sessions = options.Fix.Read(access.Doors is not null);
        var place = OfficeVerb.Place(options.Office, folder);
        MakerFiles.Take(options.Rulebook, folder);
        using var logs = VenueFolder.Open(folder, live: true);
        // A place that cannot be used is said at once, before anything is prepared.
        using var office = OfficeKeeper.Start(place, logs);
        // A folder whose history was not finished is begun again: nobody has traded in it but the seed.
        if (found is null || !IsPrepared(folder))
            Prepare(plan, options, folder, manifest, logs, log);
        WarmVenue.Run(folder);
        using var venue = new LiveVenue(logs, options.Speed, watch.Meters);
        watch.Open(venue);
        SetCaps(options.Watch.Caps, venue, access, log);
        var facts = new VenueFacts(
            "SIM",
            (long)options.Seed,
            true,
            options.Speed,
            Release.Version,
            VenueFolder.Epoch(folder)
        );
        var stress = StressSet.Read(options.Rulebook);
        var desk = new ClearingDesk(logs.Commands.Read, stress);
        var readers = new VenueReaders(
            sequence => ReplayReaders.Observation(logs, sequence),
            () => logs.Commands.Tail - 1,
            new CurveServer(venue.Views, facts.Simulated).Readers,
            logs.Events.Read,
            desk,
            PaperDoor.Press,
            desk,
            new InfluenceDesk(logs.Observations.Read),
            new(logs, replayed => ReplayReaders.Of(replayed, logs, stress, facts.Simulated))
        );
        var tls = access.Tls(options.Port);
        var app = HttpServer.Build(
            new()
            {
                Port = options.Port,
                TerminalFolder = Home.Terminal,
                Identity = access.Doors,
                Tls = tls,
                Address = options.Access.Address,
                Rates = options.Watch.Rates,
                MostStreams = options.Watch.Streams,
                // The rest is for requests.
                MostConnections = options.Watch.Streams + 768,
                Watch = watch.Doors,
                Logging = log.Configure,
            },
            venue,
            facts,
            readers
        );
        await app.StartAsync(cancel);
        await WarmVenue.Door(options.Port, cancel);
        var door = (options.Access.Address, tls);
        using var fix = LiveFix.Open(options.Fix, sessions, folder, venue, access, watch.Doors.Meters, door);
        watch.Doors.Begin();
        log.Tell(
            $"recovered: market from snapshot {venue.Recovery.Market.Snapshot} and {venue.Recovery.Market.Replayed} commands"
        );
        log.Tell(
            $"Tokenbourse is open (simulated trading, seed {options.Seed}, {options.Speed} venue seconds a second)"
        );
        foreach (var url in app.Urls)
            log.Tell($"  {url}/");
        if (fix is not null)
            log.Tell($"  FIX: {options.Access.Address}:{fix.Port}, {sessions.Count} sessions");
        log.Tell($"  access: {access.Text}");
        log.Tell($"  back office: {place}");
        log.Tell("  stop with Ctrl-C; start again to go on where it stopped");
        try
        {
            await Task.Run(() => Work(plan, venue, logs, watch, cancel), CancellationToken.None);
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }

        if (venue.Fault is { } fault)
            throw new VerbException($"the venue stopped: {fault.Message}", 1);
        return 0;
    }

    /// <summary>Before the doors open. What an operator gives at the machine stands in the audit log, too.</summary>
    private static void SetCaps(string? file, LiveVenue venue, LiveAccess access, VenueLog log)
    {
        if (file is null)
            return;
        try
        {
            var set = DefaultCaps.Apply(venue, File.ReadAllBytes(file));
            log.Tell($"caps of {file}: {set} set, the others were there");
            if (access.Doors?.Store is { } store && set > 0)
                store.Write(new Acted(store.Now, "operator at the machine", $"caps at the start: {set} set"));
        }
        catch (Exception e) when (e is DefaultCapsException or IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"--caps {file}: {e.Message}", 2);
        }
    }

    private static string Mark(string folder) => Path.Combine(folder, "prepared");

    private static bool IsPrepared(string folder) => File.Exists(Mark(folder));

    /// <summary>Index history, then some days of trading, so that a newcomer finds a market with a past.</summary>
    private static void Prepare(
        WorldPlan plan,
        RunOptions options,
        string folder,
        Manifest manifest,
        VenueLogs logs,
        VenueLog log
    )
    {
        var days = options.Days ?? 8;
        log.Tell(
            $"preparing: index history from {plan.Facts.Count} dated facts, then {days} simulated trading dates ..."
        );
        VenueFolder.Write(folder, manifest);
        VenueFolder.BeginEpoch(folder);
        var world = new World(plan, new Venue.Venue(VenueFolder.Again(logs)));
        world.DateEnded = date =>
        {
            log.Tell($"  {date} settled");
            Directory.CreateDirectory(VenueFolder.Bulletins(folder));
            File.WriteAllText(
                Path.Combine(VenueFolder.Bulletins(folder), $"{date}.txt"),
                BulletinText.Of(Present.Bulletin(world.Venue.Views, date, simulated: true)!)
            );
        };
        world.Prepare();
        world.Run(days);
        world.Venue.SaveSnapshots();
        logs.Prints.Flush();
        logs.Events.Flush();
        File.WriteAllText(Mark(folder), string.Create(CultureInfo.InvariantCulture, $"{days}\n"));
    }

    /// <summary>The clerk's and the crowd's rounds, on one thread; facts are fed as they become knowable in venue
    /// time.</summary>
    private static void Work(
        WorldPlan plan,
        LiveVenue venue,
        VenueLogs logs,
        VenueWatch watch,
        CancellationToken cancel
    )
    {
        var crowd = new Crowd(plan.Seed, venue, logs.Events);
        var next = 0;
        // Everything that had become knowable before the stop is on the log already, in the same order.
        var fed = logs
            .Observations.Read(0)
            .Count(e =>
                e.Kind
                    is Model.Messages.MessageKind.ObservePrice
                        or Model.Messages.MessageKind.ObserveQuality
                        or Model.Messages.MessageKind.ObserveRate
            );
        next += fed;
        while (!cancel.IsCancellationRequested && venue.IsRunning)
        {
            while (next < plan.Facts.Count && plan.Facts[next].Seen <= venue.Now)
            {
                venue.Observe(plan.Facts[next].Kind, plan.Facts[next].Document);
                next++;
            }

            venue.Attend();
            crowd.Act();
            venue.SkipDeadTime();
            watch.Round();
            cancel.WaitHandle.WaitOne(Round);
        }
    }
}
