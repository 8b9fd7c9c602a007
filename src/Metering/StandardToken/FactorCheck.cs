// Counts the frozen corpus again and holds the counts and the factor against the vintage document.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Metering.StandardToken;

/// <summary>One tokenizer held against the document.</summary>
/// <param name="Counts">Tokens by part, in the order of the parts.</param>
/// <param name="Factor">What these counts give.</param>
/// <param name="Same">True when counts and factor are those of the document.</param>
public sealed record FactorFinding(string Tokenizer, IReadOnlyList<long> Counts, decimal Factor, bool Same);

/// <summary>Recomputes factors.</summary>
public static class FactorCheck
{
    /// <summary>Counts all texts with one tokenizer.</summary>
    /// <param name="spec">The vintage.</param>
    /// <param name="texts">Its corpus.</param>
    /// <param name="tokenizer">Name of the tokenizer in the vintage.</param>
    /// <param name="count">The tokens of a text, without any that mark its start or end.</param>
    public static FactorFinding Of(
        StandardTokenSpec spec,
        IReadOnlyList<CorpusTexts> texts,
        string tokenizer,
        Func<string, long> count
    )
    {
        var counts = new List<long>();
        foreach (var part in texts)
        {
            long sum = 0;
            foreach (var text in part.Texts)
                sum = checked(sum + count(text));
            counts.Add(sum);
        }

        var reference = spec.Tokenizer(spec.ReferenceTokenizer)!;
        var factor = StandardTokenSpec.Factor(spec.Corpus, counts, reference.Counts);
        var line = spec.Tokenizer(tokenizer);
        return new(
            tokenizer,
            counts,
            factor,
            line is not null && line.Factor == factor && line.Counts.SequenceEqual(counts)
        );
    }
}
