// Keys: what they sign, what is refused and with which number, and what they may be given.
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Gateways.Identity;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class KeyCheckTests : IDisposable
{
    private const string Target = "/v1/orders?b=2&a=1";
    private readonly IdentityFolder _folder = new();

    private IdentityStore Store => _folder.Store;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsa-p256")]
    [InlineData("hmac-sha256")]
    public void A_request_counts_once_and_only_as_it_was_signed(string algorithm)
    {
        var key = _folder.Key(algorithm, ["read", "trade"]);
        var check = _folder.Check();
        var now = Store.Now;
        var good = Signed(key, now + 20_000, "nonce-00", "POST", Target, "{\"lots\":1}");
        var verdict = check.Check(good);
        Assert.Null(verdict.Refusal);
        Assert.Equal(("tina", "acme", key.Id), (verdict.Caller!.User, verdict.Caller.Participant, verdict.Caller.Key));
        Assert.Equal([1, 2], verdict.Caller.Accounts);
        Assert.Equal(AccessReason.ReplayedNonce, check.Check(good).Refusal!.Reason);

        // Each of the seven lines is bound: one that is another makes another signature.
        Assert.Equal(AccessReason.BadSignature, Told(now + 20_001, "nonce-01", "POST", Target, "{\"lots\":1}"));
        Assert.Equal(AccessReason.BadSignature, Told(now + 20_000, "nonce-02", "POST", Target, "{\"lots\":1}"));
        Assert.Equal(AccessReason.BadSignature, Told(now + 20_000, "nonce-01", "DELETE", Target, "{\"lots\":1}"));
        Assert.Equal(AccessReason.BadSignature, Told(now + 20_000, "nonce-01", "post", Target, "{\"lots\":1}"));
        Assert.Equal(
            AccessReason.BadSignature,
            Told(now + 20_000, "nonce-01", "POST", "/v1/Orders?b=2&a=1", "{\"lots\":1}")
        );
        Assert.Equal(
            AccessReason.BadSignature,
            Told(now + 20_000, "nonce-01", "POST", "/v1/orders?b=1&a=2", "{\"lots\":1}")
        );
        Assert.Equal(AccessReason.BadSignature, Told(now + 20_000, "nonce-01", "POST", "/v1/orders", "{\"lots\":1}"));
        Assert.Equal(AccessReason.BadSignature, Told(now + 20_000, "nonce-01", "POST", Target, "{\"lots\":2}"));
        Assert.Equal(AccessReason.BadSignature, Told(now + 20_000, "nonce-01", "POST", Target, ""));
        var text = RequestText.Of(key.Id, now + 20_000, "nonce-01", "POST", Target, "{}"u8);
        var lines = Encoding.UTF8.GetString(text).Split('\n');
        (lines[2], lines[3]) = (lines[3], lines[2]);
        var reordered = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        var claim = new KeyClaim(key.Id, text, key.Sign(reordered), null)
        {
            Expires = now + 20_000,
            Nonce = "nonce-01",
        };
        Assert.Equal(AccessReason.BadSignature, check.Check(claim).Refusal!.Reason);

        // Another key's signature of the same text.
        var other = _folder.Key(algorithm, ["read"]);
        claim = new KeyClaim(key.Id, text, other.Sign(text), null) { Expires = now + 20_000, Nonce = "nonce-01" };
        Assert.Equal(AccessReason.BadSignature, check.Check(claim).Refusal!.Reason);
        claim = claim with { Signature = [] };
        Assert.Equal(AccessReason.BadSignature, check.Check(claim).Refusal!.Reason);

        // The parts of a query may stand in any order.
        Assert.Null(check.Check(Signed(key, now + 20_000, "nonce-09", "GET", "/v1/x?a=1&b=2", "")).Refusal);
        Assert.Equal("/v1/x?a=1&b=2", RequestText.Sorted("/v1/x?b=2&&a=1"));
        Assert.Equal("/v1/x", RequestText.Sorted("/v1/x?"));

        AccessReason? Told(long expires, string nonce, string method, string target, string body)
        {
            var original = RequestText.Of(key.Id, now + 20_000, "nonce-01", "POST", Target, "{\"lots\":1}"u8);
            var sent = RequestText.Of(key.Id, expires, nonce, method, target, Encoding.UTF8.GetBytes(body));
            return check
                .Check(new(key.Id, sent, key.Sign(original), null) { Expires = expires, Nonce = nonce })
                .Refusal?.Reason;
        }
    }

    [Fact]
    public void A_moment_outside_the_window_is_told_with_how_far_it_is_off()
    {
        var key = _folder.Key("ed25519", ["read"]);
        var check = _folder.Check();
        var now = Store.Now;
        Assert.Null(check.Check(Signed(key, now + 30_000, "nonce-00")).Refusal);
        Assert.Null(check.Check(Signed(key, now + 1, "nonce-01")).Refusal);
        var late = check.Check(Signed(key, now, "nonce-02")).Refusal!;
        Assert.Equal(
            (AccessReason.ClockSkew, now, 0, 30_000),
            (late.Reason, late.ServerTime, (int)late.Drift!, (int)late.Window!)
        );
        Assert.Equal(-5, check.Check(Signed(key, now - 5, "nonce-03")).Refusal!.Drift);
        Assert.Equal(7, check.Check(Signed(key, now + 30_007, "nonce-04")).Refusal!.Drift);

        // A nonce is remembered as long as what it stands in is valid, and not longer.
        _folder.Wait(29_999);
        Assert.Equal(AccessReason.ReplayedNonce, check.Check(Signed(key, now + 30_000, "nonce-00")).Refusal!.Reason);
        _folder.Wait(1);
        Assert.Equal(AccessReason.ClockSkew, check.Check(Signed(key, now + 30_000, "nonce-00")).Refusal!.Reason);
        Assert.Null(check.Check(Signed(key, now + 60_000, "nonce-00")).Refusal);
    }

    [Fact]
    public void What_was_signed_before_a_restart_is_refused_after_it()
    {
        var key = _folder.Key("ed25519", ["read"]);
        var check = _folder.Check();
        var sent = Signed(key, Store.Now + 30_000, "nonce-00");
        Assert.Null(check.Check(sent).Refusal);
        var restarted = new KeyCheck(Store);
        Assert.Equal(AccessReason.ClockSkew, restarted.Check(sent).Refusal!.Reason);
        _folder.Wait(1);
        Assert.Null(restarted.Check(Signed(key, Store.Now + 30_000, "nonce-01")).Refusal);
    }

    [Fact]
    public void A_key_ends_is_revoked_is_bound_to_networks_and_dies_with_its_person()
    {
        var key = _folder.Key("ed25519", ["read"], networks: ["192.0.2.0/24", "2001:db8::/32"], days: 1);
        var check = _folder.Check();
        Assert.Equal(AccessReason.Unauthenticated, Told("k-nobody", null));
        Assert.Equal(AccessReason.AddressNotAllowed, Told(key.Id, null));
        Assert.Equal(AccessReason.AddressNotAllowed, Told(key.Id, "192.0.3.1"));
        Assert.Null(Told(key.Id, "192.0.2.77"));
        Assert.Null(Told(key.Id, "::ffff:192.0.2.77"));
        Assert.Null(Told(key.Id, "2001:db8::1"));
        Store.LockUser("root", "tina", true);
        Assert.Equal(AccessReason.Unauthenticated, Told(key.Id, "192.0.2.77"));
        Store.LockUser("root", "tina", false);
        _folder.Wait(86_400_000);
        Assert.Equal(AccessReason.KeyExpired, Told(key.Id, "192.0.2.77"));
        Assert.Null(check.Again(key.Id));
        var next = _folder.Key("ed25519", ["read"]);
        Assert.NotNull(check.Again(next.Id));
        Store.RevokeKey("root", next.Id);
        Assert.Null(check.Again(next.Id));

        AccessReason? Told(string id, string? from)
        {
            var text = "a logon of another protocol"u8.ToArray();
            var address = from is null ? null : IPAddress.Parse(from);
            return check.Check(new(id, text, key.Sign(text), address)).Refusal?.Reason;
        }
    }

    [Fact]
    public void A_rate_is_a_key_s_own_and_orders_do_not_use_up_what_cancels_have()
    {
        var key = _folder.Key("hmac-sha256", ["trade"], rate: 3);
        var check = _folder.Check();
        for (var i = 0; i < 3; i++)
            Assert.Null(check.Check(Signed(key, Store.Now + 9_000, $"nonce-0{i}")).Refusal);
        var told = check.Check(Signed(key, Store.Now + 9_000, "nonce-10")).Refusal!;
        Assert.Equal((AccessReason.RateLimit, 20_000), (told.Reason, (int)told.RetryAfter!));
        var cancel = Signed(key, Store.Now + 9_000, "nonce-11") with { IsCancel = true };
        Assert.Null(check.Check(cancel).Refusal);
        _folder.Wait(20_000);
        Assert.Null(check.Check(Signed(key, Store.Now + 9_000, "nonce-12")).Refusal);
    }

    [Fact]
    public void A_rotated_key_and_its_successor_overlap()
    {
        var key = _folder.Key("hmac-sha256", ["read"]);
        var made = Store.RotateKey("root", key.Id, null, 30, overlapHours: 1);
        var next = new TestKey(made.Key, "hmac-sha256", Convert.FromBase64String(made.Secret!));
        var check = _folder.Check();
        Assert.Null(check.Check(Signed(key, Store.Now + 9_000, "nonce-00")).Refusal);
        Assert.Null(check.Check(Signed(next, Store.Now + 9_000, "nonce-00")).Refusal);
        _folder.Wait(3_600_000);
        Assert.Equal(AccessReason.KeyExpired, check.Check(Signed(key, Store.Now + 9_000, "nonce-01")).Refusal!.Reason);
        Assert.Null(check.Check(Signed(next, Store.Now + 9_000, "nonce-01")).Refusal);
        Assert.Throws<IdentityFaultException>(() => Store.RotateKey("root", key.Id, null, 30, 1));
    }

    [Fact]
    public void What_a_key_may_be_given_is_bounded_and_nothing_is_written_when_it_is_refused()
    {
        var head = Store.Head;
        KeyRequest request = new("tina", "hmac-sha256", null, ["read"], null, [], 365, 600);
        Refused(request with { User = "nobody" }, "user");
        Refused(request with { Algorithm = "rsa" }, "algorithm");
        Refused(request with { Algorithm = "ed25519" }, "public");
        Refused(request with { Algorithm = "ecdsa-p256", Public = Convert.ToBase64String(new byte[32]) }, "public");
        Refused(request with { Public = "AAAA" }, "public");
        Refused(request with { Scopes = ["admin:market-ops"] }, "scopes");
        Refused(request with { Scopes = ["trade", "transfer"] }, "scopes");
        Refused(request with { Accounts = [3] }, "accounts");
        Refused(request with { Networks = ["192.0.2.1/33"] }, "networks");
        Refused(request with { Days = 366 }, "days");
        Refused(request with { Rate = 0 }, "rate");
        Assert.Equal(head, Store.Head);
        var made = Store.AddKey("root", request with { Scopes = [], Accounts = [2] });
        var kept = Store.Book.Keys[made.Key].Added;
        Assert.Equal(["read"], kept.Scopes);
        Assert.Equal([2], kept.Accounts);
        Assert.DoesNotContain(made.Secret!, File.ReadAllText(_folder.LogFile), StringComparison.Ordinal);
        Store.AddKey("root", request with { Scopes = ["trade", "transfer"], TransferAndTrade = true });

        void Refused(KeyRequest asked, string field) =>
            Assert.Equal(field, Assert.Throws<IdentityFaultException>(() => Store.AddKey("root", asked)).Field);
    }

    [Fact]
    public void Everything_stands_again_after_a_restart_and_use_is_noted_once_a_day()
    {
        var key = _folder.Key("hmac-sha256", ["read", "trade"]);
        var check = _folder.Check();
        for (var i = 0; i < 3; i++)
            Assert.Null(check.Check(Signed(key, Store.Now + 9_000, $"nonce-0{i}")).Refusal);
        var used = Store.Now;
        _folder.Reopen();
        var state = Store.Book.Keys[key.Id];
        Assert.Equal((used, null), (state.LastUsed, state.Ended));
        Assert.Equal(1, File.ReadAllText(_folder.LogFile).Split("key-used").Length - 1);
        Assert.Null(_folder.Check().Check(Signed(key, Store.Now + 9_000, "nonce-00")).Refusal);
    }

    private static KeyClaim Signed(
        TestKey key,
        long expires,
        string nonce,
        string method = "GET",
        string target = "/v1/accounts",
        string body = ""
    )
    {
        var text = RequestText.Of(key.Id, expires, nonce, method, target, Encoding.UTF8.GetBytes(body));
        return new(key.Id, text, key.Sign(text), null) { Expires = expires, Nonce = nonce };
    }
}
