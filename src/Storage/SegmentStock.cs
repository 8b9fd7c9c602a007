// Segment files made ahead of need, in the background: whole, zeroed, on the disk, waiting for their name.
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Storage;

/// <summary>A file of zeros that can become the next segment.</summary>
internal sealed record SpareSegment(string FilePath, SafeFileHandle Handle, long Bytes);

/// <summary>A spare whose header was written, but whose new name did not reach the disk before a crash.</summary>
internal sealed record BegunSegment(string FilePath, long First, uint Chain);

/// <summary>Keeps so many spares ready and puts finished segments away, one piece of work after the other, none of it
/// on the thread that appends. Spares that were not used are taken up again by the next opening, once every byte was
/// seen to be zero: nothing of an earlier life is ever read as a record.</summary>
internal sealed class SegmentStock : IDisposable
{
    private const string Pattern = "spare-*.zeros";
    private const string Draft = ".draft";
    private const int Chunk = 256 << 10;
    private const int ShortPause = 1;
    private const int LongPause = 8;
    private static readonly byte[] _zeros = new byte[Chunk];
    private readonly Lock _gate = new();
    private readonly Queue<SpareSegment> _ready = new();
    private readonly string _directory;
    private readonly long _bytes;
    private readonly int _keep;
    private Task _work;
    private IOException? _fault;
    private int _named;
    private volatile bool _closing;

    /// <param name="directory">The log's.</param>
    /// <param name="bytes">The size of a spare.</param>
    /// <param name="keep">How many are kept ready.</param>
    public SegmentStock(string directory, long bytes, int keep)
    {
        _directory = directory;
        _bytes = bytes;
        _keep = keep;
        _work = Task.Run(() => Guarded(Begin));
    }

