// Bytes on their way to the wire, in order.
namespace Tokenbourse.Gateways.Fix.Session;

/// <summary>A growing block of bytes that a door takes away whole.</summary>
public sealed class FixOutbox
{
    private byte[] _bytes = new byte[4096];

    /// <summary>How many bytes wait.</summary>
    public int Length { get; private set; }

    /// <summary>What waits.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Adds a message.</summary>
    public void Add(ReadOnlySpan<byte> message)
    {
        if (Length + message.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + message.Length));
        message.CopyTo(_bytes.AsSpan(Length));
        Length += message.Length;
    }

    /// <summary>Takes all that waits and leaves the given block in its place; answers how many bytes it took.</summary>
    public int Take(ref byte[] block)
    {
        ArgumentNullException.ThrowIfNull(block);
        (_bytes, block) = (block, _bytes);
        var taken = Length;
        Length = 0;
        return taken;
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear() => Length = 0;
}
