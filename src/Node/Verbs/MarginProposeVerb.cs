// tokenbourse margin propose: what the historical model has learnt from a price history, as a margin group document.
using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tokenbourse.Analytics.Backtests;
using Tokenbourse.Analytics.Margin;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Tokenbourse.Node.Margins;

namespace Tokenbourse.Node.Verbs;

/// <summary>Writes a proposal; an operator reads it and submits it, nobody else does.</summary>
internal static class MarginProposeVerb
{
    private const double Lambda = 0.97;
    private const double LeastVolatility = 1e-4;

    public static Command Build()
    {
        var contract = new Argument<string>("CONTRACT") { Description = "A contract of the rulebook." };
        var file = new Option<string>("--out") { Description = "Where to write the document.", Required = true };
        var csv = new Option<string?>("--prices")
        {
            Description =
                "Lines 'yyyy-MM-dd,price', oldest first, a header or not. Default: the contract's index over "
                + "the reference table.",
        };
        var days = new Option<int>("--days")
        {
            Description = "Margin period of risk, 1 to 10 days.",
            DefaultValueFactory = _ => 2,
        };
        var group = new Option<string?>("--group") { Description = "Name of the group. Default: history-CONTRACT." };
        var version = new Option<int>("--group-version")
        {
            Description = "Version of the document.",
            DefaultValueFactory = _ => 1,
        };
        var rulebook = new Option<string>("--rulebook")
        {
            Description = "Folder with indexes, contracts and margins.",
            DefaultValueFactory = _ => Home.Rulebook,
        };
        var json = new Option<bool>("--json")
        {
            Description = "What was found as one JSON object; shares of value in percent.",
        };
        var command = new Command(
            "propose",
            "Write a margin group with the historical model's scenarios for a contract. Example: "
                + "tokenbourse margin propose TK --out TK-group.json"
        )
        {
            contract,
            file,
            csv,
            days,
            group,
            version,
            rulebook,
            json,
        };
        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(contract)!;
            var horizon = parsed.GetValue(days);
            if (horizon is < 1 or > 10)
                throw new VerbException($"--days {horizon}: must be 1 to 10", 2);
            var subject = SubjectOf(parsed.GetValue(rulebook)!, name, parsed.GetValue(csv));
            var proposal = ScenarioProposal.Of(
                ParametersOf(subject, horizon),
                subject.Series.Days,
                subject.Series.Prices
            );
            var text = Document(
                parsed.GetValue(group) ?? $"history-{name}",
                parsed.GetValue(version),
                name,
                subject.Series.Name,
                horizon,
                proposal
            );
            var faults = new List<SpecFault>();
            if (MarginGroup.Read(Encoding.UTF8.GetBytes(text), faults) is null)
                throw new VerbException($"the proposal is no margin group: {faults[0]}", 1);
            File.WriteAllText(parsed.GetValue(file)!, text);
            Console.Write(
                parsed.GetValue(json) ? Json(proposal, subject, name, parsed.GetValue(file)!) : Words(proposal, subject)
            );
            return 0;
        });
        return command;
    }

    // The part of the model "whole" that a list of scenarios can hold.
    private static HistoricalParameters ParametersOf(BacktestSubject subject, int horizon) =>
        new()
        {
            Name = "proposal",
            Horizon = horizon,
            LookBack = 500,
            ExpectedShortfall = true,
            Filter = new VolatilityFilter(Lambda)
            {
                Share = 0.5,
                BeforeTheMove = true,
                Floor = LeastVolatility,
                FloorOfHistory = 0.75,
            },
            Stress = StressMove.BothWays("experts", subject.StressMove),
            FloorRate = subject.FloorRate,
            LeastObservations = 500,
        };

    private static BacktestSubject SubjectOf(string rulebook, string contract, string? csv)
    {
        if (csv is null)
            return BacktestSubjects
                    .Indices(Home.Reference, rulebook, "reference table")
                    .FirstOrDefault(s => s.Series.Name.StartsWith($"{contract} ", StringComparison.Ordinal))
                ?? throw new VerbException($"{contract}: no contract of the rulebook with a price history", 2);
        var book = MarginRulebook.Read(rulebook);
        if (!book.Contracts.TryGetValue(contract, out var spec) || !book.Margins.TryGetValue(contract, out var margins))
            throw new VerbException($"{contract}: no contract of the rulebook", 2);
        return BacktestSubject.Of(Read(csv), csv, margins.RatePpm / 1e6, spec.PriceLimitPpm / 1e6);
    }

    private static PriceSeries Read(string path)
    {
        if (!File.Exists(path))
            throw new VerbException($"{path}: no such file", 2);
        var (days, prices) = (new List<string>(), new List<double>());
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var cells = line.Split(',');
            var isDay = TradingDate.TryParse(cells[0].Trim(), out _);
            if ((number == 1 && !isDay) || line.Trim().Length == 0)
                continue;
            if (
                !isDay
                || cells.Length < 2
                || !double.TryParse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var price)
                || !double.IsFinite(price)
                || price <= 0
                || (days.Count > 0 && string.CompareOrdinal(cells[0].Trim(), days[^1]) <= 0)
            )
                throw new VerbException($"{path}:{number}: must be a later day and a price above zero: {line}", 2);
            days.Add(cells[0].Trim());
            prices.Add(price);
        }

        return prices.Count > 2
            ? new(Path.GetFileName(path), days, [.. prices])
            : throw new VerbException($"{path}: {prices.Count} prices are too few", 2);
    }

    private static string Document(
        string group,
        int version,
        string contract,
        string series,
        int horizon,
        ScenarioProposal proposal
    )
    {
        var floor = (proposal.FloorPpm / Million).ToString("0.######", CultureInfo.InvariantCulture);
        var from = proposal.IsShort
            ? "experts' moves: too few observations"
            : $"{proposal.LossesPpm.Count} moves over {horizon} days, the last on {proposal.Days[^1]}";
        return $$"""
            {
              "marginGroup": "{{group}}",
              "version": {{version}},
              "note": "A proposal of the historical model from {{series}}: {{from}}. To be reviewed before a margin table names it.",
              "scenarios": {
                "tail": {{proposal.Tail}},
                "months": [
                  {
                    "contract": "{{contract}}",
                    "losses": [{{string.Join(", ", proposal.LossesPpm)}}],
                    "floor": "{{floor}}"
                  }
                ]
              }
            }

            """;
    }

    private const decimal Million = 1_000_000m;

    private static string Words(ScenarioProposal proposal, BacktestSubject subject)
    {
        var longs = Mean(proposal, proposal.LossesPpm);
        var shorts = Mean(proposal, [.. proposal.LossesPpm.Select(l => -l)]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{subject.Series.Name}: {proposal.LossesPpm.Count} scenarios{(proposal.IsShort ? " (experts: too few observations)" : "")}, mean of the {proposal.Tail} worst\nlong {longs:0.00} %  short {shorts:0.00} %  floor {proposal.FloorPpm / 10_000m:0.00} %  flat rate {subject.FloorRate * 100:0.00} %\n"
        );
    }

    private static string Json(ScenarioProposal proposal, BacktestSubject subject, string contract, string file) =>
        new JsonObject
        {
            ["contract"] = contract,
            ["series"] = subject.Series.Name,
            ["file"] = file,
            ["scenarios"] = proposal.LossesPpm.Count,
            ["expertsOnly"] = proposal.IsShort,
            ["tail"] = proposal.Tail,
            ["longPercent"] = decimal.Round(Mean(proposal, proposal.LossesPpm), 2),
            ["shortPercent"] = decimal.Round(Mean(proposal, [.. proposal.LossesPpm.Select(l => -l)]), 2),
            ["floorPercent"] = proposal.FloorPpm / 10_000m,
            ["flatPercent"] = (decimal)subject.FloorRate * 100,
        }.ToJsonString() + "\n";

    // Percent of value of an outright, before the floor.
    private static decimal Mean(ScenarioProposal proposal, IReadOnlyList<long> losses) =>
        decimal.Max(0, losses.OrderDescending().Take(proposal.Tail).Sum() / (decimal)proposal.Tail / 10_000m);
}
