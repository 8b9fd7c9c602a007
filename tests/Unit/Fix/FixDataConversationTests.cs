// Conversations with the public desks and the desk of quotes over sockets: one file a case (conversations/*.def).
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Tokenbourse.Gateways.Fix.Definitions;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixDataConversationTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder(), "*.def").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_conversation_goes_as_it_is_written(string name)
    {
        using var floor = new FixDataFloor();
        using var open = floor.Open();
        var text = File.ReadAllText(Path.Combine(Folder(), name), Encoding.Latin1);
        var host = new IPEndPoint(IPAddress.Loopback, floor.House.Port);
        var result = new DefinitionRunner(host, TimeSpan.FromSeconds(20), TimeProvider.System).Run(name, text);
        Assert.True(result.Fault is null, $"{name}:{result.Line}: {result.Fault}");
        Assert.True(result.Steps > 2);
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "conversations");
}
