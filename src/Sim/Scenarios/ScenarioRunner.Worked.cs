// The words of questions to the pure engines: arrays and positions, shares, layers of a waterfall.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private const int Rows = 16;

    private static readonly string[] _asking =
    [
        "span",
        "percentage",
        "share",
        "waterfall",
        "kupiec",
        "quantile",
        "student",
        "liquidity",
    ];

    private readonly List<AskedArray> _arrays = [];
    private readonly List<AskedContract> _charged = [];

    /// <summary>Reads a line that asks an engine; false: it is none.</summary>
    private bool Worked(string first, WordReader words)
    {
        if (Array.IndexOf(_asking, first) < 0)
            return false;
        var engines =
            _engines ?? throw words.Fault($"a runner that has the engines ('{first}' asks one) instead of this");
        switch (first)
        {
            case "span":
                AskSpan(engines, words);
                break;
            case "percentage":
                AskPercentage(engines, words);
                break;
            case "share":
                AskShare(engines, words);
                break;
            case "waterfall":
                AskWaterfall(engines, words);
                break;
            case "kupiec":
                AskKupiec(engines, words);
                break;
            case "quantile":
                AskQuantile(engines, words);
                break;
            case "student":
                AskStudent(engines, words);
                break;
            default:
                AskLiquidity(engines, words);
                break;
        }

        return true;
    }

    private void AskSpan(IWorkedEngines engines, WordReader words)
    {
        if (words.Has("array"))
        {
            _arrays.Add(ArrayOf(words));
            return;
        }

        var lots = new List<AskedLots>();
        while (!words.Has("is"))
        {
            var count = words.Whole("lots with a sign, or 'is'");
            var name = words.Peek;
            var array = _arrays.FindIndex(a => a.Name == name);
            if (array < 0)
                throw words.Fault($"an array (given: {string.Join(' ', _arrays.Select(a => a.Name))})");
            words.Take("");
            lots.Add(new(array, count));
        }

        var answer = engines.Span(_arrays, lots);
        words.Need("margin");
        Same("span margin", Minor(MinorOf(words)), Minor(answer.Margin));
        while (!words.AtEnd)
        {
            if (words.Has("scan"))
                Same("span scan", Minor(MinorOf(words)), Minor(answer.Scan));
            else if (words.Has("scenario"))
                Same("span scenario", $"{words.Whole("a scenario from 1")}", $"{answer.Scenario}");
            else if (words.Has("options"))
                Same("span options", Minor(MinorOf(words)), Minor(answer.OptionValue));
            else
                throw words.Fault("scan, scenario or options");
        }
    }

    private static AskedArray ArrayOf(WordReader words)
    {
        var name = words.Take("the array's name");
        var kind = words.Take("future, call or put") switch
        {
            "future" => AskedKind.Future,
            "call" => AskedKind.Call,
            "put" => AskedKind.Put,
            _ => throw words.Fault("future, call or put before it"),
        };
        var worth = words.Has("worth") ? MinorOf(words) : 0;
        var sign = words.Has("gains") ? -1 : 1;
        if (sign > 0)
            words.Need("losses");
        var losses = new long[Rows];
        if (words.Peek == "row")
        {
            while (words.Has("row"))
            {
                var row = words.Whole("a scenario from 1 to 16");
                if (row is < 1 or > Rows)
                    throw words.Fault("a scenario from 1 to 16 before it");
                losses[row - 1] = sign * MinorOf(words);
            }
        }
        else
        {
            for (var row = 0; row < Rows; row++)
                losses[row] = sign * MinorOf(words);
        }

        return new(name, kind, losses, worth);
    }

    private void AskPercentage(IWorkedEngines engines, WordReader words)
    {
        if (words.Peek is not ("long" or "short"))
        {
            _charged.Add(ChargedOf(words));
            return;
        }

        var sides = new List<AskedSide>();
        while (!words.Has("is"))
        {
            var side = words.Has("long") ? Side.Buy : Side.Sell;
            if (side == Side.Sell)
                words.Need("short");
            var lots = words.Whole("lots");
            var name = words.Take("a contract");
            var contract = _charged.FindIndex(c => c.Name == name);
            if (contract < 0)
                throw words.Fault($"a contract that 'percentage' gave before it ('{name}' is none)");
            words.Need("@");
            sides.Add(new(contract, side, lots, words.Parts("a price", _charged[contract].Tick)));
        }

        var answer = engines.Percentage(_charged, sides);
        words.Need("margin");
        Same("percentage margin", Minor(MinorOf(words)), Minor(answer.Margin));
        if (words.Has("each"))
        {
            foreach (var each in answer.Each)
                Same("percentage each", Minor(MinorOf(words)), Minor(each));
        }

        if (words.Has("together"))
            Same("percentage together", Minor(MinorOf(words)), Minor(answer.Each.Sum()));
    }

    private static AskedContract ChargedOf(WordReader words)
    {
        var name = words.Take("a contract, long or short");
        words.Need("rate");
        var rate = words.Percent("a percentage as in 19%");
        words.Need("tick");
        var tick = words.Decimal("a tick size");
        words.Need("lot");
        var value = tick * words.Decimal("a lot size") * 100;
        return new(name, (int)(rate * 1_000_000), tick, (long)value, words.Has("larger-side"));
    }

    private void AskShare(IWorkedEngines engines, WordReader words)
    {
        var whole = words.Whole("the whole in units");
        words.Need("over");
        var weights = new List<long>();
        while (words.NextIsNumber)
            weights.Add(words.Whole("a weight"));
        var rule = RemainderOf(words);
        words.Need("is");
        foreach (var part in engines.Share(whole, weights, rule))
            Same("share", $"{words.Whole("a part")}", $"{part}");
    }

    private static RemainderRule RemainderOf(WordReader words)
    {
        if (words.Has("to", "the", "last"))
            return RemainderRule.ToLast;
        return words.Has("by", "largest", "remainder")
            ? RemainderRule.LargestFraction
            : throw words.Fault("'to the last' or 'by largest remainder'");
    }

    private void AskWaterfall(IWorkedEngines engines, WordReader words)
    {
        var china = words.Has("china");
        if (!china)
            words.Need("chicago");
        var rule = words.Peek is "to" or "by" ? RemainderOf(words) : RemainderRule.LargestFraction;
        words.Need("loss");
        var loss = new AskedLoss(china, rule, MinorOf(words), 0, 0, 0, []);
        while (!words.Has("is"))
        {
            if (words.Has("own"))
                loss = loss with { Own = MinorOf(words) };
            else if (words.Has("capital"))
                loss = loss with { Capital = MinorOf(words) };
            else if (words.Has("reserve"))
                loss = loss with { Reserve = MinorOf(words) };
            else if (words.Has("members"))
                loss = loss with { Members = AmountsOf(words) };
            else
                throw words.Fault("own, capital, reserve, members or is");
        }

        var answer = engines.Lay(loss);
        do
        {
            if (words.Has("own"))
                Same("waterfall own", Minor(MinorOf(words)), Minor(answer.Own));
            else if (words.Has("capital"))
                Same("waterfall capital", Minor(MinorOf(words)), Minor(answer.Capital));
            else if (words.Has("reserve"))
                Same("waterfall reserve", Minor(MinorOf(words)), Minor(answer.Reserve));
            else if (words.Has("uncovered"))
                Same("waterfall uncovered", Minor(MinorOf(words)), Minor(answer.Uncovered));
            else if (words.Has("members"))
                Same("waterfall members", Listed(AmountsOf(words)), Listed(answer.Members));
            else
                throw words.Fault("own, capital, reserve, members or uncovered");
        } while (!words.AtEnd);
    }

    private static List<long> AmountsOf(WordReader words)
    {
        var amounts = new List<long>();
        while (words.NextIsNumber)
            amounts.Add(MinorOf(words));
        return amounts;
    }

    private static string Listed(IEnumerable<long> minor) => string.Join(' ', minor.Select(Minor));

    private static long MinorOf(WordReader words) => words.Minor("an amount");
}
