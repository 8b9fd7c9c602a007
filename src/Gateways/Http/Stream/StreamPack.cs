// Several messages in one frame, for hearers to whom each frame is dear: a browser wakes its page for every one.
namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>Writes <c>[message,message,…]</c>. One connection's writer uses it, one frame after another.</summary>
internal sealed class StreamPack
{
    /// <summary>What a frame holds unless one message alone is longer, bytes.</summary>
    public const int Most = 64 * 1024;

    private const int Least = 1024;
    private byte[] _bytes = [];
    private int _length;

    public bool HasRoom(byte[] message) => _length + message.Length + 2 <= Most;

    public void Begin(byte[] message)
    {
        _length = 0;
        Put((byte)'[', message);
    }

    public void Add(byte[] message) => Put((byte)',', message);

    /// <returns>The frame, until the next one begins.</returns>
    public ReadOnlyMemory<byte> End()
    {
        _bytes[_length++] = (byte)']';
        return _bytes.AsMemory(0, _length);
    }

    private void Put(byte before, byte[] message)
    {
        var needed = _length + message.Length + 2;
        // One that is longer than a frame should be is rare, and its room is not kept.
        if (needed > _bytes.Length || (_length == 0 && _bytes.Length > Most && needed <= Most))
            Array.Resize(ref _bytes, needed > Most ? needed : int.Clamp(2 * needed, Least, Most));
        _bytes[_length++] = before;
        message.CopyTo(_bytes, _length);
        _length += message.Length;
    }
}
