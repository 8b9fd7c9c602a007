// A door with its fuzzer and its honest client.
namespace Tokenbourse.Node.Fuzzing;

/// <summary>Opens a venue or host of its own.</summary>
internal interface IFuzzDoor : IDisposable
{
    /// <summary>Sends inputs until all are answered or the connection has ended; says how many there were. What is sent
    /// follows from the round and its chance alone.</summary>
    /// <param name="most">At most so many, 1 or more.</param>
    int Send(Random random, FuzzTally tally, int most);

    /// <summary>A client that does nothing wrong, with connections of its own.</summary>
    IHonestClient Honest();

    /// <summary>What the attacked process holds now.</summary>
    FuzzHeld Held() => FuzzHeld.ByThisProcess();

    /// <summary>What has gone wrong besides the answers: lines of its log, its end.</summary>
    IReadOnlyList<string> Troubles() => [];
}

/// <summary>Asks something that must be answered, again and again.</summary>
internal interface IHonestClient : IDisposable
{
    /// <summary>Asks once and waits for the answer.</summary>
    /// <exception cref="Exception">Of any kind: it was not served.</exception>
    void Ask();
}

/// <summary>Memory of the process that is attacked, megabytes.</summary>
/// <param name="Live">After a collection; of another process: all that it holds.</param>
/// <param name="Resident">All that it holds.</param>
/// <param name="Orders">How many orders it has taken besides the fuzzer's, as far as it says.</param>
internal readonly record struct FuzzHeld(double Live, double Resident, long Orders)
{
    private const double Megabyte = 1024 * 1024;

    public static FuzzHeld ByThisProcess() =>
        new(GC.GetTotalMemory(forceFullCollection: true) / Megabyte, Environment.WorkingSet / Megabyte, 0);
}
