// One item of a log, as machines and views read it.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Machine;

/// <summary>One item of a log: its number, its time, what caused it, its kind and its bytes.</summary>
/// <param name="Sequence">Number on its log; the first is 0.</param>
/// <param name="Time">When it was put in order; never earlier than the entry before.</param>
/// <param name="Cause">On an event log, the sequence of the command that made it; on a command log, -1.</param>
/// <param name="Kind">What the bytes mean.</param>
/// <param name="Payload">A blittable message or, for documents, UTF-8 JSON.</param>
public readonly record struct LogEntry(
    long Sequence,
    Instant Time,
    long Cause,
    MessageKind Kind,
    ReadOnlyMemory<byte> Payload
)
{
    /// <summary>The payload as the message that <see cref="Kind"/> says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T As<T>()
        where T : unmanaged
    {
        Must.Hold(Payload.Length == Unsafe.SizeOf<T>());
        return MemoryMarshal.Read<T>(Payload.Span);
    }
}
