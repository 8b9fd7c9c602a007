// The three kinds of keys: how each one's signature is checked and made.
using System.Security.Cryptography;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Ed25519, ECDSA on P-256 with SHA-256 (64 bytes, r then s), HMAC-SHA256.</summary>
public static class KeyAlgorithms
{
    public const string Ed = "ed25519";
    public const string Ecdsa = "ecdsa-p256";
    public const string Hmac = "hmac-sha256";
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Ed, Ecdsa, Hmac];

    /// <summary>Is it a public key of that algorithm? Null: there is no such algorithm with public keys.</summary>
    public static bool? IsPublic(string algorithm, string? text)
    {
        if (algorithm is not (Ed or Ecdsa))
            return null;
        try
        {
            var bytes = Convert.FromBase64String(text ?? "");
            if (algorithm == Ed)
                return bytes.Length == Ed25519.KeyBytes;
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            return read == bytes.Length && key.ExportParameters(false).Curve.Oid.Value == P256;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Is it the key's signature? In constant time where the key is secret.</summary>
    /// <param name="key">The public key, or the secret.</param>
    public static bool Verify(string algorithm, byte[] key, byte[] text, byte[] signature)
    {
        switch (algorithm)
        {
            case Ed:
                return Ed25519.Verify(key, text, signature);
            case Hmac:
                return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, text), signature);
            default:
                using (var ecdsa = ECDsa.Create())
                {
                    ecdsa.ImportSubjectPublicKeyInfo(key, out _);
                    return signature.Length == Ed25519.SignatureBytes
                        && ecdsa.VerifyData(text, signature, HashAlgorithmName.SHA256);
                }
        }
    }

    /// <summary>A signature.</summary>
    /// <param name="key">The seed (ed25519), PKCS#8 (ecdsa-p256), or the secret.</param>
    public static byte[] Sign(string algorithm, byte[] key, byte[] text)
    {
        switch (algorithm)
        {
            case Ed:
                return Ed25519.Sign(key, text);
            case Hmac:
                return HMACSHA256.HashData(key, text);
            default:
                using (var ecdsa = ECDsa.Create())
                {
                    ecdsa.ImportPkcs8PrivateKey(key, out _);
                    return ecdsa.SignData(text, HashAlgorithmName.SHA256);
                }
        }
    }

    /// <summary>A new pair: the private key for its owner, the public one for the venue; both in base64.</summary>
    public static (string Private, string Public) NewPair(string algorithm)
    {
        if (algorithm == Ed)
        {
            var seed = RandomNumberGenerator.GetBytes(Ed25519.KeyBytes);
            return (Convert.ToBase64String(seed), Convert.ToBase64String(Ed25519.PublicOf(seed)));
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (
            Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())
        );
    }
}
