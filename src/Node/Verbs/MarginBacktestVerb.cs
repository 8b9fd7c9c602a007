// tokenbourse margin backtest: margin models over real series, and whether 99 % of the losses were covered.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Node.Margins;

namespace Tokenbourse.Node.Verbs;

/// <summary>Runs all models over all series that are there.</summary>
internal static class MarginBacktestVerb
{
    private const double Confidence = 0.99;

    // The half of a two-year index history; beyond it the models that need 500 observations fall back on their floor.
    private const int IndexWarmUp = 250;
    private const int FuturesWarmUp = 500;

    public static Command Build()
    {
        var data = new Option<string?>("--data")
        {
            Description =
                "Folder with shfe_daily_*.csv(.gz) and public observations. Default: "
                + "TOKENBOURSE_DATA; without it only the reference table's indices.",
        };
        var horizon = new Option<int>("--days")
        {
            Description = "Margin period of risk, 1 to 10 days; tested losses do not overlap.",
            DefaultValueFactory = _ => 1,
        };
        var only = new Option<string[]>("--series")
        {
            Description = "Only series whose name begins so (cu, TK, GH). Default: all.",
            AllowMultipleArgumentsPerToken = true,
        };
        var rulebook = new Option<string>("--rulebook")
        {
            Description = "Folder with indexes, contracts and margins.",
            DefaultValueFactory = _ => Home.Rulebook,
        };
        var picture = new Option<string?>("--svg") { Description = "Write a picture to this file." };
        var tables = new Option<string?>("--tables") { Description = "Write the tables as markdown to this file." };
        var check = new Option<string?>("--check")
        {
            Description = "Exit code 1 when Kupiec finds too many breaches in a series under the model of this name.",
        };
        var json = new Option<bool>("--json") { Description = "Everything, with each breach, as one JSON object." };
        var command = new Command(
            "backtest",
            "Try margin models on real series, each day with what was known that day. Example: "
                + "tokenbourse margin backtest --data ../shared/data --series cu TK"
        )
        {
            data,
            horizon,
            only,
            rulebook,
            picture,
            tables,
            check,
            json,
        };
        command.SetAction(parsed =>
        {
            var days = parsed.GetValue(horizon);
            if (days is < 1 or > 10)
                throw new VerbException($"--days {days}: must be 1 to 10", 2);
            var subjects = Subjects(
                Folder(parsed.GetValue(data)),
                parsed.GetValue(rulebook)!,
                parsed.GetValue(only) ?? []
            );
            var model = parsed.GetValue(check);
            if (model is not null && BacktestModels.Of(subjects[0], days).All(m => m.Name != model))
                throw new VerbException(
                    $"--check {model}: must be one of "
                        + $"{string.Join("; ", BacktestModels.Of(subjects[0], days).Select(m => m.Name))}",
                    2
                );
            var runs = subjects.Select((s, i) => Run(s, days, i, subjects.Count)).ToList();
            var report = BacktestReport.Of(days, Confidence, runs);
            if (parsed.GetValue(picture) is { } svg)
                File.WriteAllText(svg, BacktestPicture.Draw(report, [.. runs.Select(r => (r.Subject, r.WarmUp))]));
            if (parsed.GetValue(tables) is { } file)
                File.WriteAllText(file, report.Markdown(BacktestModels.Whole));
            Console.Write(
                parsed.GetValue(json)
                    ? JsonSerializer.Serialize(report, BacktestJson.Default.BacktestReport) + "\n"
                    : report.Text()
            );
            return model is not null && report.Results.Any(r => r.Model == model && TooMany(r)) ? 1 : 0;
        });
        return command;
    }

    private static bool TooMany(BacktestResult r) =>
        r.Kupiec.Ratio > CoverageTests.RejectOne && r.Breaches > r.Expected;

    private static string? Folder(string? named)
    {
        var folder = named ?? Environment.GetEnvironmentVariable("TOKENBOURSE_DATA");
        if (string.IsNullOrEmpty(folder))
        {
            Console.Error.WriteLine("no --data and no TOKENBOURSE_DATA: only the indices of the reference table");
            return null;
        }

        return Directory.Exists(folder) ? folder : throw new VerbException($"{folder}: no such folder", 2);
    }

    private static List<BacktestSubject> Subjects(string? folder, string rulebook, string[] only)
    {
        var subjects = new List<BacktestSubject>();
        try
        {
            if (folder is not null)
                subjects.AddRange(BacktestSubjects.Futures(folder));
        }
        catch (FeedException e)
        {
            throw new VerbException(e.Message, 2);
        }

        if (!Directory.Exists(Home.Reference))
            throw new VerbException($"{Home.Reference}: no such folder", 2);
        subjects.AddRange(BacktestSubjects.Indices(Home.Reference, rulebook, "reference table"));
        if (folder is not null && Directory.GetFiles(folder, "llm_price_events.csv*").Length > 0)
            subjects.AddRange(BacktestSubjects.Indices(folder, rulebook, "public data"));
        var names = string.Join(' ', subjects.Select(s => s.Series.Name).Distinct());
        if (only.Length > 0)
            subjects.RemoveAll(s => !only.Any(o => s.Series.Name.StartsWith(o, StringComparison.Ordinal)));
        return subjects.Count > 0 ? subjects : throw new VerbException($"no such series; there are: {names}", 2);
    }

    private static (BacktestSubject Subject, int WarmUp, IReadOnlyList<BacktestResult> Results) Run(
        BacktestSubject subject,
        int horizon,
        int number,
        int count
    )
    {
        Console.Error.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"[{number + 1}/{count}] {subject.Series.Name}: {subject.Series.Days.Count} days"
            )
        );
        // A window of h days needs h more prices than returns.
        var warmUp = (subject.Group == BacktestSubjects.Shanghai ? FuturesWarmUp : IndexWarmUp) + horizon;
        var plan = new BacktestPlan(warmUp, horizon, Confidence);
        return (
            subject,
            warmUp,
            [.. BacktestModels.Of(subject, horizon).SelectMany(m => Backtest.Run(subject.Series, m, plan))]
        );
    }
}
