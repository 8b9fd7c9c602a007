// Small panels for the tests of the studies.
using Tokenbourse.Analytics.Studies;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Unit.Analytics.Studies;

/// <summary>Panels whose prices are written down.</summary>
internal static class StudyExamples
{
    public static readonly TradingDate First = TradingDate.Of(2025, 1, 1);

    /// <summary>One offer: from which day at which price; null withdraws it.</summary>
    public static IEnumerable<PriceFact> Sold(string maker, string item, params (int Day, double? Price)[] prices) =>
        prices.SelectMany(p =>
            new[] { "input", "output" }.Select(kind => new PriceFact(
                First.Plus(p.Day),
                new("shop", maker, item, "global", "on_demand"),
                kind,
                p.Price,
                Currency.USD
            ))
        );

    public static PricePanel Panel(int days, params IEnumerable<PriceFact>[] offers) =>
        PricePanel.Of(
            offers.SelectMany(o => o).OrderBy(f => f.Known),
            [],
            First,
            First.Plus(days - 1),
            Currency.USD,
            Bundle.Uncached
        );

    public static Universe All(PricePanel panel) => new(panel, null, 0);
}
