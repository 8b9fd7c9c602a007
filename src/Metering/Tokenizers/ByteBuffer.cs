// Bytes that are appended behind and taken away in front.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>A growing buffer that keeps its room.</summary>
internal sealed class ByteBuffer
{
    private const int _kept = 1 << 20;
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Appends a code point as UTF-8.</summary>
    public void AppendPoint(int point) => Length += new System.Text.Rune(point).EncodeToUtf8(Room(4));

    /// <summary>Takes bytes away in front.</summary>
    public void Consume(int count)
    {
        Span[count..].CopyTo(_bytes);
        Length -= count;
    }

    /// <summary>Empties it, and gives unusually large room back.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > _kept)
            _bytes = new byte[1024];
    }

    private Span<byte> Room(int more)
    {
        if (_bytes.Length - Length < more)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)Length + more)));
        return _bytes.AsSpan(Length);
    }
}
