// What submitters have handed over and the sequencer has not yet put in order: frames without number and time.
using System.Buffers.Binary;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Log;

/// <summary>Two of them take turns: one is filled by submitters, the other is emptied by the sequencer. Buffers are
/// kept.</summary>
internal sealed class Inbox
{
    private readonly List<Part> _parts = [];
    private byte[] _bytes = new byte[1 << 16];
    private int _length;
    private int _part;
    private int _done;
    private int _at;

    public bool IsEmpty => _part == _parts.Count;

    /// <summary>What is next runs between two batches.</summary>
    public bool IsBetween => !IsEmpty && _parts[_part].IsBetween;

    public void Add(Submission single, MessageKind kind, ReadOnlySpan<byte> payload)
    {
        if (single.Between is null)
            CommandGroup.Write(ref _bytes, ref _length, kind, payload);
        _parts.Add(new(single, null, 0, 1));
    }

    public void Add(Lane lane, ReadOnlySpan<byte> frames, long first, int count)
    {
        while (_length + frames.Length > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        frames.CopyTo(_bytes.AsSpan(_length));
        _length += frames.Length;

        // Runs of one lane that follow each other are answered as one.
        if (_parts.Count > 0 && _parts[^1] is var last && last.IsBefore(lane, first))
            _parts[^1] = last with { Count = last.Count + count };
        else
            _parts.Add(new(null, lane, first, count));
    }

    /// <summary>The commands of the part that is next, at most so many and so many bytes, but at least one.</summary>
    public Part Take(int most, int mostBytes, out ReadOnlySpan<byte> frames)
    {
        var part = _parts[_part];
        var from = _at;
        var count = 0;
        while (count < part.Count - _done && (count == 0 || (count < most && _at - from < mostBytes)))
        {
            _at += (int)BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_at));
            count++;
        }

        frames = _bytes.AsSpan(from, _at - from);
        var taken = part with { First = part.First + _done, Count = count };
        _done += count;
        if (_done == part.Count)
            Skip();
        return taken;
    }

    /// <summary>Takes what runs between two batches.</summary>
    public Submission TakeBetween()
    {
        var single = _parts[_part].Single!;
        Skip();
        return single;
    }

    /// <summary>Tells all that is left that nothing happened.</summary>
    public void Refuse(OutcomeStatus status)
    {
        for (; _part < _parts.Count; _part++)
        {
            var part = _parts[_part];
            (part with { First = part.First + _done, Count = part.Count - _done }).Refuse(status);
            _done = 0;
        }

        Clear();
    }

    public void Clear()
    {
        _parts.Clear();
        _length = 0;
        _part = 0;
        _done = 0;
        _at = 0;
    }

    private void Skip()
    {
        _part++;
        _done = 0;
    }
}
