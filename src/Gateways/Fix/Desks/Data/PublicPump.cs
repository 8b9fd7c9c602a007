// Looks several times a second whether public data changed, and lets the desks tell it.
namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>A desk that tells public data as they change.</summary>
internal interface IPublicDesk
{
    /// <summary>Tells every subscriber what is new to it. Called by one thread at a time, with no lock held.</summary>
    void Turn();
}

/// <summary>One thread for all public desks. It never waits for a peer: who does not read is passed over.</summary>
internal sealed class PublicPump : IDisposable
{
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    /// <param name="every">The pause between two looks.</param>
    /// <param name="desks">Whom to ask.</param>
    /// <param name="failed">Told when a desk breaks that worked before: a bug, which nobody would see otherwise.</param>
    public PublicPump(TimeSpan every, IReadOnlyList<IPublicDesk> desks, Action<Exception> failed)
    {
        _thread = new Thread(() => Work(every, desks, failed)) { IsBackground = true, Name = "fix public data" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Set();
        if (_thread.Join(TimeSpan.FromSeconds(10)))
            _end.Dispose();
    }

    private void Work(TimeSpan every, IReadOnlyList<IPublicDesk> desks, Action<Exception> failed)
    {
        var broken = new bool[desks.Count];
        while (!_end.Wait(every))
        {
            for (var i = 0; i < desks.Count; i++)
                broken[i] = !IsTurned(desks[i], broken[i], failed);
        }
    }

    /// <summary>One that breaks takes nothing from the others, is asked again, and is told of once until it has
    /// worked.</summary>
    private static bool IsTurned(IPublicDesk desk, bool isKnown, Action<Exception> failed)
    {
        try
        {
            desk.Turn();
            return true;
        }
#pragma warning disable CA1031 // Whatever it was: somebody must hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!isKnown)
                failed(e);
            return false;
        }
    }
}
