// Follows the durable event log and hands each event to the desks that listen, in order, each once.
using Tokenbourse.Model.Machine;
using Tokenbourse.Venue;
using LogFrames = Tokenbourse.Model.Messages.Codec;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>One thread. It hears of events from the views, which see what is durable, and reads from the log what it
/// missed: all that was before it began, and whatever came while it was far behind.</summary>
internal sealed class FixTeller(VenueViews views, Func<long, IEnumerable<LogEntry>> log) : IDisposable
{
    private const int MostBehind = 64 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly HashSet<FixGuest> _touched = [];
    private IFixListener[] _listeners = [];
    private byte[] _coming = new byte[64 * 1024];
    private byte[] _block = new byte[64 * 1024];
    private int _length;
    private long _next;
    private bool _missed = true;
    private bool _woken;
    private bool _ended;
    private Thread? _thread;

    /// <summary>Why it ended by itself; null: it did not.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Tells the past. What happens meanwhile waits.</summary>
    public void Begin(IEnumerable<IFixListener> listeners)
    {
        _listeners = [.. listeners];
        views.Seen += Hear;
        CatchUp();
    }

    /// <summary>Goes on by its own thread.</summary>
    public void Start()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "fix teller" };
        _thread.Start();
    }

    /// <summary>Something was said on the session: it goes out when the events at hand are told.</summary>
    public void Touch(FixGuest guest) => _touched.Add(guest);

    /// <summary>Sequence of the next event to be told. For the teller's own thread.</summary>
    public long Next => _next;

    /// <summary>A listener has something to say that is no event: it is asked with <see cref="IFixListener.Rested"/>.
    /// By any thread.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        views.Seen -= Hear;
        lock (_gate)
        {
            _ended = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join(TimeSpan.FromSeconds(10));
    }

    /// <summary>By the one who matches, with the views' gate held: only copies.</summary>
    private void Hear(LogEntry entry)
    {
        lock (_gate)
        {
            if (_missed || _ended)
                return;
            var size = LogFrames.HeaderSize + entry.Payload.Length;
            if (_length + size > MostBehind)
            {
                _missed = true;
                return;
            }

            if (_length + size > _coming.Length)
                Array.Resize(ref _coming, Math.Max(_coming.Length * 2, _length + size));
            var frame = _coming.AsSpan(_length, size);
            LogFrames.WriteHeader(frame, entry.Sequence, entry.Time, entry.Cause, entry.Kind, entry.Payload.Length);
            entry.Payload.Span.CopyTo(frame[LogFrames.HeaderSize..]);
            _length += size;
            if (_length == size)
                Monitor.Pulse(_gate);
        }
    }

    private void Work()
    {
        try
        {
            while (Round()) { }
        }
#pragma warning disable CA1031 // Whatever it was: the house must hear of it, and nothing more may be told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fault = e;
        }
    }

    private bool Round()
    {
        lock (_gate)
        {
            while (_length == 0 && !_missed && !_woken && !_ended)
                Monitor.Wait(_gate);
            if (_ended)
                return false;
        }

        Pump();
        return true;
    }

    /// <summary>Tells all that is at hand. For the teller's own thread, or in its place.</summary>
    internal void Pump()
    {
        int length;
        bool missed;
        lock (_gate)
        {
            (_coming, _block) = (_block, _coming);
            (length, _length) = (_length, 0);
            missed = _missed;
            _woken = false;
        }

        ReadOnlyMemory<byte> left = _block.AsMemory(0, length);
        while (LogFrames.TryDecode(left, out var entry, out var read))
        {
            Tell(entry);
            left = left[read..];
        }

        Push();
        if (missed)
            CatchUp();
    }

    private void CatchUp()
    {
        long last;
        lock (views.Gate)
        {
            last = views.AsOf;
            lock (_gate)
            {
                _missed = false;
                _length = 0;
            }
        }

        foreach (var entry in log(_next))
        {
            if (entry.Sequence > last)
                break;
            Tell(entry);
        }

        Push();
    }

    private void Tell(in LogEntry entry)
    {
        if (entry.Sequence < _next)
            return;
        Must.Hold(entry.Sequence == _next);
        _next++;
        foreach (var listener in _listeners)
            listener.Heard(entry);
    }

    private void Push()
    {
        foreach (var listener in _listeners)
            listener.Rested();
        foreach (var guest in _touched)
            guest.Seat.Deliver();
        _touched.Clear();
    }
}
