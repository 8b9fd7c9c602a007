// A log in a directory of checksummed segment files: one write and one flush for each batch.
using Microsoft.Win32.SafeHandles;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Storage;

/// <summary>How a file log writes.</summary>
/// <param name="SegmentBytes">A new segment begins before a batch that would make the last one longer.</param>
/// <param name="FlushEachBatch">False for logs that can be made again from another log: their appends are on the disk
/// only after <see cref="ILog.Flush"/>, a new segment or closing.</param>
public sealed record FileLogOptions(long SegmentBytes = 64 << 20, bool FlushEachBatch = true);

/// <summary>Opens with a full check. A torn end is cut and told in <see cref="TornTail"/>; damage is refused.</summary>
public sealed class FileLog : ILog
{
    private const int LeastZeros = 64 << 10;
    private const int MostZeros = 4 << 20;
    private static readonly byte[] _zeros = new byte[LeastZeros];
    private readonly Lock _gate = new();
    private readonly FileLogOptions _options;
    private readonly List<Segment> _segments;
    private readonly SafeFileHandle? _lock;
    private SafeFileHandle? _writer;
    private byte[] _records = new byte[1 << 16];
    private long _zeroedTo;
    private bool _failed;

    private FileLog(
        string directory,
        FileLogOptions options,
        List<Segment> segments,
        TornTail? torn,
        SafeFileHandle? exclusive
    )
    {
        DirectoryPath = directory;
        TornTail = torn;
        _options = options;
        _segments = segments;
        _lock = exclusive;
    }

    public string DirectoryPath { get; }

    /// <summary>The torn end that opening found; null when there was none.</summary>
    public TornTail? TornTail { get; }

    public bool IsReadOnly => _lock is null;

    /// <summary>How often entries were flushed to the disk since opening.</summary>
    public long Flushes { get; private set; }

    /// <inheritdoc/>
    public long Tail
    {
        get
        {
            lock (_gate)
                return _segments.Count == 0 ? 0 : _segments[^1].Next;
        }
    }

    /// <summary>Opens a log for writing, making the directory when there is none.</summary>
    /// <exception cref="LogInUseException">Another process (or another FileLog of this one) has it open for
    /// writing.</exception>
    /// <exception cref="LogDamagedException">It holds what its writer cannot have written.</exception>
    public static FileLog Open(string directory, FileLogOptions? options = null)
    {
        options ??= new();
        Directory.CreateDirectory(directory);
        var exclusive = Lock(directory);
        FileLog? log = null;
        try
        {
            foreach (var draft in Directory.GetFiles(directory, "*.log.new"))
                File.Delete(draft);
            var segments = Scan(directory, !options.FlushEachBatch, out var torn);
            log = new(directory, options, segments, torn, exclusive);
            if (segments.Count == 0)
                log.AddSegment();
            else
                log.Continue();
            return log;
        }
        catch
        {
            log?.Dispose();
            exclusive.Dispose();
            throw;
        }
    }

