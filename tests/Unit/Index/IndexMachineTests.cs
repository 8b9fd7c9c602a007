// The machine around the steps: what a print may know, tiers, versions, snapshots, refusals.
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class IndexMachineTests
{
    private const string Start = "2025-03-03T00:00:00Z";

    private static string[] Required(int least) =>
        [
            Rules.Take,
            Rules.Convert,
            $$"""{"step":"require","of":"sellers","least":{{least}}}""",
            Rules.Mean,
            Rules.Round,
        ];

    [Fact]
    public void A_print_sees_nothing_that_entered_at_its_moment_or_later()
    {
        var run = new IndexRun().Define(Start, Rules.Gpu(Rules.Convert, Rules.Mean)).Price(Start, "a", "h100", 2m);
        Assert.Equal(IndexRun.At("2025-03-03T12:00:00Z"), run.Machine.NextDue);
        run.Price("2025-03-03T12:00:00Z", "a", "h100", 4m);
        Assert.Equal(2.0000m, run.Last.Value);

        // Seen and effective long ago, but it enters only now: the past stays as it was printed.
        run.Price("2025-03-06T09:00:00Z", "a", "h100", 6m, effective: "2025-03-04", seen: "2025-03-04");
        Assert.Equal([2.0000m, 4.0000m, 4.0000m], run.Prints.Select(p => p.Value!.Value));
        Assert.Equal(6.0000m, run.Tick("2025-03-06T12:00:00Z").Last.Value);
    }

    [Fact]
    public void A_late_report_of_an_older_price_does_not_replace_a_newer_one()
    {
        var run = new IndexRun().Define(Start, Rules.Gpu(Rules.Convert, Rules.Mean)).Price(Start, "a", "h100", 2m);
        run.Price("2025-03-03T06:00:00Z", "a", "h100", 9m, seen: "2025-03-01").Tick("2025-03-03T12:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
    }

    [Fact]
    public void Days_on_which_nothing_happened_are_printed_when_the_clock_comes()
    {
        var run = new IndexRun()
            .Define(
                Start,
                Rules.Text(1, "gpu", "", [Rules.Take, Rules.Convert, Rules.Mean, Rules.Round], "business days")
            )
            .Price(Start, "a", "h100", 2m);
        run.Tick("2025-03-11T00:00:00Z");
        Assert.Equal(
            ["2025-03-03", "2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07", "2025-03-10"],
            run.Prints.Select(p => p.Day)
        );
    }

    [Fact]
    public void At_one_moment_indexes_print_in_the_order_of_their_definition()
    {
        var run = new IndexRun()
            .Define(Start, Rules.Text(1, "gpu", "", Required(1), index: "Z"))
            .Define(Start, Rules.Text(1, "gpu", "", Required(1), index: "A"))
            .Define(Start, Rules.Text(1, "gpu", "", Required(1), index: "EARLY", clock: "06:00"))
            .Tick("2025-03-04T12:00:00Z");
        Assert.Equal(["EARLY", "Z", "A", "EARLY", "Z", "A"], run.Prints.Select(p => p.Index));
    }

    [Fact]
    public void Too_few_sellers_lead_to_a_lower_tier_then_to_the_previous_print_then_to_none()
    {
        const string Fallback = """{"name":"two sellers","sellers":2},{"name":"previous","previousPrintDays":2}""";
        var run = new IndexRun().Define(Start, Rules.Text(1, "gpu", Fallback, Required(3)));
        run.Price(Start, "a", "h100", 1m)
            .Price(Start, "b", "h100", 2m)
            .Price(Start, "c", "h100", 6m)
            .Tick("2025-03-03T12:00:00Z");
        Assert.Equal((1, 3.0000m), (run.Last.Tier, run.Last.Value));
        run.Price("2025-03-04T00:00:00Z", "c", "h100", null).Tick("2025-03-04T12:00:00Z");
        Assert.Equal((2, 1.5000m, "two sellers"), (run.Last.Tier, run.Last.Value, run.Last.TierName));
        run.Price("2025-03-05T00:00:00Z", "b", "h100", null).Tick("2025-03-06T12:00:00Z");
        Assert.Equal(
            (3, 1.5000m, "previous: print of 2025-03-04; 1 sellers; the methodology asks for 3"),
            (run.Last.Tier, run.Last.Value, run.Last.TierName)
        );
        run.Tick("2025-03-07T12:00:00Z");
        Assert.Equal(
            (0, null, "1 sellers; the methodology asks for 3"),
            (run.Last.Tier, run.Last.Value, run.Last.TierName)
        );
        Assert.Equal(MessageKind.PrintWithheld, run.Events[^1].Kind);
        Assert.Equal("not enough for a print: h100@a (us)", run.Last.LeftOut[0].Reason);
    }

    [Fact]
    public void A_router_is_one_seller_however_many_models_it_lists()
    {
        var run = new IndexRun().Define(Start, Rules.Text(1, "gpu", "", Required(2)));
        for (var i = 0; i < 9; i++)
            run.Price(Start, "router", $"gpu{i}", 2m);
        Assert.Equal("1 sellers; the methodology asks for 2", run.Tick("2025-03-03T12:00:00Z").Last.TierName);
    }

    [Fact]
    public void A_higher_version_takes_over_and_a_day_is_never_printed_twice()
    {
        var run = new IndexRun()
            .Define(Start, Rules.Text(1, "gpu", "", Required(1)))
            .Price(Start, "a", "h100", 2m)
            .Tick("2025-03-03T12:00:00Z");
        run.Define("2025-03-03T13:00:00Z", Rules.Text(3, "gpu", "", Required(1), clock: "18:00"))
            .Tick("2025-03-04T19:00:00Z");
        Assert.Equal([("2025-03-03", 1), ("2025-03-04", 3)], run.Prints.Select(p => (p.Day, p.Version)));
        run.Define("2025-03-04T20:00:00Z", Rules.Text(3, "gpu", "", Required(1)));
        var refused = Documents.Read<RefusedDocument>(run.Events[^1].Bytes);
        Assert.Equal(("version", "3", "must be above 3"), (refused.Field, refused.Given, refused.Rule));
        run.Define("2025-03-04T20:00:00Z", Rules.Text(4, "gpu", "", Required(1), currency: "EUR"));
        Assert.Equal("currency", Documents.Read<RefusedDocument>(run.Events[^1].Bytes).Field);
    }

    [Fact]
    public void A_snapshot_at_any_moment_changes_no_later_event()
    {
        var observations = Story();
        var straight = Play(observations, int.MaxValue);
        foreach (var every in new[] { 1, 7, 40 })
        {
            var interrupted = Play(observations, every);
            Assert.Equal(straight.Machine.Digest, interrupted.Machine.Digest);
            Assert.Equal(straight.Events.Count, interrupted.Events.Count);
            for (var i = 0; i < straight.Events.Count; i++)
                Assert.Equal(straight.Events[i].Bytes, interrupted.Events[i].Bytes);
        }
    }

    [Theory]
    [InlineData("seen", "2025-03-04")]
    [InlineData("seen", "yesterday")]
    [InlineData("effective", "2025-02-30")]
    [InlineData("product", "corn")]
    [InlineData("seller", "")]
    [InlineData("item", "a\u0007b")]
    [InlineData("currency", "None")]
    [InlineData("unit", "1M tokens")]
    [InlineData("event", "rumour")]
    [InlineData("price", "1000000000001")]
    [InlineData("price", "0.0000000000001")]
    public void An_observation_that_cannot_be_used_is_refused_with_field_value_and_rule(string field, string given)
    {
        var o = new PriceObservation(
            "2025-03-03",
            "2025-03-03",
            "gpu",
            "a",
            "nvidia",
            "h100",
            "hour",
            "us",
            "on_demand",
            2m,
            Currency.USD,
            "GPU hour",
            "price",
            "test",
            "test"
        );
        o = field switch
        {
            "seen" => o with { Seen = given },
            "effective" => o with { Effective = given },
            "product" => o with { Product = given },
            "seller" => o with { Seller = given },
            "item" => o with { Item = given },
            "currency" => o with { Currency = Currency.None },
            "unit" => o with { Unit = given },
            "event" => o with { Event = given },
            _ => o with { Price = decimal.Parse(given, System.Globalization.CultureInfo.InvariantCulture) },
        };
        var run = new IndexRun().Define(Start, Rules.Gpu(Rules.Convert, Rules.Mean)).Price(Start, "a", "h100", 2m);
        run.Send(Start, MessageKind.ObservePrice, Documents.Write(o));
        Assert.Equal(MessageKind.ObservationRefused, run.Events[^1].Kind);
        var refused = Documents.Read<RefusedObservation>(run.Events[^1].Bytes);
        Assert.Equal(field, refused.Field);
        Assert.Equal(given, refused.Given);
        Assert.NotEmpty(refused.Rule);
        run.Tick("2025-03-03T12:00:00Z");
        Assert.Equal(2.0000m, run.Last.Value);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":0", "version")]
    [InlineData("\"currency\":\"USD\"", "\"currency\":\"BTC\"", "currency")]
    [InlineData("\"step\":\"convert\"", "\"step\":\"guess\"", "steps[1].step")]
    [InlineData("\"by\":\"arithmetic mean\"", "\"by\":\"eye\"", "steps[2].by")]
    [InlineData("\"from\":", "\"form\":", "form")]
    [InlineData("\"clock\":\"12:00\"", "\"clock\":\"25:00\"", "printAt.clock")]
    [InlineData("\"classes\":[\"hour\"]", "\"classes\":[\"hour\",\"day\"]", "steps")]
    public void A_methodology_with_a_fault_is_refused_and_names_the_field(string good, string bad, string field)
    {
        var text = Rules.Gpu(Rules.Convert, Rules.Mean);
        Assert.Contains(good, text, StringComparison.Ordinal);
        var run = new IndexRun().Define(Start, text.Replace(good, bad, StringComparison.Ordinal));
        Assert.All(run.Events, e => Assert.Equal(MessageKind.DocumentRefused, e.Kind));
        Assert.Contains(field, run.Events.Select(e => Documents.Read<RefusedDocument>(e.Bytes).Field));
        Assert.Equal(Instant.Never, run.Machine.NextDue);
    }

    [Theory]
    [InlineData("""{"step":"combine","by":"median"},{"step":"convert"}""")]
    [InlineData("""{"step":"convert"},{"step":"convert"},{"step":"combine","by":"median"}""")]
    [InlineData(
        """{"step":"convert"},{"step":"group","by":"maker","take":"median"},{"step":"probation","days":3,"of":"item"}"""
    )]
    [InlineData(
        """{"step":"convert"},{"step":"group","by":"item","take":"median"},{"step":"chain","by":"item","start":"median"}"""
    )]
    [InlineData("""{"step":"convert"}""")]
    public void Steps_in_an_order_without_meaning_are_refused(string middle)
    {
        var run = new IndexRun().Define(Start, Rules.Gpu(middle));
        Assert.Equal(MessageKind.DocumentRefused, run.Events[^1].Kind);
    }

    internal static List<(string At, Action<IndexRun> Do)> Story()
    {
        const string Chain = """{"step":"chain","by":"seller","start":"geometric mean","trimLevels":"0.1"}""";
        const string Screen = """{"step":"screen","factor":"4"}""";
        const string Grade = """{"step":"grade","exams":[],"anchors":["g0"]}""";
        var steps = new[]
        {
            Rules.Take,
            Screen,
            Grade,
            """{"step":"probation","days":3,"of":"offer"}""",
            Rules.Convert,
            """{"step":"require","of":"sellers","least":4}""",
        };
        const string Fallback = """{"name":"few","sellers":2},{"name":"previous","previousPrintDays":4}""";
        var story = new List<(string, Action<IndexRun>)>
        {
            (Start, r => r.Define(Start, Rules.Text(1, "gpu", Fallback, [.. steps, Chain, Rules.Round]))),
            (
                Start,
                r =>
                    r.Define(
                        Start,
                        Rules.Text(
                            1,
                            "gpu",
                            Fallback,
                            [.. steps, """{"step":"trim","share":"0.2"}""", Rules.Mean, Rules.Round],
                            index: "U"
                        )
                    )
            ),
            (Start, r => r.Rate(Start, Currency.USD, Currency.CNY, 7.1m)),
        };
        for (var i = 0; i < 300; i++)
        {
            var at = Instant.At(TradingDate.Of(2025, 3, 3), i * 300).ToString();
            var (seller, item) = ($"s{i * 7 % 9}", $"g{i % 3}");
            decimal? price = i % 31 == 30 ? null : (1.7m + (i * 37 % 11)) * (i % 23 == 22 ? 100m : 1m);
            var n = i;
            story.Add(
                (
                    at,
                    r =>
                        r.Price(
                            at,
                            seller,
                            item,
                            price,
                            currency: n % 4 == 0 ? Currency.CNY : Currency.USD,
                            seen: n % 5 == 1 ? IndexRun.At(at).Date.Plus(-(n % 13)).ToString() : null
                        )
                )
            );
            if (i % 29 == 3)
                story.Add(
                    (at, r => r.Score(at, $"exam:{n}", "g0", 10m).Score(at, $"exam:{n}", $"g{n % 3}", 5m + (n % 10)))
                );
            if (i == 150)
                story.Add((at, r => r.Define(at, Rules.Text(2, "gpu", Fallback, [.. steps, Chain, Rules.Round]))));
        }

        return story;
    }

    private static IndexRun Play(List<(string At, Action<IndexRun> Do)> story, int reloadEvery)
    {
        var run = new IndexRun();
        for (var i = 0; i < story.Count; i++)
        {
            story[i].Do(run);
            if (i % reloadEvery == reloadEvery - 1)
                run.Reload();
        }

        Assert.True(run.Prints.Count > 100);
        Assert.Contains(run.Prints, p => p.Value is not null);
        return run;
    }
}
