// Secrets that must come back: sealed by AES-256-GCM under a key-encryption key that stands in a file of its own.
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Seals and opens. What a secret is for is bound into the seal, so that one cannot stand in for
/// another.</summary>
public sealed class Vault : IDisposable
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly AesGcm _aes;

    private Vault(byte[] key) => _aes = new(key, TagBytes);

    /// <summary>Opens a key file, or makes it.</summary>
    /// <param name="path">One line: 32 bytes in base64. Keep it on another disk than the identity folder, and a copy of
    /// it: without it sealed secrets are lost.</param>
    /// <exception cref="AuditLogException">It cannot be read.</exception>
    public static Vault Open(string path)
    {
        try
        {
            if (!File.Exists(path))
                PrivateFile.Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n");
            var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
            return key.Length == KeyBytes
                ? new(key)
                : throw new AuditLogException($"{path}: a key-encryption key has {KeyBytes} bytes in base64");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new AuditLogException($"{path}: no key-encryption key can be read: {e.Message}", e);
        }
    }

    /// <summary>Nonce, ciphertext and tag in base64.</summary>
    public string Seal(string purpose, ReadOnlySpan<byte> secret)
    {
        var bytes = new byte[NonceBytes + secret.Length + TagBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        _aes.Encrypt(
            nonce,
            secret,
            bytes.AsSpan(NonceBytes, secret.Length),
            bytes.AsSpan(NonceBytes + secret.Length),
            Encoding.UTF8.GetBytes(purpose)
        );
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The secret.</summary>
    /// <exception cref="CryptographicException">Another key sealed it, for another purpose, or it was
    /// changed.</exception>
    public byte[] Open(string purpose, string sealedText)
    {
        var bytes = Convert.FromBase64String(sealedText);
        if (bytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("a sealed secret is too short");
        var secret = new byte[bytes.Length - NonceBytes - TagBytes];
        _aes.Decrypt(
            bytes.AsSpan(0, NonceBytes),
            bytes.AsSpan(NonceBytes, secret.Length),
            bytes.AsSpan(NonceBytes + secret.Length),
            secret,
            Encoding.UTF8.GetBytes(purpose)
        );
        return secret;
    }

    public void Dispose() => _aes.Dispose();
}
