// The vintage document of a standard token: what one is, frozen, so that any bill can be restated in it.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>One figure for each class of tokens that a bill prices: shares of a bundle, or prices.</summary>
/// <param name="Uncached">Prompt tokens that were read anew.</param>
/// <param name="Cached">Prompt tokens that were found in the cache.</param>
/// <param name="Output">Tokens that were written, reasoning among them.</param>
public readonly record struct ClassFigures(decimal Uncached, decimal Cached, decimal Output)
{
    /// <summary>The sum of the products, class by class; exact unless it has more than 28 digits.</summary>
    public decimal Times(ClassFigures other) =>
        (Uncached * other.Uncached) + (Cached * other.Cached) + (Output * other.Output);
}

/// <summary>A file of the corpus, as a package registry keeps it: name, version and path never change
/// meaning.</summary>
/// <param name="Package">Package of the npm registry.</param>
/// <param name="Version">Exact version.</param>
/// <param name="Path">Path inside the package, forward slashes.</param>
/// <param name="Html">True: the text of the body is counted, without mark-up; false: the file as it stands.</param>
/// <param name="Sha256">Of the file, 64 hex digits in lower case.</param>
/// <param name="TextSha256">Of the text that is counted, in UTF-8.</param>
/// <param name="Bytes">Length of that text in UTF-8.</param>
public sealed record CorpusFile(
    string Package,
    string Version,
    string Path,
    bool Html,
    string Sha256,
    string TextSha256,
    long Bytes
);

/// <summary>A part of the corpus with its share of the reference tokens.</summary>
public sealed record CorpusPart(string Part, decimal Share, IReadOnlyList<CorpusFile> Files);

/// <summary>A tokenizer with what it made of the corpus.</summary>
/// <param name="Counts">Tokens of each part, in the order of the parts.</param>
/// <param name="Factor">Tokens for the text that takes the reference tokenizer one; above 1 is less thrifty.</param>
/// <param name="Source">Where the tokenizer is, or who counted.</param>
public sealed record TokenizerFactor(string Tokenizer, IReadOnlyList<long> Counts, decimal Factor, string Source);

/// <summary>Models whose name starts so use that tokenizer; the first line that fits decides.</summary>
public sealed record ModelTokenizer(string Starts, string Tokenizer, string Source);

/// <summary>Which models are of the grade: the exam's edition, the model that anchors the bar, and the bar.</summary>
/// <param name="High">Null when the band has no upper end.</param>
public sealed record GradeBand(string Exam, string Anchor, decimal Low, decimal? High);

/// <summary>A standard-token vintage.</summary>
public sealed record StandardTokenSpec
{
    /// <summary>Decimals of a published factor.</summary>
    public const int FactorDecimals = 6;

    /// <summary>Name of the vintage, as S-2026-03.</summary>
    public required string Vintage { get; init; }

    public required int Version { get; init; }

    public required string Grade { get; init; }

    /// <summary>The day on which everything here was frozen.</summary>
    public required TradingDate Frozen { get; init; }

    /// <summary>Shares of the classes in one standard token; they sum to 1.</summary>
    public required ClassFigures Bundle { get; init; }

    public required string ReferenceTokenizer { get; init; }

    public required IReadOnlyList<CorpusPart> Corpus { get; init; }

    public required IReadOnlyList<TokenizerFactor> Tokenizers { get; init; }

    public required IReadOnlyList<ModelTokenizer> Models { get; init; }

    public required GradeBand Band { get; init; }

    /// <summary>Reference prices by class, money per million reference tokens.</summary>
    public required ClassFigures Prices { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>The day whose prices were taken.</summary>
    public required TradingDate PriceDay { get; init; }

    /// <summary>Units of the currency for one US dollar, with which dollar prices were converted.</summary>
    public required decimal DollarRate { get; init; }

    /// <summary>How the reference prices were made of observed ones.</summary>
    public required string PriceRule { get; init; }

    /// <summary>What a million standard tokens cost at the reference prices.</summary>
    public decimal BundlePrice => Bundle.Times(Prices);

    /// <summary>The tokenizer of that name, or null.</summary>
    public TokenizerFactor? Tokenizer(string name)
    {
        foreach (var tokenizer in Tokenizers)
            if (tokenizer.Tokenizer == name)
                return tokenizer;
        return null;
    }

    /// <summary>The line of the table that fits a model's name, or null.</summary>
    public ModelTokenizer? TokenizerOf(string item)
    {
        foreach (var line in Models)
            if (item.StartsWith(line.Starts, StringComparison.Ordinal))
                return line;
        return null;
    }

    /// <summary>The factor that counts give: the sum over parts of share * tokens / reference tokens, rounded half up
    /// to <see cref="FactorDecimals"/> decimals.</summary>
    /// <param name="parts">The corpus.</param>
    /// <param name="counts">The tokenizer's tokens by part.</param>
    /// <param name="reference">The reference tokenizer's tokens by part, above zero.</param>
    public static decimal Factor(
        IReadOnlyList<CorpusPart> parts,
        IReadOnlyList<long> counts,
        IReadOnlyList<long> reference
    )
    {
        var factor = 0m;
        for (var i = 0; i < parts.Count; i++)
            factor += parts[i].Share * counts[i] / reference[i];
        return decimal.Round(factor, FactorDecimals, MidpointRounding.AwayFromZero);
    }

    /// <summary>Reads a vintage document; null when it has faults.</summary>
    public static StandardTokenSpec? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults) =>
        StandardTokenReader.Read(json, faults);
}
