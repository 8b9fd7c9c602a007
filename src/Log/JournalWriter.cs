// The thread that writes: takes the group that has grown while it was busy, appends it, says that it is durable.
namespace Tokenbourse.Log;

/// <summary>The second of the sequencer's two threads. It never waits for the machine, and the machine never waits for
/// it but to tell.</summary>
internal sealed class JournalWriter
{
    private readonly ILog _log;
    private readonly Action<CommandGroup?> _tell;
    private readonly Thread _thread;
    private readonly int _spins;
    private CommandGroup? _open;
    private CommandGroup? _taken;
    private bool _stopping;
    private bool _asleep;

    /// <param name="tell">Is told each group that is durable, and null when a group was taken or the writer has
    /// ended by itself.</param>
    public JournalWriter(ILog log, int spins, Action<CommandGroup?> tell)
    {
        _log = log;
        _tell = tell;
        _spins = spins;
        _thread = new Thread(Work) { IsBackground = true, Name = "journal" };
    }

    /// <summary>Held by who changes the open group.</summary>
    public object Gate { get; } = new();

    /// <summary>The group that is taken next; null when none is open. Under <see cref="Gate"/>.</summary>
    public CommandGroup? Open
    {
        get => _open;
        set
        {
            Volatile.Write(ref _open, value);
            if (_asleep)
                Monitor.Pulse(Gate);
        }
    }

    /// <summary>The group that was being written when the writer ended by itself; null when all was well.</summary>
    public CommandGroup? Failed { get; private set; }

    /// <summary>What the log threw; null when another writer was met.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>How many appends there have been.</summary>
    public long Appends { get; private set; }

    public void Start() => _thread.Start();

    /// <summary>Ends after what is being written. The open group is left.</summary>
    public void Stop()
    {
        lock (Gate)
        {
            _stopping = true;
            Monitor.Pulse(Gate);
        }

        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            _thread.Join();
    }

    private void Work()
    {
        while (Take() is { } group)
        {
            if (!Write(group))
            {
                Failed = group;
                _tell(null);
                return;
            }

            _tell(group);
        }
    }

    private CommandGroup? Take()
    {
        for (var i = 0; i < _spins && Volatile.Read(ref _open) is null; i++)
            Thread.SpinWait(1);
        lock (Gate)
        {
            while (_open is null && !_stopping)
            {
                _asleep = true;
                Monitor.Wait(Gate);
                _asleep = false;
            }

            _taken = _stopping ? null : _open;
            if (_taken is not null)
                _open = null;
        }

        if (_taken is not null)
            _tell(null);
        return _taken;
    }

    private bool Write(CommandGroup group)
    {
        try
        {
            if (!_log.TryAppend(group.First, group.Bytes))
                return false;
            Appends++;
            return true;
        }
#pragma warning disable CA1031 // Whatever it was: nothing more may be written; the sequencer says why.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fault = e;
            return false;
        }
    }
}
