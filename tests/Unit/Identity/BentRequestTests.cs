// Signed requests that were bent on the way, and supply contracts of others.
using System.Text;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Tokenbourse.Unit.Market.Spot;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class BentRequestTests : IAsyncLifetime
{
    private readonly IdentityFolder _folder = new();
    private IdentityDoors _doors = null!;
    private Floor _floor = null!;
    private TestKey _tina = null!;

    public async ValueTask InitializeAsync()
    {
        _doors = new(_folder.Store);
        _folder.Wait(KeyCheck.Window);
        _floor = await Floor.Open(new() { Identity = _doors });
        _tina = _folder.Key("ed25519", ["read", "trade", "report"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _floor.DisposeAsync();
        _doors.Sessions.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_supply_contract_is_for_its_two_sides_and_the_venue()
    {
        // Between accounts 2 (acme) and 4 (other); lena's participant has none.
        Propose(MessageKind.DefineSpotProduct, SpotDesk.Product());
        Propose(MessageKind.DefineSupply, SupplyDesk.Terms(seller: 2, buyer: 4));
        _folder.Store.SetParticipant("root", "third", "Third", [5]);
        _folder.Store.Write(new UserSet(_folder.Store.Now, "root", "lena", "third", ["trader"], "", "", []));
        var lena = _folder.Key("ed25519", ["read", "report"], user: "lena");
        var otto = _folder.Key("ed25519", ["read"], user: "otto");
        var sven = _folder.Key("ed25519", ["admin:surveillance"], user: "sven");
        var blind = _folder.Key("ed25519", ["trade"]);
        foreach (var target in (string[])["/v1/spot/supplies/1", "/v1/spot/supplies/1/invoices/2026-03"])
        {
            Assert.Equal((401, 1101), Both(await _floor.Send(new(HttpMethod.Get, target))));
            Assert.Equal((403, 1107), Both(await _floor.Ask(_folder, lena, "GET", target)));
            Assert.Equal((403, 1201), Both(await _floor.Ask(_folder, blind, "GET", target)));
            // An invoice is not there yet: who may read hears that, too.
            var status = target.EndsWith("03", StringComparison.Ordinal) ? 404 : 200;
            foreach (var side in (TestKey[])[_tina, otto, sven])
                Assert.Equal(status, (await _floor.Ask(_folder, side, "GET", target)).Status);
        }

        // What stands for nothing is nobody's secret.
        Assert.Equal((404, 4080), Both(await _floor.Ask(_folder, lena, "GET", "/v1/spot/supplies/2")));
        Assert.Equal((403, 1107), Both(await _floor.Ask(_folder, lena, "GET", "/v1/accounts/2/supplies")));

        void Propose(MessageKind kind, string document)
        {
            Assert.True(_floor.Venue.Submit(kind, Encoding.UTF8.GetBytes(document)).IsTaken);
        }
    }

    [Fact]
    public async Task A_signed_request_is_taken_once_in_its_time_and_as_it_was_written()
    {
        var now = _folder.Store.Now;
        string Order(int number) => Floor.Order(1, "buy", "6.300", 1, $"t-{number}");

        // Replayed: the same four headers again, and again for another address.
        var first = Signing.Request(_tina, now + 9_000, "POST", "/v1/orders", Order(1));
        var (again, elsewhere) = (
            Copy(first, first.RequestUri!, Order(1)),
            Copy(first, new("/v1/quotes", UriKind.Relative), Order(1))
        );
        Assert.Equal(200, (await _floor.Send(first)).Status);
        Assert.Equal((401, 1104), Both(await _floor.Send(again)));
        Assert.Equal((401, 1102), Both(await _floor.Send(elsewhere)));

        // Skewed: too early, too late, and not a number at all.
        foreach (var expires in (long[])[now - 1, now, now + KeyCheck.Window + 1, long.MaxValue, 0])
        {
            var told = await _floor.Send(Signing.Request(_tina, expires, "POST", "/v1/orders", Order(2)));
            Assert.Equal((401, 1103), Both(told));
        }

        foreach (var word in (string[])["-1", "+1", "1e13", " 1", "0x1", "1800000000000.0"])
            Assert.Equal((401, 1101), Both(await _floor.Send(Changed(RequestText.ExpiresHeader, word))));

        // Reordered: the parts of a query may change places, and nothing else may.
        var query = Signing.Request(_tina, now + 9_000, "GET", "/v1/accounts/1/orders?b=2&a=1");
        query.RequestUri = new("/v1/accounts/1/orders?a=1&b=2", UriKind.Relative);
        Assert.Equal((400, "UNKNOWN_FIELD"), Coded(await _floor.Send(query)));
        query = Signing.Request(_tina, now + 9_000, "GET", "/v1/accounts/1/orders?b=2&a=1");
        query.RequestUri = new("/v1/accounts/1/orders?a=2&b=1", UriKind.Relative);
        Assert.Equal((401, 1102), Both(await _floor.Send(query)));
        var turned = "{\"lots\":1," + Order(3)[1..].Replace(",\"lots\":1", "", StringComparison.Ordinal);
        Assert.Equal((401, 1102), Both(await _floor.Send(Swapped(Order(3), turned))));

        // Re-cased: the key, the nonce, the signature, the method; header names have no case.
        Assert.Equal((401, 1101), Both(await _floor.Send(Changed(RequestText.KeyHeader, Case(_tina.Id)))));
        var lower = Signing.Request(_tina, now + 9_000, "POST", "/v1/orders", Order(4));
        var nonce = lower.Headers.GetValues(RequestText.NonceHeader).Single();
        lower.Headers.Remove(RequestText.NonceHeader);
        lower.Headers.Add(RequestText.NonceHeader, "N" + nonce[1..]);
        Assert.Equal((401, 1102), Both(await _floor.Send(lower)));
        var method = Signing.Request(_tina, now + 9_000, "post", "/v1/orders", Order(4));
        method.Method = HttpMethod.Post;
        Assert.Equal((401, 1102), Both(await _floor.Send(method)));
        var capitals = Signing.Request(_tina, now + 9_000, "POST", "/v1/orders", Order(5));
        var signature = capitals.Headers.GetValues(RequestText.SignatureHeader).Single();
        capitals.Headers.Remove(RequestText.SignatureHeader);
        capitals.Headers.Add(RequestText.SignatureHeader.ToUpperInvariant(), signature);
        Assert.Equal(200, (await _floor.Send(capitals)).Status);

        // Body-swapped: another, none, one where there was none, a byte more.
        Assert.Equal((401, 1102), Both(await _floor.Send(Swapped(Order(6), Order(7)))));
        Assert.Equal((401, 1102), Both(await _floor.Send(Swapped(Order(6), ""))));
        Assert.Equal((401, 1102), Both(await _floor.Send(Swapped(null, Order(6)))));
        Assert.Equal((401, 1102), Both(await _floor.Send(Swapped(Order(6), Order(6) + " "))));

        // A signature twice, or with another key's name on it.
        var twice = Signing.Request(_tina, now + 9_000, "POST", "/v1/orders", Order(8));
        twice.Headers.Add(RequestText.SignatureHeader, signature);
        Assert.Equal((401, 1101), Both(await _floor.Send(twice)));
        var otto = _folder.Key("ed25519", ["read", "trade"], user: "otto");
        Assert.Equal((401, 1102), Both(await _floor.Send(Changed(RequestText.KeyHeader, otto.Id))));
        Assert.Equal(2, _floor.Inner.Views.Orders.Of(new AccountId(1)).Count);

        HttpRequestMessage Swapped(string? signed, string sent) =>
            Signing.Request(_tina, now + 9_000, "POST", "/v1/orders", signed, sent);

        HttpRequestMessage Changed(string header, string value)
        {
            var request = Signing.Request(_tina, now + 9_000, "POST", "/v1/orders", Order(9));
            request.Headers.Remove(header);
            request.Headers.TryAddWithoutValidation(header, value);
            return request;
        }

        static HttpRequestMessage Copy(HttpRequestMessage request, Uri to, string body)
        {
            var copy = new HttpRequestMessage(request.Method, to)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            foreach (var (name, values) in request.Headers)
                copy.Headers.Add(name, values);
            return copy;
        }

        static string Case(string text) =>
            string.Concat(text.Select(c => char.IsUpper(c) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)));

        static (int, string) Coded(Told told) => (told.Status, told.Code);
    }

    private static (int Status, int Num) Both(Told told) => (told.Status, told.Num);
}
