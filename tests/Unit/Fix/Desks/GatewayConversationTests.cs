// Conversations with the venue's gateway over sockets; and those of the session layer, against it too.
using System.Net;
using System.Text;
using Tokenbourse.Gateways.Fix.Definitions;
using Tokenbourse.Unit.Architecture;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class GatewayConversationTests
{
    private static readonly string _ours = Path.Combine(Sources.Root, "tests", "Unit", "Fix", "Desks", "conversations");
    private static readonly string _sessions = Path.Combine(Sources.Root, "tests", "Integration", "fix");

    private const string Echo = "the host echoes what a venue answers";
    private const string Told = "a venue tells why a logon is refused";
    private const string Spoken = "the message is one that a venue takes";
    private const string Moment =
        "a venue's test request bears its moment, so that no late answer passes for the one asked";
    private const string Numbers = "a venue's numbers go on with the next connection";

    private static readonly SortedDictionary<string, string> _others = new(StringComparer.Ordinal)
    {
        ["01-logon-bad-time.def"] = Told,
        ["01-logon-encrypted.def"] = Told,
        ["01-logon-fixt.def"] = Echo,
        ["01-logon-fixt-bare.def"] = Told,
        ["01-next-expected.def"] = Told,
        ["02-body-length.def"] = Echo,
        ["02-comp-ids.def"] = Numbers,
        ["02-in-sequence.def"] = Echo,
        ["02-msg-type.def"] = Echo,
        ["02-msg-type-fixt.def"] = Spoken,
        ["02-possdup-later-origin.def"] = Echo,
        ["02-possdup-without-origin.def"] = Echo,
        ["02-sending-time.def"] = Numbers,
        ["02-too-high.def"] = Echo,
        ["03-checksum.def"] = Echo,
        ["06-silent-peer.def"] = Moment,
        ["08-groups.def"] = Echo,
        ["08-resend.def"] = Echo,
        ["14-groups.def"] = Echo,
        ["14-values.def"] = Echo,
        ["15-order-is-free.def"] = Echo,
        ["19-poss-resend.def"] = Echo,
        ["20-both-resend.def"] = Echo,
        ["23-data.def"] = Echo,
    };

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(_ours, "*.def").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_conversation_goes_as_it_is_written(string name)
    {
        using var floor = new LiveFixFloor();
        Assert.Null(Play(floor.House.Port, Path.Combine(_ours, name)));
    }

    /// <summary>Each that goes otherwise is named, with the reason.</summary>
    [Fact]
    public void The_session_layer_s_conversations_go_the_same_way_with_the_gateway()
    {
        var files = Directory.GetFiles(_sessions, "*.def").Order(StringComparer.Ordinal).ToArray();
        Assert.True(files.Length >= 57, $"{files.Length} conversations: some are missing");
        Assert.Empty(_others.Keys.Except(files.Select(f => Path.GetFileName(f)), StringComparer.Ordinal));
        var faults = new string?[files.Length];
        bool IsUnexpected(int at) => (faults[at] is null) == _others.ContainsKey(Path.GetFileName(files[at]));
        Parallel.For(0, files.Length, new() { MaxDegreeOfParallelism = 16 }, at => faults[at] = Played(files[at]));
        // Heartbeats go by the clock: where the machine stood still for a second, the conversation was another one.
        for (var at = 0; at < files.Length; at++)
        {
            for (var again = 0; again < 3 && IsUnexpected(at); again++)
                faults[at] = Played(files[at]);
        }

        var others = Enumerable
            .Range(0, files.Length)
            .Where(IsUnexpected)
            .Select(at => $"{Path.GetFileName(files[at])}: {faults[at] ?? "goes as it is written"}");
        Assert.True(!others.Any(), string.Join('\n', others));
    }

    private static string? Played(string file)
    {
        var version = File.ReadAllText(file, Encoding.Latin1).Contains("8=FIXT.1.1", StringComparison.Ordinal);
        var word = version ? "FIXT.1.1" : "FIX.4.4";
        using var floor = new FixFloor(
            $$"""{ "compId": "ISLD", "sessions": [ { "compId": "TW", "version": "{{word}}", "accounts": [ 1 ] } ] }""",
            empty: true
        );
        floor.House.OpenDoor(new(IPAddress.Loopback, 0));
        floor.Clock.Follow();
        return Play(floor.House.Port, file);
    }

    private static string? Play(int port, string file)
    {
        var where = new IPEndPoint(IPAddress.Loopback, port);
        var runner = new DefinitionRunner(where, TimeSpan.FromSeconds(10), TimeProvider.System);
        var result = runner.Run(Path.GetFileName(file), File.ReadAllText(file, Encoding.Latin1));
        return result.Fault is null ? null : $"line {result.Line}: {result.Fault}";
    }
}
