// What a fuzzing run was asked for, what it found, and what it is held to.
using System.Text.Json.Serialization;
using Tokenbourse.Node.Benchmarks;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>A run as it was asked for.</summary>
/// <param name="Inputs">Messages, requests or frames.</param>
/// <param name="From">The first round, from 0.</param>
/// <param name="Folder">A new folder for the venue's logs.</param>
internal sealed record FuzzPlan(FuzzDoors Door, long Inputs, int Seed, long From, string Folder);

/// <summary>The doors that can be fuzzed.</summary>
internal enum FuzzDoors
{
    /// <summary>The session layer of FIX, before an echo.</summary>
    FixSession = 0,

    /// <summary>The production gateway with all its desks, in this process.</summary>
    Fix = 1,

    /// <summary>The same at a venue that runs in a process of its own.</summary>
    FixVenue = 2,
    Json = 3,

    /// <summary>The stream without a logon.</summary>
    Ws = 4,

    /// <summary>The stream behind a signed logon, order entry included.</summary>
    WsOrders = 5,
}

/// <summary>What the honest client saw meanwhile, microseconds.</summary>
internal sealed record HonestReport(long Asked, long Failed, double P50, double P99, double P999, double Worst);

/// <summary>Megabytes: what lived when a fifth was done and at the end, the most that the process held, and what lived
/// at each tenth.</summary>
/// <param name="Orders">Taken meanwhile besides the fuzzer's.</param>
internal sealed record FuzzMemory(
    double LiveEarly,
    double LiveLate,
    double PeakResident,
    IReadOnlyList<double> Tenths,
    long Orders
)
{
    public double Grown => LiveLate - LiveEarly;
}

/// <summary>A whole run.</summary>
/// <param name="From">The first round.</param>
/// <param name="Connections">How often the fuzzer connected.</param>
/// <param name="Mutations">Inputs by what was done to them.</param>
/// <param name="Answers">Answers by kind.</param>
/// <param name="Taken">Inputs that changed something, as they may.</param>
/// <param name="StateChecks">Refused inputs around which the market's state was compared.</param>
/// <param name="Faults">What may not be, each with the number of its input; the first twenty.</param>
internal sealed record FuzzReport(
    string Machine,
    string Runtime,
    string Date,
    string Door,
    long Inputs,
    int Seed,
    long From,
    double Seconds,
    double PerSecond,
    long Connections,
    IReadOnlyDictionary<string, long> Mutations,
    IReadOnlyDictionary<string, long> Answers,
    long Taken,
    long StateChecks,
    IReadOnlyList<string> Faults,
    long FaultCount,
    FuzzMemory Memory,
    HonestReport Honest
)
{
    // What is taken is kept until the day ends: its answer, its names, its lines in the views.
    private const double KilobytesTaken = 4;

    /// <summary>Whatever the bars say: this ends the program with 1.</summary>
    [JsonIgnore]
    public bool Failed => FaultCount > 0 || Honest.Failed > 0;

    [JsonIgnore]
    public IReadOnlyList<Bar> Bars =>
        [
            new("answers and states that may not be", FaultCount, 0, false),
            new("requests of the honest client that failed", Honest.Failed, 0, false),
            new(
                "megabytes grown after a fifth of the run",
                Memory.Grown,
                16 + ((Taken + Memory.Orders) * KilobytesTaken / 1024),
                false
            ),
        ];

    public IEnumerable<string> Lines()
    {
        yield return $"machine: {Machine}";
        yield return $"runtime: {Runtime}";
        yield return BenchText.Text($"date:    {Date}, seed {Seed}");
        yield return BenchText.Text(
            $"door:    {Door}, {Inputs:N0} inputs over {Connections:N0} connections, {PerSecond:N0} a second"
        );
        yield return BenchText.Text(
            $"memory:  MB live {Memory.LiveEarly:0.0}, then {Memory.LiveLate:0.0}; {Memory.PeakResident:0} resident"
        );
        yield return BenchText.Text($"         each tenth: {string.Join(' ', Memory.Tenths)}");
        yield return BenchText.Text(
            $"honest:  {Honest.Asked:N0} asked, {Honest.Failed} failed; us p50 {Honest.P50:0}, worst {Honest.Worst:0}"
        );
        yield return BenchText.Text($"state:   compared around {StateChecks:N0} refused inputs; {Taken:N0} were taken");
        yield return "";
        foreach (var line in Table("what was done", Mutations))
            yield return line;
        yield return "";
        foreach (var line in Table("answer", Answers))
            yield return line;
        foreach (var fault in Faults)
            yield return $"FAULT {fault}";
    }

    private static IEnumerable<string> Table(string head, IReadOnlyDictionary<string, long> rows)
    {
        yield return $"{head, -44}{"times", 12}";
        foreach (var (what, count) in rows.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal))
            yield return BenchText.Text($"{what, -44}{count, 12:N0}");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(FuzzReport))]
internal sealed partial class FuzzJson : JsonSerializerContext;