    /// <summary>True when as many spares as were asked for are ready.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
                return _ready.Count >= _keep;
        }
    }

    /// <summary>What <see cref="FlushSoon"/> met; null while all was well.</summary>
    public IOException? Fault
    {
        get => Volatile.Read(ref _fault);
        private set => Volatile.Write(ref _fault, value);
    }

    public bool HasSpare
    {
        get
        {
            lock (_gate)
                return _ready.Count > 0;
        }
    }

    /// <summary>The spare whose header is sound, if there is one: it is the last segment, or the log's end is
    /// missing.</summary>
    public static BegunSegment? Begun(string directory)
    {
        var header = new byte[SegmentFormat.HeaderSize];
        foreach (var path in Directory.GetFiles(directory, Pattern))
        {
            using var handle = Open(path, FileAccess.Read);
            var got = RandomAccess.Read(handle, header, 0);
            if (SegmentFormat.ReadHeader(header.AsSpan(0, got), out var first, out var chain) is null)
                return new(path, first, chain);
        }

        return null;
    }

    /// <summary>Takes a spare; null when none is ready: then the appender makes a segment by itself, and
    /// waits.</summary>
    public SpareSegment? Take()
    {
        lock (_gate)
            return _ready.TryDequeue(out var spare) ? spare : null;
    }

    /// <summary>A segment is full: makes the names durable, cuts the zeros behind its end, closes it, and makes a new
    /// spare.</summary>
    /// <param name="finished">Its entries are on the disk already.</param>
    public void PutAway(SafeFileHandle finished, long end)
    {
        lock (_gate)
        {
            _work = _work.ContinueWith(
                _ =>
                {
                    Guarded(() => Cut(finished, end));
                    finished.Dispose();
                    Guarded(() => Fill(slowly: true));
                },
                TaskScheduler.Default
            );
        }
    }

    /// <summary>Gives the disk what was written, when nothing else is under way; the next flush has less to
    /// do.</summary>
    /// <returns>False: something is; ask again later.</returns>
    public bool FlushSoon(SafeFileHandle file)
    {
        lock (_gate)
        {
            if (!_work.IsCompleted)
                return false;
            _work = Task.Run(() => Flush(file));
            return true;
        }
    }

    /// <summary>Finishes what is under way. Whole spares stay on the disk.</summary>
    public void Dispose()
    {
        _closing = true;
        Task work;
        lock (_gate)
            work = _work;
        work.GetAwaiter().GetResult();
        lock (_gate)
        {
            while (_ready.TryDequeue(out var spare))
                spare.Handle.Dispose();
        }
    }

    /// <summary>A fault here loses nothing but time: names are found again by the header, zeros behind an end are known
    /// for what they are, and without a spare the appender meets the same fault itself and tells it.</summary>
    private static void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (IOException) { }
        catch (UnauthorizedAccessException) { }
    }

    /// <summary>The system tells a write that failed to one flush only: what this one was told is kept.</summary>
    private void Flush(SafeFileHandle file)
    {
        try
        {
            Disk.WriteOut(file, 0, 0);
        }
        catch (IOException e)
        {
            Fault = e;
        }
        catch (ObjectDisposedException) { }
    }

    private static SafeFileHandle Open(string path, FileAccess access) =>
        File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete);

    private void Cut(SafeFileHandle finished, long end)
    {
        Disk.SyncDirectory(_directory);
        RandomAccess.SetLength(finished, end);
        Disk.FlushData(finished);
    }

    /// <summary>Takes up the spares of earlier openings, then makes what is missing.</summary>
    private void Begin()
    {
        foreach (var draft in Directory.GetFiles(_directory, Pattern + Draft))
            File.Delete(draft);
        var paths = Directory.GetFiles(_directory, Pattern);
        Array.Sort(paths, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (_closing)
                return;
            var handle = Open(path, FileAccess.ReadWrite);
            if (!IsFull && RandomAccess.GetLength(handle) == _bytes && IsZero(handle))
            {
                Keep(new(path, handle, _bytes));
                continue;
            }

            handle.Dispose();
            if (!_closing)
                File.Delete(path);
        }

        Fill(slowly: false);
    }

    private bool IsZero(SafeFileHandle handle)
    {
        var block = new byte[Chunk];
        for (long place = 0; place < _bytes && !_closing; )
        {
            var got = RandomAccess.Read(handle, block, place);
            if (got == 0 || block.AsSpan(0, got).ContainsAnyExcept((byte)0))
                return false;
            place += got;
        }

        return !_closing;
    }

    private void Fill(bool slowly)
    {
        while (!_closing && !IsFull)
        {
            var path = NewName();
            var draft = path + Draft;
            using (
                var handle = File.OpenHandle(
                    draft,
                    FileMode.Create,
                    FileAccess.Write,
                    FileShare.Read | FileShare.Delete
                )
            )
            {
                WriteZeros(handle, slowly);
            }

            if (_closing)
            {
                File.Delete(draft);
                return;
            }

            File.Move(draft, path, overwrite: true);
            Disk.SyncDirectory(_directory);
            Keep(new(path, Open(path, FileAccess.ReadWrite), _bytes));
        }
    }

    /// <summary>Small pieces, and the slower the more is ready: each flush of the log takes what is on its way to the
    /// disk with it.</summary>
    private void WriteZeros(SafeFileHandle handle, bool slowly)
    {
        for (long place = 0; place < _bytes && !_closing; )
        {
            var size = (int)(_bytes - place < Chunk ? _bytes - place : Chunk);
            RandomAccess.Write(handle, _zeros.AsSpan(0, size), place);
            Disk.WriteOut(handle, place, size);
            place += size;
            if (slowly)
                Thread.Sleep(Pause());
        }

        if (!_closing)
            Disk.FlushData(handle);
    }

    private int Pause()
    {
        lock (_gate)
            return _ready.Count == 0 ? 0
                : _ready.Count * 2 >= _keep ? LongPause
                : ShortPause;
    }

    private string NewName()
    {
        string path;
        do
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"spare-{_named++:D6}.zeros");
            path = Path.Combine(_directory, name);
        } while (File.Exists(path));
        return path;
    }

    private void Keep(SpareSegment spare)
    {
        lock (_gate)
            _ready.Enqueue(spare);
    }
}
