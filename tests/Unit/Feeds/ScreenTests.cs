// The screens as data, and what each of them holds back.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Screens;
using Tokenbourse.Index;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Index;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class ScreenTests
{
    private static string Shipped =>
        File.ReadAllText(Path.Combine(ReferenceData.Root!, "rulebook", "screens", "intake.json"));

    private static ScreenRules Rules
    {
        get
        {
            var faults = new List<ScreenFault>();
            var rules = ScreenRules.Read(Shipped, faults);
            Assert.Empty(faults);
            return rules!;
        }
    }

    private static PriceObservation Gpu(string day, string seller, decimal? price, string terms = "on_demand") =>
        new(
            day,
            day,
            "gpu",
            seller,
            "nvidia",
            "h100",
            "hour",
            "us",
            terms,
            price,
            Currency.USD,
            "GPU hour",
            price is null ? "withdrawn" : "price",
            "x",
            "test"
        );

    private static PriceObservation Token(string day, string seller, decimal price, string item = "gpt-4o") =>
        new(
            day,
            day,
            "token",
            seller,
            "openai",
            item,
            "input",
            "global",
            "on_demand",
            price,
            Currency.USD,
            "1M tokens",
            "price",
            "x",
            "test"
        );

    private static List<string?> Held(params PriceObservation[] prices)
    {
        var screens = new PriceScreens(Rules);
        return [.. prices.Select(p => screens.Against(p)?.Screen)];
    }

    [Fact]
    public void Every_deal_screen_of_the_document_is_one_of_the_machine_and_has_its_numbers()
    {
        Assert.Equal(0.2m, Rules["promotional"].With["least"]);
        Assert.Equal(30m, Rules["round_trip"].With["days"]);
        Assert.Equal(30m, Rules["circle"].With["days"]);
        string[] reasons =
        [
            "source not defined",
            "flagged free, promotional or related",
            "nothing was paid",
            "paid less than a fifth of list: promotional",
            "seller and buyer are one or related",
            "its proof was used before",
            "the same deal was told before",
            "the buyer sold back to the seller within the days of a circle",
            "sold in a circle of three within the days of a circle",
        ];
        Assert.Equal(Rules.All.Where(s => s.Of == "deals").Select(s => s.Id), reasons.Select(DealAudit.ScreenOf));
    }

    [Theory]
    [InlineData("\"sentinel\"", "\"sentinels\"", "screen", "must be one of")]
    [InlineData("\"factor\": \"50\"", "\"factor\": \"1\"", "factor", "must be a number in quotes")]
    [InlineData("\"factor\": \"50\"", "\"factor\": 50", "factor", "must be a number in quotes")]
    [InlineData("\"factor\": \"50\"", "\"factor\": \"50\", \"mood\": \"good\"", "mood", "is no field")]
    [InlineData("\"version\"", "\"verse\"", "verse", "is no field")]
    [InlineData("\"-1000000\"", "\"much\"", "values", "must be a number in quotes")]
    [InlineData("\"zh\": \"未支付任何费用\"", "\"zh\": \"\"", "reason", "must have words")]
    public void A_document_with_a_fault_is_refused_with_its_place(string was, string becomes, string field, string rule)
    {
        var faults = new List<ScreenFault>();
        Assert.Null(ScreenRules.Read(Shipped.Replace(was, becomes, StringComparison.Ordinal), faults));
        Assert.Contains(
            faults,
            f => f.Path.EndsWith(field, StringComparison.Ordinal) && f.Rule.StartsWith(rule, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_set_is_closed_in_both_directions()
    {
        var faults = new List<ScreenFault>();
        Assert.Null(ScreenRules.Read("{\"screens\":[]}", faults));
        Assert.Equal(ScreenRules.Known.Count, faults.Count);
        faults.Clear();
        Assert.Null(ScreenRules.Read("not json", faults));
        Assert.Single(faults);
    }

    [Fact]
    public void Sentinels_and_absurd_prices_are_held_back() =>
        Assert.Equal(
            ["sentinel", "sentinel", "bounds", "bounds", null],
            Held(
                Token("2025-01-02", "a", -1_000_000m),
                Token("2025-01-02", "a", 0m),
                Token("2025-01-02", "a", 20_000m),
                Gpu("2025-01-02", "a", 98m),
                Gpu("2025-01-02", "a", 2m)
            )
        );

    [Fact]
    public void A_thousandfold_slip_is_held_back_until_it_is_seen_again() =>
        Assert.Equal(
            [null, "thousandfold", null, "thousandfold", null],
            Held(
                Token("2025-01-02", "a", 2.5m),
                Token("2025-01-03", "a", 0.0025m),
                Token("2025-01-04", "a", 2.5m),
                Token("2025-01-05", "a", 0.0025m),
                Token("2025-01-06", "a", 0.0025m)
            )
        );

    [Fact]
    public void Twice_on_one_day_is_not_seen_again_on_another() =>
        Assert.Equal(
            [null, "thousandfold", "thousandfold", null],
            Held(
                Token("2025-01-02", "a", 2.5m),
                Token("2025-01-03", "a", 0.0025m),
                Token("2025-01-03", "a", 0.0025m),
                Token("2025-01-04", "a", 0.0025m)
            )
        );

    [Fact]
    public void A_first_price_is_measured_by_other_sellers() =>
        Assert.Equal(
            [null, null, "thousandfold"],
            Held(Token("2025-01-02", "a", 2.5m), Token("2025-01-02", "b", 2.6m), Token("2025-01-03", "c", 0.0025m))
        );

    [Fact]
    public void A_total_for_eight_and_a_placeholder_are_held_back()
    {
        PriceObservation[] five =
        [
            Gpu("2026-01-02", "a", 2m),
            Gpu("2026-01-02", "b", 2.2m),
            Gpu("2026-01-02", "c", 2.5m),
            Gpu("2026-01-02", "d", 3m),
        ];
        Assert.Equal(
            [null, null, null, null, "instance_total", "instance_total", "placeholder"],
            Held([.. five, Gpu("2026-01-03", "a", 16m), Gpu("2026-01-03", "e", 17.6m), Gpu("2026-01-03", "f", 0.5m)])
        );
    }

    [Fact]
    public void A_spot_price_that_never_moves_is_held_back_after_two_weeks() =>
        Assert.Equal(
            [null, null, "stale_constant", null],
            Held(
                Gpu("2026-07-05", "aws", 7.2m, "spot"),
                Gpu("2026-07-18", "aws", 7.2m, "spot"),
                Gpu("2026-07-19", "aws", 7.2m, "spot"),
                Gpu("2026-07-20", "aws", 7.3m, "spot")
            )
        );

    [Fact]
    public void The_same_offer_under_two_ids_counts_once() =>
        Assert.Equal(
            [null, "duplicate_offer", null],
            Held(
                Token("2025-01-02", "a", 15m, "claude-3-opus"),
                Token("2025-01-02", "a", 15m, "anthropic/claude-3-opus-20240229"),
                Token("2025-01-02", "b", 15m, "anthropic/claude-3-opus-20240229")
            )
        );

    [Fact]
    public void An_edition_that_was_looked_at_is_a_model_of_its_own() =>
        Assert.Equal(
            [null, null, "duplicate_offer"],
            Held(
                Token("2024-06-28", "a", 3m, "claude-3-5-sonnet-20240620"),
                Token("2024-10-24", "a", 3m, "claude-3-5-sonnet-20241022"),
                Token("2024-10-24", "a", 3m, "claude-3.5-sonnet")
            )
        );

    [Fact]
    public void The_screens_hold_nothing_back_of_the_reference_tables()
    {
        var set = ObservationSets.Reference(Path.Combine(ReferenceData.Root!, "reference"));
        Assert.Empty(set.Faults);
        var prices = set.Observations.Select(o => o.Document).OfType<PriceObservation>().ToArray();
        Assert.True(prices.Length > 900, $"{prices.Length} prices");
        var screens = new PriceScreens(Rules);
        Assert.Empty(prices.Select(screens.Against).OfType<Finding>().Select(f => $"{f.Screen}: {f.What}"));
    }

    [Fact]
    public void A_withdrawal_passes() => Assert.Equal([null], Held(Gpu("2026-07-05", "aws", null)));
}
