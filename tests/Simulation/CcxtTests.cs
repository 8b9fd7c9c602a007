// The unmodified ccxt client trades a full life at the Deribit-style door of a venue behind real sockets.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class CcxtTests
{
    private static readonly TradingDate _day = TradingDate.Of(2026, 3, 2);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(90);

    private static string Folder => Path.Combine(ProgramRun.Home, "tests", "ccxt");

    [Fact]
    public async Task An_unmodified_client_trades_a_full_life()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "ccxt")))
            Assert.Skip("tests/ccxt/node_modules is not there: run build/ccxt.sh (Node.js and npm)");
        await using var venue = await RealTimeVenue.Open(Instant.At(_day, 7 * 60));
        Prepare(venue);
        var now = Instant.At(_day, 10 * 60);
        venue.GoOn(now);
        var (code, said) = await Run(venue.Address, "TT/CNY:CNY-260331", now.Nanoseconds / 1_000_000);
        Assert.True(code == 0 && said.TrimEnd().EndsWith("done", StringComparison.Ordinal), said);
        Assert.True(said.Split('\n').Length > 30, said);
    }

    private static async Task<(int Code, string Said)> Run(string address, string symbol, long now)
    {
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var word in (string[])["life.mjs", address, symbol, now.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(_patience);
        try
        {
            var said = process.StandardOutput.ReadToEndAsync(late.Token);
            var wrong = process.StandardError.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, await wrong + await said);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    // One contract, two accounts with a million each, a price band of 5.120 to 7.680.
    private static void Prepare(RealTimeVenue venue)
    {
        venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        Document(
            MessageKind.DefineCalendar,
            """
            {"calendar":"T","zone":{"name":"UTC","offsets":[{"from":"1970-01-01T00:00:00Z","minutes":0}]},
            "from":"2026-01-01","to":"2026-12-31","holidays":[],"timetable":[{"at":"08:00","phase":"auction"},
            {"at":"09:00","phase":"continuous"},{"at":"15:00","phase":"closed"}],"settlement":{"at":"16:00"} }
            """
        );
        Document(MessageKind.DefineMargins, """{"contract":"TT","version":1,"rate":"0.16"}""");
        venue.Submit(MessageKind.SubmitPrint, new SubmitPrint(Name24.Of("TIX"), _day.Plus(-1), 64_000, 4, 1, 0));
        Document(
            MessageKind.DefineContract,
            """
            {"contract":"TT","name":{"en":"Test tokens","zh":"测试"},"calendar":"T","currency":"CNY","unit":"u",
            "quote":"CNY per million","lotSize":10000,"tick":"0.002","months":{"serial":2,"quarters":1},
            "lastTradingDay":"last business day of contract month","priceLimit":"0.10","firstDayLimitMultiple":2,
            "maxOrderLots":500,"positionLimitLots":1000,"fee":{"ofTurnover":"0.00002","perLot":"0"},
            "dailySettlement":{"round":"down","steps":["volume weighted","previous"]},
            "finalSettlement":{"index":"TIX","average":"arithmetic","over":"contract month","prints":"every day",
            "leastPrints":1,"decimals":4,"roundTo":"tick"} }
            """
        );
        for (var account = 1; account <= 2; account++)
        {
            var opened = new AccountDocument(account, $"Account {account}", "trader", true);
            venue.Submit(MessageKind.OpenAccount, Documents.Write(opened));
            venue.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(account), Currency.CNY, new(100_000_000), Name24.Of("first"))
            );
        }

        void Document(MessageKind kind, string json) => venue.Submit(kind, Encoding.UTF8.GetBytes(json));
    }
}
