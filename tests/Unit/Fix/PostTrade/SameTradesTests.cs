// One day of trading, legs of spreads in it, told six ways: private stream, drop copy, trade capture, REST, CSV and
// FIXML come to the same list.
using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Fix.PostTrade;

public sealed class SameTradesTests
{
    private const string Day = "2026-03-02";
    private const string Spread = "TTC-H26/J26";
    private static readonly XNamespace _fixml = "http://www.fixprotocol.org/FIXML-4-4";
    private static readonly string[] _symbols = ["TT-H26", "TT-H26", "TT-J26", Spread];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Six_channels_come_to_the_same_list(int seed)
    {
        await using var floor = await PostTradeFloor.Open(spread: Floor.Spread);
        var risk = floor.Peer("RISK");
        await using var ear = await floor.Floor.Listen("fills:1", "fills:2");
        // Whoever is there before the first trade hears each of them.
        foreach (var channel in (string[])["fills:1", "fills:2"])
            Assert.Equal(0, (await ear.Hear(channel, "snapshot")).GetProperty("data").GetArrayLength());
        var copied = Play(floor, risk, new(seed));
        var streamed = await Stream(floor.Floor, ear);
        var captured = CaptureDeskTests.Ask(risk, "568=day|569=1|715=20260302|").Reports;
        foreach (var account in (int[])[1, 2])
        {
            var number = account.ToString(CultureInfo.InvariantCulture);
            // What a spread traded is told of its legs.
            var reports = copied.Where(m => m[1180] == number && m[150] == "F" && m[442] != "3").ToList();
            Assert.Equal(["1", "2"], reports.Where(m => m[442] == "2").Select(m => m[54]).Distinct().Order());
            var wanted = Sorted(reports.Select(m => Line(m[527], m[54] == "1", m[55], m[31], m[32])));
            Assert.True(wanted.Count > 20, $"{wanted.Count} trades");
            Assert.Equal(
                wanted,
                Sorted(captured.Where(m => m[1] == number).Select(m => Line(m[880], m[54] == "1", m[55], m[31], m[32])))
            );
            Assert.Equal(wanted, Sorted(streamed[account]));
            Assert.Equal(wanted, await Rest(floor.Floor, account));
            Assert.Equal(wanted, await Csv(floor.Floor, account));
            Assert.Equal(wanted, await Fixml(floor.Floor, account));
        }
    }

    /// <summary>Two accounts trade with each other and a third; their watcher is away for a part of the day, loses its
    /// numbers, and asks for what it lacks.</summary>
    private static List<CameMessage> Play(PostTradeFloor floor, FixPeer risk, Random random)
    {
        var copied = new List<CameMessage>();
        risk.LogOn();
        for (var step = 0; step < 150; step++)
        {
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            var life = random.Next(4) == 0 ? TimeInForce.FillAndKill : TimeInForce.Day;
            var id = string.Create(CultureInfo.InvariantCulture, $"o{step}");
            var symbol = _symbols[random.Next(_symbols.Length)];
            var ticks = (symbol == Spread ? 0 : 3200) + random.Next(-10, 11);
            var instrument = floor.Floor.Inner.Views.Board.Of(symbol)!.Id.Value;
            floor.Place(random.Next(1, 4), side, ticks, random.Next(1, 9), id, life, instrument);
            if (step == 60)
            {
                floor.Settle();
                copied.AddRange(risk.Take());
                risk.LogOut();
                risk.Take();
            }

            if (step != 110)
                continue;
            floor.Settle();
            risk.LogOn(reset: true);
            foreach (var account in (string[])["1", "2"])
            {
                var next = copied.Count(m => m[1180] == account) + 1;
                risk.Say(
                    "BW",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"1346=q|1347=0|1351=1|1355={account}|1182={next}|1183=0|"
                    )
                );
            }
        }

