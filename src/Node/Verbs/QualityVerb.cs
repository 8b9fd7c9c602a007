// tokenbourse quality: a day of messages through the books, and what kind of market it was.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Node.Quality;
using Tokenbourse.Sim.Streams;

namespace Tokenbourse.Node.Verbs;

/// <summary>Writes quality.en.html, quality.zh.html and quality.json.</summary>
internal static class QualityVerb
{
    private const long LeastMessages = 10_000;
    private const long MostMessages = 1_000_000_000;

    public static Command Build()
    {
        var file = new Option<string?>("--stream") { Description = "A stream in a file, in place of a shape." };
        var shape = new Option<string?>("--shape")
        {
            Description = $"One of {string.Join(", ", StreamShape.All.Select(s => s.Name))}. Default: normal.",
        };
        var messages = new Option<long?>("--messages")
        {
            Description = "Messages of the day (10,000 to 1,000,000,000). Default: 10,000,000.",
        };
        var seed = new Option<ulong?>("--seed") { Description = "Chance begins here. Default: 1." };
        var minutes = new Option<int>("--minutes")
        {
            Description = "Session minutes over which the messages are spread (60 to 1440).",
            DefaultValueFactory = _ => 480,
        };
        var instrument = new Option<int>("--instrument")
        {
            Description = "Which instrument of the stream is watched, from 1.",
            DefaultValueFactory = _ => 1,
        };
        var folder = new Option<string>("--out") { Description = "The folder of the pages.", Required = true };
        var json = new Option<bool>("--json") { Description = "Print the report as one JSON object." };
        var command = new Command(
            "quality",
            "Market quality of a day of messages: spreads, depth, impact, stylised facts; as pages in two languages "
                + "and JSON. Example: tokenbourse quality --shape normal --seed 1 --out data/quality"
        )
        {
            file,
            shape,
            messages,
            seed,
            minutes,
            instrument,
            folder,
            json,
        };
        command.SetAction(parsed =>
        {
            var session = parsed.GetValue(minutes);
            if (session is < 60 or > 1440)
                throw new VerbException(Text($"--minutes {session}: must be 60 to 1440"), 2);
            var watched = parsed.GetValue(instrument);
            var to = Folder(parsed.GetValue(folder)!);
            var tail =
                (session == 480 ? "" : Text($" --minutes {session}"))
                + (watched == 1 ? "" : Text($" --instrument {watched}"));
            var report = parsed.GetValue(file) is { } path ? FromFile(parsed, path, tail) : Generated(parsed, tail);
            foreach (var words in new[] { QualityWords.English, QualityWords.Chinese })
                Save(to, words.File, QualityPage.Write(report.Report, report.Day, words));
            var text = JsonSerializer.Serialize(report.Report, QualityJson.Default.QualityReport) + "\n";
            Save(to, "quality.json", text);
            if (parsed.GetValue(json))
                Console.Write(text);
            else
                Console.WriteLine(string.Join('\n', Lines(report.Report, to)));
            return 0;
        });
        return command;

        (QualityReport Report, DrivenDay Day) FromFile(ParseResult parsed, string path, string tail)
        {
            if (parsed.GetValue(shape) is not null || parsed.GetValue(messages) is not null)
                throw new VerbException("--stream: a stream in a file has its own shape and messages", 2);
            if (parsed.GetValue(seed) is not null)
                throw new VerbException("--stream: a stream in a file has its own seed", 2);
            var day = StreamVerb.Read(
                path,
                reader =>
                {
                    var count = reader.Header.Messages;
                    if (count < LeastMessages)
                        throw new VerbException(Text($"{path}: has {count} messages, must be 10,000 at least"), 2);
                    return Drive(parsed, reader.Header, into => reader.Read(into));
                }
            );
            return (
                QualityReport.Of(day, $"tokenbourse quality --stream {Path.GetFileName(path)}{tail} --out FOLDER"),
                day
            );
        }

        (QualityReport Report, DrivenDay Day) Generated(ParseResult parsed, string tail)
        {
            var count = parsed.GetValue(messages) ?? 10_000_000;
            if (count is < LeastMessages or > MostMessages)
                throw new VerbException(Text($"--messages {count}: must be 10,000 to 1,000,000,000"), 2);
            var plan = new StreamPlan(
                StreamVerb.ShapeOf(parsed.GetValue(shape) ?? "normal"),
                count,
                parsed.GetValue(seed) ?? 1
            );
            if (plan.Fault() is { } fault)
                throw new VerbException(fault, 2);
            var generator = new StreamGenerator(plan);
            var header = plan.Header() with { Messages = generator.Records - plan.Loading };
            var day = Drive(parsed, header, QualityRun.Generated(generator));
            var line = Text($"tokenbourse quality --shape {plan.Shape.Name} --messages {count} --seed {plan.Seed}");
            return (QualityReport.Of(day, $"{line}{tail} --out FOLDER"), day);
        }

        DrivenDay Drive(ParseResult parsed, StreamHeader header, QualityRun.Source next)
        {
            var watched = parsed.GetValue(instrument);
            if (watched < 1 || watched > header.Instruments.Count)
                throw new VerbException(Text($"--instrument {watched}: must be 1 to {header.Instruments.Count}"), 2);
            var one = header.Instruments[watched - 1];
            // Returns need logarithms.
            if (one.IsSpread || one.Low < 1)
            {
                throw new VerbException(
                    Text($"--instrument {watched}: must be an outright whose prices are above zero"),
                    2
                );
            }

            return QualityRun.Drive(header, next, parsed.GetValue(minutes), watched, Console.Error.WriteLine);
        }
    }

    private static IEnumerable<string> Lines(QualityReport report, string folder)
    {
        yield return report.Notice;
        foreach (var fact in report.StylisedFacts)
            yield return $"{fact.Name}: {fact.Verdict}";
        foreach (var figure in report.Figures)
        {
            var value = figure.Value is { } number ? Shown.Number(number) : $"blank ({figure.Blank})";
            var unit = QualityWords.English.Unit(figure.Unit);
            yield return Text($"{figure.Name, -62} {value, 12} {unit}, n = {figure.Observations:#,0}");
        }

        yield return Text($"digest {report.Stream.Digest}; pages: {Path.Combine(folder, "quality.en.html")}");
    }

    /// <summary>The folder is made before the long work begins.</summary>
    private static string Folder(string path)
    {
        try
        {
            return Directory.CreateDirectory(path).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new VerbException($"--out {path}: {e.Message}", 2);
        }
    }

    private static void Save(string folder, string name, string text)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{folder}: {e.Message}", 2);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
