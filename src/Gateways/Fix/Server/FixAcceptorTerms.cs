// How patient and how large the door for FIX is.
namespace Tokenbourse.Gateways.Fix.Server;

/// <summary>Limits of the door. What goes beyond one ends that connection and no other.</summary>
public sealed record FixAcceptorTerms
{
    /// <summary>How long a connection may take to log on.</summary>
    public TimeSpan LogonPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most bytes before the logon is whole.</summary>
    public int MostLogonBytes { get; init; } = 4096;

    /// <summary>Most connections at once, logged on or not.</summary>
    public int MostConnections { get; init; } = 256;

    /// <summary>Most connections of one address, so that none can take every place.</summary>
    public int MostFromAddress { get; init; } = 32;

    /// <summary>Most of them that are in what <see cref="Secure"/> begins with; others of that address wait.</summary>
    public int MostHandshakes { get; init; } = 8;

    /// <summary>Most bytes that wait for a peer that does not read; what was kept is sent again when it comes
    /// back.</summary>
    public int MostUnsent { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long one write may take.</summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long we listen on after our side has ended, so that the last message is not lost.</summary>
    public TimeSpan EndPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What is laid over the socket: TLS, for example. Called on the connection's own thread.</summary>
    public Func<Stream, Stream>? Secure { get; init; }
}
