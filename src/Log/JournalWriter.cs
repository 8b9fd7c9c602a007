// The thread that writes: takes the group that has grown while it was busy, appends it, says that it is durable.
namespace Tokenbourse.Log;

/// <summary>The second of the sequencer's two threads. It never waits for the machine, and the machine never waits for
/// it but to tell. What is little, and comes while it has nothing to do, the sequencer writes by itself.</summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly ILog _log;
    private readonly Bell _bell = new();
    private readonly Bell _sequencer;
    private readonly Lock _written = new();
    private readonly Queue<CommandGroup> _durable = new();
    private readonly Thread _thread;
    private readonly int _spins;
    private CommandGroup? _failed;
    private bool _hasDurable;
    private bool _wantsRoom;
    private bool _stopping;

    /// <param name="sequencer">Is rung when a group is durable, when the one that waits for room has it, and when the
    /// writer has ended by itself.</param>
    public JournalWriter(ILog log, int spins, Bell sequencer)
    {
        _log = log;
        _sequencer = sequencer;
        _spins = spins;
        _thread = new Thread(Work) { IsBackground = true, Name = "journal" };
    }

    /// <summary>Held by who changes the open group.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The group that is taken next; null when none is open. Under <see cref="Gate"/>; after it was changed,
    /// <see cref="Ring"/>.</summary>
    public CommandGroup? Open { get; set; }

    /// <summary>The open group is full: the sequencer is rung when it was taken. Under <see cref="Gate"/>.</summary>
    public bool WantsRoom
    {
        get => _wantsRoom;
        set => _wantsRoom = value;
    }

    /// <summary>The journal's thread is writing a group. Under <see cref="Gate"/>.</summary>
    public bool IsWriting { get; private set; }

    /// <summary>The group that was being written when the writer ended by itself; null when all was well.</summary>
    public CommandGroup? Failed => Volatile.Read(ref _failed);

    /// <summary>What the log threw; null when another writer was met.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>How many appends there have been.</summary>
    public long Appends { get; private set; }

    public void Start() => _thread.Start();

    /// <summary>There is an open group.</summary>
    public void Ring() => _bell.Ring();

    /// <summary>Writes a group that was never open, on the thread of the sequencer, who has seen that no other is open
    /// or being written.</summary>
    public void WriteHere(CommandGroup group) => Finish(group);

    /// <summary>Takes the groups that have become durable, in order.</summary>
    public void Collect(Queue<CommandGroup> into)
    {
        if (!Volatile.Read(ref _hasDurable))
            return;
        lock (_written)
        {
            _hasDurable = false;
            while (_durable.TryDequeue(out var group))
                into.Enqueue(group);
        }
    }

    /// <summary>Ends after what is being written. The open group is left.</summary>
    public void Stop()
    {
        lock (Gate)
            _stopping = true;
        Ring();
        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            _thread.Join();
    }

    public void Dispose() => _bell.Dispose();

    private void Work()
    {
        // All answers wait for this thread, which itself mostly waits for the disk.
        _ = Precedence.AskForThisThread();
        while (Take() is { } group)
        {
            var isWritten = Finish(group);
            _sequencer.Ring();
            if (!isWritten)
                return;
        }
    }

    private bool Finish(CommandGroup group)
    {
        if (!Write(group))
        {
            Volatile.Write(ref _failed, group);
            return false;
        }

        lock (_written)
        {
            _durable.Enqueue(group);
            _hasDurable = true;
        }

        return true;
    }

    private CommandGroup? Take()
    {
        while (true)
        {
            lock (Gate)
            {
                IsWriting = false;
                if (_stopping)
                    return null;
                if (Open is { } group)
                {
                    Open = null;
                    IsWriting = true;
                    if (_wantsRoom)
                        _sequencer.Ring();
                    _wantsRoom = false;
                    return group;
                }
            }

            _bell.Sleep(_spins);
        }
    }

    private bool Write(CommandGroup group)
    {
        try
        {
            group.Writes();
            if (!_log.TryAppend(group.First, group.Bytes))
                return false;
            group.IsWritten();
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
