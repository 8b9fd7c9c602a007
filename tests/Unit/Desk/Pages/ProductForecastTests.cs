// A forecast by product: by the share of the last bill, by hand where somebody said so, and always adding up.
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk.Pages;

public sealed class ProductForecastTests
{
    private static readonly TradingDate AsOf = TradingDate.Of(2026, 5, 29);
    private static readonly ContractMonth June = ContractMonth.Of(2026, 6);

    private static MappedLine Line(string item, decimal units, decimal floating) =>
        new(ContractMonth.Of(2026, 4), item, units, units, "factor 1", null, null, PriceBasis.Spot)
        {
            Floating = floating,
        };

    private static HedgeProgramme Programme(params EnteredItem[] items) =>
        SamplePlan.Programme with
        {
            Mapping =
            [
                new("a", "TK", "factor", 1, PriceBasis.Spot, null, 0, "") { Entity = "Lab" },
                new("b", "TK", "factor", 1, PriceBasis.Spot, null, 0, ""),
            ],
            Forecast = new(2, "monthly", 0.1m, 0, 0.2m, null, []) { Items = items.Length == 0 ? null : items },
        };

    private static ProductForecast Of(HedgeProgramme programme) =>
        new(programme, [Line("b", 100, 0.5m), Line("a", 200, 1)], AsOf);

    [Fact]
    public void Products_take_their_share_and_add_up_to_the_month()
    {
        var products = Of(Programme()).Split([new(June, 0, 100, 100.000001m, 101, 1, 0, 100)]);
        Assert.Equal([("a", "Lab"), ("b", "Example AI Ltd")], products.Select(p => (p.Item, p.Entity)));
        Assert.Equal(66.666667m, products[0].Base);
        Assert.Equal(100.000001m, products.Sum(p => p.Base));
        Assert.Equal(100m, products.Sum(p => p.Low));
        Assert.DoesNotContain(products, p => p.Entered);
    }

    [Fact]
    public void A_product_entered_by_hand_moves_its_month_and_what_floats_of_it()
    {
        var forecast = Of(Programme(new EnteredItem(June, "a", 10, 20, 30)));
        var (cases, floating) = forecast.Of(June)!.Value;
        // b by the curve: 100 after two months of 10 %, 0 % and 20 %.
        Assert.Equal(new ForecastCases(110, 141, 174), cases);
        Assert.Equal(decimal.Round((20 + (0.5m * 121)) / 141, 6, MidpointRounding.AwayFromZero), floating);
        Assert.Null(forecast.Of(June.Plus(1)));
        var products = forecast.Split([new(June, 0, 110, 141, 174, floating, 0, 0)]);
        Assert.Equal((20m, true), (products[0].Base, products[0].Entered));
        Assert.Equal(141m, products.Sum(p => p.Base));
    }

    [Fact]
    public void Entered_products_are_held_to_rules()
    {
        var faults = ProgrammeRules.Faults(
            Programme(new EnteredItem(June, "a", -1, 20, 30), new EnteredItem(June, "a", 10, 5, 30))
        );
        Assert.Equal(
            ["$.forecast.items[0].low", "$.forecast.items[1].month", "$.forecast.items[1].base"],
            faults.Select(f => f.Where)
        );
    }
}
