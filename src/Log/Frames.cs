// Walks frames that lie one after the other in memory, without making anything.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Log;

/// <summary>For <c>foreach</c> over the entries in a run of frames that the house wrote itself.</summary>
public readonly struct Frames(ReadOnlyMemory<byte> bytes)
{
    public Enumerator GetEnumerator() => new(bytes);

    /// <summary>Stops on bytes that are not a frame: they did not come from a log.</summary>
    public struct Enumerator
    {
        private ReadOnlyMemory<byte> _rest;
        private LogEntry _current;

        internal Enumerator(ReadOnlyMemory<byte> bytes)
        {
            _rest = bytes;
            _current = default;
        }

        public readonly LogEntry Current => _current;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            Must.Hold(Codec.TryDecode(_rest, out _current, out var read));
            _rest = _rest[read..];
            return true;
        }
    }
}
