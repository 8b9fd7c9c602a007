// What a key signs of an HTTP request.
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Identity;

/// <summary>
/// Seven lines, joined by line feeds without one at the end: <c>v1</c>, key, expires (milliseconds since 1970), nonce,
/// method, target, SHA-256 of the body in lower-case hex. The target is path and query as they stand on the wire, the
/// parts of the query sorted by their bytes.
/// </summary>
public static class RequestText
{
    public const string KeyHeader = "Tokenbourse-Key";
    public const string ExpiresHeader = "Tokenbourse-Expires";
    public const string NonceHeader = "Tokenbourse-Nonce";
    public const string SignatureHeader = "Tokenbourse-Signature";

    private const int LeastNonce = 8;
    private const int MostNonce = 64;

    /// <summary>The text.</summary>
    /// <param name="target">As it stands on the wire: <c>/v1/orders?b=2&amp;a=1</c>.</param>
    public static byte[] Of(
        string key,
        long expires,
        string nonce,
        string method,
        string target,
        ReadOnlySpan<byte> body
    ) =>
        Encoding.UTF8.GetBytes(
            string.Join(
                '\n',
                "v1",
                key,
                AuditLines.Text(expires),
                nonce,
                method,
                Sorted(target),
                Convert.ToHexStringLower(SHA256.HashData(body))
            )
        );

    /// <summary>Path and sorted query.</summary>
    public static string Sorted(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0)
            return target;
        var parts = target[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(parts, StringComparer.Ordinal);
        return parts.Length == 0 ? target[..mark] : $"{target[..mark]}?{string.Join('&', parts)}";
    }

    /// <summary>Is it a word that may be a nonce: 8 to 64 of <c>A-Z a-z 0-9 _ -</c>?</summary>
    public static bool IsNonce(string text) =>
        text.Length is >= LeastNonce and <= MostNonce && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
