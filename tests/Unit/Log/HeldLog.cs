// A log whose appends a test holds up, lets go, or fails.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Unit.Log;

internal sealed class HeldLog : ILog
{
    private readonly MemoryLog _log = new();
    private readonly ManualResetEventSlim _free = new(true);
    private readonly ManualResetEventSlim _held = new();
    private Exception? _fault;

    public long Tail => _log.Tail;

    public void Hold() => _free.Reset();

    public void AwaitHeld()
    {
        if (!_held.Wait(TimeSpan.FromSeconds(20)))
            throw new TimeoutException("nothing was appended");
    }

    public void Release(Exception? fault = null)
    {
        _fault = fault;
        _free.Set();
    }

    public bool TryAppend(long tail, ReadOnlyMemory<byte> batch)
    {
        if (!_free.IsSet)
            _held.Set();
        _free.Wait();
        if (_fault is not null)
            throw _fault;
        return _log.TryAppend(tail, batch);
    }

    public IEnumerable<LogEntry> Read(long from) => _log.Read(from);

    public void Flush() => _log.Flush();

    public void Dispose()
    {
        _log.Dispose();
        _free.Dispose();
        _held.Dispose();
    }
}

internal static class Machines
{
    public static T As<T>(this IMachine machine)
        where T : IMachine => (T)machine;
}
