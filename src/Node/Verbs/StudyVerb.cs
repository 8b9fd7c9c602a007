// tokenbourse study: what an index should be made of and whom it hedges, measured on real prices.
using System.CommandLine;
using System.Text.Json;
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Node.Studies;

namespace Tokenbourse.Node.Verbs;

/// <summary>Two studies of indices, tokens and GPU hours; the walk-forward study of hedging; curves of other
/// goods.</summary>
internal static class StudyVerb
{
    public static Command Build() =>
        new("study", "Measure constructions of an index on real prices: volatility, jumps, hedge quality, attacks.")
        {
            Of(
                "tokens",
                "Token indices by type of buyer and provider. Example: "
                    + "tokenbourse study tokens --data ../shared/data --svg tokens.svg",
                (folder, set, prints) =>
                {
                    var report = TokenStudy.Run(StudyFacts.Tokens(folder, set, prints));
                    return (
                        () => StudyText.Of(report),
                        () => JsonSerializer.Serialize(report, StudyJson.Default.TokenReport),
                        () =>
                            StudyPicture.Draw(
                                "Whom does an index of token list prices hedge?",
                                "months",
                                [.. report.Books.Select(b => (b.Name, b.Lines, b.Placebo))]
                            )
                    );
                }
            ),
            Of(
                "gpus",
                "GPU-hour indices by type of renter. Example: tokenbourse study gpus --data ../shared/data -o gpus.md",
                (folder, set, prints) =>
                {
                    var report = GpuStudy.Run(StudyFacts.Gpus(folder, set, prints));
                    return (
                        () => GpuStudyText.Of(report),
                        () => JsonSerializer.Serialize(report, StudyJson.Default.GpuReport),
                        () =>
                            StudyPicture.Draw(
                                "Whom does an index of GPU-hour list prices hedge?",
                                "weeks",
                                [("H100", report.Lines, report.Placebo)]
                            )
                    );
                }
            ),
            StudyCurvesVerb.Build(),
            StudyHedgingVerb.Build(),
            StudySpotVerb.Build(),
        };

    private static Command Of(
        string name,
        string description,
        Func<
            string,
            ObservationSet,
            IReadOnlyList<(string, string, decimal?)>,
            (Func<string> Text, Func<string> Json, Func<string> Picture)
        > run
    )
    {
        var data = new Option<string?>("--data")
        {
            Description = "Folder of observations. Default: TOKENBOURSE_DATA, else the shipped reference table.",
        };
        var rulebook = new Option<string>("--rulebook")
        {
            Description = "Folder with indexes/*.json, whose indices are measured too.",
            DefaultValueFactory = _ => Home.Rulebook,
        };
        var bare = new Option<bool>("--without-shipped") { Description = "Do not compute the rulebook's own indices." };
        var picture = new Option<string?>("--svg") { Description = "Write a picture to this file." };
        var tables = new Option<string?>("--output", "-o")
        {
            Description = "Write the tables as markdown to this file.",
        };
        var json = new Option<bool>("--json") { Description = "Everything as one JSON object." };
        var command = new Command(name, description) { data, rulebook, bare, picture, tables, json };
        command.SetAction(parsed =>
        {
            var folder = Folder(parsed.GetValue(data));
            Console.Error.WriteLine($"reading {folder}");
            var set = StudyFacts.Read(folder);
            foreach (var fault in set.Faults)
                Console.Error.WriteLine(fault);
            if (set.Observations.Count == 0)
                throw new VerbException($"{folder}: no observations", 1);
            var prints = new List<(string, string, decimal?)>();
            if (!parsed.GetValue(bare))
            {
                Console.Error.WriteLine("computing the shipped indices");
                prints.AddRange(
                    IndexVerb.Compute(folder, parsed.GetValue(rulebook)!, null).Select(d => (d.Index, d.Day, d.Value))
                );
            }

            Console.Error.WriteLine("comparing constructions");
            var (text, whole, draw) = run(folder, set, prints);
            if (parsed.GetValue(picture) is { } svg)
                File.WriteAllText(svg, draw());
            if (parsed.GetValue(tables) is { } file)
                File.WriteAllText(file, text());
            if (parsed.GetValue(json))
                Console.WriteLine(whole());
            else if (parsed.GetValue(tables) is null)
                Console.Write(text());
            return 0;
        });
        return command;
    }

    private static string Folder(string? named)
    {
        var folder = named ?? Environment.GetEnvironmentVariable("TOKENBOURSE_DATA");
        if (string.IsNullOrEmpty(folder))
            return Home.Reference;
        return Directory.Exists(folder) ? folder : throw new VerbException($"{folder}: no such folder", 2);
    }
}
