// Small tokenizers from a seed and a plain twin of them, so that the machinery is tested without published data.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Tokenbourse.Metering.Tokenizers;

namespace Tokenbourse.Unit.Tokenizers;

/// <summary>Byte-pair encoding as one would write it first: search the lowest rank, merge, again.</summary>
internal sealed class Toy
{
    private static readonly string[] _fragments =
    [
        "'s",
        "'S",
        "'ll",
        "'LL",
        "'rE",
        "'ve",
        "'d",
        "'x",
        " ",
        "  ",
        "     ",
        "\n",
        "\r\n",
        "\t",
        " \n ",
        "\n\n",
        "1",
        "12",
        "345",
        "67890",
        "a",
        "Ab",
        "ABC",
        "abcDEF",
        "中文",
        "かな",
        "カナ",
        "한국어",
        "é",
        "e\u0301",
        "/",
        "//",
        "...",
        "!a",
        "{\"x\": 1}",
        "\u00a0",
        "\u3000",
        "\u0085",
        "🙂",
        "👩‍👩‍👧",
        "مرحبا",
        "हिन्दी",
        "ไทย",
        "ǅ",
        "ʰ",
        "ª",
        "²",
        "½",
        "Ⅷ",
        "'",
        "’s",
        "_a",
        "\0",
        "\u0001a",
        "\u200b",
        "\ufeff",
        "ﬁ",
        "㍍",
        "\u1100\u1161\u11a8",
        "각",
        "가\u11a8",
        "𝐀",
        "𠀀",
        "𝟘",
        "𖿱",
        "<|endoftext|>",
        "<|end",
    ];

    private readonly Dictionary<string, int> _ranks = [];
    private readonly string _pattern;

    /// <param name="seed">Decides the tokens.</param>
    /// <param name="pattern">How text is cut.</param>
    /// <param name="tokens">How many besides the bytes.</param>
    public Toy(int seed, string pattern, int tokens = 1500)
    {
        var random = new Random(seed);
        List<string> made = [.. Enumerable.Range(0, 256).Select(b => ((char)b).ToString())];
        // Common letters come often, so that pieces really merge.
        string Pick() =>
            random.Next(3) == 0 ? made[random.Next(made.Count)]
            : Latin(Encoding.UTF8.GetBytes(_fragments[random.Next(_fragments.Length)])) is { Length: > 0 } text
                ? text[..random.Next(1, Math.Min(4, text.Length + 1))]
            : "a";
        var known = made.ToHashSet();
        while (made.Count < 256 + tokens)
        {
            var token = Pick() + Pick();
            if (token.Length <= 12 && known.Add(token))
                made.Add(token);
        }

        var file = new StringBuilder();
        for (var rank = 0; rank < made.Count; rank++)
        {
            _ranks[made[rank]] = rank;
            file.Append(
                CultureInfo.InvariantCulture,
                $"{Convert.ToBase64String(Encoding.Latin1.GetBytes(made[rank]))} {rank}\n"
            );
        }

        _pattern = pattern;
        Tokenizer = RankFile.Read(
            "toy",
            Encoding.ASCII.GetBytes(file.ToString()),
            pattern,
            [("<|endoftext|>", made.Count), ("<|endoftext|>!", made.Count + 1)]
        );
    }

    public BytePairTokenizer Tokenizer { get; }

    /// <summary>The ids by the plain way: .NET's regular expression, then search and merge.</summary>
    public List<int> Plain(string text)
    {
        var ids = new List<int>();
        foreach (Match match in Regex.Matches(text, _pattern, RegexOptions.CultureInvariant))
            ids.AddRange(PlainPiece(Encoding.UTF8.GetBytes(match.Value)));
        return ids;
    }

    public List<int> PlainPiece(byte[] bytes)
    {
        var parts = Latin(bytes).Select(c => c.ToString()).ToList();
        if (_ranks.TryGetValue(Latin(bytes), out var whole))
            return [whole];
        while (true)
        {
            var best = int.MaxValue;
            var at = -1;
            for (var i = 0; i + 1 < parts.Count; i++)
            {
                if (_ranks.TryGetValue(parts[i] + parts[i + 1], out var rank) && rank < best)
                    (best, at) = (rank, i);
            }

            if (at < 0)
                return [.. parts.Select(p => _ranks[p])];
            parts[at] += parts[at + 1];
            parts.RemoveAt(at + 1);
        }
    }

    /// <summary>Text of fragments, single characters of every kind, and repetitions.</summary>
    public static string Text(Random random, int words, bool astral = true)
    {
        var text = new StringBuilder();
        for (var i = 0; i < words; i++)
        {
            switch (random.Next(8))
            {
                case 0:
                    var point = random.Next(astral ? 0x20000 : 0x10000);
                    text.Append(Rune.IsValid(point) ? new Rune(point).ToString() : "x");
                    break;
                case 1:
                    text.Append((char)random.Next(32, 127));
                    break;
                case 2:
                    text.Insert(text.Length, Fragment(random, astral), random.Next(1, 12));
                    break;
                default:
                    text.Append(Fragment(random, astral));
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Bytes of any value, among them whole and broken characters.</summary>
    public static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        var text = Encoding.UTF8.GetBytes(Text(random, length));
        for (var at = 0; at < length; at += random.Next(1, 40))
            text.AsSpan(0, Math.Min(Math.Min(random.Next(30), text.Length), length - at)).CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private static string Fragment(Random random, bool astral)
    {
        while (true)
        {
            var fragment = _fragments[random.Next(_fragments.Length)];
            if (astral || !fragment.Any(char.IsSurrogate))
                return fragment;
        }
    }

    private static string Latin(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
