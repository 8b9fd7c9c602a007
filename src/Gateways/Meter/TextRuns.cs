// Texts that were read and not yet counted, side by side in one buffer.
using System.Text.Json;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Runs of UTF-8 by answer and slot. Used again after <see cref="Clear"/>.</summary>
internal sealed class TextRuns
{
    private readonly List<(int Choice, int Slot, int At, int Length)> _runs = [];
    private byte[] _bytes = new byte[512];

    /// <summary>Bytes of text.</summary>
    public int Length { get; private set; }

    /// <summary>How far the runs go now; see <see cref="Back"/>.</summary>
    public (int Runs, int Bytes) Mark => (_runs.Count, Length);

    /// <summary>Forgets what was added since a mark.</summary>
    public void Back((int Runs, int Bytes) mark)
    {
        _runs.RemoveRange(mark.Runs, _runs.Count - mark.Runs);
        Length = mark.Bytes;
    }

    /// <summary>Takes the text at which a reader stands.</summary>
    public void Add(int choice, int slot, ref Utf8JsonReader reader)
    {
        var room = reader.ValueSpan.Length;
        if (Length + room > _bytes.Length)
            Array.Resize(ref _bytes, int.Max(_bytes.Length * 2, Length + room));
        var length = reader.CopyString(_bytes.AsSpan(Length));
        if (length == 0)
            return;
        _runs.Add((choice, slot, Length, length));
        Length += length;
    }

    /// <summary>Forgets the texts.</summary>
    public void Clear()
    {
        _runs.Clear();
        Length = 0;
    }

    /// <summary>Counts each run by itself, as in a plain answer, where each text is whole.</summary>
    public long Count(BytePairTokenizer tokenizer)
    {
        var tokens = 0L;
        foreach (var (_, _, at, length) in _runs)
            tokens += tokenizer.Count(_bytes.AsSpan(at, length));
        return tokens;
    }

    /// <summary>Hands the runs over, in order.</summary>
    public void MoveTo(OutputCounter counter)
    {
        foreach (var (choice, slot, at, length) in _runs)
            counter.Append(choice, slot, _bytes.AsSpan(at, length));
        Clear();
    }
}

/// <summary>Counts a stream's answers as their texts grow: a counter for each text.</summary>
/// <param name="tokenizer">Whose tokens.</param>
internal sealed class OutputCounter(BytePairTokenizer tokenizer)
{
    private readonly SortedDictionary<(int Choice, int Slot), StreamingCounter> _counters = [];

    /// <summary>Bytes that are still held by the counters; recounting costs as much.</summary>
    public int Held { get; private set; }

    /// <summary>Takes the next part of a text.</summary>
    public void Append(int choice, int slot, ReadOnlySpan<byte> utf8)
    {
        if (!_counters.TryGetValue((choice, slot), out var counter))
            _counters[(choice, slot)] = counter = new(tokenizer);
        counter.Append(utf8);
    }

    /// <summary>The tokens of all texts if they ended here.</summary>
    public long Count()
    {
        var tokens = 0L;
        Held = 0;
        foreach (var counter in _counters.Values)
        {
            counter.Settle();
            tokens += counter.Running;
            Held += counter.Held;
        }

        return tokens;
    }
}
