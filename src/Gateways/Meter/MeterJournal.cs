// The meter's own journal: segments that only grow, one thread that writes, one flush for all that wait.
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Gateways.Meter;

/// <summary>How a journal keeps its files.</summary>
public sealed record JournalTerms
{
    /// <summary>A segment that has so many bytes is followed by a new one, and a checkpoint is made of it.</summary>
    public long SegmentBytes { get; init; } = 32 << 20;

    /// <summary>Makes the names in a folder durable.</summary>
    public Action<string> SyncDirectory { get; init; } = static _ => { };

    /// <summary>Hears why a checkpoint could not be made: the next start reads more, nothing else is lost.</summary>
    public Action<string> Tell { get; init; } = static _ => { };
}

/// <summary>Appends records in groups: while one group is flushed the next one grows. Safe for many threads.</summary>
public sealed class MeterJournal : IDisposable
{
    private const string LockName = "meter.lock";

    private readonly string _folder;
    private readonly SafeFileHandle _lock;
    private readonly Action<SafeFileHandle> _flush;
    private readonly JournalTerms _terms;
    private readonly object _gate = new();
    private readonly Thread _writer;
    private SafeFileHandle _file;
    private Group _open = new();
    private Group _spare = new();
    private Task _checkpoint = Task.CompletedTask;
    private long _next;
    private long _length;
    private MeterJournalException? _fault;
    private bool _stopping;

    private MeterJournal(
        string folder,
        SafeFileHandle file,
        SafeFileHandle key,
        Action<SafeFileHandle> flush,
        JournalTerms terms,
        JournalFound found
    )
    {
        (_folder, _file, _lock, _flush, _terms) = (folder, file, key, flush, terms);
        (_next, _length) = (found.Records + 1, found.Bytes);
        Found = found;
        _writer = new(Write) { IsBackground = true, Name = "meter journal" };
        _writer.Start();
    }

    /// <summary>What was there when it was opened.</summary>
    public JournalFound Found { get; }

    /// <summary>Flushes so far.</summary>
    public long Flushes { get; private set; }

    /// <summary>Opens a folder's journal, or begins one, and cuts a torn tail.</summary>
    /// <param name="folder">Is made when it is not there.</param>
    /// <param name="fold">Hears every record behind those that <paramref name="resume"/> has taken up.</param>
    /// <param name="flush">Makes a file's data durable.</param>
    /// <param name="terms">How it keeps its files.</param>
    /// <param name="resume">Takes up a checkpoint of the folder, which
    /// nobody else has now; gives the last record that it covers.</param>
    /// <exception cref="MeterJournalException">Another meter has it open, or it is damaged.</exception>
    public static MeterJournal Open(
        string folder,
        JournalFold fold,
        Action<SafeFileHandle> flush,
        JournalTerms? terms = null,
        Func<string, long>? resume = null
    )
    {
        terms ??= new();
        Directory.CreateDirectory(folder);
        var key = Lock(folder);
        SafeFileHandle? file = null;
        try
        {
            var after = resume?.Invoke(folder) ?? 0;
            var segments = JournalSegments.Of(folder);
            var isNew = segments.Count == 0 && after == 0;
            var found = isNew ? default : JournalScan.Read(segments, after, fold);
            var first = isNew ? 1 : segments[^1].First;
            file = File.OpenHandle(
                JournalSegments.Place(folder, first),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.ReadWrite
            );
            if (found.Torn > 0)
                RandomAccess.SetLength(file, found.Bytes);
            if (isNew)
                terms.SyncDirectory(folder);
            else
                // What a killed meter wrote may be in the system's memory only; the venue may be told of it at once.
                RandomAccess.FlushToDisk(file);
            var journal = new MeterJournal(folder, file, key, flush, terms, found);
            if (first - 1 > after)
                journal.Seal(first - 1);
            return journal;
        }
        catch
        {
            file?.Dispose();
            key.Dispose();
            throw;
        }
    }

