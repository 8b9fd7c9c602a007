// The printable character by which byte-level tokenizer files write each byte.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// Printable bytes of Latin-1 stand for themselves; the other 68 take the characters from U+0100 on, in their order.
/// </summary>
internal static class ByteLevelAlphabet
{
    private static readonly short[] _bytes = Build();

    /// <summary>The bytes of a token, or null when a character is outside the alphabet.</summary>
    public static byte[]? Bytes(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] >= _bytes.Length || _bytes[token[i]] < 0)
                return null;
            bytes[i] = (byte)_bytes[token[i]];
        }

        return bytes;
    }

    private static short[] Build()
    {
        var bytes = new short[256 + 68];
        Array.Fill(bytes, (short)-1);
        var next = 256;
        for (short value = 0; value < 256; value++)
        {
            var printable = value is >= 0x21 and <= 0x7E or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF;
            bytes[printable ? value : next++] = value;
        }

        return bytes;
    }
}
