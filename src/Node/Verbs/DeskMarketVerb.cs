// tokenbourse desk market: a picture of one contract's market for the desk: from the venue, a file, or a model.
using System.CommandLine;
using System.Globalization;
using Tokenbourse.Desk;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Hedging;

namespace Tokenbourse.Node.Verbs;

/// <summary>Writes market.json.</summary>
internal static class DeskMarketVerb
{
    public static Command Build()
    {
        var from = new Option<string?>("--from") { Description = "A venue's address, as http://127.0.0.1:5080." };
        var file = new Option<string?>("--file")
        {
            Description =
                "A curve as CSV: month,settlement and, if known, bid,bid_lots,ask,ask_lots,open_interest,daily_volume.",
        };
        var model = new Option<string?>("--model")
        {
            Description =
                "flat or trend: a stated model of a curve on the real index (no futures are listed in reality).",
        };
        var contract = new Option<string>("--contract")
        {
            Description = "The contract.",
            DefaultValueFactory = _ => "TK",
        };
        var index = new Option<string?>("--index")
        {
            Description = "With --file or --model: day,value of the index. Default: made of the shipped observations.",
        };
        var data = new Option<string?>("--data") { Description = "A folder of observations to make the index of." };
        var day = new Option<string?>("--day") { Description = "The curve's day. Default: the newest print's." };
        var months = new Option<int>("--months")
        {
            Description = "With --model: how many months, 1 to 36.",
            DefaultValueFactory = _ => 18,
        };
        var rulebook = new Option<string>("--rulebook")
        {
            Description = "Terms, margins and fees of the contract.",
            DefaultValueFactory = _ => Home.Rulebook,
        };
        var desk = DeskVerb.FolderOption();
        var output = new Option<string?>("--out")
        {
            Description = "Where to. Default: market.json in the desk's folder.",
        };
        var json = new Option<bool>("--json") { Description = "The snapshot as JSON too." };
        var command = new Command(
            "market",
            "What the market shows of a contract, kept for the plan. Example: tokenbourse desk market --from "
                + "http://127.0.0.1:5080 --contract TK"
        )
        {
            from,
            file,
            model,
            contract,
            index,
            data,
            day,
            months,
            rulebook,
            desk,
            output,
            json,
        };
        command.SetAction(
            async (parsed, cancel) =>
            {
                var terms = MarketSources.Terms(parsed.GetValue(rulebook)!, parsed.GetValue(contract)!);
                var (address, path, shape) = (parsed.GetValue(from), parsed.GetValue(file), parsed.GetValue(model));
                if (new[] { address, path, shape }.Count(o => o is not null) != 1)
                    throw new VerbException("--from, --file or --model: one of them", 2);
                MarketSnapshot market;
                if (address is not null)
                {
                    market = await MarketSources.Venue(address, terms, cancel);
                }
                else
                {
                    var history = parsed.GetValue(index) is { } own
                        ? MarketSources.Days("--index", own)
                        : MarketSources.RealIndex(terms.Index, parsed.GetValue(data), parsed.GetValue(rulebook)!);
                    if (history.Count == 0)
                        throw new VerbException("--index: no day could be used", 1);
                    var today = Day(parsed.GetValue(day)) ?? history[^1].Day;
                    market = path is not null
                        ? MarketSources.File(path, terms, history, today)
                        : Model(terms, shape!, history, today, parsed.GetValue(months));
                }

                var target = parsed.GetValue(output) ?? new DeskFolder(parsed.GetValue(desk)!).Create().MarketFile;
                DeskFolder.Write(target, market, DeskJson.Default.MarketSnapshot);
                if (parsed.GetValue(json))
                    Console.WriteLine(
                        System.Text.Json.JsonSerializer.Serialize(market, DeskJson.Default.MarketSnapshot)
                    );
                else
                    Tell(market, target);
                return 0;
            }
        );
        return command;
    }

    private static TradingDate? Day(string? text) =>
        text is null ? null
        : TradingDate.TryParse(text, out var day) ? day
        : throw new VerbException($"--day {text}: must be a day, yyyy-MM-dd", 2);

    internal static MarketSnapshot Model(
        TradedTerms terms,
        string shape,
        IReadOnlyList<Desk.Plans.IndexDay> history,
        TradingDate day,
        int months
    )
    {
        var kind = shape switch
        {
            "flat" => CurveShape.Flat,
            "trend" => CurveShape.Trend,
            _ => throw new VerbException($"--model {shape}: must be flat or trend", 2),
        };
        try
        {
            return ModelCurve.Of(terms, kind, history, day, months);
        }
        catch (PlanException fault)
        {
            throw new VerbException(fault.Message, 2);
        }
    }

    private static void Tell(MarketSnapshot market, string target)
    {
        var asOf = market.AsOf > 0 ? $", as of event {market.AsOf}" : "";
        var label = market.Simulated ? "; simulated or a model" : "";
        Console.WriteLine($"{market.Contract}, {market.Quote}, {market.Day}, {market.Source}{asOf}{label}");
        var newest =
            market.IndexHistory.Count > 0
                ? $", newest {market.IndexHistory[^1].Value} on {market.IndexHistory[^1].Day}"
                : "";
        Console.WriteLine(
            $"index {market.Index}: {market.IndexHistory.Count} prints{newest}; "
                + $"{market.Settlements.Count} days of settlement prices"
        );
        Console.WriteLine(
            $"  {"contract", -10}{"settlement", 12}{"bid", 10}{"lots", 6}{"ask", 10}{"lots", 6}"
                + $"{"open int.", 10}{"volume/day", 11}"
        );
        foreach (var m in market.Months)
        {
            var (bid, ask) = (m.Bids.Count > 0 ? m.Bids[0] : null, m.Asks.Count > 0 ? m.Asks[0] : null);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {m.Symbol, -10}{m.Settlement, 12}{bid?.Price, 10}{bid?.Lots, 6}{ask?.Price, 10}"
                        + $"{ask?.Lots, 6}{m.OpenInterest, 10}{m.DailyVolume, 11:0.#}"
                )
            );
        }

        Console.WriteLine($"kept in {target}");
    }
}
