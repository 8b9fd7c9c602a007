// A session's memory that ends with the process.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Store;

/// <summary>For hosts that begin anew each time, and for tests. Keeps the bytes in one growing block.</summary>
public sealed class MemoryFixStore : IFixStore
{
    private readonly FixIndex _index = new();
    private byte[] _bytes = new byte[4096];
    private int _end;

    /// <inheritdoc/>
    public int NextOutgoing => _index.Next;

    /// <inheritdoc/>
    public int NextIncoming { get; private set; } = 1;

    /// <inheritdoc/>
    public long Mark { get; private set; } = -1;

    /// <inheritdoc/>
    public Instant Since { get; private set; } = Instant.Never;

    /// <inheritdoc/>
    public void Note(long mark) => Mark = mark;

    /// <inheritdoc/>
    public void Begin(long mark) => Mark = mark;

    /// <inheritdoc/>
    public void Keep(ReadOnlySpan<byte> message)
    {
        if (_end + message.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + message.Length));
        message.CopyTo(_bytes.AsSpan(_end));
        _index.Add(_end, message.Length);
        _end += message.Length;
    }

    /// <inheritdoc/>
    public void Pass() => _index.Add(0, 0);

    /// <inheritdoc/>
    public void Expect(int sequence) => NextIncoming = sequence;

    /// <inheritdoc/>
    public int Read(int sequence, ref byte[] into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var (at, length) = _index.Of(sequence);
        if (length > into.Length)
            into = new byte[length];
        _bytes.AsSpan((int)at, length).CopyTo(into);
        return length;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _index.Clear();
        _end = 0;
        NextIncoming = 1;
        Since = Instant.Never;
    }

    /// <inheritdoc/>
    public void Date(Instant since) => Since = since;

    /// <inheritdoc/>
    public void Commit() { }

    /// <inheritdoc/>
    public void Dispose() { }
}
