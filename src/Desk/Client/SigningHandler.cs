// Signs requests with a participant's key, as the venue asks for (docs/protocols/identity.md).
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Desk.Client;

/// <summary>Stands in an HTTP client; each request, and each repeat, has a nonce and a moment of its own.</summary>
/// <param name="inner">Sends.</param>
/// <param name="key">The key's number at the venue.</param>
/// <param name="sign">The key's signature of a text.</param>
/// <param name="clock">The participant's clock; the venue takes half a minute of drift in either direction.</param>
public sealed class SigningHandler(HttpMessageHandler inner, string key, Func<byte[], byte[]> sign, TimeProvider clock)
    : DelegatingHandler(inner)
{
    // In the middle of what the venue takes: a clock may be as far ahead as behind.
    private const long Valid = 15_000;
    private const int NonceBytes = 16;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = request.Content is { } content
            ? await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
            : [];
        var expires = (clock.GetUtcNow().ToUnixTimeMilliseconds() + Valid).ToString(CultureInfo.InvariantCulture);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        var text = $"v1\n{key}\n{expires}\n{nonce}\n{request.Method.Method}\n{Target(request.RequestUri!)}\n{digest}";
        Set(request, "Tokenbourse-Key", key);
        Set(request, "Tokenbourse-Expires", expires);
        Set(request, "Tokenbourse-Nonce", nonce);
        Set(request, "Tokenbourse-Signature", Convert.ToBase64String(sign(Encoding.UTF8.GetBytes(text))));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.Add(name, value);
    }

    private static string Target(Uri address)
    {
        var query = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(query, StringComparer.Ordinal);
        return query.Length == 0 ? address.AbsolutePath : $"{address.AbsolutePath}?{string.Join('&', query)}";
    }
}