    /// <summary>Opens a log to look at it: nothing on the disk is changed, not even a torn end. Appends are
    /// refused.</summary>
    /// <exception cref="LogDamagedException">It holds what its writer cannot have written.</exception>
    public static FileLog OpenReadOnly(string directory, FileLogOptions? options = null)
    {
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"{directory}: there is no log");
        options ??= new();
        var segments = Scan(directory, !options.FlushEachBatch, out var torn);
        return new(directory, options, segments, torn, null);
    }

    /// <inheritdoc/>
    public bool TryAppend(long tail, ReadOnlyMemory<byte> batch)
    {
        lock (_gate)
        {
            if (IsReadOnly)
                return false;
            if (_failed || _writer is null)
            {
                throw new IOException($"{DirectoryPath}: the log is closed or a write has failed; open it again");
            }

            if (tail != _segments[^1].Next)
                return false;
            var count = Batches.Check(tail, batch);
            if (count == 0)
                return true;
            _failed = true;
            var size = batch.Length + (count * SegmentFormat.RecordHeader);
            if (_segments[^1].Next > _segments[^1].First && _segments[^1].End + size > _options.SegmentBytes)
                Roll();
            Write(batch, size);
            _failed = false;
            return true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LogEntry> Read(long from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return Walk(from);
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_gate)
        {
            if (_options.FlushEachBatch || _writer is null)
                return;
            FlushWriter();
        }
    }

    /// <summary>Cuts the zeros behind the last entry, flushes, and lets others write.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_writer is not null)
            {
                if (!_failed)
                    CloseWriter();
                _writer?.Dispose();
                _writer = null;
            }

            _lock?.Dispose();
        }
    }

    private static SafeFileHandle Lock(string directory)
    {
        try
        {
            return File.OpenHandle(
                Path.Combine(directory, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e)
        {
            throw new LogInUseException($"{directory}: another process writes this log", e);
        }
    }

    private static List<Segment> Scan(string directory, bool lazy, out TornTail? torn)
    {
        torn = null;
        var paths = Directory.GetFiles(directory, "*.log");
        Array.Sort(paths, StringComparer.Ordinal);
        var segments = new List<Segment>();
        foreach (var path in paths)
        {
            if (!SegmentFormat.TryFirst(path, out var first))
            {
                throw new LogDamagedException(path, 0, -1, "not the name of a segment");
            }

            var expected = segments.Count == 0 ? 0 : segments[^1].Next;
            if (first != expected)
            {
                throw new LogDamagedException(path, 0, expected, "the segment with this entry is missing");
            }

            var chain = segments.Count == 0 ? 0 : segments[^1].Chain;
            segments.Add(Segment.Scan(path, first, chain, path == paths[^1], lazy, out torn));
        }

        return segments;
    }

    /// <summary>Goes on behind the sound end of the last segment; what is torn is cut for good.</summary>
    private void Continue()
    {
        var last = _segments[^1];
        _writer = OpenWriter(last.FilePath);
        RandomAccess.SetLength(_writer, last.End);
        RandomAccess.FlushToDisk(_writer);
        _zeroedTo = last.End;
    }

    private void Roll()
    {
        CloseWriter();
        _writer!.Dispose();
        _writer = null;
        AddSegment();
    }

    private void CloseWriter()
    {
        RandomAccess.SetLength(_writer!, _segments[^1].End);
        FlushWriter();
    }

    private void AddSegment()
    {
        var (first, chain) = _segments.Count == 0 ? (0L, 0u) : (_segments[^1].Next, _segments[^1].Chain);
        var path = Path.Combine(DirectoryPath, SegmentFormat.FileName(first));
        var header = new byte[SegmentFormat.HeaderSize];
        SegmentFormat.WriteHeader(header, first, chain);
        Disk.WriteWhole(path, header, default);
        _writer = OpenWriter(path);
        _zeroedTo = SegmentFormat.HeaderSize;
        var segment = new Segment(path, first) { Chain = chain };
        segment.Note(first, SegmentFormat.HeaderSize, chain);
        _segments.Add(segment);
    }

    private static SafeFileHandle OpenWriter(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private void Write(ReadOnlyMemory<byte> batch, int size)
    {
        var segment = _segments[^1];
        if (segment.End + size > _zeroedTo)
            FillWithZeros(segment.End + size);
        if (_records.Length < size)
            _records = new byte[size * 2];
        var chain = segment.Chain;
        var sequence = segment.Next;
        var at = 0;
        while (!batch.IsEmpty)
        {
            Codec.TryDecode(batch, out _, out var read);
            segment.Note(sequence, segment.End + at, chain);
            var record = _records.AsSpan(at, SegmentFormat.RecordHeader + read);
            batch.Span[..read].CopyTo(record[SegmentFormat.RecordHeader..]);
            chain = SegmentFormat.WriteRecord(record, at == 0, chain);
            at += record.Length;
            sequence++;
            batch = batch[read..];
        }

        RandomAccess.Write(_writer!, _records.AsSpan(0, size), segment.End);
        if (_options.FlushEachBatch)
            FlushWriter();
        segment.End += size;
        segment.Chain = chain;
        segment.Next = sequence;
    }

    /// <summary>A write into zeros that are already on the disk changes no file size: its flush is half as long. Zeros
    /// also show, after a crash, what of a batch was not written.</summary>
    private void FillWithZeros(long needed)
    {
        var step =
            needed < LeastZeros ? LeastZeros
            : needed > MostZeros ? MostZeros
            : needed;
        var end = needed + step;
        if (end > _options.SegmentBytes)
            end = needed > _options.SegmentBytes ? needed : _options.SegmentBytes;
        for (var place = _zeroedTo; place < end; )
        {
            var size = (int)(end - place < _zeros.Length ? end - place : _zeros.Length);
            RandomAccess.Write(_writer!, _zeros.AsSpan(0, size), place);
            place += size;
        }

        if (_options.FlushEachBatch)
            RandomAccess.FlushToDisk(_writer!);
        _zeroedTo = end;
    }

    private void FlushWriter()
    {
        RandomAccess.FlushToDisk(_writer!);
        Flushes++;
    }

    private IEnumerable<LogEntry> Walk(long from)
    {
        (Segment Segment, Mark Mark, long End)[] parts;
        lock (_gate)
        {
            var found = new List<(Segment, Mark, long)>();
            foreach (var segment in _segments)
            {
                if (segment.Next > from && segment.Next > segment.First)
                {
                    found.Add((segment, segment.Before(from), segment.End));
                }
            }

            parts = [.. found];
        }

        foreach (var (segment, mark, end) in parts)
        {
            using var handle = File.OpenHandle(
                segment.FilePath,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            var reader = new SegmentReader(handle, mark.Offset, end, mark.Chain, mark.Sequence);
            while (reader.Offset < end)
            {
                if (reader.Next() != ReadResult.Record)
                {
                    throw new LogDamagedException(
                        segment.FilePath,
                        reader.Offset,
                        reader.Expected,
                        reader.Fault.Length > 0 ? reader.Fault : "zeros where an entry was"
                    );
                }

                if (reader.Entry.Sequence >= from)
                    yield return reader.Entry;
            }
        }
    }
}
