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
/// <param name="Ahead">How many whole segments are kept zeroed on the disk behind the one in use, which is zeroed to
/// its end when the log is opened: no append waits for a file that grows or is made. 0: zeros are written a little
/// ahead of the entries, by the append that needs them. A log that is flushed lazily has no zeros: its spares are
/// empty, what it wrote is brought to the disk in the background in small pieces, and a segment may become up to twice
/// as long while the next one is made.</param>
public sealed record FileLogOptions(long SegmentBytes = 64 << 20, bool FlushEachBatch = true, int Ahead = 0);

/// <summary>Opens with a full check. A torn end is cut and told in <see cref="TornTail"/>; damage is refused.</summary>
public sealed class FileLog : ILog
{
    private const int LeastZeros = 64 << 10;
    private const int MostZeros = 4 << 20;
    private const int Piece = 256 << 10;
    private static readonly byte[] _zeros = new byte[LeastZeros];
    private readonly Lock _gate = new();
    private readonly FileLogOptions _options;
    private readonly List<Segment> _segments;
    private readonly SafeFileHandle? _lock;
    private readonly SegmentRecords _records = new();
    private readonly byte[] _header = new byte[SegmentFormat.HeaderSize];
    private SegmentStock? _stock;
    private SafeFileHandle? _writer;
    private long _zeroedTo;
    private long _unflushed;
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

    /// <summary>How often an append had to wait for a file that grew or was made, since opening.</summary>
    public long Stalls { get; private set; }

    /// <summary>True when as many segments as were asked for are ready behind the one in use.</summary>
    public bool IsAhead => _stock?.IsFull ?? true;

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
            var segments = SegmentScan.Read(directory, !options.FlushEachBatch, out var torn);
            log = new(directory, options, segments, torn, exclusive);
            log.StartWriting();
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
        var segments = SegmentScan.Read(directory, !options.FlushEachBatch, out var torn);
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
            if (batch.IsEmpty)
                return true;
            var last = _segments[^1];
            _records.Encode(tail, batch, last.Chain);
            _failed = true;
            if (last.Next > last.First && last.End + _records.Size > _options.SegmentBytes && !CanGoOn())
                Roll();
            Write();
            _failed = false;
            return true;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LogEntry> Read(long from)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return SegmentWalk.Read(() => Parts(from), from);
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

            _stock?.Dispose();
            _stock = null;
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

    private void StartWriting()
    {
        if (_segments.Count == 0)
        {
            AddSegment();
        }
        else
        {
            Tidy();
            Continue();
        }

        if (_options.Ahead == 0)
            return;
        if (_options.FlushEachBatch)
            WriteZeros(_options.SegmentBytes);
        _stock = new(DirectoryPath, _options.FlushEachBatch ? _options.SegmentBytes : 0, _options.Ahead);
    }

    /// <summary>Does what a crash kept the writer before this one from doing: names a segment that was begun, cuts the
    /// zeros behind finished ones.</summary>
    private void Tidy()
    {
        var last = _segments[^1];
        var name = Path.Combine(DirectoryPath, SegmentFormat.FileName(last.First));
        if (last.FilePath != name)
        {
            File.Move(last.FilePath, name);
            Disk.SyncDirectory(DirectoryPath);
            last.FilePath = name;
        }

        foreach (var segment in _segments)
        {
            if (segment == last || segment.ZerosBehind == 0)
                continue;
            using var handle = OpenWriter(segment.FilePath);
            RandomAccess.SetLength(handle, segment.End);
            RandomAccess.FlushToDisk(handle);
        }
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

    /// <summary>A log that is flushed lazily rather grows than waits for the next segment.</summary>
    private bool CanGoOn() =>
        !_options.FlushEachBatch
        && _stock is { HasSpare: false }
        && _segments[^1].End + _records.Size <= 2 * _options.SegmentBytes;

    private void Roll()
    {
        if (_stock?.Take() is { } spare)
        {
            // What is older is on the disk before the new segment is there at all.
            if (!_options.FlushEachBatch)
                FlushWriter();
            var (finished, end) = (_writer!, _segments[^1].End);
            UseSpare(spare);

            // Only now: no name can be given while names are brought to the disk.
            _stock.PutAway(finished, end);
            return;
        }

        Stalls++;
        CloseWriter();
        _writer!.Dispose();
        _writer = null;
        AddSegment();
    }

    /// <summary>The header is on the disk before the name: a crash between the two leaves a spare that says itself
    /// which segment it is.</summary>
    private void UseSpare(SpareSegment spare)
    {
        var (first, chain) = (_segments[^1].Next, _segments[^1].Chain);
        _writer = spare.Handle;
        SegmentFormat.WriteHeader(_header, first, chain);
        RandomAccess.Write(_writer, _header, 0);
        Disk.FlushData(_writer);
        var path = Path.Combine(DirectoryPath, SegmentFormat.FileName(first));
        File.Move(spare.FilePath, path);
        _zeroedTo = spare.Bytes;
        Begin(path, first, chain);
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
        SegmentFormat.WriteHeader(_header, first, chain);
        Disk.WriteWhole(path, _header, default);
        _writer = OpenWriter(path);
        _zeroedTo = SegmentFormat.HeaderSize;
        Begin(path, first, chain);
    }

    private void Begin(string path, long first, uint chain)
    {
        var segment = new Segment(path, first) { Chain = chain };
        segment.Note(first, SegmentFormat.HeaderSize, chain);
        _segments.Add(segment);
    }

    private static SafeFileHandle OpenWriter(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private void Write()
    {
        var segment = _segments[^1];
        var end = segment.End + _records.Size;
        if (_options.FlushEachBatch && end > _zeroedTo)
            GrowZeros(end);
        RandomAccess.Write(_writer!, _records.Bytes, segment.End);
        if (_options.FlushEachBatch)
            FlushWriter();
        else
            FlushSoon();
        _records.AddTo(segment);
    }

    private void FlushSoon()
    {
        _unflushed += _records.Size;
        if (_stock is null || _unflushed < Piece)
            return;
        if (_stock.Fault is { } fault)
            throw new IOException($"{DirectoryPath}: a flush in the background has failed", fault);
        if (_stock.FlushSoon(_writer!))
            _unflushed = 0;
    }

    /// <summary>A write into zeros that are already on the disk changes no file size: its flush is half as long. Zeros
    /// also show, after a crash, what of a batch was not written. (A log that is flushed lazily has no zeros behind it:
    /// its flushes are rare, and what the disk did not take reads as zero anyway.)</summary>
    private void GrowZeros(long needed)
    {
        var step = long.Clamp(needed, LeastZeros, MostZeros);
        Stalls++;
        WriteZeros(long.Max(needed, long.Min(needed + step, _options.SegmentBytes)));
    }

    private void WriteZeros(long end)
    {
        for (var place = _zeroedTo; place < end; )
        {
            var size = (int)long.Min(end - place, _zeros.Length);
            RandomAccess.Write(_writer!, _zeros.AsSpan(0, size), place);
            place += size;
        }

        Disk.FlushData(_writer!);
        _zeroedTo = end;
    }

    private void FlushWriter()
    {
        if (_stock?.Fault is { } fault)
            throw new IOException($"{DirectoryPath}: a flush in the background has failed", fault);
        Disk.FlushData(_writer!);
        Flushes++;
    }

    private List<WalkPart> Parts(long from)
    {
        lock (_gate)
        {
            var parts = new List<WalkPart>();
            foreach (var segment in _segments)
            {
                if (segment.Next > from && segment.Next > segment.First)
                    parts.Add(new(segment, segment.Before(from), segment.End));
            }

            return parts;
        }
    }
}
