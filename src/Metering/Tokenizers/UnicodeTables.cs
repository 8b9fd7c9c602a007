// Decompositions, compositions and the order of combining marks, read from a table of plain lines.
using System.Globalization;
using System.Text;

namespace Tokenbourse.Metering.Tokenizers;

/// <summary>
/// What Unicode's normalization forms need. The program runs without a library of cultures, so the facts come from a file
/// that build/tokenizers.sh has Node.js write out of its own Unicode data. Lines, all numbers hexadecimal:
/// <c>D c d...</c> full canonical decomposition, <c>K c d...</c> full compatibility decomposition, <c>C a b c</c> composition
/// of two, <c>R c r</c> place in the order of combining marks (0 is not written). Other lines begin with #.
/// </summary>
public sealed class UnicodeTables
{
    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<long, int> _composed = [];
    private readonly byte[] _ranks = new byte[CodePoints.Limit];
    private readonly HashSet<int> _seconds = [];

    private UnicodeTables() { }

    /// <summary>Reads the file's bytes.</summary>
    /// <exception cref="TokenizerFileException">A line is not of the four kinds, or the file has none.</exception>
    public static UnicodeTables Read(ReadOnlySpan<byte> file)
    {
        var tables = new UnicodeTables();
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(file).Split('\n'))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (!tables.Take(line.Split(' ')))
                throw new TokenizerFileException($"normalization table, line {number}: '{line}' is not a line of it");
        }

        if (tables._canonical.Count == 0 || tables._composed.Count == 0)
            throw new TokenizerFileException("normalization table: it holds no decompositions");
        return tables;
    }

    internal int Rank(int point) => _ranks[point];

    /// <summary>True for a character that may join the one before it.</summary>
    internal bool MayBeSecond(int point) =>
        _seconds.Contains(point) || point is >= 0x1161 and <= 0x1175 or >= 0x11A8 and <= 0x11C2;

    /// <summary>Appends the full decomposition.</summary>
    internal void Decompose(int point, bool compatible, List<int> into)
    {
        if (point is >= 0xAC00 and <= 0xD7A3)
        {
            var syllable = point - 0xAC00;
            into.Add(0x1100 + syllable / 588);
            into.Add(0x1161 + syllable % 588 / 28);
            if (syllable % 28 > 0)
                into.Add(0x11A7 + syllable % 28);
        }
        else if ((compatible ? _compatible : _canonical).TryGetValue(point, out var parts))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(point);
        }
    }

    /// <summary>The character that two become, or −1.</summary>
    internal int Compose(int first, int second)
    {
        if (first is >= 0x1100 and <= 0x1112 && second is >= 0x1161 and <= 0x1175)
            return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28;
        if (first is >= 0xAC00 and <= 0xD7A3 && (first - 0xAC00) % 28 == 0 && second is >= 0x11A8 and <= 0x11C2)
            return first + second - 0x11A7;
        return _composed.TryGetValue((long)first << 32 | (uint)second, out var composed) ? composed : -1;
    }

    private bool Take(string[] words)
    {
        var numbers = new int[words.Length - 1];
        for (var i = 1; i < words.Length; i++)
        {
            if (
                !int.TryParse(words[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || value is < 0 or >= CodePoints.Limit
            )
                return false;
            numbers[i - 1] = value;
        }

        switch (words[0])
        {
            case "D" when numbers.Length >= 2:
                return _canonical.TryAdd(numbers[0], numbers[1..]);
            case "K" when numbers.Length >= 2:
                return _compatible.TryAdd(numbers[0], numbers[1..]);
            case "C" when numbers.Length == 3:
                _seconds.Add(numbers[1]);
                return _composed.TryAdd((long)numbers[0] << 32 | (uint)numbers[1], numbers[2]);
            case "R" when numbers.Length == 2 && numbers[1] is > 0 and < 256:
                _ranks[numbers[0]] = (byte)numbers[1];
                return true;
            default:
                return false;
        }
    }
}
