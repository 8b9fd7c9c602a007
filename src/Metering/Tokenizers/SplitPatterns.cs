// The split patterns that are known, as the tokenizer files write them, and the scanner that stands for each.
namespace Tokenbourse.Metering.Tokenizers;

/// <summary>A pattern that is not here is refused: guessing at one would count wrongly without a sign of it.</summary>
public static class SplitPatterns
{
    private const string _contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string _rest = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>cl100k_base as its publisher has it since white space at the end of a text is one piece.</summary>
    public const string Cl100k =
        @"'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"
        + @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+\z|\s*[\r\n]|\s+(?!\S)|\s";

    /// <summary>o200k_base.</summary>
    public const string O200k =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        + _suffix
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
        + _suffix
        + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>What byte-level tokenizer files mean when they name no pattern.</summary>
    public const string ByteLevel = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>Llama 3.</summary>
    public const string Llama3 = _contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}" + _rest;

    /// <summary>Qwen 2 and 3.</summary>
    public const string Qwen = _contractions + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}" + _rest;

    /// <summary>The three of DeepSeek V3, in their order, a line break between them.</summary>
    public const string DeepSeek3 =
        @"\p{N}{1,3}"
        + "\n"
        + "[\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+"
        + "\n"
        + @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^"
        + "\r\n"
        + @"\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"
        + @"| ?[\p{P}\p{S}]+["
        + "\r\n"
        + @"]*|\s*["
        + "\r\n"
        + @"]+|\s+(?!\S)|\s+";

    private const string _suffix = "(?:'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE]))?";

    /// <summary>The scanner of a pattern, or null when it is not known.</summary>
    internal static PieceScanner? Scanner(string pattern) =>
        pattern switch
        {
            Cl100k => new LetterScanner(numbers: 3, runsToEnd: true, longS: false),
            O200k => new CasedScanner(),
            ByteLevel => new ByteLevelScanner(),
            Llama3 => new LetterScanner(numbers: 3, runsToEnd: false, longS: true),
            Qwen => new LetterScanner(numbers: 1, runsToEnd: false, longS: true),
            DeepSeek3 => new DeepSeekScanner(),
            _ => null,
        };
}
