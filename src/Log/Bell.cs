// How one thread sleeps until another has something for it.
namespace Tokenbourse.Log;

/// <summary>One sleeper, many ringers. A ring while the sleeper is awake is remembered, once. Ringing somebody who is
/// awake costs no call of the system.</summary>
internal sealed class Bell : IDisposable
{
    private const int Awake = 0;
    private const int Rung = 1;
    private const int Asleep = 2;
    private readonly AutoResetEvent _event = new(false);
    private int _state;

    /// <summary>What was put somewhere before this call is seen by the sleeper after it woke.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _state, Rung) == Asleep)
            _event.Set();
    }

    /// <summary>Sleeps until it is rung; returns at once when it was. Afterwards the sleeper must look at everything it
    /// might have been rung for.</summary>
    /// <param name="spins">How often it looks before it sleeps.</param>
    public void Sleep(int spins)
    {
        for (var i = 0; i < spins && Volatile.Read(ref _state) != Rung; i++)
            Thread.SpinWait(1);
        if (Interlocked.CompareExchange(ref _state, Asleep, Awake) == Awake)
            _event.WaitOne();
        Interlocked.Exchange(ref _state, Awake);
    }

    public void Dispose() => _event.Dispose();
}
