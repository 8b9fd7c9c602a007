// A story as words: lines of a file cut into words, each knowing where it stands, so that a mistake can be pointed at.
namespace Tokenbourse.Sim.Scenarios;

/// <summary>One word of a line.</summary>
/// <param name="Text">As written.</param>
/// <param name="Column">1 is the first character of the line.</param>
public readonly record struct Word(string Text, int Column);

/// <summary>One line with words in it.</summary>
public sealed record ScenarioLine(int Number, IReadOnlyList<Word> Words);

/// <summary>A story: its rule codes, its sentence, its lines.</summary>
/// <param name="File">The file's name, for messages.</param>
/// <param name="Codes">Rule codes that its header cites, at least one.</param>
/// <param name="Sentence">What the story shows.</param>
/// <param name="Lines">Commands and expectations in order.</param>
public sealed record ScenarioStory(
    string File,
    IReadOnlyList<string> Codes,
    string Sentence,
    IReadOnlyList<ScenarioLine> Lines
)
{
    /// <summary>Reads a story. The first line that is not empty must be the header: <c># CODE [CODE…]
    /// sentence</c>.</summary>
    /// <exception cref="ScenarioFaultException">The header is missing.</exception>
    public static ScenarioStory Read(string file, string text)
    {
        var codes = new List<string>();
        var sentence = "";
        var lines = new List<ScenarioLine>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var hash = raw.IndexOf('#');
            var words = Cut(hash < 0 ? raw : raw[..hash]);
            if (words.Count == 0 && hash >= 0 && sentence.Length == 0)
            {
                var parts = raw[(hash + 1)..]
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                codes.AddRange(parts.TakeWhile(IsCode));
                sentence = string.Join(' ', parts.Skip(codes.Count));
                if (codes.Count == 0)
                    throw new ScenarioFaultException(
                        file,
                        number,
                        "#",
                        "a header '# CODE sentence', CODE a rule of the rulebook as in MTM-001"
                    );
            }
            else if (words.Count > 0)
            {
                if (sentence.Length == 0)
                    throw new ScenarioFaultException(
                        file,
                        number,
                        words[0].Text,
                        "a header '# CODE sentence' before the first command"
                    );
                lines.Add(new(number, words));
            }
        }

        if (sentence.Length == 0)
            throw new ScenarioFaultException(file, number, "", "a header '# CODE sentence'");
        return new(file, codes, sentence, lines);
    }

    private static bool IsCode(string word) =>
        word.Length == 7
        && word[3] == '-'
        && word[..3].All(char.IsAsciiLetterUpper)
        && word[4..].All(char.IsAsciiDigit);

    // Commas are for the eye; a document in braces is one word.
    private static List<Word> Cut(string line)
    {
        var words = new List<Word>();
        for (var i = 0; i < line.Length; )
        {
            if (char.IsWhiteSpace(line[i]) || line[i] == ',')
            {
                i++;
                continue;
            }

            var start = i;
            if (line[i] == '{')
                i = EndOfDocument(line, i);
            while (i < line.Length && !char.IsWhiteSpace(line[i]) && line[i] != ',')
                i++;
            words.Add(new(line[start..i], start + 1));
        }

        return words;
    }

    private static int EndOfDocument(string line, int from)
    {
        var depth = 0;
        for (var i = from; i < line.Length; i++)
        {
            depth +=
                line[i] == '{' ? 1
                : line[i] == '}' ? -1
                : 0;
            if (depth == 0)
                return i + 1;
        }

        return line.Length;
    }
}

/// <summary>The story is badly written: where, which word, and what belongs there.</summary>
public sealed class ScenarioFaultException : Exception
{
    public ScenarioFaultException()
        : this("", 0, "", "") { }

    public ScenarioFaultException(string message)
        : base(message) { }

    public ScenarioFaultException(string message, Exception inner)
        : base(message, inner) { }

    public ScenarioFaultException(string file, int line, string word, string wanted)
        : base($"{file}:{line}: {(word.Length == 0 ? "at the end of the line" : $"at '{word}'")}: expected {wanted}")
    { }
}

/// <summary>The words of one line, taken from left to right.</summary>
public sealed class WordReader(string file, ScenarioLine line)
{
    private int _at;

    public int Line => line.Number;

    public bool AtEnd => _at >= line.Words.Count;

    /// <summary>The next word, or an empty text at the end.</summary>
    public string Peek => AtEnd ? "" : line.Words[_at].Text;

    /// <summary>The word after the next one, or an empty text.</summary>
    public string PeekSecond => _at + 1 < line.Words.Count ? line.Words[_at + 1].Text : "";

    public string Take(string wanted)
    {
        if (AtEnd)
            throw Fault(wanted);
        return line.Words[_at++].Text;
    }

    /// <summary>Takes the next word when it is this one.</summary>
    public bool Has(string word)
    {
        if (Peek != word)
            return false;
        _at++;
        return true;
    }

    /// <summary>Takes these words when they are next, all of them.</summary>
    public bool Has(params ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (_at + i >= line.Words.Count || line.Words[_at + i].Text != words[i])
                return false;
        }

