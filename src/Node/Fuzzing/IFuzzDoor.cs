// A door with its fuzzer and its honest client.
namespace Tokenbourse.Node.Fuzzing;

/// <summary>Opens a venue or host of its own in this process.</summary>
internal interface IFuzzDoor : IDisposable
{
    /// <summary>Sends inputs until all are answered or the connection has ended; says how many there were.</summary>
    /// <param name="most">At most so many, 1 or more.</param>
    int Send(Random random, FuzzTally tally, int most);

    /// <summary>A client that does nothing wrong, with connections of its own.</summary>
    IHonestClient Honest();
}

/// <summary>Asks something that must be answered, again and again.</summary>
internal interface IHonestClient : IDisposable
{
    /// <summary>Asks once and waits for the answer.</summary>
    /// <exception cref="Exception">Of any kind: it was not served.</exception>
    void Ask();
}
