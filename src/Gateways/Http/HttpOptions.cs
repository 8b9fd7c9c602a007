// What the program hands to the HTTP doors.
using System.Net;
using Microsoft.Extensions.Logging;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Gateways.Watch;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http;

/// <summary>Where the doors are and how wide.</summary>
public sealed record HttpOptions
{
    /// <summary>Where the doors listen; elsewhere than on loopback only with <see cref="Identity"/> and
    /// <see cref="Tls"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port; 0 lets the system choose.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>Who may do what; null: everybody who reaches the door may do everything.</summary>
    public IdentityDoors? Identity { get; init; }

    /// <summary>Certificate, and the port of administration; null: plain, and administration beside the rest.</summary>
    public HttpTls? Tls { get; init; }

    /// <summary>What the doors are watched with; null: nothing is counted.</summary>
    public DoorWatch? Watch { get; init; }

    /// <summary>How the doors' log is written; null: as lines of text on the console, warnings and worse.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Folder of the terminal's files; null or absent: only the API.</summary>
    public string? TerminalFolder { get; init; }

    /// <summary>Longest request body and longest frame of the stream, bytes.</summary>
    public int MostBody { get; init; } = 64 * 1024;

    /// <summary>Connections at once.</summary>
    public int MostConnections { get; init; } = 1024;

    /// <summary>Streams at once.</summary>
    public int MostStreams { get; init; } = 256;

    /// <summary>Days that are played again at once; each needs as much memory as the venue's views.</summary>
    public int MostReplays { get; init; } = 4;

    /// <summary>A replay that nobody has looked at for so long ends.</summary>
    public TimeSpan ReplayPatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The stream takes no requests that change something: these are the doors of a replay.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Connections of one address, streams included: fewer than there are streams.</summary>
    public int MostFromAddress { get; init; } = 128;

    /// <summary>TLS handshakes of one address that are under way; others of it wait.</summary>
    public int MostHandshakes { get; init; } = 8;

    /// <summary>How long a TLS handshake may take.</summary>
    public TimeSpan HandshakePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the head of a request may take.</summary>
    public TimeSpan HeadPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes a second that a body must bring, and that an answer must be taken at, after
    /// <see cref="RateGrace"/>.</summary>
    public int LeastRate { get; init; } = 1024;

    /// <summary>How long a body or an answer may be slower, 1 second or more.</summary>
    public TimeSpan RateGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Messages of one account; see <see cref="MessageRates"/>.</summary>
    public MessageRates Rates { get; init; } = new();

    /// <summary>Requests of order entry under way on one connection of the stream; who sends more is read from
    /// later.</summary>
    public int MostUnderWay { get; init; } = 1024;

    /// <summary>How often the stream looks for what changed.</summary>
    public TimeSpan Pump { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often it looks at channels of accounts.</summary>
    public TimeSpan PrivatePump { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Silence after which a stream says that it lives.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Channels one connection may hear.</summary>
    public int MostSubscriptions { get; init; } = 64;

    /// <summary>Messages that may wait for one connection before it is closed (4008).</summary>
    public int MostWaiting { get; init; } = 1024;

    /// <summary>Messages that may wait before changes of the board and of the books by price are told as one, later,
    /// instead of each.</summary>
    public int ConflateAbove { get; init; } = 64;
}

/// <summary>What a reader is told about the venue as a whole.</summary>
/// <param name="Environment">SIM for a simulated venue, REPLAY for a day that is played again.</param>
/// <param name="Seed">Of the simulation; null when there is none.</param>
/// <param name="Simulated">Traders are programs of the laboratory.</param>
/// <param name="Speed">Venue seconds in a real second.</param>
/// <param name="Epoch">Another one when numbers began anew: none that were told before mean anything then.</param>
/// <param name="Access"><c>open</c>: whoever reaches the door may do everything; <c>identity</c>: only who is
/// known. The doors set it.</param>
/// <param name="Replay">The number of the replay; null: this is the venue itself.</param>
public sealed record VenueFacts(
    string Environment,
    long? Seed,
    bool Simulated,
    decimal Speed,
    string Version,
    string Epoch = "1",
    string Access = "open",
    string? Replay = null
);

/// <summary>What the doors read besides the views. All are called from several threads at a time.</summary>
/// <param name="Observation">The entry of that sequence on the observations log; null when there is none.</param>
/// <param name="LastCommand">Sequence of the newest command; -1 before the first.</param>
/// <param name="Curves">Studies of the curve; null where none are made.</param>
/// <param name="Events">The market's event log from a sequence on; null where nothing is told again.</param>
/// <param name="Clearing">The clearing risk officer's desk; null where there is none.</param>
/// <param name="Paper">Draws up statements; null where none are drawn.</param>
/// <param name="Replays">What days are played again from; null where none are.</param>
/// <param name="Speed">Venue seconds in a real second now; null: always as the facts say.</param>
public sealed record VenueReaders(
    Func<long, LogEntry?> Observation,
    Func<long> LastCommand,
    CurveReaders? Curves = null,
    Func<long, IEnumerable<LogEntry>>? Events = null,
    Clearing.IClearingDesk? Clearing = null,
    AccountDays.PaperPress? Paper = null,
    Days.IDayDesk? Days = null,
    IInfluenceDesk? Influence = null,
    Replays.ReplaySources? Replays = null,
    Func<decimal>? Speed = null
);

/// <summary>Public studies of a contract's curve, as JSON that is made elsewhere; null when no such contract has a
/// settled day.</summary>
/// <param name="Days">Everything that the studies rest on: settled days, the index's days, signs of the tape.</param>
/// <param name="Analytics">The studies as of a settled day, or of the newest when null.</param>
/// <param name="Papers">What is told beside the studies.</param>
/// <param name="Inference">The inference spread at terms that are asked for.</param>
public sealed record CurveReaders(
    Func<string, ReadOnlyMemory<byte>?> Days,
    Func<string, TradingDate?, ReadOnlyMemory<byte>?> Analytics,
    Func<CurvePaper, string, TradingDate?, ReadOnlyMemory<byte>?> Papers,
    Func<string, TradingDate?, InferenceAsked, ReadOnlyMemory<byte>?> Inference
);

/// <summary>One page of a curve's book beside its studies.</summary>
public enum CurvePaper
{
    /// <summary>The curve of every settled day, and the range of the past.</summary>
    History,

    /// <summary>Nelson-Siegel of the day and of the history, the smoothest forward curve, two factors.</summary>
    Fits,

    /// <summary>Principal components.</summary>
    Components,

    /// <summary>Months of the year, weekdays, ends of months.</summary>
    Season,
}

/// <summary>Terms of the inference spread; null: those of the reference table.</summary>
/// <param name="Throughput">Million standard tokens a GPU hour at full load.</param>
/// <param name="Utilisation">Share of the hour in which it works.</param>
/// <param name="Rate">Units of the token's currency for one of the GPU hour's.</param>
/// <param name="OtherCost">A GPU hour besides the hour itself.</param>
/// <param name="Millions">Million tokens a month to hedge.</param>
public sealed record InferenceAsked(
    double? Throughput,
    double? Utilisation,
    double? Rate,
    double? OtherCost,
    double? Millions
);
