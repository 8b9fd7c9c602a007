// A trading life led by FIX engines that our authors did not write, with a wire that breaks in the middle of a fill.
using Xunit;

namespace Tokenbourse.Integration.Peers;

public sealed class PeerLifeTests : IDisposable
{
    // Behind the acknowledgement and the replacement come six fills.
    private const int TornReport = 5;

    private readonly string _folder = Directory.CreateTempSubdirectory("peers").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void QuickFIX_lives_a_trading_life_over_a_wire_that_breaks() => Lives(QuickFix());

    [Fact]
    public void Jspurefix_lives_a_trading_life_over_a_wire_that_breaks()
    {
        PeerProgram.Needed("tests/peers/jspurefix/node_modules/jspurefix/package.json", "build/jspurefix.sh");
        Lives([PeerProgram.Installed("node"), PeerProgram.Needed("tests/peers/jspurefix/life.mjs", "git checkout")]);
    }

    /// <summary>The dissector of Wireshark finds no fault in any message of a life.</summary>
    [Fact]
    public void Wireshark_reads_every_message_of_a_life()
    {
        var (make, read) = (PeerProgram.Installed("text2pcap"), PeerProgram.Installed("tshark"));
        var passed = Lives(QuickFix());
        Assert.Equal(2, passed.Max(p => p.Connection));
        var types = new List<string>();
        foreach (var connection in passed.GroupBy(p => p.Connection))
        {
            var (dump, pcap) = (Path.Combine(_folder, "dump"), Path.Combine(_folder, "pcap"));
            File.WriteAllText(dump, WireDump.Of(connection));
            var made = PeerProgram.Run(make, "-q", "-D", "-T", "21600,40000", dump, pcap);
            Assert.True(made.Code == 0, made.Errors);
            string[] fields = ["fix.MsgType", "fix.checksum_good", "fix.checksum_bad", "_ws.malformed"];
            var asked = fields.SelectMany(f => (string[])["-e", f]);
            var said = PeerProgram.Run(
                read,
                ["-r", pcap, "-d", "tcp.port==21600,fix", "-Y", "fix", "-T", "fields", "-E", "separator=|", .. asked]
            );
            Assert.True(said.Code == 0, said.Errors);
            foreach (var line in said.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                // Several messages in a packet: several values, with commas between.
                var values = line.Split('|');
                var kinds = values[0].Split(',');
                Assert.Equal(kinds.Select(_ => "1"), values[1].Split(','));
                Assert.Equal(kinds.Select(_ => "0"), values[2].Split(','));
                Assert.Equal("", values[3]);
                types.AddRange(kinds);
            }
        }

        Assert.Equal(WireDump.Messages(passed), types.Count);
        Assert.Superset(new HashSet<string> { "A", "D", "G", "q", "8", "r", "2", "5" }, types.ToHashSet());
    }

    private static string[] QuickFix() =>
        [PeerProgram.Needed("artifacts/peers/quickfix-life", "build/quickfix.sh (libquickfix-dev and g++)")];

    /// <summary>Both sessions log on, trade, and log out; the buyer's wire breaks once. Answers what went over
    /// it.</summary>
    private IReadOnlyList<PassedBytes> Lives(string[] program)
    {
        using var host = new VenueHost(_folder);
        using var line = new CuttingLine(host.Port, TornReport);
        // The other engine's own dictionary, where it is at hand.
        var dictionary = Path.Combine(PeerProgram.Home, "tests/peers/jspurefix/node_modules/jspurefix/data/FIX44.xml");
        string[] arguments =
        [
            .. program[1..],
            $"{line.Port}",
            $"{host.Port}",
            VenueHost.Symbol,
            VenueHost.Price,
            _folder,
        ];
        var result = PeerProgram.Run(program[0], File.Exists(dictionary) ? [.. arguments, dictionary] : arguments);
        Assert.True(result.Code == 0, result.Errors + result.Out);
        Assert.Contains("lived: reports 24", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("again 0,", result.Out, StringComparison.Ordinal);
        Assert.True(line.WasCut);
        return line.Passed();
    }
}
