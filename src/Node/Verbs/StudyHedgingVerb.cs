// tokenbourse study hedging: hedgers with real bills and rents, walked forward month by month with each strategy.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Analytics.Walks;
using Tokenbourse.Node.Indexes;
using Tokenbourse.Node.Studies;

namespace Tokenbourse.Node.Verbs;

/// <summary>The walk-forward study.</summary>
internal static class StudyHedgingVerb
{
    public static Command Build()
    {
        var data = new Option<string?>("--data")
        {
            Description = "Folder of observations and usage traces. Default: TOKENBOURSE_DATA.",
        };
        var rulebook = new Option<string>("--rulebook")
        {
            Description = "Folder with indexes, contracts and margins.",
            DefaultValueFactory = _ => Home.Rulebook,
        };
        var ahead = new Option<int>("--ahead")
        {
            Description = "Months ahead at which a month is hedged (1 to 12).",
            DefaultValueFactory = _ => WalkRules.Usual.Horizon,
        };
        var premium = new Option<double>("--premium")
        {
            Description = "Risk premium of the model curve, a year (-1 to 1).",
        };
        var seed = new Option<long>("--seed")
        {
            Description = "Of the bootstrap.",
            DefaultValueFactory = _ => (long)WalkRules.Usual.Seed,
        };
        var picture = new Option<string?>("--svg") { Description = "Write a picture to this file." };
        var bitmap = new Option<string?>("--png")
        {
            Description = "Write the picture as PNG, too (needs --svg and chromium).",
        };
        var tables = new Option<string?>("--output", "-o")
        {
            Description = "Write the tables as markdown to this file.",
        };
        var json = new Option<bool>("--json") { Description = "Everything as one JSON object, each decision with it." };
        var command = new Command(
            "hedging",
            "Walk buyers, a provider and renters forward month by month, with and without a hedge, on real "
                + "prices and a stated "
                + "model of the futures curve. Example: tokenbourse study hedging --data ../shared/data --svg "
                + "walk.svg"
        )
        {
            data,
            rulebook,
            ahead,
            premium,
            seed,
            picture,
            bitmap,
            tables,
            json,
        };
        command.SetAction(parsed =>
        {
            var clock = Stopwatch.StartNew();
            void Say(string what) =>
                Console.Error.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds, 6:0.0} s  {what}")
                );
            if (parsed.GetValue(bitmap) is not null && parsed.GetValue(picture) is null)
                throw new VerbException("--png: needs --svg, the file that it is made from", 2);
            var rules = Rules(parsed.GetValue(ahead), parsed.GetValue(premium), parsed.GetValue(seed));
            var (source, books) = WalkFacts.Read(Folder(parsed.GetValue(data)), parsed.GetValue(rulebook)!, Say);
            var report = WalkStudy.Run(source, books, rules, Say);
            Say("walked");
            if (parsed.GetValue(picture) is { } svg)
            {
                File.WriteAllText(svg, WalkPicture.Draw(report));
                if (
                    parsed.GetValue(bitmap) is { } png
                    && !Converter.ToPng(svg, png, WalkPicture.Width, WalkPicture.Height(report))
                )
                    throw new VerbException($"--png {png}: not written; the picture stands in {svg}", 2);
            }

            if (parsed.GetValue(tables) is { } file)
                File.WriteAllText(file, WalkText.Of(report));
            if (parsed.GetValue(json))
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        new WalkOutput(report, clock.Elapsed.TotalSeconds),
                        WalkJson.Default.WalkOutput
                    )
                );
            else if (parsed.GetValue(tables) is null)
                Console.Write(WalkText.Of(report));
            return 0;
        });
        return command;
    }

    private static WalkRules Rules(int ahead, double premium, long seed)
    {
        if (ahead is < 1 or > 12)
            throw new VerbException($"--ahead {ahead}: must be 1 to 12", 2);
        if (!(Math.Abs(premium) <= 1))
            throw new VerbException($"--premium {premium.ToString(CultureInfo.InvariantCulture)}: must be -1 to 1", 2);
        if (seed < 0)
            throw new VerbException($"--seed {seed}: must not be below zero", 2);
        var usual = WalkRules.Usual;
        return usual with { Horizon = ahead, Seed = (ulong)seed, Curve = usual.Curve with { RiskPremium = premium } };
    }

    /// <summary>The folder that was named, or that TOKENBOURSE_DATA names.</summary>
    public static string Folder(string? named)
    {
        var folder = named ?? Environment.GetEnvironmentVariable("TOKENBOURSE_DATA");
        if (string.IsNullOrEmpty(folder))
            throw new VerbException("no data: give --data FOLDER or set TOKENBOURSE_DATA", 2);
        return Directory.Exists(folder) ? folder : throw new VerbException($"{folder}: no such folder", 2);
    }
}
