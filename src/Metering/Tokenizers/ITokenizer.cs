// The door behind which a tokenizer stands: count, encode, decode.
using System.Buffers;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>What is done with text that spells an added token of the model, such as
/// <c>&lt;|endoftext|&gt;</c>.</summary>
public enum AddedTokens : byte
{
    /// <summary>It is text like any other: nobody shortens a bill or ends a conversation by writing such a
    /// word.</summary>
    AsText = 0,

    /// <summary>It is the added token, one token; for transcripts that a trusted program has written.</summary>
    AsTokens = 1,
}

/// <summary>Counts and makes the tokens of one model family. Safe for many threads at once; no input makes it
/// throw.</summary>
public interface ITokenizer
{
    /// <summary>The name it is asked for by, e.g. <c>o200k_base</c>.</summary>
    string Name { get; }

    /// <summary>How many ids there are, added tokens included.</summary>
    int VocabularySize { get; }

    /// <summary>
    /// The number of tokens in UTF-8 text. A byte that belongs to no well-formed sequence counts as a symbol of its
    /// own.
    /// </summary>
    long Count(ReadOnlySpan<byte> utf8, AddedTokens added = AddedTokens.AsText);

    /// <summary>The number of tokens in UTF-16 text. A lone surrogate counts as U+FFFD.</summary>
    long Count(ReadOnlySpan<char> text, AddedTokens added = AddedTokens.AsText);

    /// <summary>Appends the ids of the text.</summary>
    void Encode(ReadOnlySpan<byte> utf8, List<int> ids, AddedTokens added = AddedTokens.AsText);

    /// <summary>Appends the bytes that the ids stand for. An id that is not in the vocabulary is refused.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is negative or unknown; what came before it is
    /// written.</exception>
    void Decode(ReadOnlySpan<int> ids, IBufferWriter<byte> utf8);
}

/// <summary>A tokenizer's file cannot be used; the message says which part and why.</summary>
public sealed class TokenizerFileException(string message) : Exception(message);
