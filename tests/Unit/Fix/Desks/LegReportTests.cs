// What is told of a spread's fill: the spread as its order has it, each leg as it trades; drop copy in the same words.
using System.Globalization;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Fix.Desks;

public sealed class LegReportTests : IDisposable
{
    private const string Time = "60=20260302-10:00:00|";
    private const string Near = "TT-H26";
    private const string Far = "TT-J26";
    private const string Spread = "TTC-H26/J26";
    private readonly FixFloor _floor = new(spread: Floor.Spread, copies: true);

    public void Dispose() => _floor.Dispose();

    [Fact]
    public void A_leg_has_the_side_that_it_trades_and_the_lots_of_its_spread()
    {
        var alpha = _floor.LogOn("ALPHA");
        var beta = _floor.LogOn("BETA");
        alpha.Send("D", Order("a1", Spread, '1', 5, "0.010"));
        var sold = beta.Send("D", Order("b1", Spread, '2', 3, "0.010"));
        var bought = alpha.Told();
        // The spread counts. Each leg says what was traded of it; what it says of the order is as the spread left it.
        Legs(bought, 'B', "11=a1|37=1|38=5|39=1|14=3|151=2|6=0.010000|44=0.010");
        Legs(sold[1..], 'S', "11=b1|37=2|38=3|39=2|14=3|151=0|6=0.010000|44=0.010");
    }

    [Fact]
    public void A_leg_implied_in_its_month_has_its_side_too()
    {
        var alpha = _floor.LogOn("ALPHA");
        var beta = _floor.LogOn("BETA");
        beta.Send("D", Order("b1", Near, '2', 4, "6.410"));
        beta.Send("D", Order("b2", Far, '1', 4, "6.390"));
        beta.Told();
        var told = alpha.Send("D", Order("a1", Spread, '1', 2, "0.020"));
        Assert.Equal(4, told.Length);
        Has(told[1], $"55={Spread}|54=1|442=3|32=2|31=0.020|14=2|151=0");
        Has(told[2], $"55={Near}|54=1|442=2|32=2|31=6.410");
        Has(told[3], $"55={Far}|54=2|442=2|32=2|31=6.390");
        var met = beta.Told();
        Has(met[0], $"11=b1|55={Near}|54=2|442=1|14=2|151=2");
        Has(met[1], $"11=b2|55={Far}|54=1|442=1|14=2|151=2");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Drop_copy_says_of_orders_what_their_sessions_were_told(int seed)
    {
        var admiral = _floor.LogOn("ADMIRAL");
        var peers = (FixPeer[])[_floor.LogOn("ALPHA"), _floor.LogOn("BETA")];
        var random = new Random(seed);
        var placed = new List<(int Who, string Id, string Symbol, char Side)>();
        for (var i = 0; i < 120; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"o{i}");
            var of = placed.Count == 0 ? default : placed[random.Next(placed.Count)];
            var symbol = random.Next(3) switch
            {
                0 => Spread,
                1 => Far,
                _ => Near,
            };
            var side = random.Next(2) == 0 ? '1' : '2';
            var lots = random.Next(1, 9);
            switch (placed.Count == 0 ? 0 : random.Next(5))
            {
                case 3:
                    var price = Price(random, of.Symbol);
                    var change = $"41={of.Id}|11={id}|55={of.Symbol}|54={of.Side}|38={lots}|40=2|44={price}|{Time}";
                    peers[of.Who].Send("G", change);
                    break;
                case 4:
                    peers[of.Who].Send("F", $"41={of.Id}|11={id}|55={of.Symbol}|54={of.Side}|38=1|{Time}");
                    break;
                default:
                    var who = random.Next(2);
                    var more = random.Next(6) == 0 ? "59=3|" : "";
                    peers[who].Send("D", Order(id, symbol, side, lots, Price(random, symbol), more));
                    placed.Add((who, id, symbol, side));
                    break;
            }
        }

        foreach (var peer in peers)
            peer.Told();
        admiral.Told();
        var copied = Reports(admiral);
        for (var who = 0; who < peers.Length; who++)
        {
            var account = string.Create(CultureInfo.InvariantCulture, $"{who + 1}");
            var own = copied.Where(m => FixPeer.Field(m, 1180) == account).Select(Body).ToList();
            Assert.Contains(own, m => m.Contains("|442=2|", StringComparison.Ordinal));
            Assert.Equal(Reports(peers[who]).Select(Body), own);
        }
    }

    private static string Price(Random random, string symbol) =>
        ((symbol == Spread ? 0m : 6.4m) + (0.002m * random.Next(-8, 9))).ToString(
            "0.000",
            CultureInfo.InvariantCulture
        );

    private static IEnumerable<string> Reports(FixPeer peer) => peer.Heard.Where(m => FixPeer.Type(m) == "8");

    /// <summary>What stands behind the header, without the numbers of drop copy. Of a refusal the log has no more than
    /// who was refused, and why.</summary>
    private static string Body(string report)
    {
        string[] header = ["8", "9", "34", "35", "49", "52", "56", "10", "1180", "1181"];
        string[] refused = ["1", "11", "17", "58", "103", "150"];
        var refuses = FixPeer.Field(report, 150) == "8";
        var kept = report
            .Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Where(f => f[..f.IndexOf('=')] is var tag && (refuses ? refused.Contains(tag) : !header.Contains(tag)));
        return $"|{string.Join('|', kept)}|";
    }

    private static void Legs(string[] told, char part, string order)
    {
        Assert.Equal(3, told.Length);
        var (with, against) = part == 'B' ? ('1', '2') : ('2', '1');
        Has(told[0], $"{order}|55={Spread}|54={with}|442=3|32=3|31=0.010");
        Has(told[1], $"{order}|55={Near}|54={with}|442=2|32=3|527=1");
        Has(told[2], $"{order}|55={Far}|54={against}|442=2|32=3|527=2");
        Assert.All(told, m => Assert.Equal("F", FixPeer.Field(m, 150)));
    }

    private static string Order(string id, string symbol, char side, int lots, string price, string more = "") =>
        $"11={id}|55={symbol}|54={side}|38={lots}|40=2|44={price}|{more}{Time}";

    private static void Has(string message, string fields)
    {
        foreach (var field in fields.Split('|'))
            Assert.True(message.Contains($"|{field}|", StringComparison.Ordinal), $"{field} is not in {message}");
    }
}
