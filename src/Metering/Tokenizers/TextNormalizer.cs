// What a family does to its text before it is cut into pieces.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>Rewrites text; safe for many threads, the scratch is handed in.</summary>
internal abstract class TextNormalizer
{
    /// <summary>True when the text stays as it is.</summary>
    public abstract bool Leaves(ReadOnlySpan<byte> utf8);

    /// <summary>Appends the rewritten text.</summary>
    public abstract void Normalize(ReadOnlySpan<byte> utf8, ByteBuffer into, List<int> scratch);

    /// <summary>How many of the bytes no later text can change or reach into.</summary>
    public abstract int Certain(ReadOnlySpan<byte> utf8);
}

/// <summary>Text is taken as it is.</summary>
internal sealed class NoNormalizer : TextNormalizer
{
    public override bool Leaves(ReadOnlySpan<byte> utf8) => true;

    public override void Normalize(ReadOnlySpan<byte> utf8, ByteBuffer into, List<int> scratch) => into.Append(utf8);

    public override int Certain(ReadOnlySpan<byte> utf8) => utf8.Length;
}

/// <summary>Each space becomes U+2581, as SentencePiece writes it.</summary>
internal sealed class SpaceNormalizer : TextNormalizer
{
    public static ReadOnlySpan<byte> Block => "\u2581"u8;

    public override bool Leaves(ReadOnlySpan<byte> utf8) => !utf8.Contains((byte)' ');

    public override void Normalize(ReadOnlySpan<byte> utf8, ByteBuffer into, List<int> scratch)
    {
        while (utf8.IndexOf((byte)' ') is >= 0 and var space)
        {
            into.Append(utf8[..space]);
            into.Append(Block);
            utf8 = utf8[(space + 1)..];
        }

        into.Append(utf8);
    }

    public override int Certain(ReadOnlySpan<byte> utf8) => utf8.Length;
}
