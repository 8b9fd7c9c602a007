// A message as its fields lie in the bytes that came in: tags and places, nothing copied.
namespace Tokenbourse.Gateways.Fix.Codec;

/// <summary>The fields of one message, in the order in which they came. Made once, filled again for each message; its
/// values are only there until the bytes under it change.</summary>
public sealed class FixMessage
{
    private const int MostFields = FixFrame.MostMessage / 4;

    private byte[] _bytes = [];
    private int[] _tags = new int[64];
    private int[] _starts = new int[64];
    private int[] _ends = new int[64];

    /// <summary>How many fields there are, head and trailer included.</summary>
    public int Count { get; private set; }

    /// <summary>The tag of a length field whose data did not end where it says; 0 when there is none.</summary>
    public int BadLength { get; private set; }

    /// <summary>MsgType(35): always the third field of a framed message.</summary>
    public ReadOnlySpan<byte> Type => Value(2);

    /// <summary>The bytes of the whole message.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(Start, Length);

    private int Start { get; set; }

    private int Length { get; set; }

    /// <summary>The tag of a field, by its place.</summary>
    public int Tag(int index) => _tags[index];

    /// <summary>The value of a field, by its place.</summary>
    public ReadOnlySpan<byte> Value(int index) => _bytes.AsSpan(_starts[index], _ends[index] - _starts[index]);

    /// <summary>The bytes of so many fields, from the first to the one before the last, as they came.</summary>
    public ReadOnlySpan<byte> Run(int from, int to)
    {
        if (from >= to)
            return [];
        var start = from == 0 ? Start : _ends[from - 1] + 1;
        return _bytes.AsSpan(start, _ends[to - 1] + 1 - start);
    }

    /// <summary>The place of the first field with this tag; -1 when there is none.</summary>
    public int Find(int tag) => _tags.AsSpan(0, Count).IndexOf(tag);

    /// <summary>The value of the first field with this tag; empty when there is none.</summary>
    public ReadOnlySpan<byte> Get(int tag) => Find(tag) is var at and >= 0 ? Value(at) : [];

    /// <summary>Y stands in the field.</summary>
    public bool Says(int tag) => Get(tag) is [(byte)'Y'];

    /// <summary>Takes the fields of a framed message.</summary>
    /// <returns>False when it is not a sequence of fields: garbled.</returns>
    public bool Parse(byte[] bytes, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        _bytes = bytes;
        Start = start;
        Length = length;
        Count = 0;
        BadLength = 0;
        var at = start;
        var end = start + length;
        var dataTag = 0;
        var dataLength = 0L;
        while (at < end)
        {
            if (!TryTag(bytes, ref at, end, out var tag))
                return false;
            int stop;
            if (dataTag != 0 && tag == dataTag)
            {
                stop = dataLength < end - at ? at + (int)dataLength : -1;
                if (stop < 0 || bytes[stop] != FixFrame.End)
                {
                    BadLength = _tags[Count - 1];
                    return Count > 0;
                }
            }
            else
            {
                var found = bytes.AsSpan(at, end - at).IndexOf(FixFrame.End);
                if (found < 0)
                    return false;
                stop = at + found;
            }

            if (!Keep(tag, at, stop))
                return false;
            dataTag = FixTag.DataOf(tag);
            if (dataTag != 0 && !FixText.TryWhole(bytes.AsSpan(at, stop - at), out dataLength))
                dataTag = 0;
            at = stop + 1;
        }

        return Count > 3;
    }

    /// <summary>The number before the equals sign; a minus is read, because a tag below zero is answered, not
    /// ignored.</summary>
    private static bool TryTag(byte[] bytes, ref int at, int end, out int tag)
    {
        tag = 0;
        var minus = at < end && bytes[at] == '-';
        if (minus)
            at++;
        var first = at;
        while (at < end && bytes[at] != '=')
        {
            var digit = FixText.Digit(bytes[at]);
            if (digit > 9 || at - first >= 9)
                return false;
            tag = (tag * 10) + (int)digit;
            at++;
        }

        var read = at > first && at < end && (bytes[first] != '0' || at == first + 1);
        at++;
        if (minus)
            tag = -tag;
        return read;
    }

    private bool Keep(int tag, int start, int end)
    {
        if (Count == _tags.Length)
        {
            if (Count >= MostFields)
                return false;
            Array.Resize(ref _tags, Count * 2);
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _ends, Count * 2);
        }

        _tags[Count] = tag;
        _starts[Count] = start;
        _ends[Count] = end;
        Count++;
        return true;
    }
}
