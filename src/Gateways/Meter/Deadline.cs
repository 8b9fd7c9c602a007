// How long a request may wait: for the seller's next bytes, for the window's end, for a client that is still there.
namespace Tokenbourse.Gateways.Meter;

/// <summary>One token for all three, which afterwards says which of them it was.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _client;
    private readonly CancellationTokenRegistration _gone;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _answer;
    private readonly long _windowEnds;

    /// <param name="clock">The time.</param>
    /// <param name="answer">For the seller's next bytes.</param>
    /// <param name="windowLeft">Ticks until the certificate's window ends.</param>
    /// <param name="client">The client went away.</param>
    public Deadline(TimeProvider clock, TimeSpan answer, long windowLeft, CancellationToken client)
    {
        (_clock, _answer, _client) = (clock, answer, client);
        _windowEnds = clock.GetUtcNow().UtcTicks + windowLeft;
        _source = new(Next(), clock);
        _gone = client.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), _source);
    }

    /// <summary>Ends what waits.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Something has come: the seller has its time again.</summary>
    public void Again() => _source.CancelAfter(Next());

    /// <summary>Why something that failed did so.</summary>
    public MeterFault Of(Exception failure) =>
        failure is MeterFaultException known ? known.Fault
        : _client.IsCancellationRequested ? new(MeterRefusal.ClientGone, "The client went away.")
        : failure is not OperationCanceledException
            ? new(MeterRefusal.SellerCut, "The seller's answer ended before its end.")
        : _clock.GetUtcNow().UtcTicks >= _windowEnds
            ? new(MeterRefusal.WindowEnded, "The certificate's window ended during the answer.")
        : new(MeterRefusal.SellerSlow, "The seller did not answer in time.");

    public void Dispose()
    {
        _gone.Dispose();
        _source.Dispose();
    }

    private TimeSpan Next()
    {
        var window = TimeSpan.FromTicks(long.Max(0, _windowEnds - _clock.GetUtcNow().UtcTicks));
        return window < _answer ? window : _answer;
    }
}
