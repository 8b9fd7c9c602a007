// A session's memory that counts a message as had only when what it asked for is settled.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Store;

/// <summary>
/// Messages whose commands are under way are held: the number that is kept as expected next stays at the first of them,
/// though the session goes on. After a crash the session asks for them again, so that none is lost; whoever did them
/// knows them by their ids, so that none is done twice. The caller takes a lock around every call, as with the
/// session.
/// </summary>
public sealed class HeldFixStore(IFixStore kept) : IFixStore
{
    private readonly Queue<int> _held = [];
    private int _next = kept.NextIncoming;
    private bool _moved;

    /// <inheritdoc/>
    public int NextOutgoing => kept.NextOutgoing;

    /// <inheritdoc/>
    public int NextIncoming => _next;

    /// <inheritdoc/>
    public long Mark => kept.Mark;

    /// <inheritdoc/>
    public Instant Since => kept.Since;

    /// <summary>Which life of the session's numbers this is: messages held before a reset need no release.</summary>
    public int Life { get; private set; }

    /// <summary>The message of that number, the one that is being taken, is under way.</summary>
    public void Hold(int sequence) => _held.Enqueue(sequence);

    /// <summary>The message that was held first is settled.</summary>
    /// <param name="life">The <see cref="Life"/> in which it was held.</param>
    public void Release(int life)
    {
        if (life != Life)
            return;
        _held.Dequeue();
        _moved = true;
    }

    /// <inheritdoc/>
    public void Keep(ReadOnlySpan<byte> message) => kept.Keep(message);

    /// <inheritdoc/>
    public void Note(long mark) => kept.Note(mark);

    /// <inheritdoc/>
    public void Begin(long mark) => kept.Begin(mark);

    /// <inheritdoc/>
    public void Pass() => kept.Pass();

    /// <inheritdoc/>
    public void Expect(int sequence)
    {
        _next = sequence;
        _moved = true;
    }

    /// <inheritdoc/>
    public int Read(int sequence, ref byte[] into) => kept.Read(sequence, ref into);

    /// <inheritdoc/>
    public void Reset()
    {
        kept.Reset();
        _next = 1;
        _moved = false;
        _held.Clear();
        Life++;
    }

    /// <inheritdoc/>
    public void Date(Instant since) => kept.Date(since);

    /// <inheritdoc/>
    /// <remarks>Of all the numbers that were expected since the last time one is kept.</remarks>
    public void Commit()
    {
        Keep();
        kept.Commit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Keep();
        kept.Dispose();
    }

    private void Keep()
    {
        if (!_moved)
            return;
        _moved = false;
        var next = _held.TryPeek(out var first) ? first : _next;
        if (next != kept.NextIncoming)
            kept.Expect(next);
    }
}
