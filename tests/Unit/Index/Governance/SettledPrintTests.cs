// A price that was settled on is never changed: settle, restate, replay, and the ledger is what it was.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Market;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Index.Governance;

public sealed class SettledPrintTests
{
    private const string Methodology = """
        { "index": "TIX", "version": 1, "product": "gpu", "unit": "GPU-hour", "currency": "CNY", "decimals": 4,
          "printAt": { "clock": "06:00" }, "days": "every day", "from": "2026-02-27",
          "steps": [ { "step": "take", "classes": [ "hour" ] }, { "step": "convert" },
                     { "step": "combine", "by": "arithmetic mean" }, { "step": "round", "mode": "half up" } ],
          "fallback": [], "governance": { "correctionHours": 48 } }
        """;

    [Fact]
    public void The_market_takes_the_first_print_and_never_a_restated_one()
    {
        var logs = VenueLogs.InMemory();
        var venue = new Venue.Venue(logs);
        Open(venue);
        // Expiry on 31 March: the final price is the mean of March's prints.
        venue.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 31), 20 * 60));
        Assert.Contains(logs.Events.Read(0), e => e.Kind == MessageKind.FinalPriceSet);
        var (ledger, digest) = (Ledger(venue), venue.MarketDigest);
        var prints = Taken(logs);

        var right = Price("2026-02-27", 3.2m);
        venue.Observe(
            MessageKind.CorrectObservation,
            Documents.Write(new ObservationCorrection(1, "the price was half of it", "Ann", Price: right))
        );
        var restated = logs
            .Prints.Read(0)
            .Where(e => e.Kind == MessageKind.PrintRestated)
            .Select(e => Documents.Read<RestatedPrint>(e.Payload.Span))
            .ToList();
        // Prints of the 30th and 31st are within 48 hours.
        Assert.Equal(["2026-03-30", "2026-03-31"], restated.Select(r => r.Day));
        Assert.All(restated, r => Assert.Equal((6.4000m, 3.2000m), (r.First, r.Print.Value)));
        Assert.Equal(0, venue.CarryPrints());
        Assert.Equal((prints, digest), (Taken(logs), venue.MarketDigest));
        Assert.Equal(ledger, Ledger(venue));

        var again = new Venue.Venue(logs);
        Assert.Equal((venue.MarketDigest, venue.IndexDigest), (again.MarketDigest, again.IndexDigest));
        Assert.Equal(ledger, Ledger(again));
        Assert.Equal(0, again.CarryPrints());
    }

    private static void Open(Venue.Venue venue)
    {
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 2, 27), 0));
        venue.Observe(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(Methodology));
        venue.Observe(MessageKind.ObservePrice, Documents.Write(Price("2026-02-27", 6.4m)));
        venue.AdvanceIndexTo(Instant.At(TradingDate.Of(2026, 3, 2), 7 * 60));
        venue.Submit(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        venue.Submit(MessageKind.DefineCalendar, Encoding.UTF8.GetBytes(MarketDesk.Calendar));
        venue.Submit(MessageKind.DefineMargins, Encoding.UTF8.GetBytes(MarketDesk.Margins));
        venue.CarryPrints();
        venue.Submit(MessageKind.DefineContract, Encoding.UTF8.GetBytes(MarketDesk.Contract));
        for (var account = 1; account <= 2; account++)
        {
            var opened = new AccountDocument(account, $"Account {account}", "trader", true);
            venue.Submit(MessageKind.OpenAccount, Documents.Write(opened));
            venue.Submit(
                MessageKind.MoveCash,
                new MoveCash(new(account), Currency.CNY, new(100_000_000), Name24.Of("first"))
            );
        }

        venue.AdvanceTo(Instant.At(TradingDate.Of(2026, 3, 2), 9 * 60));
        foreach (var (account, side, id) in new[] { (1, Side.Buy, "a"), (2, Side.Sell, "b") })
        {
            venue.Submit(
                MessageKind.PlaceOrder,
                new PlaceOrder(
                    new(account),
                    new(1),
                    side,
                    OrderType.Limit,
                    TimeInForce.Day,
                    new(3_250),
                    new(2),
                    ClientOrderId.Of(id)
                )
            );
        }
    }

    private static List<string> Ledger(Venue.Venue venue) =>
        [.. venue.Views.Ledger.All.Select(l => $"{l.Code} {l.Owner} {l.Currency} {l.Balance}")];

    private static int Taken(VenueLogs logs) => logs.Commands.Read(0).Count(e => e.Kind == MessageKind.SubmitPrint);

    private static PriceObservation Price(string day, decimal price) =>
        new(
            day,
            day,
            "gpu",
            "alpha",
            "nvidia",
            "h100",
            "hour",
            "us",
            "on_demand",
            price,
            Currency.CNY,
            "GPU hour",
            "price",
            "a test",
            "test"
        );
}
