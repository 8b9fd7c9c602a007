// Signed checkpoints of the audit log: every thousandth record is a signature over the chain so far.
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Identity;

/// <summary>ECDSA on P-256 with SHA-256 over <c>tokenbourse-audit-v1\nINDEX\nHASH</c>.</summary>
internal static class AuditCheckpoint
{
    /// <summary>How many records a checkpoint closes.</summary>
    public const int Every = 1000;

    public const string PrivateName = "checkpoint.key";
    public const string PublicName = "checkpoint.pub";

    public static bool IsAt(long index) => index > 0 && index % Every == 0;

    public static string Sign(ECDsa key, long index, ReadOnlySpan<byte> before) =>
        Convert.ToBase64String(key.SignData(Text(index, before), HashAlgorithmName.SHA256));

    public static bool Verify(ECDsa key, long index, ReadOnlySpan<byte> before, string signature)
    {
        var bytes = new byte[256];
        return Convert.TryFromBase64String(signature, bytes, out var length)
            && key.VerifyData(Text(index, before), bytes.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    /// <summary>The signing key of a folder; made when there is none.</summary>
    public static ECDsa Key(string folder)
    {
        var path = Path.Combine(folder, PrivateName);
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.Write(path, made.ExportPkcs8PrivateKeyPem() + "\n");
            File.WriteAllText(Path.Combine(folder, PublicName), made.ExportSubjectPublicKeyInfoPem() + "\n");
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    private static byte[] Text(long index, ReadOnlySpan<byte> before) =>
        Encoding.ASCII.GetBytes($"tokenbourse-audit-v1\n{AuditLines.Text(index)}\n{Convert.ToHexStringLower(before)}");
}
