// Writes one message at a time into a buffer of its own: fields first, then head and checksum around them.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Codec;

/// <summary>A message being written. The buffer grows to the largest message there was and is used again, so that
/// writing allocates nothing.</summary>
public sealed class FixWriter
{
    // "8=FIXT.1.1|9=65536|" and the longest BeginString that the frame allows.
    private const int Room = 32;
    private const int TrailerRoom = 7;

    private readonly byte[] _begin;
    private byte[] _bytes = new byte[1024];
    private int _end = Room;

    /// <param name="beginString">FIX.4.4 or FIXT.1.1.</param>
    public FixWriter(string beginString)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(beginString.Length, 12);
        _begin = System.Text.Encoding.ASCII.GetBytes($"8={beginString}\u00019=");
    }

    /// <summary>Bytes of the body, as far as it is written.</summary>
    public int Length => _end - Room;

    /// <summary>Begins a message with its type.</summary>
    public FixWriter Begin(ReadOnlySpan<byte> type)
    {
        _end = Room;
        return Add(FixTag.MsgType, type);
    }

    /// <summary>A field with these bytes as its value.</summary>
    public FixWriter Add(int tag, ReadOnlySpan<byte> value)
    {
        Tag(tag, value.Length);
        value.CopyTo(_bytes.AsSpan(_end));
        _end += value.Length;
        return Stop();
    }

    /// <summary>A whole number.</summary>
    public FixWriter Add(int tag, long value)
    {
        Tag(tag, 20);
        _end += FixText.Write(value, _bytes.AsSpan(_end));
        return Stop();
    }

    /// <summary>One character.</summary>
    public FixWriter Add(int tag, char value)
    {
        Tag(tag, 1);
        _bytes[_end++] = (byte)value;
        return Stop();
    }

    /// <summary>Text; what is not ASCII, and what would end the field, becomes a question mark.</summary>
    public FixWriter Add(int tag, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Tag(tag, value.Length);
        foreach (var one in value)
            _bytes[_end++] = one is >= ' ' and <= '~' ? (byte)one : (byte)'?';
        return Stop();
    }

    /// <summary>Units of 10^-places as a decimal.</summary>
    public FixWriter AddUnits(int tag, long units, int places)
    {
        Tag(tag, 40);
        _end += FixText.WriteUnits(units, places, _bytes.AsSpan(_end));
        return Stop();
    }

    /// <summary>A moment, with so many digits of its second (0, 3, 6 or 9).</summary>
    public FixWriter Add(int tag, Instant moment, int digits)
    {
        Tag(tag, FixTime.MostBytes);
        _end += FixTime.Write(moment, digits, _bytes.AsSpan(_end));
        return Stop();
    }

    /// <summary>Whole fields as they came, each with its end.</summary>
    public FixWriter Raw(ReadOnlySpan<byte> fields)
    {
        Grow(fields.Length);
        fields.CopyTo(_bytes.AsSpan(_end));
        _end += fields.Length;
        return this;
    }

    /// <summary>Puts head and trailer around the fields. The bytes stay until the next message begins.</summary>
    public ReadOnlySpan<byte> Finish()
    {
        var length = _end - Room;
        if (length > FixFrame.MostBody)
            throw new InvalidOperationException($"a body of {length} bytes; at most {FixFrame.MostBody}");
        Span<byte> digits = stackalloc byte[20];
        var width = FixText.Write(length, digits);
        var start = Room - _begin.Length - width - 1;
        _begin.CopyTo(_bytes.AsSpan(start));
        digits[..width].CopyTo(_bytes.AsSpan(start + _begin.Length));
        _bytes[Room - 1] = FixFrame.End;
        var sum = FixFrame.Sum(_bytes.AsSpan(start, _end - start));
        Grow(TrailerRoom);
        _bytes[_end] = (byte)'1';
        _bytes[_end + 1] = (byte)'0';
        _bytes[_end + 2] = (byte)'=';
        _bytes[_end + 3] = (byte)('0' + (sum / 100));
        _bytes[_end + 4] = (byte)('0' + (sum / 10 % 10));
        _bytes[_end + 5] = (byte)('0' + (sum % 10));
        _bytes[_end + 6] = FixFrame.End;
        return _bytes.AsSpan(start, _end + TrailerRoom - start);
    }

    private void Tag(int tag, int room)
    {
        Grow(room + 14);
        _end += FixText.Write(tag, _bytes.AsSpan(_end));
        _bytes[_end++] = (byte)'=';
    }

    private FixWriter Stop()
    {
        _bytes[_end++] = FixFrame.End;
        return this;
    }

    private void Grow(int room)
    {
        if (_end + room > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + room));
    }
}
