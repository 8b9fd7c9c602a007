// What takes a desk long is done beside the sessions: one thread, in order, and no more waits than it can bear.
using System.Collections.Concurrent;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>While a session's lock is held neither its heartbeats nor the teller go on: reading a log is not for
/// there.</summary>
internal sealed class DeskWork : IDisposable
{
    private const int MostWaiting = 64;
    private readonly BlockingCollection<Action> _jobs = new(MostWaiting);
    private readonly Thread _thread;

    public DeskWork(string name)
    {
        _thread = new(Work) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>False: too much waits already.</summary>
    public bool TryAdd(Action job) => !_jobs.IsAddingCompleted && _jobs.TryAdd(job);

    /// <summary>What waits is not done; what is being done is waited for.</summary>
    public void Dispose()
    {
        _jobs.CompleteAdding();
        while (_jobs.TryTake(out _)) { }
        if (_thread.Join(TimeSpan.FromSeconds(10)))
            _jobs.Dispose();
    }

    private void Work()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
            job();
    }
}
