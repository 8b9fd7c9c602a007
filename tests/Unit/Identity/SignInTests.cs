// The terminal's sign-in: a cookie that scripts cannot read and other sites cannot use, and what it opens.
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Identity;

public sealed class SignInTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_person_signs_in_acts_for_their_accounts_and_signs_out()
    {
        using var folder = new IdentityFolder();
        folder.Store.SetUser("root", "pat", "acme", ["trader"], Password);
        using var doors = new IdentityDoors(folder.Store);
        await using var floor = await Floor.Open(new() { Identity = doors });
        Assert.Equal((401, 1101), await Enter("wrong horse battery", Code()));
        Assert.Equal((401, 1101), await Enter(Password, "000000"));
        var answer = await floor.Send(Body("POST", "/v1/session", In(Password, Code())));
        Assert.Equal((200, "pat"), (answer.Status, answer.Json.Text("user")));
        var set = Assert.Single(answer.Cookies);
        Assert.All(
            (string[])["httponly", "samesite=strict", "path=/"],
            word => Assert.Contains(word, set, StringComparison.OrdinalIgnoreCase)
        );
        var cookie = set[..set.IndexOf(';', StringComparison.Ordinal)];

        var order = Floor.Order(1, "buy", "6.300", 2, "p-1");
        Assert.Equal(1101, (await floor.Send(Body("POST", "/v1/orders", order))).Num);
        Assert.Equal(1101, (await floor.Send(Body("POST", "/v1/orders", order, cookie))).Num);
        Assert.Equal(200, (await floor.Send(Body("POST", "/v1/orders", order, cookie, "http://localhost"))).Status);
        var foreign = Floor.Order(3, "buy", "6.300", 2, "p-2");
        Assert.Equal(1107, (await floor.Send(Body("POST", "/v1/orders", foreign, cookie, "http://localhost"))).Num);
        Assert.Equal(403, (await floor.Send(Body("POST", "/v1/orders", order, cookie, "http://evil.example"))).Status);
        Assert.Equal(200, (await floor.Send(Body("GET", "/v1/accounts/2/orders", null, cookie))).Status);
        Assert.Equal(1107, (await floor.Send(Body("GET", "/v1/accounts/3/orders", null, cookie))).Num);

        var left = await floor.Send(Body("DELETE", "/v1/session", null, cookie, "http://localhost"));
        Assert.Contains("expires=Thu, 01 Jan 1970", left.Cookies[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1101, (await floor.Send(Body("GET", "/v1/accounts/2/orders", null, cookie))).Num);

        // A password in the wrong place does not come back.
        var strange = await floor.Send(Body("POST", "/v1/session", """{"user":"pat","passwort":"correct horse"}"""));
        Assert.Equal(
            (400, false),
            (strange.Status, strange.Json.ToString().Contains("horse", StringComparison.Ordinal))
        );
        for (var i = 0; i < 4; i++)
            await Enter("wrong horse battery", "1");
        Assert.Equal((429, 1011), await Enter(Password, Code()));

        async Task<(int, int)> Enter(string password, string code)
        {
            var told = await floor.Send(Body("POST", "/v1/session", In(password, code)));
            return (told.Status, told.Num);
        }

        string Code()
        {
            var secret = folder.Store.Vault.Open("totp:pat", folder.Store.Book.Users["pat"].Set.Totp);
            return Totp.Code(secret, Totp.StepOf(folder.Clock.GetUtcNow()), HashAlgorithmName.SHA1, Totp.Digits);
        }
    }

    private static string In(string password, string code) =>
        $$"""{"user":"pat","password":"{{password}}","code":"{{code}}"}""";

    private static HttpRequestMessage Body(
        string method,
        string target,
        string? body,
        string? cookie = null,
        string? origin = null
    )
    {
        var request = new HttpRequestMessage(new(method), target);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        return request;
    }
}
