// The meter's own journal: one file that only grows, one thread that writes, one flush for all that wait.
using Microsoft.Win32.SafeHandles;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Appends records in groups: while one group is flushed the next one grows. Safe for many threads.</summary>
public sealed class MeterJournal : IDisposable
{
    private const string LockName = "meter.lock";

    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _lock;
    private readonly Action<SafeFileHandle> _flush;
    private readonly object _gate = new();
    private readonly Thread _writer;
    private Group _open = new();
    private Group _spare = new();
    private long _next;
    private long _length;
    private MeterJournalException? _fault;
    private bool _stopping;

    private MeterJournal(SafeFileHandle file, SafeFileHandle key, Action<SafeFileHandle> flush, JournalFound found)
    {
        (_file, _lock, _flush, _next, _length) = (file, key, flush, found.Records + 1, found.Bytes);
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
    /// <param name="fold">Hears every record that is there.</param>
    /// <param name="flush">Makes a file's data durable.</param>
    /// <exception cref="MeterJournalException">Another meter has it open, or it is damaged.</exception>
    public static MeterJournal Open(string folder, JournalFold fold, Action<SafeFileHandle> flush)
    {
        Directory.CreateDirectory(folder);
        var key = Lock(folder);
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(
                Path.Combine(folder, JournalScan.FileName),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.ReadWrite
            );
            var found = JournalScan.Read(file, fold);
            if (found.Torn > 0)
            {
                RandomAccess.SetLength(file, found.Bytes);
                RandomAccess.FlushToDisk(file);
            }

            return new(file, key, flush, found);
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
    /// <param name="durable">Ends when the record is on the disk; fails with
    /// <see cref="MeterJournalException"/>.</param>
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

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

        public void Add(long sequence, MeterRecord kind, ReadOnlySpan<long> numbers)
        {
            First = Length == 0;
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
