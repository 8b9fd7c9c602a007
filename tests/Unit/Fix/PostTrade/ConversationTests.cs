// Conversations with the desks of post-trade, played over sockets: one file a case (*.def beside this file).
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Tokenbourse.Gateways.Fix.Definitions;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix.PostTrade;

public sealed class ConversationTests
{
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder(), "*.def").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>Account 1 has bought 10 lots of account 2 at 6.400.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_conversation_goes_as_it_is_written(string name)
    {
        await using var floor = await PostTradeFloor.Open();
        floor.Place(1, Side.Buy, 3200, 10, "b1");
        floor.Place(2, Side.Sell, 3200, 10, "s1");
        floor.Settle();
        var where = new IPEndPoint(IPAddress.Loopback, floor.House.Port);
        var text = await File.ReadAllTextAsync(
            Path.Combine(Folder(), name),
            Encoding.Latin1,
            TestContext.Current.CancellationToken
        );
        var result = new DefinitionRunner(where, TimeSpan.FromSeconds(20), TimeProvider.System).Run(name, text);
        Assert.True(result.Fault is null, $"{name}:{result.Line}: {result.Fault}");
        Assert.True(result.Steps > 2);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
