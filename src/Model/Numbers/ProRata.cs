// Sharing a whole by weights in whole units: every remainder has a written rule and every tie a written winner.
using System.Text;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Model.Numbers;

/// <summary>What becomes of the units that flooring leaves over. Numbers may stand on the log and never
/// change.</summary>
public enum RemainderRule : byte
{
    /// <summary>Every part is rounded down; the last weight above zero gets what is left, so it may be up to
    /// (parts - 1) units above its exact part. Depends on the order of the weights.</summary>
    ToLast = 1,

    /// <summary>Every part is rounded down; one unit more goes to the largest fractions, ties to the lowest key.
    /// Each part is within one unit of exact, in whatever order the weights stand.</summary>
    LargestFraction = 2,
}

/// <summary>Integer shares of a whole.</summary>
public static class ProRata
{
    /// <summary>The parts of <paramref name="whole"/>, in the order of the weights; they sum to it exactly.</summary>
    /// <param name="whole">Not below zero; zero gives parts of zero.</param>
    /// <param name="weights">None below zero; their sum is above zero unless the whole is zero.</param>
    /// <param name="rule">Who gets what flooring leaves over.</param>
    /// <param name="keys">One for each weight, all different: among equal fractions the lowest gets its unit first.
    /// Account numbers, or <see cref="TieKey"/>. Not asked under <see cref="RemainderRule.ToLast"/>.</param>
    public static long[] Share(
        long whole,
        ReadOnlySpan<long> weights,
        RemainderRule rule,
        ReadOnlySpan<UInt128> keys = default
    )
    {
        Must.Hold(whole >= 0);
        var parts = new long[weights.Length];
        Int128 total = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            Must.Hold(weights[i] >= 0);
            total += weights[i];
        }

        if (whole == 0)
            return parts;
        Must.Hold(total > 0);
        var fractions = new Int128[weights.Length];
        var left = whole;
        for (var i = 0; i < weights.Length; i++)
        {
            var product = (Int128)whole * weights[i];
            parts[i] = (long)(product / total);
            fractions[i] = product % total;
            left -= parts[i];
        }

        if (rule == RemainderRule.ToLast)
            parts[LastAboveZero(weights)] += left;
        else
            GiveToLargest(parts, fractions, keys, left);
        return parts;
    }

    /// <summary>The parts of a whole that may not exceed the weights themselves (what each has): as <see
    /// cref="Share"/>, except that under <see cref="RemainderRule.ToLast"/> what the last has no room for goes to the
    /// one before, and so on.</summary>
    /// <param name="whole">From zero to the sum of <paramref name="limits"/>.</param>
    /// <param name="limits">What each part can bear; none below zero.</param>
    /// <param name="rule">Who gets what flooring leaves over.</param>
    /// <param name="keys">As in <see cref="Share"/>.</param>
    public static long[] ShareWithin(
        long whole,
        ReadOnlySpan<long> limits,
        RemainderRule rule,
        ReadOnlySpan<UInt128> keys = default
    )
    {
        Int128 room = 0;
        foreach (var limit in limits)
            room += limit;
        Must.Hold(whole <= room);
        var parts = Share(whole, limits, rule, keys);
        long over = 0;
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            parts[i] += over;
            over = parts[i] > limits[i] ? parts[i] - limits[i] : 0;
            parts[i] -= over;
        }

        Must.Hold(over == 0);
        return parts;
    }

    /// <summary>A draw that can be made again: the same seed, contract, day and client give the same key on every
    /// computer; the client's number in the low half keeps all keys different.</summary>
    /// <param name="seed">The venue's, from the log.</param>
    /// <param name="contract">Symbol of the contract month.</param>
    /// <param name="day">The trading day.</param>
    /// <param name="client">The client's number, above zero.</param>
    public static UInt128 TieKey(ulong seed, string contract, TradingDate day, long client)
    {
        Must.Hold(client > 0);
        var digest = new Digest64(seed);
        digest.Add(Encoding.UTF8.GetBytes(contract));
        digest.Add((ulong)(uint)day.Days);
        digest.Add((ulong)client);
        return new UInt128(digest.Value, (ulong)client);
    }

    private static int LastAboveZero(ReadOnlySpan<long> weights)
    {
        var last = weights.Length - 1;
        while (weights[last] == 0)
            last--;
        return last;
    }

    /// <summary>One unit each to the largest fractions; a fraction of zero is never reached, since the units left are
    /// fewer than the fractions above zero.</summary>
    private static void GiveToLargest(long[] parts, Int128[] fractions, ReadOnlySpan<UInt128> keys, long left)
    {
        Must.Hold(keys.Length == parts.Length);
        var sorted = new (Int128 Fraction, UInt128 Key, int Index)[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            sorted[i] = (fractions[i], keys[i], i);
        Array.Sort(
            sorted,
            static (a, b) =>
                a.Fraction != b.Fraction ? b.Fraction.CompareTo(a.Fraction)
                : a.Key != b.Key ? a.Key.CompareTo(b.Key)
                : a.Index.CompareTo(b.Index)
        );
        for (var i = 0; i < left; i++)
            parts[sorted[i].Index]++;
    }
}
