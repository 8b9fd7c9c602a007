// What a print would be without a constituent is what the same machine makes of the others.
using System.Text;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Indexes;
using Tokenbourse.Venue;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class InfluenceTests
{
    private static readonly TradingDate First = TradingDate.Of(2026, 2, 27);

    [Fact]
    public void A_mean_is_made_again_without_each_constituent()
    {
        using var logs = Logs("""{ "step": "combine", "by": "arithmetic mean" }""");
        var told = new InfluenceDesk(logs.Observations.Read).Of("TIX", First.Plus(1))!;
        Assert.Equal(("4.0000", true, 3), (told.Value, told.Measured, told.Constituents));
        Assert.Equal(
            [("3.5000", "-0.5000", "-12.5000"), ("4.0000", "0.0000", "0.0000"), ("4.5000", "0.5000", "12.5000")],
            told.Rows.Select(r => (r.Without!, r.Move!, r.MovePercent!)).Order()
        );
        Assert.Null(new InfluenceDesk(logs.Observations.Read).Of("TIX", First.Plus(60)));
    }

    [Fact]
    public void A_chain_moves_by_the_others_alone_and_the_log_stays_as_it_is()
    {
        using var logs = Logs("""{ "step": "chain", "by": "seller", "start": "arithmetic mean" }""", later: 8m);
        var tail = logs.Prints.Tail;
        var desk = new InfluenceDesk(logs.Observations.Read);
        var told = desk.Of("TIX", First.Plus(3))!;
        Assert.Equal(3, told.Rows.Count);
        // Seller c alone moved: without it the chain stands where it stood.
        var before = desk.Of("TIX", First.Plus(2))!.Value;
        Assert.Equal(before, told.Rows.Single(r => r.Name == "c").Without);
        Assert.NotEqual(before, told.Value);
        Assert.Equal(tail, logs.Prints.Tail);
    }

    private static VenueLogs Logs(string step, decimal? later = null)
    {
        var logs = VenueLogs.InMemory();
        var venue = new Venue.Venue(logs);
        venue.AdvanceIndexTo(Instant.At(First, 0));
        venue.Observe(
            MessageKind.DefineIndex,
            Encoding.UTF8.GetBytes(
                $$"""
                { "index": "TIX", "version": 1, "product": "gpu", "unit": "GPU-hour", "currency": "CNY", "decimals": 4,
                  "printAt": { "clock": "06:00" }, "days": "every day", "from": "2026-02-27",
                  "steps": [ { "step": "take", "classes": [ "hour" ] }, { "step": "convert" }, {{step}},
                             { "step": "round", "mode": "half up" } ], "fallback": [] }
                """
            )
        );
        Observe("a", 3m, First);
        Observe("b", 4m, First);
        Observe("c", 5m, First);
        if (later is { } price)
        {
            venue.AdvanceIndexTo(Instant.At(First.Plus(2), 12 * 60));
            Observe("c", price, First.Plus(2));
        }

        venue.AdvanceIndexTo(Instant.At(First.Plus(4), 0));
        return logs;

        void Observe(string seller, decimal price, TradingDate day) =>
            venue.Observe(
                MessageKind.ObservePrice,
                Documents.Write(
                    new PriceObservation(
                        day.ToString(),
                        day.ToString(),
                        "gpu",
                        seller,
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
                    )
                )
            );
    }
}
