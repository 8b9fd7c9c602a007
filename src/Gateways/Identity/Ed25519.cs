// Ed25519 (RFC 8032), by the system's libcrypto: the base library has none.
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Signing and checking; keys are raw bytes. Safe for many threads.</summary>
public static class Ed25519
{
    /// <summary>Of a private key (the seed) and of a public key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Of a signature.</summary>
    public const int SignatureBytes = 64;

    private const string Library = "libcrypto.so.3";
    private const int Kind = 1087;

    /// <summary>Is the library there?</summary>
    public static bool IsHere { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>Is it this key's signature of the message? Anything malformed is none.</summary>
    public static bool Verify(byte[] publicKey, byte[] message, byte[] signature)
    {
        if (publicKey.Length != KeyBytes || signature.Length != SignatureBytes)
            return false;
        var key = EVP_PKEY_new_raw_public_key(Kind, 0, publicKey, KeyBytes);
        if (key == 0)
            return false;
        var context = EVP_MD_CTX_new();
        try
        {
            return EVP_DigestVerifyInit(context, 0, 0, 0, key) == 1
                && EVP_DigestVerify(context, signature, SignatureBytes, message, (nuint)message.Length) == 1;
        }
        finally
        {
            EVP_MD_CTX_free(context);
            EVP_PKEY_free(key);
        }
    }

    /// <summary>The signature of a message.</summary>
    public static byte[] Sign(byte[] seed, byte[] message)
    {
        var key = Private(seed);
        var context = EVP_MD_CTX_new();
        try
        {
            var signature = new byte[SignatureBytes];
            nuint length = SignatureBytes;
            return
                EVP_DigestSignInit(context, 0, 0, 0, key) == 1
                && EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length) == 1
                && length == SignatureBytes
                ? signature
                : throw new CryptographicException("Ed25519: the library did not sign");
        }
        finally
        {
            EVP_MD_CTX_free(context);
            EVP_PKEY_free(key);
        }
    }

    /// <summary>The public key of a private one.</summary>
    public static byte[] PublicOf(byte[] seed)
    {
        var key = Private(seed);
        try
        {
            var bytes = new byte[KeyBytes];
            nuint length = KeyBytes;
            return EVP_PKEY_get_raw_public_key(key, bytes, ref length) == 1 && length == KeyBytes
                ? bytes
                : throw new CryptographicException("Ed25519: the library told no public key");
        }
        finally
        {
            EVP_PKEY_free(key);
        }
    }

    private static nint Private(byte[] seed)
    {
        if (seed.Length != KeyBytes)
            throw new CryptographicException($"Ed25519: a private key has {KeyBytes} bytes");
        var key = EVP_PKEY_new_raw_private_key(Kind, 0, seed, KeyBytes);
        return key != 0 ? key : throw new CryptographicException("Ed25519: the library takes no such key");
    }

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint EVP_PKEY_new_raw_public_key(int type, nint engine, byte[] key, nuint length);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint EVP_PKEY_new_raw_private_key(int type, nint engine, byte[] key, nuint length);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EVP_PKEY_get_raw_public_key(nint key, [Out] byte[] bytes, ref nuint length);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void EVP_PKEY_free(nint key);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint EVP_MD_CTX_new();

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void EVP_MD_CTX_free(nint context);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EVP_DigestVerifyInit(nint context, nint slot, nint digest, nint engine, nint key);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EVP_DigestVerify(
        nint context,
        byte[] signature,
        nuint signatureLength,
        byte[] message,
        nuint messageLength
    );

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EVP_DigestSignInit(nint context, nint slot, nint digest, nint engine, nint key);

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EVP_DigestSign(
        nint context,
        [Out] byte[] signature,
        ref nuint signatureLength,
        byte[] message,
        nuint messageLength
    );
}
