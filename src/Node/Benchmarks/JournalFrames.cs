// Orders as frames for a log, numbered anew each time they are appended.
using System.Buffers.Binary;
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>A stream of commands that can be appended round and round.</summary>
internal sealed class JournalFrames
{
    private const int RecordHeader = 12;
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private int _at;

    private JournalFrames(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
    }

    /// <summary>On the disk, the mean of all.</summary>
    public double BytesPerRecord => RecordHeader + ((double)_bytes.Length / (_starts.Length - 1));

    public static JournalFrames Of(List<(MessageKind Kind, byte[] Payload)> stream)
    {
        using var bytes = new MemoryStream();
        var starts = new int[stream.Count + 1];
        for (var i = 0; i < stream.Count; i++)
        {
            bytes.Write(Codec.Encode(new(i, OrderStream.Open, -1, stream[i].Kind, stream[i].Payload)));
            starts[i + 1] = (int)bytes.Length;
        }

        return new(bytes.ToArray(), starts);
    }

    /// <summary>Appends so many batches of so many records.</summary>
    public void Append(ILog log, int batch, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            if (_at + batch >= _starts.Length)
                _at = 0;
            var tail = log.Tail;
            for (var i = 0; i < batch; i++)
                BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_starts[_at + i] + 8), tail + i);
            Must.Hold(log.TryAppend(tail, _bytes.AsMemory(_starts[_at], _starts[_at + batch] - _starts[_at])));
            _at += batch;
        }
    }
}
