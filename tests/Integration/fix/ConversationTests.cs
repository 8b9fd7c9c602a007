// Conversations of the session layer, played over sockets against the echo host: one file a case (*.def beside this
// file).
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Tokenbourse.Gateways.Fix.Definitions;
using Tokenbourse.Gateways.Fix.Server;
using Xunit;

namespace Tokenbourse.Integration.Fix;

public sealed class ConversationTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder(), "*.def").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_conversation_goes_as_it_is_written(string name)
    {
        using var host = EchoHost.Open(new(IPAddress.Loopback, 0), "ISLD", ["TW"], TimeProvider.System);
        var result = Play(host, name, File.ReadAllText(Path.Combine(Folder(), name), Encoding.Latin1));
        Assert.True(result.Fault is null, $"{name}:{result.Line}: {result.Fault}");
        Assert.True(result.Steps > 2);
    }

    /// <summary>The runner must be able to fail, or it proves nothing.</summary>
    [Theory]
    [InlineData(
        "iCONNECT\nI8=FIX.4.4|35=A|34=1|49=TW|52=<TIME>|56=ISLD|98=0|108=30|\nE8=FIX.4.4|35=A|34=2|49=ISLD|52=<TIME>|56=TW|98=0|108=30|",
        "field 34: 2 expected, 1 came"
    )]
    [InlineData(
        "iCONNECT\nI8=FIX.4.4|35=A|34=1|49=TW|52=<TIME>|56=ISLD|98=0|108=30|\nE8=FIX.4.4|35=A|34=1|49=ISLD|52=<TIME>|56=TW|98=0|",
        "field 10 expected, field 108 came"
    )]
    [InlineData(
        "iCONNECT\nI8=FIX.4.4|35=A|34=1|49=TW|52=<TIME>|56=ISLD|98=0|108=30|\nE8=FIX.4.4|35=A|49=ISLD|",
        "field 49 expected, field 34 came"
    )]
    [InlineData("iCONNECT\nI8=FIX.4.4|35=A|34=1|49=TW|52=<TIME>|56=ISLD|98=0|108=30|\neDISCONNECT", "a message came")]
    [InlineData(
        "iCONNECT\nI8=FIX.4.4|35=A|34=1|49=NOBODY|52=<TIME>|56=ISLD|98=0|108=30|\nE8=FIX.4.4|35=A|",
        "the connection ended"
    )]
    [InlineData("iCONNECT\neDISCONNECT", "did not end")]
    [InlineData("iCONNECT\nE8=FIX.4.4|35=A|", "none came")]
    [InlineData("I8=FIX.4.4|35=A|", "connection 1 is not open")]
    [InlineData("iCONNECT\nwhat", "line 2: is none of")]
    [InlineData("iCONNECT\nI8=FIX.4.4|35=A|52=<TIME+x>|", "is no time")]
    public void A_difference_is_found_and_named(string text, string fault)
    {
        using var host = EchoHost.Open(new(IPAddress.Loopback, 0), "ISLD", ["TW"], TimeProvider.System);
        var where = new IPEndPoint(IPAddress.Loopback, host.Port);
        var result = new DefinitionRunner(where, TimeSpan.FromMilliseconds(150), TimeProvider.System).Run("x", text);
        Assert.Contains(fault, result.Fault ?? "nothing", StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_and_given_lengths_are_compared_and_times_and_checksums_are_not()
    {
        const string Came = "8=FIX.4.4\u00019=5\u000135=0\u000152=20260101-00:00:00.123\u000158=abc\u000110=123\u0001";
        Assert.Null(Difference("8=FIX.4.4|9=5|35=0|52=00000000-00:00:00|58=abc|10=0|", true));
        Assert.Null(Difference("8=FIX.4.4|9=7|35=0|52=00000000-00:00:00|58=~a.c|10=0|", false));
        Assert.Contains("field 9", Difference("8=FIX.4.4|9=7|35=0|52=x|58=abc|10=0|", true), StringComparison.Ordinal);
        Assert.Contains("field 58", Difference("8=FIX.4.4|9=5|35=0|52=x|58=~ab|10=0|", true), StringComparison.Ordinal);

        static string? Difference(string expected, bool length) =>
            DefinitionMatch.Difference(expected.Replace('|', '\u0001'), Came, length);
    }

    private static DefinitionResult Play(FixAcceptor host, string name, string text) =>
        new DefinitionRunner(new(IPAddress.Loopback, host.Port), TimeSpan.FromSeconds(10), TimeProvider.System).Run(
            name,
            text
        );

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
