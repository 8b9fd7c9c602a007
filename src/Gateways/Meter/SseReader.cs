// Server-sent events out of bytes that are cut anywhere.
namespace Tokenbourse.Gateways.Meter;

/// <summary>Finds the data of whole events; a part of an event is never told. For one stream.</summary>
/// <param name="most">Bytes of one event, at most.</param>
internal sealed class SseReader(int most)
{
    private byte[] _bytes = new byte[8192];
    private byte[] _data = new byte[2048];
    private int _start;
    private int _end;
    private int _scanned;
    private int _dataLength;
    private bool _hasData;

    /// <summary>A line or an event is longer than is taken.</summary>
    public bool TooLong { get; private set; }

    /// <summary>Reads more; 0 at the end.</summary>
    public async ValueTask<int> Fill(Stream stream, CancellationToken stop)
    {
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_scanned, _end, _start) = (_scanned - _start, _end - _start, 0);
        }

        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), stop);
        _end += read;
        return read;
    }

    /// <summary>The data of the next whole event; it is there until the next call.</summary>
    public bool TryEvent(out ReadOnlyMemory<byte> data)
    {
        while (!TooLong)
        {
            var at = _bytes.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (at < 0)
            {
                _scanned = _end;
                TooLong = _end - _start > most;
                break;
            }

            var line = _bytes.AsSpan(_start, _scanned + at - _start);
            _scanned += at + 1;
            _start = _scanned;
            if (line.EndsWith("\r"u8))
                line = line[..^1];
            if (line.IsEmpty)
            {
                if (!_hasData)
                    continue;
                data = _data.AsMemory(0, _dataLength);
                (_dataLength, _hasData) = (0, false);
                return true;
            }

            if (line.StartsWith("data:"u8))
                Take(line["data:"u8.Length..]);
        }

        data = default;
        return false;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith(" "u8))
            line = line[1..];
        var need = _dataLength + line.Length + 1;
        if (need > most)
        {
            TooLong = true;
            return;
        }

        if (need > _data.Length)
            Array.Resize(ref _data, int.Max(need, _data.Length * 2));
        // Several lines of data are one text with line breaks between them. In JSON a break is as good as a space, and
        // a space can be forwarded in one line.
        if (_hasData)
            _data[_dataLength++] = (byte)' ';
        var into = _data.AsSpan(_dataLength, line.Length);
        line.CopyTo(into);
        into.Replace((byte)'\r', (byte)' ');
        _dataLength += line.Length;
        _hasData = true;
    }
}
