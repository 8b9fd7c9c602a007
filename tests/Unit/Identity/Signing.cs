// Signed requests to a floor, as a participant's program would make them.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Unit.Http;

namespace Tokenbourse.Unit.Identity;

/// <summary>What came back.</summary>
internal sealed record Told(int Status, JsonElement Json, IReadOnlyList<string> Cookies)
{
    public int Num => Json.GetProperty("error").GetProperty("num").GetInt32();

    public string Code => Json.GetProperty("error").GetProperty("code").GetString()!;
}

internal static class Signing
{
    /// <summary>A signed request.</summary>
    /// <param name="sent">What is sent as body when it is another one than was signed.</param>
    public static HttpRequestMessage Request(
        TestKey key,
        long expires,
        string method,
        string target,
        string? body = null,
        string? sent = null
    )
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var bytes = Encoding.UTF8.GetBytes(body ?? "");
        var text = RequestText.Of(key.Id, expires, nonce, method, target, bytes);
        var request = new HttpRequestMessage(new(method), target);
        request.Headers.Add(RequestText.KeyHeader, key.Id);
        request.Headers.Add(RequestText.ExpiresHeader, $"{expires}");
        request.Headers.Add(RequestText.NonceHeader, nonce);
        request.Headers.Add(RequestText.SignatureHeader, Convert.ToBase64String(key.Sign(text)));
        if ((sent ?? body) is { } content)
            request.Content = new StringContent(content, Encoding.UTF8, "application/json");
        return request;
    }

    public static Task<Told> Ask(
        this Floor floor,
        IdentityFolder folder,
        TestKey key,
        string method,
        string target,
        string? body = null
    ) => floor.Send(Request(key, folder.Store.Now + 20_000, method, target, body));

    public static async Task<Told> Send(this Floor floor, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await floor.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            using var json = JsonDocument.Parse(text.Length == 0 ? "null" : text);
            var cookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.ToList() : [];
            return new((int)response.StatusCode, json.RootElement.Clone(), cookies);
        }
    }
}
