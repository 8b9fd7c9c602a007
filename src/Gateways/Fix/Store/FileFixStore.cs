// A session's memory in one file that is only added to; what a crash tore off at its end is cut.
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Store;

/// <summary>
/// Records one behind the other, each: kind (1 byte), number (4), length (4), CRC-32C of these nine bytes and the
/// content (4), content; numbers little-endian. Records gather in memory until <see cref="Commit"/>, which writes them
/// in one piece. After a crash of the process nothing that was committed is missing; with <c>flush</c> that holds for
/// the machine as well, at the price of a disk flush a commit.
/// </summary>
public sealed class FileFixStore : IFixStore
{
    private const int HeadLength = 13;
    private const byte Kept = 1;
    private const byte Passed = 2;
    private const byte Expected = 3;
    private const byte Cleared = 4;
    private const byte Marked = 5;
    private const byte Dated = 6;
    private const int Alone = 0;
    private const int WithNext = 1;

    private readonly SafeFileHandle _file;
    private readonly bool _flush;
    private readonly FixIndex _index = new();
    private readonly Lock _gate = new();
    private byte[] _pending = new byte[16 * 1024];
    private int _pendingEnd;
    private long _written;
    private long _noted = -1;

    /// <summary>Opens or begins the file.</summary>
    /// <exception cref="IOException">Another session holds the file, or it cannot be read.</exception>
    public FileFixStore(string path, bool flush = false)
    {
        _flush = flush;
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Recover();
    }

    /// <inheritdoc/>
    public int NextOutgoing => _index.Next;

    /// <inheritdoc/>
    public int NextIncoming { get; private set; } = 1;

    /// <inheritdoc/>
    public long Mark { get; private set; } = -1;

    /// <inheritdoc/>
    public Instant Since { get; private set; } = Instant.Never;

    /// <summary>Bytes at the end of the file that were no whole record when it was opened, and were cut.</summary>
    public long CutAtOpening { get; private set; }

    /// <inheritdoc/>
    public void Keep(ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_noted != Mark)
            {
                Append(Marked, WithNext, _noted);
                Mark = _noted;
            }

            var place = _written + _pendingEnd + HeadLength;
            Append(Kept, _index.Next, message);
            _index.Add(place, message.Length);
        }
    }

    /// <inheritdoc/>
    public void Note(long mark)
    {
        lock (_gate)
            _noted = mark;
    }

    /// <inheritdoc/>
    public void Pass()
    {
        lock (_gate)
        {
            Append(Passed, _index.Next, []);
            _index.Add(0, 0);
        }
    }

    /// <inheritdoc/>
    public void Begin(long mark)
    {
        lock (_gate)
        {
            Append(Marked, Alone, mark);
            Mark = _noted = mark;
        }
    }

    /// <inheritdoc/>
    public void Expect(int sequence)
    {
        lock (_gate)
        {
            Append(Expected, sequence, []);
            NextIncoming = sequence;
        }
    }

    /// <inheritdoc/>
    public int Read(int sequence, ref byte[] into)
    {
        ArgumentNullException.ThrowIfNull(into);
        lock (_gate)
        {
            var (place, length) = _index.Of(sequence);
            if (length == 0)
                return 0;
            if (length > into.Length)
                into = new byte[length];
            if (place >= _written)
                _pending.AsSpan((int)(place - _written), length).CopyTo(into);
            else if (RandomAccess.Read(_file, into.AsSpan(0, length), place) != length)
                throw new IOException("a session's file ends before a message that is in it");
            return length;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The file begins anew: what was said before the reset cannot be asked for any more.</remarks>
    public void Reset()
    {
        lock (_gate)
        {
            // The mark is never away: the new beginning lies over the old one before the rest is cut.
            _pendingEnd = 0;
            Append(Cleared, 1, Mark);
            RandomAccess.Write(_file, _pending.AsSpan(0, _pendingEnd), 0);
            _written = _pendingEnd;
            _pendingEnd = 0;
            RandomAccess.SetLength(_file, _written);
            _index.Clear();
            NextIncoming = 1;
            Since = Instant.Never;
        }
    }

    /// <inheritdoc/>
    public void Date(Instant since)
    {
        lock (_gate)
        {
            Append(Dated, 1, since.Nanoseconds);
            Since = since;
        }
    }

    /// <inheritdoc/>
    public void Commit()
    {
        lock (_gate)
        {
            if (_pendingEnd == 0)
                return;
            RandomAccess.Write(_file, _pending.AsSpan(0, _pendingEnd), _written);
            _written += _pendingEnd;
            _pendingEnd = 0;
            if (_flush)
                RandomAccess.FlushToDisk(_file);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file.IsClosed)
            return;
        Commit();
        _file.Dispose();
    }

    private void Append(byte kind, int number, ReadOnlySpan<byte> content)
    {
        var length = HeadLength + content.Length;
        if (_pendingEnd + length > _pending.Length)
            Array.Resize(ref _pending, Math.Max(_pending.Length * 2, _pendingEnd + length));
        var record = _pending.AsSpan(_pendingEnd, length);
        record[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(record[1..], number);
        BinaryPrimitives.WriteInt32LittleEndian(record[5..], content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[9..], Check(record[..9], content));
        content.CopyTo(record[HeadLength..]);
        _pendingEnd += length;
    }

    private static uint Check(ReadOnlySpan<byte> head, ReadOnlySpan<byte> content) =>
        ~Crc32C.Append(Crc32C.Append(uint.MaxValue, head), content);

    /// <summary>Reads the records from the beginning; what is no whole record ends the file.</summary>
    private void Recover()
    {
        var length = RandomAccess.GetLength(_file);
        var head = new byte[HeadLength];
        var content = new byte[1024];
        while (_written + HeadLength <= length)
        {
            if (RandomAccess.Read(_file, head, _written) != HeadLength)
                break;
            var number = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1));
            var size = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(5));
            if (size < 0 || size > Codec.FixFrame.MostMessage || _written + HeadLength + size > length)
                break;
            if (size > content.Length)
                content = new byte[size];
            var bytes = content.AsSpan(0, size);
            if (RandomAccess.Read(_file, bytes, _written + HeadLength) != size)
                break;
            if (Check(head.AsSpan(0, 9), bytes) != BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(9)))
                break;
            if (!Take(head[0], number, bytes))
                break;
            _written += HeadLength + size;
        }

        _noted = Mark;
        CutAtOpening = length - _written;
        if (CutAtOpening > 0)
            RandomAccess.SetLength(_file, _written);
    }

    private void Append(byte kind, int number, long mark)
    {
        Span<byte> content = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(content, mark);
        Append(kind, number, content);
    }

    private bool Take(byte kind, int number, ReadOnlySpan<byte> content)
    {
        switch (kind)
        {
            case Marked when content.Length == sizeof(long):
                _noted = BinaryPrimitives.ReadInt64LittleEndian(content);
                if (number == Alone)
                    Mark = _noted;
                return true;
            case Kept when number == _index.Next:
                // A mark without its message was torn off from it, and does not count.
                Mark = _noted;
                _index.Add(_written + HeadLength, content.Length);
                return true;
            case Passed when number == _index.Next:
                _index.Add(0, 0);
                return true;
            case Expected when number > 0:
                NextIncoming = number;
                return true;
            case Cleared:
                Since = Instant.Never;
                if (content.Length == sizeof(long))
                    Mark = _noted = BinaryPrimitives.ReadInt64LittleEndian(content);
                return true;
            case Dated when content.Length == sizeof(long):
                Since = new(BinaryPrimitives.ReadInt64LittleEndian(content));
                return true;
            default:
                return false;
        }
    }
}
