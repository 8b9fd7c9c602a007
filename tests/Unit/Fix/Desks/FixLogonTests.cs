// Who may log on over FIX where an identity folder says who may do what.
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Identity;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class FixLogonTests : IDisposable
{
    private const string Time = "60=20260302-10:00:00|";
    private readonly IdentityFolder _folder = new();
    private FixFloor? _floor;
    private int _ids;

    public void Dispose()
    {
        _floor?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(KeyAlgorithms.Ecdsa)]
    [InlineData(KeyAlgorithms.Hmac)]
    public void A_signed_logon_speaks_for_the_accounts_of_its_key_and_its_session(string algorithm)
    {
        var key = _folder.Key(algorithm, [Scopes.Read, Scopes.Trade]);
        var peer = Peer(key, "[ 1, 3 ]");
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        Assert.Equal("0", FixPeer.Field(Assert.Single(peer.Send("D", Order("a", 1))), 150));
        // Another participant's, though the file of sessions says so; and one that the file does not name.
        foreach (var account in (int[])[3, 2])
        {
            var refused = Assert.Single(peer.Send("D", Order("b", account)));
            Assert.Equal(("8", "15"), (FixPeer.Field(refused, 150), FixPeer.Field(refused, 103)));
        }
    }

    [Fact]
    public void A_logon_that_is_not_the_key_s_is_refused()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var other = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var peer = Peer(key, "[ 1 ]");
        Refused(peer, "", "UNAUTHENTICATED");
        Refused(peer, $"553={key.Id}|", "UNAUTHENTICATED");
        Refused(peer, peer.Signed(other), "UNAUTHENTICATED");
        Refused(peer, peer.Signed(other).Replace(other.Id, key.Id, StringComparison.Ordinal), "BAD_SIGNATURE");
        var early = peer.Signed(key);
        _floor!.Clock.Time += TimeSpan.FromMilliseconds(1);
        Refused(peer, early, "BAD_SIGNATURE");
        _folder.Wait(40L * 86_400_000);
        Refused(peer, peer.Signed(key), "KEY_EXPIRED");
    }

    [Fact]
    public void A_logon_that_was_let_in_lets_nobody_in_again()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var peer = Peer(key, "[ 1 ]");
        var signed = peer.Signed(key);
        Assert.True(peer.LogOn(signed), peer.ClosedBecause);
        peer.Cut();
        // Which numbers it asks for is not signed.
        Refused(new(_floor!, "S"), signed + "141=Y|", "REPLAYED_NONCE");
        _floor!.Clock.Time += TimeSpan.FromMilliseconds(1);
        var again = new FixPeer(_floor, "S");
        Assert.True(again.LogOn(again.Signed(key) + "141=Y|"), again.ClosedBecause);
    }

    [Fact]
    public void A_logon_that_was_signed_before_the_venue_opened_is_refused()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var peer = Peer(key, "[ 1 ]");
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        var early = _floor!.Clock.Time;
        _floor.Clock.Time += TimeSpan.FromSeconds(3);
        _floor.Crash();
        _floor.Clock.Time = early;
        var replayed = new FixPeer(_floor, "S").Signed(key);
        _floor.Clock.Time = early + TimeSpan.FromSeconds(4);
        Refused(new(_floor, "S") { SentAt = early }, replayed + "141=Y|", "REPLAYED_NONCE");
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void A_signed_logon_of_another_time_is_refused(int seconds)
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var peer = Peer(key, "[ 1 ]");
        var sent = _floor!.Clock.Time;
        var signed = peer.Signed(key);
        _floor.Clock.Time += TimeSpan.FromSeconds(seconds);
        peer.SentAt = sent;
        Refused(peer, signed, "CLOCK_SKEW");
    }

    [Fact]
    public void A_logon_that_was_signed_for_another_session_is_refused()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var one = $$"""{ "compId": "S", "key": "{{key.Id}}", "accounts": [ 1 ] }""";
        var other = one.Replace("\"S\"", "\"T\"", StringComparison.Ordinal);
        _floor = new($$"""{ "compId": "VENUE", "sessions": [ {{one}}, {{other}} ] }""", new(_folder.Store));
        Refused(new(_floor, "T"), new FixPeer(_floor, "S").Signed(key), "BAD_SIGNATURE");
    }

    [Fact]
    public void A_key_may_do_over_FIX_what_its_scopes_say()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.CancelOnly]);
        var peer = Peer(key, "[ 1 ]");
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        Assert.StartsWith("NOT_YOUR_ORDER", FixPeer.Field(Assert.Single(peer.Send("D", Order("a", 1))), 58));
        var cancel = Assert.Single(peer.Send("F", $"41=x|11=c|55=TT-H26|54=1|38=1|{Time}"));
        Assert.StartsWith("UNKNOWN_ORDER", FixPeer.Field(cancel, 58));
        Assert.Equal("6", FixPeer.Field(Assert.Single(peer.Send("H", "11=a|55=TT-H26|54=1|")), 380));
    }

    [Fact]
    public void A_key_that_ends_ends_its_session()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var peer = Peer(key, "[ 1 ]");
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        peer.Send("D", Order("a", 1));
        _folder.Wait(40L * 86_400_000);
        _floor!.Clock.Time += TimeSpan.FromSeconds(2);
        peer.Send("D", Order("b", 1));
        Assert.Contains("KEY_EXPIRED", FixPeer.Field(peer.Heard[^1], 58), StringComparison.Ordinal);
        Assert.Single(_floor.Venue.Views.Orders.Of(new AccountId(1)));
    }

    [Fact]
    public void Access_that_ends_ends_the_session_at_once_though_nothing_is_said()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var peer = Peer(key, "[ 1 ]");
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        peer.Send("D", Order("a", 1));
        _folder.Store.LockUser("root", "tina", true);
        Tick();
        // What happens from now on is told to nobody, until somebody may come and ask for it.
        _floor!.Inner.Submit(MessageKind.PlaceOrder, Codec.Bytes(Sell()));
        Assert.Empty(peer.Told());
        Assert.StartsWith("KEY_EXPIRED", FixPeer.Field(peer.Heard[^1], 58), StringComparison.Ordinal);
        Assert.StartsWith("KEY_EXPIRED", peer.ClosedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_an_order_that_comes_once_access_has_ended_is_done()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var peer = Peer(key, "[ 1 ]");
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        _folder.Store.LockUser("root", "tina", true);
        Assert.Empty(peer.Send("D", Order("a", 1)));
        Assert.Empty(_floor!.Venue.Views.Orders.Of(new AccountId(1)));
    }

    [Fact]
    public void An_account_that_is_another_s_now_ends_the_session_and_is_not_copied()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Read]);
        var peer = Peer(key, "[ 1, 2, 3 ]", "drop-copy");
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        foreach (var account in (int[])[1, 2, 3])
            _floor!.Inner.Submit(MessageKind.PlaceOrder, Codec.Bytes(Sell(account)));
        Assert.Equal(["1", "2"], peer.Told().Select(m => FixPeer.Field(m, 1180)));
        _folder.Store.SetParticipant("root", "acme", "Acme", [1]);
        Tick();
        Assert.Empty(peer.Told());
        Assert.StartsWith("NOT_OWNER", FixPeer.Field(peer.Heard[^1], 58), StringComparison.Ordinal);
        peer.Cut();
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        foreach (var account in (int[])[1, 2, 3])
            _floor!.Inner.Submit(MessageKind.PlaceOrder, Codec.Bytes(Sell(account)));
        Assert.Equal(["1"], peer.Told().Select(m => FixPeer.Field(m, 1180)));
    }

    [Fact]
    public void An_account_that_is_left_out_must_be_the_key_s_too()
    {
        var key = _folder.Key(KeyAlgorithms.Ecdsa, [Scopes.Trade]);
        var peer = Peer(key, "[ 3 ]");
        Assert.True(peer.LogOn(peer.Signed(key)), peer.ClosedBecause);
        var refused = Assert.Single(peer.Send("D", $"11=a|55=TT-H26|54=1|38=1|40=2|44=6.400|{Time}"));
        Assert.Equal(("8", "15"), (FixPeer.Field(refused, 150), FixPeer.Field(refused, 103)));
    }

    private FixPeer Peer(TestKey key, string accounts, string role = "orders")
    {
        var session = $$"""{ "compId": "S", "role": "{{role}}", "key": "{{key.Id}}", "accounts": {{accounts}} }""";
        _floor = new($$"""{ "compId": "VENUE", "sessions": [ {{session}} ] }""", new(_folder.Store), copies: true);
        return new(_floor, "S");
    }

    private void Tick()
    {
        var guest = _floor!.House.Find("S")!;
        lock (guest.Seat.Gate)
            guest.Session.Tick(_floor.House.Now);
    }

    private PlaceOrder Sell(int account = 2) =>
        new(
            new(account),
            new(1),
            Side.Sell,
            OrderType.Limit,
            TimeInForce.Day,
            new(3_200),
            new(1),
            ClientOrderId.Of($"s{account}-{++_ids}")
        );

    private static void Refused(FixPeer peer, string fields, string code)
    {
        Assert.False(peer.LogOn(fields));
        Assert.StartsWith(code + ":", peer.ClosedBecause, StringComparison.Ordinal);
    }

    private static string Order(string id, int account) =>
        $"11={id}|1={account}|55=TT-H26|54=1|38=1|40=2|44=6.400|{Time}";
}
