// Levels over deals: what stands in for a deal is of the day of consumption.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class DealLevelTests
{
    [Fact]
    public void A_posted_price_that_stands_in_is_that_of_the_day_of_consumption()
    {
        // The print of a day takes the deals of the day before: a list that changes on the print's day is too new.
        var text = DealHand
            .Chained("""{"name":"posted","postedDays":20}""", "", """{"step":"require","of":"sellers","least":2}""")
            .Replace(DealHand.Deals, """{"step":"deals","lag":1}""", StringComparison.Ordinal);
        var run = new IndexRun().Define("2025-03-03T00:00:00Z", text);
        Post(run, "2025-03-03", 4m);
        run.Sold("2025-03-03", "a", 4m).Sold("2025-03-03", "b", 4m).End("2025-03-04");
        Assert.Equal((1, 4.000000m), (run.Last.Tier, run.Last.Value));

        // On the 4th only b has a deal; a's list doubles on the 5th, before the print of the 5th.
        run.Sold("2025-03-04", "b", 4m);
        Post(run, "2025-03-05", 8m);
        run.End("2025-03-05");
        Assert.Equal((2, 4.000000m), (run.Last.Tier, run.Last.Value));

        // The print of the 6th is about the 5th, when the list stood at 8: a's half of the weight doubles.
        run.Sold("2025-03-05", "b", 4m).End("2025-03-06");
        Assert.Equal((2, 5.656854m), (run.Last.Tier, run.Last.Value));
    }

    private static void Post(IndexRun run, string day, decimal price)
    {
        foreach (var of in (string[])["input", "output"])
            run.Price(day + "T00:30:00Z", "a", "m", price, of, "maker of a", "cn", currency: Currency.CNY);
    }
}
