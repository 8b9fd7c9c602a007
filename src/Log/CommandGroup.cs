// The commands of one append: numbered and timed, with the events they made and who waits for them.
using System.Buffers.Binary;
using System.Diagnostics;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>Grows while the journal is busy with the group before it; is applied while the journal writes it; is told
/// when it is durable; is used again.</summary>
internal sealed class CommandGroup
{
    private const int TimeAt = 16;
    private const int SequenceAt = 8;
    private readonly List<Part> _parts = [];
    private readonly List<CommandStamps> _stamps = [];
    private byte[] _bytes = new byte[1 << 16];
    private int[] _starts = new int[1 << 10];
    private int[] _eventBytes = new int[1 << 10];
    private int[] _eventCounts = new int[1 << 10];
    private int _length;
    private int _applied;
    private long _firstEvent;
    private bool _lanesTold;

    /// <summary>The events of its commands.</summary>
    public Outbox Outbox { get; } = new();

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    public int Length => _length;

    public long First { get; private set; }

    public int Count { get; private set; }

    /// <summary>Puts a frame without number and time behind the others.</summary>
    public static void Write(ref byte[] bytes, ref int length, MessageKind kind, ReadOnlySpan<byte> payload)
    {
        var size = Codec.HeaderSize + payload.Length;
        while (length + size > bytes.Length)
            Array.Resize(ref bytes, bytes.Length * 2);
        var frame = bytes.AsSpan(length, size);
        Codec.WriteHeader(frame, 0, default, -1, kind, payload.Length);
        payload.CopyTo(frame[Codec.HeaderSize..]);
        length += size;
    }

    /// <param name="first">The sequence of its first command.</param>
    /// <param name="firstEvent">The sequence of its first event.</param>
    public void Begin(long first, long firstEvent)
    {
        First = first;
        Count = 0;
        _length = 0;
        _applied = 0;
        _parts.Clear();
        _stamps.Clear();
        Outbox.Clear();
        Outbox.NextSequence = firstEvent;
        _firstEvent = firstEvent;
        _lanesTold = false;
    }

    /// <summary>Adds frames, each with the next number, and the time.</summary>
    public void Add(in Part part, ReadOnlySpan<byte> frames, Instant time)
    {
        while (_length + frames.Length > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        frames.CopyTo(_bytes.AsSpan(_length));

        // Runs of one lane that follow each other are answered as one.
        if (part.Lane is { } lane && _parts.Count > 0 && _parts[^1] is var last && last.IsBefore(lane, part.First))
            _parts[^1] = last with { Count = last.Count + part.Count };
        else
            _parts.Add(part);
        if (part.Single?.Stamps is { } stamps)
        {
            stamps.Ordered = Stopwatch.GetTimestamp();
            _stamps.Add(stamps);
        }

        part.Lane?.Order(part.First + part.Count, _stamps);
        for (var end = _length + frames.Length; _length < end; Count++)
        {
            var frame = _bytes.AsSpan(_length);
            BinaryPrimitives.WriteInt64LittleEndian(frame[SequenceAt..], First + Count);
            BinaryPrimitives.WriteInt64LittleEndian(frame[TimeAt..], time.Nanoseconds);
            if (Count == _starts.Length)
                Grow();
            _starts[Count] = _length;
            _length += (int)BinaryPrimitives.ReadUInt32LittleEndian(frame);
        }
    }

    /// <summary>Applies what was added since the last time.</summary>
    public void Apply(Runner runner)
    {
        if (_applied == Count)
            return;
        foreach (var entry in new Frames(_bytes.AsMemory(_starts[_applied], _length - _starts[_applied])))
        {
            runner.Apply(in entry, Outbox);
            _eventBytes[_applied] = Outbox.Length;
            _eventCounts[_applied] = Outbox.Count;
            _applied++;
        }

        foreach (var stamps in _stamps)
        {
            if (stamps.Applied == 0)
                stamps.Applied = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>The append begins. By the journal's thread, to which it belongs then.</summary>
    public void Writes()
    {
        foreach (var stamps in _stamps)
            stamps.Writing = Stopwatch.GetTimestamp();
    }

    /// <summary>The append has ended well.</summary>
    public void IsWritten()
    {
        foreach (var stamps in _stamps)
            stamps.Durable = Stopwatch.GetTimestamp();
    }

    /// <summary>What became of its command at that place.</summary>
    /// <param name="events">Of all of its commands.</param>
    public Outcome OutcomeOf(int index, ReadOnlyMemory<byte> events)
    {
        var (from, before) = index == 0 ? (0, 0) : (_eventBytes[index - 1], _eventCounts[index - 1]);
        var time = BinaryPrimitives.ReadInt64LittleEndian(_bytes.AsSpan(_starts[index] + TimeAt));
        return new(
            OutcomeStatus.Taken,
            First + index,
            new(time),
            _firstEvent + before,
            _eventCounts[index] - before,
            events[from.._eventBytes[index]]
        );
    }

    /// <summary>Tells the lanes.</summary>
    public void AnswerLanes()
    {
        var at = 0;
        _lanesTold = true;
        foreach (var part in _parts)
        {
            part.Lane?.Answer(this, at, part.First, part.Count);
            at += part.Count;
        }
    }

    /// <summary>Tells those who wait with a task. Their events are one copy for all of them.</summary>
    public void AnswerSingles()
    {
        ReadOnlyMemory<byte>? events = null;
        var at = 0;
        foreach (var stamps in _stamps)
            stamps.Told = Stopwatch.GetTimestamp();
        foreach (var part in _parts)
        {
            if (part.Single is { } single)
            {
                events ??= Outbox.Bytes.ToArray();
                single.Answer(OutcomeOf(at, events.Value));
            }

            at += part.Count;
        }
    }

    public void Refuse(OutcomeStatus status)
    {
        foreach (var part in _parts)
        {
            if (part.Lane is null || !_lanesTold)
                part.Refuse(status);
        }

        _parts.Clear();
    }

    private void Grow()
    {
        Array.Resize(ref _starts, _starts.Length * 2);
        Array.Resize(ref _eventBytes, _starts.Length);
        Array.Resize(ref _eventCounts, _starts.Length);
    }
}
