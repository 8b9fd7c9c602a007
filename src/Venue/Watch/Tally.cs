// Counts by a closed list of words, for threads that have no time: one writer adds, a listener reads now and then.
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Tokenbourse.Venue.Watch;

/// <summary>One count for each value of an enumeration.</summary>
internal sealed class Tally<T>
    where T : struct, Enum
{
    private readonly long[] _counts;
    private readonly KeyValuePair<string, object?>[] _labels;

    /// <param name="label">What the words are.</param>
    public Tally(string label)
    {
        var words = Words();
        _counts = new long[words.Length];
        _labels = [.. words.Select(w => new KeyValuePair<string, object?>(label, w))];
    }

    /// <summary>By the one writer.</summary>
    public void Add(int number)
    {
        if ((uint)number < (uint)_counts.Length)
            Volatile.Write(ref _counts[number], _counts[number] + 1);
    }

    /// <summary>What has been counted so far, without what never was.</summary>
    public IEnumerable<Measurement<long>> Read()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (Volatile.Read(ref _counts[i]) is > 0 and var count)
                yield return new(count, _labels[i]);
        }
    }

    /// <summary>Names by number, made once: an enumeration's own text is a new one each time.</summary>
    public static string[] Words()
    {
        var values = Enum.GetValues<T>();
        var words = new string[values.Max(Number) + 1];
        Array.Fill(words, "unknown");
        foreach (var value in values)
            words[Number(value)] = $"{value}";
        return words;
    }

    private static int Number(T value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);
}
