// How the simulated seller behaves, and the short way of saying it in a model's name.
using System.Globalization;

namespace Tokenbourse.Gateways.Meter;

/// <summary>How the simulated seller behaves.</summary>
/// <param name="Seed">Decides the text, with the prompt.</param>
/// <param name="LiePpm">Its usage says so much more than there was, parts per million; below zero: less.</param>
/// <param name="SlowMilliseconds">Before the answer and between two events.</param>
/// <param name="CutBytes">The connection ends after so many bytes of each answer's body; -1: never.</param>
/// <param name="Sweep">The n-th answer ends after n times so many bytes; 0: not so.</param>
/// <param name="FailStatus">Every request is answered with this status; 0: none is.</param>
/// <param name="NoUsage">It tells no usage.</param>
public sealed record UpstreamTerms(
    long Seed = 1,
    long LiePpm = 0,
    int SlowMilliseconds = 0,
    long CutBytes = -1,
    long Sweep = 0,
    int FailStatus = 0,
    bool NoUsage = false
)
{
    /// <summary>These terms with those that a model's name adds: <c>sim;lie=500000;slow=5;cut=300;sweep=7;fail=503</c>,
    /// <c>sim;no-usage</c>. So one seller shows many faults. What is not understood changes nothing.</summary>
    public UpstreamTerms With(string model)
    {
        var terms = this;
        foreach (var word in model.Split(';').Skip(1))
        {
            var at = word.IndexOf('=', StringComparison.Ordinal);
            if (word == "no-usage")
                terms = terms with { NoUsage = true };
            if (
                at < 0
                || !int.TryParse(
                    word.AsSpan(at + 1),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
                continue;
            terms = word[..at] switch
            {
                "lie" => terms with { LiePpm = int.Max(-1_000_000, value) },
                "slow" => terms with { SlowMilliseconds = int.Max(0, value) },
                "cut" => terms with { CutBytes = value },
                "sweep" => terms with { Sweep = value },
                "fail" when value is > 399 and < 600 => terms with { FailStatus = value },
                _ => terms,
            };
        }

        return terms;
    }
}
