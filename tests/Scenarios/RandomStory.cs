// A story told by chance: a market model, participants, and days of every kind of command, as a text that the language
// reads.
using System.Globalization;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

/// <summary>Writes a story of a seed. The same seed gives the same text on every computer.</summary>
internal sealed class RandomStory
{
    private static readonly string[] Names = ["alice", "ann", "bob", "carl", "dora", "maker"];
    private static readonly string[] Modes = ["cancel-newest", "cancel-oldest", "cancel-both", "decrement", "allow"];
    private static readonly (string Time, int Most)[] Day =
    [
        ("08:55", 6),
        ("09:00", 30),
        ("11:20", 6),
        ("11:31", 2),
        ("13:30", 15),
        ("14:50", 6),
        ("14:57", 6),
        ("15:00", 1),
    ];

    private readonly List<string> _lines = [];
    private readonly Random64 _chance;
    private readonly string[] _symbols;
    private readonly int _limit;
    private long _orders = 1;

    private RandomStory(long seed)
    {
        _chance = Random64.Of(seed, 0, 77);
        _symbols = _chance.Chance(600) ? ["GH-X26"] : ["GH-X26", "GH-Z26"];
        _limit = Pick(1, 2, 5);
        _lines.Add($"# ORD-001 told by chance, seed {seed}");
        var last = _chance.Chance(200);
        if (last)
            _lines.Add("start 2026-11-26");
        _lines.Add(_chance.Chance(500) ? "calendar closing-auction" : "calendar");
        _lines.Add(
            $"list GH-X26 reference 2.000 limit {_limit}% margin {Pick(5, 10)}% serial {(last ? 2 : _symbols.Length)} positions {Pick(20, 60, 1000)} max {Pick(15, 500)}{Model()}"
        );
        var members = _chance.Chance(600);
        if (members)
        {
            foreach (var (member, markUp) in new[] { (8, Pick("0.01", "0.04")), (9, "0") })
                _lines.Add(
                    $$"""clearing-member {"member":{{member}},"name":"M","kind":"futures firm","markUp":"{{markUp}}"}"""
                );
        }

        for (var i = 0; i < Names.Length; i++)
            _lines.Add(
                $"account {Names[i]}{(i is 0 or 1 ? " group 7" : i is 3 or 5 ? " group 8" : "")}{Maybe(400, "style open-and-close")}{(members ? Maybe(700, $"member {Pick(8, 8, 9)} {Pick("client", "client", "house")}") : "")}"
            );
        foreach (var name in Names)
            _lines.Add($"deposit {name} {Pick(3_000, 20_000, 900_000)}");
        var days = _chance.Between(1, 4);
        for (var day = 0; day < days; day++)
        {
            foreach (var (time, most) in Day)
            {
                _lines.Add($"time {time}");
                for (var acts = _chance.Between(0, most); acts > 0; acts--)
                    Act();
            }

            _lines.Add("settle");
            if (day < days - 1)
                _lines.Add("next day");
        }
    }

    /// <summary>The lines of a seed's story: the first three set the stage.</summary>
    public static IReadOnlyList<string> Of(long seed) => new RandomStory(seed)._lines;

    private int Pick(params int[] of) => of[_chance.Below(of.Length)];

    private string Pick(params string[] of) => of[_chance.Below(of.Length)];

    private string Maybe(int perThousand, string text) => _chance.Chance(perThousand) ? " " + text : "";

    private string Model() =>
        Maybe(
            500,
            $"fees turnover 0.01% per-lot 0.35{Maybe(500, "close turnover 0.02%")}{Maybe(500, "close-today per-lot 0.99")}"
        )
        + Maybe(500, "position dates separate")
        + Maybe(
            400,
            $"allocation pro-rata{Maybe(600, $"top {_chance.Between(1, 6)}")}{Maybe(500, $"least {Pick(2, 3)}")}"
        )
        + Maybe(300, "middle-of-three")
        + Maybe(400, "closing-first")
        + Maybe(500, $"self {Modes[_chance.Below(4)]}")
        + Maybe(500, "pressure")
        + Maybe(500, $"protection {Pick("0.1", "0.5", "1", "3")}%")
        + Maybe(500, $"dynamic {Pick("0.2", "0.5", "1", "2")}% {Pick(20, 60, 600)}s")
        + Maybe(
            400,
            $"ladder 1% 2%{Maybe(500, "above 1%")} after {Pick("stay", "halt")} lock-minutes {Pick(0, 5, 30)}"
        );

