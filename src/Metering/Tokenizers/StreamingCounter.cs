// Counts text that comes in chunks, cut anywhere, to the same total as in one piece.
using System.Text;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// Holds back what later text could still change: the last piece, a half-read character, the beginning of an added
/// token, a cluster that a combining mark may join. For one stream and one thread.
/// </summary>
/// <remarks>
/// A piece without end (a gigabyte of one letter) cannot be counted exactly in bounded memory. When <c>mostHeld</c>
/// bytes are held the piece is cut there, counted, and <see cref="ForcedCuts"/> says so; the total is exact while
/// that is zero. At such a cut the merging takes about forty bytes of memory a byte held.
/// </remarks>
public sealed class StreamingCounter
{
    /// <summary>The usual bound on what is held back: one mebibyte.</summary>
    public const int UsuallyHeld = 1 << 20;

    private const int _step = 4096;

    private readonly BytePairTokenizer _tokenizer;
    private readonly AddedTokenTrie? _trie;
    private readonly int _mostHeld;
    private readonly ByteBuffer _raw = new();
    private readonly ByteBuffer _normalized = new();
    private readonly List<int> _points = [];
    private Encoder? _encoder;
    private int _nextTry = _step;
    private long _certain;

    /// <param name="tokenizer">Whose tokens are counted.</param>
    /// <param name="added">What becomes of text that spells an added token.</param>
    /// <param name="mostHeld">The bound on bytes held back, at least 4096.</param>
    public StreamingCounter(
        BytePairTokenizer tokenizer,
        AddedTokens added = AddedTokens.AsText,
        int mostHeld = UsuallyHeld
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostHeld, _step);
        (_tokenizer, _trie, _mostHeld) = (tokenizer, tokenizer.Trie(added), mostHeld);
    }

    private StreamingCounter(StreamingCounter other)
    {
        (_tokenizer, _trie, _mostHeld, _certain) = (other._tokenizer, other._trie, other._mostHeld, other._certain);
        _raw.Append(other._raw.Span);
        _normalized.Append(other._normalized.Span);
    }

    /// <summary>Tokens that no later text can change.</summary>
    public long Certain => _certain;

    /// <summary>Bytes that are held back.</summary>
    public int Held => _raw.Length + _normalized.Length;

    /// <summary>How often a piece was cut at the bound; zero means that the total is exact.</summary>
    public int ForcedCuts { get; private set; }

    /// <summary>The total if the text ended here. Counts what is held anew at each call.</summary>
    public long Running => new StreamingCounter(this).Finish();

    /// <summary>Takes the next bytes of UTF-8 text; a character may be cut.</summary>
    public void Append(ReadOnlySpan<byte> utf8)
    {
        while (utf8.Length > 0)
        {
            var size = Math.Min(utf8.Length, Math.Min(_step, _mostHeld - Held));
            _raw.Append(utf8[..size]);
            utf8 = utf8[size..];
            if (Held >= Math.Min(_nextTry, _mostHeld))
                Advance(ends: false);
            if (Held < _mostHeld)
                continue;
            ForcedCuts++;
            Advance(ends: true);
        }
    }

    /// <summary>Takes the next characters; a surrogate pair may be cut.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        _encoder ??= Encoding.UTF8.GetEncoder();
        Span<byte> room = stackalloc byte[1024];
        while (text.Length > 0)
        {
            _encoder.Convert(text, room, flush: false, out var used, out var written, out _);
            Append(room[..written]);
            text = text[used..];
        }
    }

    /// <summary>Counts now what is certain, so that only the last piece is held and <see cref="Running"/> is
    /// cheap.</summary>
    public void Settle() => Advance(ends: false);

    /// <summary>The text has ended. The counter may then be used for another text.</summary>
    /// <returns>The total.</returns>
    public long Finish()
    {
        if (_encoder is not null)
        {
            Span<byte> rest = stackalloc byte[16];
            _encoder.Convert([], rest, flush: true, out _, out var written, out _);
            _raw.Append(rest[..written]);
        }

        Advance(ends: true);
        var total = _certain;
        _certain = 0;
        ForcedCuts = 0;
        return total;
    }

    private void Advance(bool ends)
    {
        var worker = _tokenizer.Rent();
        int id;
        do
        {
            int at = _raw.Length,
                length = 0;
            id = _trie is null ? -1 : _trie.Find(_raw.Span, !ends, out at, out length);
            var closed = ends || id >= 0;
            if (!closed)
                at = _tokenizer.Normalizer.Certain(_raw.Span[..at]);
            _tokenizer.Normalizer.Normalize(_raw.Span[..at], _normalized, _points);
            _normalized.Consume(_tokenizer.Take(worker, _normalized.Span, closed, null, ref _certain));
            _raw.Consume(at + length);
            if (id >= 0)
                _certain++;
        } while (id >= 0);

        _tokenizer.Return(worker);
        // Trying again only when twice as much is held keeps the work proportional to the text.
        _nextTry = Math.Max(_step, Held * 2);
    }
}
