// Argon2id (RFC 9106), by the system's libargon2: the base library has none.
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tokenbourse.Gateways.Identity;

/// <summary>What a hash costs.</summary>
/// <param name="Memory">KiB.</param>
/// <param name="Times">Passes over it.</param>
/// <param name="Lanes">Parts that could be worked side by side.</param>
public readonly record struct Argon2Cost(int Memory, int Times, int Lanes);

/// <summary>The hash. Safe for many threads.</summary>
public static class Argon2id
{
    private const string Library = "libargon2.so.1";
    private const uint Version = 0x13;

    /// <summary>Is the library there?</summary>
    public static bool IsHere { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>The tag of a password.</summary>
    /// <param name="secret">Of the one who hashes; may be empty.</param>
    /// <param name="data">Bound into the tag; may be empty.</param>
    /// <param name="length">Bytes of the tag.</param>
    /// <exception cref="CryptographicException">The library refused the parameters.</exception>
    public static byte[] Hash(byte[] password, byte[] salt, byte[] secret, byte[] data, Argon2Cost cost, int length)
    {
        var tag = new byte[length];
        var pins = new List<GCHandle>();
        try
        {
            var context = new Context
            {
                Out = Pin(pins, tag),
                OutLength = (uint)tag.Length,
                Password = Pin(pins, password),
                PasswordLength = (uint)password.Length,
                Salt = Pin(pins, salt),
                SaltLength = (uint)salt.Length,
                Secret = Pin(pins, secret),
                SecretLength = (uint)secret.Length,
                Data = Pin(pins, data),
                DataLength = (uint)data.Length,
                Times = (uint)cost.Times,
                Memory = (uint)cost.Memory,
                Lanes = (uint)cost.Lanes,
                Threads = 1,
                Version = Version,
            };
            var code = argon2id_ctx(ref context);
            return code == 0 ? tag : throw new CryptographicException($"Argon2id: the library answered {code}");
        }
        finally
        {
            foreach (var pin in pins)
                pin.Free();
        }
    }

    private static nint Pin(List<GCHandle> pins, byte[] bytes)
    {
        if (bytes.Length == 0)
            return 0;
        var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        pins.Add(pin);
        return pin.AddrOfPinnedObject();
    }

    [DllImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int argon2id_ctx(ref Context context);

    // The library's argon2_context, field by field.
    [StructLayout(LayoutKind.Sequential)]
    private struct Context
    {
        public nint Out;
        public uint OutLength;
        public nint Password;
        public uint PasswordLength;
        public nint Salt;
        public uint SaltLength;
        public nint Secret;
        public uint SecretLength;
        public nint Data;
        public uint DataLength;
        public uint Times;
        public uint Memory;
        public uint Lanes;
        public uint Threads;
        public uint Version;
        public nint Allocate;
        public nint Free;
        public uint Flags;
    }
}
