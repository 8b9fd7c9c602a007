// One channel as one connection hears it: what it was told last, what waits, what it is owed.
namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>The hub's gate guards it; what waits is counted down by the connection's writer.</summary>
internal sealed class Hearing(StreamSession session, StreamChannel channel)
{
    private int _waiting;
    private int _snapshots;

    public StreamSession Session => session;

    public StreamChannel Channel => channel;

    /// <summary>Sequence of the last message that was put in the queue; null before the first.</summary>
    public long? Told { get; private set; }

    /// <summary>Changes were left out.</summary>
    public bool IsOwed { get; private set; }

    /// <summary>What the hearer had before the first of them, where the channel can go on from there.</summary>
    public object? Mark { get; private set; }

    /// <summary>It is heard no more.</summary>
    public bool IsOver { get; set; }

    /// <summary>A snapshot waits to be written: who asks for another is served by it.</summary>
    public bool HasSnapshot => Volatile.Read(ref _snapshots) > 0;

    /// <summary>What is owed can be told now.</summary>
    public bool IsFree => Volatile.Read(ref _waiting) == 0 && session.HasRoom && !session.IsBehind;

    /// <summary>Should this change be told later, with others as one? Where that costs no more than the change itself,
    /// as soon as one of the channel waits, so that nobody is told what has passed; else when much waits.</summary>
    public bool IsLate(StreamNote note) =>
        session.IsBehind || (note.IsWhole && Volatile.Read(ref _waiting) > 0) || !session.HasRoom;

    public void Tell(HeardMessage message)
    {
        Told = message.Seq;
        Interlocked.Increment(ref _waiting);
        if (message.IsSnapshot)
            Interlocked.Increment(ref _snapshots);
        session.Send(new(message.Bytes, this, message.IsSnapshot));
    }

    /// <summary>It is on its way.</summary>
    public void Taken(bool isSnapshot)
    {
        Interlocked.Decrement(ref _waiting);
        if (isSnapshot)
            Interlocked.Decrement(ref _snapshots);
    }

    /// <summary>From now on it is told nothing, until it is paid.</summary>
    /// <param name="mark">Null: only a snapshot will do.</param>
    public void Owe(object? mark) => (IsOwed, Mark) = (true, mark);

    public void Pay() => (IsOwed, Mark) = (false, null);
}