        floor.Floor.Clock(2, 17);
        floor.Settle();
        copied.AddRange(risk.Take());
        copied.RemoveAll(m => m.Type != "8");
        foreach (var account in copied.GroupBy(m => m[1180]))
        {
            Assert.Equal(
                Enumerable.Range(1, account.Count()).Select(n => n.ToString(CultureInfo.InvariantCulture)),
                account.Select(m => m[1181])
            );
        }

        return copied;
    }

    /// <summary>Each account's fills as they were told when they happened; the replay tells the same again.</summary>
    private static async Task<Dictionary<int, List<string>>> Stream(Floor floor, StreamEar ear)
    {
        var told = new Dictionary<int, List<string>>();
        foreach (var account in (int[])[1, 2])
            told.Add(account, await Replayed(floor, account));
        var heard = new Dictionary<int, List<string>> { [1] = [], [2] = [] };
        while (heard.Any(h => h.Value.Count < told[h.Key].Count))
        {
            var message = await ear.Hear() ?? throw new InvalidOperationException("closed");
            var channel = message.GetProperty("channel").GetString()!;
            if (!channel.StartsWith("fills:", StringComparison.Ordinal))
                continue;
            var account = int.Parse(channel["fills:".Length..], CultureInfo.InvariantCulture);
            heard[account].AddRange(message.GetProperty("data").EnumerateArray().Select(Fill));
        }

        Assert.Equal(told, heard);
        return heard;
    }

    private static async Task<List<string>> Replayed(Floor floor, int account)
    {
        var replay = await floor.Get($"/v1/replay/fills:{account}?limit=10000");
        Assert.Equal(JsonValueKind.Null, replay.GetProperty("next").ValueKind);
        return [.. replay.GetProperty("items").EnumerateArray().Select(Fill)];
    }

    private static string Fill(JsonElement fill) =>
        Line(
            fill.GetProperty("trade").GetInt64().ToString(CultureInfo.InvariantCulture),
            fill.GetProperty("side").GetString() == "buy",
            fill.GetProperty("symbol").GetString(),
            fill.GetProperty("price").GetString(),
            fill.GetProperty("lots").GetInt64().ToString(CultureInfo.InvariantCulture)
        );

    private static async Task<List<string>> Rest(Floor floor, int account)
    {
        var statement = await floor.Get($"/v1/accounts/{account}/statement?day={Day}");
        return Sorted(statement.GetProperty("trades").EnumerateArray().Select(Fill));
    }

    private static async Task<List<string>> Csv(Floor floor, int account)
    {
        var rows = (await File(floor, account, "trades.csv"))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(r => r.Split(','))
            .ToList();
        var at = rows[0].Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index);
        return Sorted(
            rows[1..^1]
                .Select(r =>
                    Line(r[at["trade"]], r[at["side"]] == "buy", r[at["instrument"]], r[at["price"]], r[at["lots"]])
                )
        );
    }

    private static async Task<List<string>> Fixml(Floor floor, int account)
    {
        var batch = XDocument.Parse(await File(floor, account, "TrdCaptRpt.xml"));
        return Sorted(
            from trade in batch.Descendants(_fixml + "TrdCaptRpt")
            from side in trade.Elements(_fixml + "RptSide")
            select Line(
                (string?)trade.Attribute("TrdMtchID"),
                (string?)side.Attribute("Side") == "1",
                (string?)trade.Element(_fixml + "Instrmt")!.Attribute("Sym"),
                (string?)trade.Attribute("LastPx"),
                (string?)trade.Attribute("LastQty")
            )
        );
    }

    private static Task<string> File(Floor floor, int account, string file) =>
        floor.Http.GetStringAsync(
            $"/v1/accounts/{account}/reports/{Day}/{file}",
            TestContext.Current.CancellationToken
        );

    private static string Line(string? trade, bool buys, string? symbol, string? price, string? lots) =>
        $"{trade} {(buys ? "buy" : "sell")} {lots} {symbol} {price}";

    private static List<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];
}