    /// <summary>Appends a record.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="durable">Ends when the record is on the disk;
    /// fails with <see cref="MeterJournalException"/>.</param>
    /// <returns>Its sequence.</returns>
    /// <exception cref="MeterJournalException">An earlier write failed.</exception>
    public long Append(MeterRecord kind, ReadOnlySpan<long> numbers, out Task durable)
    {
        lock (_gate)
        {
            if (_fault is not null)
                throw new MeterJournalException(_fault.Message, _fault);
            ObjectDisposedException.ThrowIf(_stopping, this);
            var sequence = _next++;
            _open.Add(sequence, kind, numbers);
            durable = _open.Done.Task;
            if (_open.First)
                Monitor.Pulse(_gate);
            return sequence;
        }
    }

    /// <summary>Writes what waits and closes.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join();
        _checkpoint.Wait();
        _file.Dispose();
        _lock.Dispose();
    }

    private static SafeFileHandle Lock(string folder)
    {
        try
        {
            return File.OpenHandle(
                Path.Combine(folder, LockName),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (IOException e)
        {
            throw new MeterJournalException($"{folder}: another meter writes here", e);
        }
    }

    private void Write()
    {
        while (true)
        {
            Group group;
            lock (_gate)
            {
                while (_open.Length == 0)
                {
                    if (_stopping)
                        return;
                    Monitor.Wait(_gate);
                }

                group = _open;
                _open = _spare;
                _open.Clear();
            }

            try
            {
                if (_length >= _terms.SegmentBytes)
                    Turn(group.Begin);
                RandomAccess.Write(_file, group.Bytes, _length);
                _flush(_file);
                _length += group.Length;
                Flushes++;
                group.Done.SetResult();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail(group, e);
                return;
            }

            _spare = group;
        }
    }

    /// <summary>Begins a new segment. All that the one before it holds is durable.</summary>
    private void Turn(long first)
    {
        var next = File.OpenHandle(
            JournalSegments.Place(_folder, first),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.ReadWrite
        );
        // Its name is durable before anything in it is, so that no record can be missing without a trace.
        _terms.SyncDirectory(_folder);
        _file.Dispose();
        (_file, _length) = (next, 0);
        Seal(first - 1);
    }

    /// <summary>Makes a checkpoint of the segments that are whole, beside the writer.</summary>
    private void Seal(long through) =>
        _checkpoint = _checkpoint.ContinueWith(
            _ =>
            {
                try
                {
                    MeterCheckpoints.Make(_folder, through, _flush, _terms.SyncDirectory);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or MeterJournalException)
                {
                    _terms.Tell($"no checkpoint of the journal could be made: {e.Message}");
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );

    private void Fail(Group group, Exception e)
    {
        lock (_gate)
        {
            _fault = new($"the journal cannot be written: {e.Message}", e);
            group.Done.SetException(_fault);
            if (_open.Length > 0)
                _open.Done.SetException(_fault);
        }
    }

    /// <summary>Records that become durable together.</summary>
    private sealed class Group
    {
        private byte[] _bytes = new byte[1 << 16];

        public TaskCompletionSource Done { get; private set; } = New();

        public int Length { get; private set; }

        /// <summary>It holds one record, so that its writer may sleep.</summary>
        public bool First { get; private set; }

        /// <summary>Sequence of its first record.</summary>
        public long Begin { get; private set; }

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

        public void Add(long sequence, MeterRecord kind, ReadOnlySpan<long> numbers)
        {
            First = Length == 0;
            if (First)
                Begin = sequence;
            if (Length + JournalCodec.Size(numbers.Length) > _bytes.Length)
                Array.Resize(ref _bytes, _bytes.Length * 2);
            Length += JournalCodec.Write(_bytes.AsSpan(Length), sequence, kind, numbers);
        }

        public void Clear()
        {
            Length = 0;
            Done = New();
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
