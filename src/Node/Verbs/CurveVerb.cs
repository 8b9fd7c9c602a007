// tokenbourse curve: what the futures curve says, from a venue's door, its folder, or a file of settlements.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Curves;
using Tokenbourse.Node.Indexes;

namespace Tokenbourse.Node.Verbs;

/// <summary>The subcommands and the options that all of them have.</summary>
internal static class CurveVerb
{
    public static Command Build() =>
        new("curve", "What the futures curve says: state, carry, spreads, fits, shortage, inference spread.")
        {
            CurveShowVerb.Build(),
            CurveHistoryVerb.Build(),
            CurveCarryVerb.Build(),
            CurveSpreadsVerb.Build(),
            CurveFitVerb.Build(),
            CurvePcaVerb.Build(),
            CurveShortageVerb.Build(),
            CurveInferenceVerb.Build(),
        };
}

/// <summary>Options of a subcommand.</summary>
internal sealed class CurveOptions
{
    private readonly Option<string?> _from = new("--from")
    {
        Description = "Address of a venue, as http://127.0.0.1:8080.",
    };

    private readonly Option<string?> _folder = new("--home")
    {
        Description = "A venue's folder; data/live when nothing else is named.",
    };

    private readonly Option<string?> _file = new("--file")
    {
        Description = "Settlements: day,symbol,last_trading_day,price and, if known, bid,ask,oi,volume.",
    };

    private readonly Option<string?> _index = new("--index")
    {
        Description = "With --file: the index's days, day,value.",
    };

    private readonly Option<bool> _simulated = new("--simulated")
    {
        Description = "With --file: the prices are simulated or of a model; says so in every answer.",
    };

    private readonly Option<string> _contract = new("--contract")
    {
        Description = "The contract.",
        DefaultValueFactory = _ => "TK",
    };

    private readonly Option<string?> _day = new("--day")
    {
        Description = "A settled day, yyyy-MM-dd; the newest when not given.",
    };

    private readonly Option<string> _language = new("--language")
    {
        Description = "en or zh.",
        DefaultValueFactory = _ => "en",
    };

    private readonly Option<string?> _svg = new("--svg") { Description = "Write the picture to this file." };

    private readonly Option<string?> _png = new("--png")
    {
        Description = "Write the picture as PNG (needs chromium on this machine).",
    };

    private readonly Option<bool> _json = new("--json") { Description = "As JSON." };

    /// <summary>A subcommand with these options.</summary>
    /// <param name="picture">It has a picture.</param>
    public Command Command(string name, string description, bool picture)
    {
        _language.AcceptOnlyFromAmong(CurveWords.Languages);
        var command = new Command(name, description)
        {
            _from,
            _folder,
            _file,
            _index,
            _simulated,
            _contract,
            _day,
            _language,
            _json,
        };
        if (picture)
        {
            command.Options.Add(_svg);
            command.Options.Add(_png);
        }

        return command;
    }

    /// <summary>Where the curve comes from.</summary>
    /// <exception cref="VerbException">More than one place is named.</exception>
    public CurveSource Source(ParseResult parsed)
    {
        var (from, folder, file) = (parsed.GetValue(_from), parsed.GetValue(_folder), parsed.GetValue(_file));
        if (new[] { from, folder, file }.Count(p => p is not null) > 1)
            throw new VerbException("--from, --home, --file: name one of them", 2);
        if (file is null && (parsed.GetValue(_index) is not null || parsed.GetValue(_simulated)))
            throw new VerbException("--index and --simulated: go with --file; a venue says both itself", 2);
        return new(
            from,
            from is null && file is null ? folder ?? Path.Combine(Home.Folder, "data", "live") : null,
            file,
            parsed.GetValue(_index),
            parsed.GetValue(_simulated)
        );
    }

    public string Contract(ParseResult parsed) => parsed.GetValue(_contract)!;

    public CurveWords Words(ParseResult parsed) => CurveWords.Of(parsed.GetValue(_language)!);

    /// <summary>Studies the contract's curve.</summary>
    /// <param name="refine">Adds to the question, given the source.</param>
    /// <exception cref="VerbException">The day was not settled, or the curve cannot be had.</exception>
    public CurveAnalysis Analyse(ParseResult parsed, Func<CurveQuestion, CurveSource, CurveQuestion>? refine = null)
    {
        TradingDate? day = parsed.GetValue(_day) is { } text ? CurveNumbers.Date(text) : null;
        var source = Source(parsed);
        var book = source.Read(Contract(parsed));
        var question = new CurveQuestion(day);
        return CurveAnalysis.Of(book, refine?.Invoke(question, source) ?? question) ?? throw NotSettled(book, day);
    }

    /// <summary>Writes JSON or text, and the picture if one is asked for.</summary>
    /// <param name="height">Of the picture.</param>
    public int Answer(ParseResult parsed, CurveAnalysis a, Func<string> text, Func<string> picture, int height) =>
        Answer(
            parsed,
            () => JsonSerializer.Serialize(CurvePresent.Of(a), CurveJson.Wire.CurveAnalyticsShape),
            text,
            picture,
            height
        );

    /// <summary>The same with JSON of its own.</summary>
    public int Answer(ParseResult parsed, Func<string> json, Func<string> text, Func<string> picture, int height)
    {
        Picture(parsed, picture, height);
        if (parsed.GetValue(_json))
            Console.WriteLine(json());
        else
            Console.Write(text());
        return 0;
    }

    /// <summary>Writes the picture if one is asked for.</summary>
    private void Picture(ParseResult parsed, Func<string> picture, int height)
    {
        var (svg, png) = (parsed.GetValue(_svg), parsed.GetValue(_png));
        if (svg is null && png is null)
            return;
        var drawn = svg ?? Path.ChangeExtension(png!, ".svg");
        try
        {
            File.WriteAllText(drawn, picture());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{drawn}: {e.Message}", 2);
        }

        if (png is not null && !Converter.ToPng(drawn, png, CurvePicture.Width, height))
            throw new VerbException($"--png {png}: not written; the picture stands in {drawn}", 2);
    }

    private static VerbException NotSettled(CurveBook book, TradingDate? day)
    {
        var (first, last) = (
            book.Days.Count == 0 ? "–" : book.Days[0].Day,
            book.Days.Count == 0 ? "–" : book.Days[^1].Day
        );
        return new($"--day {day}: {book.Contract} was not settled then; settled days run from {first} to {last}", 2);
    }
}
