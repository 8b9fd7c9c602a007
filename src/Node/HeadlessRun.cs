// A run that is a function of its seed: begun, or taken up again where a crash left it.
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Verbs;
using Tokenbourse.Sim;
using Tokenbourse.Storage.Office;
using Tokenbourse.Venue;

namespace Tokenbourse.Node;

/// <summary>How a run ended. Every imbalance is in whole units and must be zero.</summary>
internal sealed record RunResult(
    ulong Seed,
    int Dates,
    long Commands,
    long Events,
    long Prints,
    long Trades,
    long PositionImbalance,
    SortedDictionary<string, string> LedgerSum,
    SortedDictionary<string, string> VariationImbalance,
    SortedDictionary<string, string> StatementImbalance,
    string Auditor,
    bool Balanced,
    string Digest,
    string Folder
)
{
    public string Text()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nRECONCILIATION of {Dates} dates, seed {Seed} (simulated trading)\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"  positions: longs less shorts {PositionImbalance}\n");
        foreach (var (currency, sum) in LedgerSum)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {currency}: ledger sums to {sum}; variation margin to {VariationImbalance[currency]}; statements less ledger {StatementImbalance[currency]}\n"
            );
        }

        text.Append(CultureInfo.InvariantCulture, $"  auditor: {Auditor}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"  {Commands} commands, {Events} events, {Prints} prints, {Trades} trades in {Folder}\n"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"  {(Balanced ? "everything ties out" : "IT DOES NOT TIE OUT")}\ndigest {Digest}\n"
        );
        return text.ToString();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class RunJson : JsonSerializerContext;

/// <summary>Holds the world and its folder.</summary>
internal sealed class HeadlessRun : IDisposable
{
    private readonly VenueLogs _logs;
    private readonly StreamWriter? _acks;
    private readonly string _folder;
    private readonly OfficeAddress? _office;
    private readonly ulong _seed;
    private int _dates;

    private HeadlessRun(
        World world,
        VenueLogs logs,
        string folder,
        ulong seed,
        StreamWriter? acks,
        OfficeAddress? office
    )
    {
        World = world;
        _logs = logs;
        _folder = folder;
        _seed = seed;
        _acks = acks;
        _office = office;
    }

    public World World { get; }

    /// <summary>Opens the folder: a new one begins, one that holds the beginning of the same run is taken up, any other
    /// is refused.</summary>
    public static HeadlessRun Open(RunOptions options, string folder)
    {
        var plan = Wiring.Plan(options.Seed, options.Start, options.Rulebook, options.Reference);
        var manifest = Manifest.Of(
            "headless",
            options.Seed,
            options.Start.ToString(),
            Release.Version,
            Wiring.Fingerprint(plan)
        );
        var found = VenueFolder.Read(folder);
        if (found is not null && found != manifest)
        {
            throw new VerbException(
                $"{folder}: holds another run (seed {found.Seed}, start {found.Start}, {found.Kind}, program {found.Program}); choose another --out",
                2
            );
        }

        var office = options.Office is null ? null : OfficeVerb.Place(options.Office, folder);
        if (office is not null)
            OfficeKeeper.Check(office);
        if (found is null)
            VenueFolder.Write(folder, manifest);
        var acks = options.Acks is null
            ? null
            : new StreamWriter(new FileStream(options.Acks, FileMode.Append, FileAccess.Write, FileShare.Read, 1));
        MakerFiles.Take(options.Rulebook, folder);
        var logs = VenueFolder.Open(folder);
        if (found is not null)
            CheckRecovery(logs);
        var again = VenueFolder.Again(logs);
        if (acks is not null)
            again = again with { Commands = new AcknowledgedLog(again.Commands, acks) };
        return new(new World(plan, new Venue.Venue(again)), logs, folder, options.Seed, acks, office);
    }

    public void Play(int dates)
    {
        World.Prepare();
        World.Run(dates);
        _dates = dates;
    }

    public void KeepBulletin(TradingDate date, string text)
    {
        Directory.CreateDirectory(VenueFolder.Bulletins(_folder));
        File.WriteAllText(Path.Combine(VenueFolder.Bulletins(_folder), $"{date}.txt"), text);
        World.Venue.SaveSnapshots();
    }

    /// <summary>Flushes, audits and adds up.</summary>
    public RunResult Finish()
    {
        var venue = World.Venue;
        venue.Logs.Prints.Flush();
        venue.Logs.Events.Flush();
        if (_office is not null)
            OfficeKeeper.CatchUp(_office, _logs);
        var audit = Audit.Run(venue.Logs.Commands, venue.Logs.Events);
        return Reconciliation.Of(venue, audit, _seed, _dates, _folder);
    }

    public void Dispose()
    {
        _acks?.Dispose();
        _logs.Dispose();
    }

    /// <summary>Start-up as a restarted venue does it: newest snapshots, then the logs behind them, every event
    /// compared.</summary>
    private static void CheckRecovery(VenueLogs logs)
    {
        var recovered = new Venue.Venue(logs);
        var (index, market) = (recovered.Recovery.Index, recovered.Recovery.Market);
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"recovered: market from snapshot {market.Snapshot} and {market.Replayed} commands ({market.Missing} events made again), index from snapshot {index.Snapshot} and {index.Replayed}"
            )
        );
    }
}

/// <summary>Writes a line for each command that is durable: what a participant would have been told.</summary>
internal sealed class AcknowledgedLog(ILog inner, StreamWriter acks) : ILog
{
    /// <inheritdoc/>
    public long Tail => inner.Tail;

    /// <inheritdoc/>
    public bool TryAppend(long tail, ReadOnlyMemory<byte> batch)
    {
        if (!inner.TryAppend(tail, batch))
            return false;
        foreach (var entry in new Frames(batch))
        {
            var digest = new Model.Machine.Digest64(0);
            digest.Add(entry.Payload.Span);
            acks.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{entry.Sequence} {(int)entry.Kind} {entry.Time.Nanoseconds} {digest.Value:x16}"
                )
            );
        }

        acks.Flush();
        return true;
    }

    /// <inheritdoc/>
    public IEnumerable<Model.Machine.LogEntry> Read(long from) => inner.Read(from);

    /// <inheritdoc/>
    public void Flush() => inner.Flush();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();
}
