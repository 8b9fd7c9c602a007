// tokenbourse study spot: a simulated spot market, calibrated on public data, and whom its futures hedge.
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tokenbourse.Node.Studies;

namespace Tokenbourse.Node.Verbs;

/// <summary>The spot laboratory.</summary>
internal static class StudySpotVerb
{
    public static Command Build()
    {
        var data = new Option<string?>("--data")
        {
            Description =
                "Folder of public data to measure beside. Default: TOKENBOURSE_DATA; without one, no data lines.",
        };
        var years = Whole("--years", "Simulated years a path, 2 to 20.", 5);
        var seed = Whole("--seed", "Of the first path; each next path has the next seed.", 1);
        var paths = Whole("--paths", "Paths of the main table, 2 to 1000.", 30);
        var variants = Whole("--sensitivity-paths", "Paths of each line of the sensitivity table; 0: no table.", 4);
        var calibrate = new Option<bool>("--calibrate")
        {
            Description = "Only what was measured, and the same simulated.",
        };
        var bare = new Option<bool>("--without-attacks") { Description = "Do not try to move the print." };
        var picture = new Option<string?>("--svg") { Description = "Write a picture to this file." };
        var tables = new Option<string?>("--output", "-o")
        {
            Description = "Write the tables as markdown to this file.",
        };
        var json = new Option<bool>("--json") { Description = "Everything as one JSON object." };
        var command = new Command(
            "spot",
            "Simulate spot markets of GPU hours and tokens, seeded and calibrated on public data; measure whom TK and "
                + "GH hedge and how far the print can be moved. Example: tokenbourse study spot --data ../shared/data "
                + "--svg spot.svg"
        )
        {
            data,
            years,
            seed,
            paths,
            variants,
            calibrate,
            bare,
            picture,
            tables,
            json,
        };
        command.SetAction(parsed =>
        {
            // What nobody asked for is no reason to refuse fewer paths.
            var some = parsed.GetResult(variants) is { Implicit: false };
            var question = Question(
                parsed.GetValue(years),
                parsed.GetValue(seed),
                parsed.GetValue(paths),
                some ? parsed.GetValue(variants) : Math.Min(parsed.GetValue(variants), parsed.GetValue(paths))
            );
            var only = parsed.GetValue(calibrate);
            Writable("--svg", parsed.GetValue(picture));
            Writable("--output", parsed.GetValue(tables));
            var report = Run(question, Folder(parsed.GetValue(data)), only, only || parsed.GetValue(bare));
            if (parsed.GetValue(picture) is { } svg)
                File.WriteAllText(svg, SpotPicture.Draw(report));
            var text = only ? Calibration(report) : SpotText.Of(report);
            if (parsed.GetValue(tables) is { } file)
                File.WriteAllText(file, text);
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, SpotJson.Default.SpotReport));
            else if (parsed.GetValue(tables) is null)
                Console.Write(text);
            return 0;
        });
        return command;
    }

    private static SpotReport Run(SpotQuestion question, string? folder, bool only, bool withoutAttacks)
    {
        var clock = Stopwatch.StartNew();
        void Say(string what) =>
            Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds, 6:0.0} s  {what}")
            );
        Say($"simulated, seeds {question.Seed} to {question.Seed + question.Paths - 1}");
        var measured = folder is null ? null : SpotFacts.Read(folder);
        var simulated = new SpotSimulated(SpotSetting.Usual);
        List<SpotHedgeLine> main = [];
        List<SpotVariantLine> variants = [];
        if (only)
            for (var path = 0; path < question.Paths; path++)
            {
                var (compute, tokens) = SpotStudy.Simulate(question.Years, question.Seed + path);
                simulated.Take(compute, tokens);
                Say($"path {path + 1} of {question.Paths}");
            }
        else
            (main, variants) = SpotStudy.Run(question, Say, simulated.Take, measured?.Tapes ?? []);
        if (!withoutAttacks)
            Say("attacks in the auction");
        var attacks = withoutAttacks ? null : SpotAttacks.Run(question.Seed, Say);
        Say("done");
        return new(true, question, measured, simulated.Mean(), main, variants, attacks, simulated.Example);
    }

    private static string Calibration(SpotReport report)
    {
        var text = new StringBuilder();
        StudyText.Say(text, $"Seeds {report.Question.Seed} to {report.Question.Seed + report.Question.Paths - 1}.\n");
        SpotText.Calibration(text, report.Measured, report.Simulation);
        return text.ToString();
    }

    private static SpotQuestion Question(long years, long seed, long paths, long variants)
    {
        Within("--years", years, 2, 20);
        Within("--seed", seed, 0, int.MaxValue);
        Within("--paths", paths, 2, 1000);
        Within("--sensitivity-paths", variants, 0, paths);
        return new((int)years, seed, (int)paths, (int)variants);
    }

    private static void Within(string name, long given, long least, long most)
    {
        if (given < least || given > most)
            throw new VerbException($"{name} {given}: must be {least} to {most}", 2);
    }

    // Before minutes are spent on what could not be kept.
    private static void Writable(string name, string? file)
    {
        if (file is null)
            return;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (Directory.Exists(file) || !Directory.Exists(folder))
            throw new VerbException($"{name} {file}: must be a file in a folder that is there", 2);
    }

    private static Option<long> Whole(string name, string description, long usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    private static string? Folder(string? named)
    {
        var folder = named ?? Environment.GetEnvironmentVariable("TOKENBOURSE_DATA");
        if (string.IsNullOrEmpty(folder))
            return null;
        return Directory.Exists(folder) ? folder : throw new VerbException($"{folder}: no such folder", 2);
    }
}