        _at += words.Length;
        return true;
    }

    public void Need(string word)
    {
        if (!Has(word))
            throw Fault($"'{word}'");
    }

    /// <summary>One of two words; any other is a fault of the text.</summary>
    /// <returns>True for the first.</returns>
    public bool Either(string one, string other)
    {
        if (Has(one))
            return true;
        if (Has(other))
            return false;
        throw Fault($"{one} or {other}");
    }

    public decimal Decimal(string wanted)
    {
        if (
            decimal.TryParse(
                Peek,
                System.Globalization.NumberStyles.AllowDecimalPoint
                    | System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            _at++;
            return value;
        }

        throw Fault(wanted);
    }

    public long Whole(string wanted)
    {
        if (
            long.TryParse(
                Peek,
                System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            _at++;
            return value;
        }

        throw Fault(wanted);
    }

    /// <summary>A name as messages have it.</summary>
    public Tokenbourse.Model.Messages.Name24 Name(string wanted)
    {
        if (Tokenbourse.Model.Messages.Name24.TryParse(Peek, out var name))
            _at++;
        else
            throw Fault($"{wanted}, 1 to {Tokenbourse.Model.Messages.Name24.Length} of A-Z a-z 0-9 . _ : -");
        return name;
    }

    /// <summary>A whole number of 32 bits.</summary>
    public int Number(string wanted)
    {
        var word = Peek;
        var value = Whole(wanted);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Fault($"less than '{word}'");
    }

    /// <summary>An amount of money in minor units: whole cents.</summary>
    public long Minor(string wanted) => Parts(wanted, 1m / Tokenbourse.Model.Numbers.Currencies.MinorPerUnit);

    /// <summary>A number as so many whole parts of a size, which 64 bits hold.</summary>
    public long Parts(string wanted, decimal size)
    {
        var word = Peek;
        var value = Decimal(wanted);
        if (decimal.Abs(value) > long.MaxValue * decimal.Min(1, size))
            throw Fault($"less than '{word}'");
        var parts = value / size;
        return parts == decimal.Truncate(parts)
            ? (long)parts
            : throw Fault($"{wanted} in whole parts of {size} instead of '{word}'");
    }

    /// <summary>A percentage, <c>10%</c>, as a fraction.</summary>
    public decimal Percent(string wanted)
    {
        var word = Peek;
        if (
            word.EndsWith('%')
            && decimal.TryParse(
                word[..^1],
                System.Globalization.NumberStyles.AllowDecimalPoint,
                System.Globalization.CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            _at++;
            return value / 100m;
        }

        throw Fault(wanted);
    }

    /// <summary>A length of time in nanoseconds: <c>120s</c>, <c>500ms</c>, <c>5m</c>, or the number and the unit as
    /// two words.</summary>
    public long Duration()
    {
        var word = Peek;
        var digits = 0;
        while (digits < word.Length && char.IsAsciiDigit(word[digits]))
            digits++;
        if (!long.TryParse(word[..digits], System.Globalization.CultureInfo.InvariantCulture, out var number))
            throw Fault("a length of time as in 120s, 500ms or 5m");
        _at++;
        var unit = digits < word.Length ? word[digits..] : Take("s, ms or m");
        var nanoseconds = unit switch
        {
            "ms" or "milliseconds" => Tokenbourse.Model.Numbers.Instant.PerSecond / 1000,
            "s" or "seconds" => Tokenbourse.Model.Numbers.Instant.PerSecond,
            "m" or "minutes" => Tokenbourse.Model.Numbers.Instant.PerMinute,
            _ => throw Fault($"s, ms or m instead of '{unit}'"),
        };
        return number <= long.MaxValue / nanoseconds ? number * nanoseconds : throw Fault($"less than '{word}'");
    }

    /// <summary>The same in whole parts of so many nanoseconds.</summary>
    public int Duration(long part)
    {
        var word = Peek;
        var parts = Duration() / part;
        return parts <= int.MaxValue ? (int)parts : throw Fault($"less than '{word}'");
    }

    public Tokenbourse.Model.Numbers.TradingDate Date()
    {
        if (Tokenbourse.Model.Numbers.TradingDate.TryParse(Peek, out var date))
        {
            _at++;
            return date;
        }

        throw Fault("a date, yyyy-MM-dd");
    }

    /// <summary>A time of day.</summary>
    public TimeOnly Clock()
    {
        var clock = Take("a clock time, HH:mm or HH:mm:ss");
        return TimeOnly.TryParseExact(
            clock,
            ["HH:mm", "HH:mm:ss"],
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None,
            out var time
        )
            ? time
            : throw Fault($"a clock time HH:mm or HH:mm:ss instead of '{clock}'");
    }

    public bool NextIsNumber =>
        decimal.TryParse(
            Peek,
            System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture,
            out _
        );

    public ScenarioFaultException Fault(string wanted) => new(file, line.Number, Peek, wanted);

    public void End()
    {
        if (!AtEnd)
            throw Fault("the end of the line");
    }
}
