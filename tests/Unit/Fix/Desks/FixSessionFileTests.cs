// The file of FIX sessions: what it may say, and what is said of what it may not.
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Gateways.Fix.Dictionary;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class FixSessionFileTests
{
    [Fact]
    public void A_session_is_read_with_all_that_it_says()
    {
        var sessions = FixSessionFile.Parse(
            """
            { "compId": "VENUE", "sessions": [
              { "compId": "ALPHA", "role": "orders", "version": "FIXT.1.1", "accounts": [ 1, 7 ], "key": "k1", "certificate": "alpha",
                "networks": [ "192.0.2.0/24" ], "cancelOnDisconnect": true },
              { "compId": "DC", "role": "drop-copy" }, { "compId": "MD", "role": "market-data" } ] }
            """
        );
        Assert.Equal(3, sessions.Count);
        var alpha = sessions[0];
        Assert.Equal(("ALPHA", "VENUE", FixRole.Orders), (alpha.CompId, alpha.Ours, alpha.Role));
        Assert.Equal(FixVersion.Fixt11, alpha.Version);
        Assert.Equal([1, 7], alpha.Accounts);
        Assert.Equal(("k1", "alpha", true), (alpha.Key, alpha.Certificate, alpha.CancelOnDisconnect));
        Assert.Single(alpha.Networks!);
        Assert.Equal([FixRole.Orders, FixRole.DropCopy, FixRole.MarketData], sessions.Select(s => s.Role));
        Assert.Equal(FixSessionFile.UsualOurs, FixSessionFile.Parse("""{"sessions":[{"compId":"A"}]}""")[0].Ours);
    }

    [Theory]
    [InlineData("""{}""", "sessions")]
    [InlineData("""{"sessions":[]}""", "sessions")]
    [InlineData("""{"sessions":[{}]}""", "sessions[0].compId")]
    [InlineData("""{"sessions":[{"compId":"a b"}]}""", "sessions[0].compId")]
    [InlineData("""{"sessions":[{"compId":"A"},{"compId":"A"}]}""", "sessions[1].compId")]
    [InlineData("""{"sessions":[{"compId":"A","role":"king"}]}""", "sessions[0].role")]
    [InlineData("""{"sessions":[{"compId":"A","version":"FIX.4.2"}]}""", "sessions[0].version")]
    [InlineData("""{"sessions":[{"compId":"A","accounts":[0]}]}""", "sessions[0].accounts")]
    [InlineData("""{"sessions":[{"compId":"A","networks":["x"]}]}""", "sessions[0].networks")]
    [InlineData("""{"sessions":[{"compId":"A","colour":"red"}]}""", "colour")]
    [InlineData("""{"sessions":[{"compId":7}]}""", "compId")]
    [InlineData("""no json""", "")]
    public void What_it_may_not_say_is_named(string text, string field)
    {
        var fault = Assert.Throws<FixSessionFileException>(() => FixSessionFile.Parse(text));
        Assert.Contains(field, fault.Message, StringComparison.Ordinal);
    }
}
