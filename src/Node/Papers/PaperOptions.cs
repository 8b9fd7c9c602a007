// What all papers share on the command line: language, format, and where they are written.
using System.CommandLine;

namespace Tokenbourse.Node.Papers;

/// <summary>Options of a verb that prints a paper.</summary>
internal sealed class PaperOptions
{
    public Option<string> Language { get; } =
        new("--lang") { Description = "en, zh or both.", DefaultValueFactory = _ => "both" };

    public Option<string> Format { get; } =
        new("--format") { Description = "text, csv, json or pdf.", DefaultValueFactory = _ => "text" };

    public Option<string?> Out { get; } = new("--out") { Description = "A file; the terminal when not given." };

    public Option<bool> Json { get; } = new("--json") { Description = "The same as --format json." };

    public PaperOptions()
    {
        Language.AcceptOnlyFromAmong("en", "zh", "both");
        Format.AcceptOnlyFromAmong("text", "csv", "json", "pdf");
    }

    /// <summary>Writes a paper as asked.</summary>
    /// <param name="json">The paper's data.</param>
    public void Write(ParseResult parsed, Layout layout, string json)
    {
        var language = parsed.GetValue(Language) switch
        {
            "en" => PaperLanguage.English,
            "zh" => PaperLanguage.Chinese,
            _ => PaperLanguage.Both,
        };
        var format = parsed.GetValue(Json) ? "json" : parsed.GetValue(Format);
        var place = parsed.GetValue(Out);
        var bytes = PaperBytes.Of(layout, json, format, language);
        if (place is null)
        {
            if (format == "pdf")
                throw new VerbException("--format pdf: needs --out FILE", 2);
            using var screen = Console.OpenStandardOutput();
            screen.Write(bytes);
            return;
        }

        try
        {
            if (Path.GetDirectoryName(place) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            File.WriteAllBytes(place, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"--out {place}: {e.Message}", 2);
        }

        Console.Error.WriteLine($"written to {place}");
    }
}