    // Near the middle mostly, at the edge of the band sometimes.
    private long Ticks()
    {
        var width = 20 * _limit;
        if (_chance.Chance(60))
            return 2000 + (_chance.Chance(500) ? width : -width);
        var reach = Pick(3, 6, 10, width);
        return 2000 + _chance.Between(-reach, reach);
    }

    private static string Price(long ticks) => (ticks / 1000m).ToString("0.000", CultureInfo.InvariantCulture);

    private long Recent() => long.Max(1, _orders - _chance.Below(25));

    private void Act()
    {
        var name = Pick(Names);
        var kind = _chance.Below(1000);
        _lines.Add(
            kind switch
            {
                < 700 => Order(name),
                < 780 => $"{name} amend order {Recent()} to {_chance.Below(16)}{Maybe(600, $"@ {Price(Ticks())}")}",
                < 840 => $"{name} cancel order {Recent()}",
                < 930 => Quotes(Pick("maker", "maker", "dora")),
                < 945 => $"{name} reverse {Pick(_symbols)}{Maybe(500, $"@ {Price(Ticks())}")}",
                < 955 =>
                    $"{name} cancel all{Maybe(500, Pick("buys", "sells"))}{Maybe(500, Pick([.. _symbols, "GH"]))}{Maybe(300, "group")}",
                < 965 => $"protect {Pick("maker", "dora")} GH {Pick(3, 8, 15)} lots {Pick(1000, 30_000)}ms",
                < 972 => $"halt {Pick(_symbols)}",
                < 976 => $"cancel-only {Pick(_symbols)}",
                < 984 => $"resume {Pick(_symbols)} auction {Pick(5, 60, 900)}s",
                < 990 => $"resume {Pick(_symbols)}",
                < 994 => $"move {name} to {Pick(8, 9)}",
                _ => $"withdraw {name} {Pick(1, 100, 5000)}",
            }
        );
        if (_chance.Chance(80))
            _lines.Add($"wait {Pick(1, 10, 30)}s");
    }

    private string Order(string name)
    {
        _orders++;
        var lots = Pick(1, 1, 2, 3, 5, 8, 13, 20);
        var type = _chance.Below(100) switch
        {
            < 60 => Limit(lots),
            < 70 => "market" + Pick("", " fak", " fok", $" fak min {_chance.Between(1, lots)}"),
            < 76 => "mtl" + Maybe(500, "gtc"),
            < 90 => $"stop {Price(Ticks())}{Pick("", " gtc", " gtd 2026-11-04")}",
            _ => $"stop {Price(Ticks())} @ {Price(Ticks())}{Maybe(500, "gtc")}",
        };
        var text = $"{name} {Pick("buy", "sell")} {lots} {Pick(_symbols)} {type}";
        return text
            + Maybe(250, Pick("close", "close", "close-today", "close-yesterday"))
            + Maybe(150, $"self {Pick(Modes)}")
            + Maybe(30, "hedge");
    }

    private string Limit(int lots)
    {
        var life = _chance.Below(100) switch
        {
            < 10 => " fak" + Maybe(500, $"min {_chance.Between(1, lots)}"),
            < 18 => " fok",
            < 30 => " gtc",
            < 36 => $" gtd 2026-11-0{_chance.Between(1, 6)}",
            < 42 => " atc",
            < 46 => " ato",
            _ => "",
        };
        var shown = lots > 1 ? Maybe(200, $"display {_chance.Between(1, lots - 1)}") : "";
        return $"@ {Price(Ticks())}{life}{shown}{Maybe(100, "post-only")}";
    }

    private string Quotes(string name)
    {
        _orders += 2;
        var text = $"{name} quote";
        foreach (var symbol in _symbols.Take((int)_chance.Between(1, _symbols.Length)))
        {
            var middle = Ticks();
            var away = _chance.Between(1, 4);
            text +=
                $" {symbol} {Pick(0, 1, 3, 5, 9)} @ {Price(middle - away)} / {Pick(0, 1, 3, 5, 9)} @ {Price(middle + away)}";
        }

        return text;
    }
}
