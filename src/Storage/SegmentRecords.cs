// A batch as the records that are written: checked, framed and chained in one pass, in a buffer that is kept.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Storage;

/// <summary>What one append writes.</summary>
internal sealed class SegmentRecords
{
    private readonly List<Mark> _marks = [];
    private byte[] _bytes = new byte[1 << 16];

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Size);

    public int Size { get; private set; }

    /// <summary>The checksum chain after the last record.</summary>
    public uint Chain { get; private set; }

    /// <summary>One behind the last entry.</summary>
    public long Next { get; private set; }

    /// <summary>Takes the batch. Whether it begins a segment or goes on in one, its chain continues the same
    /// link.</summary>
    /// <exception cref="InvariantBrokenException">The batch is not whole frames numbered from <paramref name="tail"/>.
    /// </exception>
    public void Encode(long tail, ReadOnlyMemory<byte> batch, uint link)
    {
        Size = 0;
        Chain = link;
        Next = tail;
        _marks.Clear();
        var nextMark = 0;
        while (!batch.IsEmpty)
        {
            Must.Hold(Codec.TryDecode(batch, out var entry, out var read));
            Must.Hold(entry.Sequence == Next);
            if (Size >= nextMark)
            {
                _marks.Add(new(Next, Size, Chain));
                nextMark = Size + Segment.MarkEvery;
            }

            var length = SegmentFormat.RecordHeader + read;
            if (Size + length > _bytes.Length)
                Array.Resize(ref _bytes, int.Max(_bytes.Length * 2, Size + length));
            var record = _bytes.AsSpan(Size, length);
            batch.Span[..read].CopyTo(record[SegmentFormat.RecordHeader..]);
            Chain = SegmentFormat.WriteRecord(record, Size == 0, Chain);
            Size += length;
            Next++;
            batch = batch[read..];
        }
    }

    /// <summary>The records are on the disk: the segment now ends behind them.</summary>
    public void AddTo(Segment segment)
    {
        foreach (var mark in _marks)
            segment.Note(mark.Sequence, segment.End + mark.Offset, mark.Chain);
        segment.End += Size;
        segment.Chain = Chain;
        segment.Next = Next;
    }
}
