// One-time codes by the clock (RFC 6238), and the recovery codes that stand in for a lost telephone.
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tokenbourse.Gateways.Identity;

/// <summary>Codes of six digits, a new one each thirty seconds, HMAC-SHA1: what every authenticator makes.</summary>
public static class Totp
{
    /// <summary>Seconds of a step.</summary>
    public const int Step = 30;

    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    private const int SecretBytes = 20;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The step of a moment.</summary>
    public static long StepOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / Step;

    /// <summary>The code of a step.</summary>
    /// <param name="algorithm">SHA1, SHA256 or SHA512.</param>
    /// <param name="digits">1 to 9.</param>
    public static string Code(byte[] secret, long step, HashAlgorithmName algorithm, int digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        using var hmac = IncrementalHash.CreateHMAC(algorithm, secret);
        hmac.AppendData(counter);
        var hash = hmac.GetHashAndReset();
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7FFF_FFFF;
        var most = 1u;
        for (var i = 0; i < digits; i++)
            most *= 10;
        return (number % most).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code was given: this one, the one before or the one after, but only behind the last that
    /// was used. Null: the code is wrong, or was used.</summary>
    public static long? Find(byte[] secret, string code, DateTimeOffset now, long last)
    {
        long? found = null;
        var given = Encoding.UTF8.GetBytes(code);
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
        {
            var right = Encoding.UTF8.GetBytes(Code(secret, step, HashAlgorithmName.SHA1, Digits));
            if (CryptographicOperations.FixedTimeEquals(given, right) && step > last)
                found ??= step;
        }

        return found;
    }

    /// <summary>What an authenticator reads.</summary>
    public static string Uri(string user, byte[] secret) =>
        $"otpauth://totp/Tokenbourse:{System.Uri.EscapeDataString(user)}?secret={Base32(secret)}&issuer=Tokenbourse";

    /// <summary>RFC 4648, without padding.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var b in bytes)
        {
            (bits, held) = (((bits & 0xFF) << 8) | b, held + 8);
            for (; held >= 5; held -= 5)
                text.Append(Letters[(bits >> (held - 5)) & 31]);
        }

        if (held > 0)
            text.Append(Letters[(bits << (5 - held)) & 31]);
        return text.ToString();
    }
}

/// <summary>Recovery codes: 80 random bits each, so a plain hash keeps them.</summary>
public static class RecoveryCodes
{
    /// <summary>How many a person gets.</summary>
    public const int Count = 10;

    private const int Bytes = 10;

    /// <summary>New codes, to be shown once: four groups of four letters and digits.</summary>
    public static IReadOnlyList<string> New()
    {
        var codes = new List<string>();
        for (var i = 0; i < Count; i++)
        {
            var text = Totp.Base32(RandomNumberGenerator.GetBytes(Bytes));
            codes.Add($"{text[..4]}-{text[4..8]}-{text[8..12]}-{text[12..]}");
        }

        return codes;
    }

    /// <summary>What is kept of a code. Letter case, spaces and strokes do not matter.</summary>
    public static string HashOf(string code)
    {
        var plain = new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("tokenbourse-recovery-v1\n" + plain)));
    }
}
