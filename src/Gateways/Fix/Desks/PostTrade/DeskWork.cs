// What takes a desk long is done beside the sessions: one thread, in order, and no more waits than it can bear.
namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>While a session's lock is held neither its heartbeats nor the teller go on: reading a log is not for
/// there.</summary>
internal sealed class DeskWork : IDisposable
{
    private const int MostWaiting = 64;
    private readonly object _gate = new();
    private readonly Queue<Action> _jobs = [];
    private readonly Thread _thread;
    private bool _ended;

    public DeskWork(string name)
    {
        _thread = new(Work) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>False: too much waits already, or it has ended.</summary>
    public bool TryAdd(Action job)
    {
        lock (_gate)
        {
            if (_ended || _jobs.Count >= MostWaiting)
                return false;
            _jobs.Enqueue(job);
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>What waits is not done; what is being done is waited for.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _jobs.Clear();
            Monitor.Pulse(_gate);
        }

        _thread.Join(TimeSpan.FromSeconds(10));
    }

    private void Work()
    {
        while (Next() is { } job)
            job();
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (!_ended && _jobs.Count == 0)
                Monitor.Wait(_gate);
            return _ended ? null : _jobs.Dequeue();
        }
    }
}
