// How long volume weights hold: a chain keeps them for the month, a level gathers them for each print.
using Xunit;

namespace Tokenbourse.Unit.Index.Deals;

public sealed class VolumeWeightTests
{
    private const string Days = """{"step":"volume weights","days":5,"lag":1,"most":"0.9"}""";
    private const string Told = "\"diagnostics\":true,";
    private const string Mean = """{"step":"combine","by":"arithmetic mean"}""";

    /// <summary>On the first three days a sells 100 and b 300, then it is the other way round; a stands at 1, b at 3.
    /// The print of the tenth looks at the fifth to the ninth: b weighs a quarter, so it is 1.5. Fixed on the second of the
    /// month it would be three quarters and 2.5.</summary>
    [Fact]
    public void Without_a_link_each_print_gathers_its_own_days()
    {
        var run = Sell(
            new IndexRun().Define("2025-03-01T00:00:00Z", DealHand.Text([DealHand.Price, Days, Mean], extra: Told))
        );
        Assert.Equal(1.5m, run.Last.Value);
        Assert.Equal(("2025-03-05", "2025-03-09"), Window(run));
    }

    [Fact]
    public void With_a_match_and_a_link_those_of_the_months_first_print_hold()
    {
        var text = DealHand.Text([DealHand.Price, DealHand.Match, Days, DealHand.Link], extra: Told);
        var run = Sell(new IndexRun().Define("2025-03-01T00:00:00Z", text));
        Assert.Equal(("2025-03-01", "2025-03-01"), Window(run));
    }

    private static (string From, string To) Window(IndexRun run) =>
        (run.Last.Diagnostics!.WeightsFrom!, run.Last.Diagnostics.WeightsTo!);

    private static IndexRun Sell(IndexRun run)
    {
        for (var day = 1; day <= 10; day++)
        {
            var early = day <= 3;
            run.Sold($"2025-03-{day:00}", "a", 1m, early ? 100m : 300m);
            run.Sold($"2025-03-{day:00}", "b", 3m, early ? 300m : 100m).End($"2025-03-{day:00}");
        }

        return run;
    }
}
