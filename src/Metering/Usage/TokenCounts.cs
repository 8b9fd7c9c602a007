// Tokens of one record by class, in classes that do not overlap, however the seller counted.
namespace Tokenbourse.Metering.Usage;

/// <summary>Tokens by class. The four classes are disjoint and none is below zero.</summary>
/// <param name="Input">Read anew: neither from the cache nor counted in <paramref name="CachedInput"/>. Tokens written
/// into a cache belong here: the seller had to read them.</param>
/// <param name="CachedInput">Found in the cache.</param>
/// <param name="Output">Written, without reasoning where that is told apart.</param>
/// <param name="Reasoning">Written while reasoning; billed as output.</param>
public readonly record struct TokenCounts(long Input, long CachedInput, long Output, long Reasoning)
{
    /// <summary>All tokens that were read; throws when they exceed 2^63 - 1.</summary>
    public long AllInput => checked(Input + CachedInput);

    /// <summary>All tokens that were written; throws when they exceed 2^63 - 1.</summary>
    public long AllOutput => checked(Output + Reasoning);

    /// <summary>Counts whose input figure holds the cached tokens and whose output figure holds the reasoning: OpenAI's
    /// usage objects and organisation usage, and what proxies and routers make of every seller's.</summary>
    /// <returns>The field that is wrong ("" when none is): a part greater than its whole is no count.</returns>
    public static string Inclusive(long input, long cached, long output, long reasoning, out TokenCounts counts)
    {
        counts = default;
        if (cached > input)
            return "cached";
        if (reasoning > output)
            return "reasoning";
        counts = new(input - cached, cached, output - reasoning, reasoning);
        return "";
    }

    /// <summary>Counts whose input figure holds neither what was read from the cache nor what was written to it:
    /// Anthropic's usage objects. False when the sum exceeds 2^63 - 1.</summary>
    public static bool Exclusive(long input, long cacheWritten, long cacheRead, long output, out TokenCounts counts)
    {
        var sum = (Int128)input + cacheWritten;
        counts = sum > long.MaxValue ? default : new((long)sum, cacheRead, output, 0);
        return sum <= long.MaxValue;
    }
}
