// Margin as a percentage of value: what the venue charges, and what every other model is compared with.
using System.Globalization;

namespace Tokenbourse.Analytics.Margin;

/// <summary>Which of a product's holdings a percentage is asked of.</summary>
public enum SideRule
{
    /// <summary>Longs and shorts of all months.</summary>
    Both,

    /// <summary>The larger of the product's longs and its shorts.</summary>
    LargerByProduct,
}

/// <summary>A flat rate of the value held.</summary>
/// <param name="Rate">Share of the value, 0 to 1.</param>
public sealed record PercentageModel(double Rate, SideRule Sides = SideRule.Both) : IMarginModel
{
    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"percent {Rate * 100:0.##}");

    /// <inheritdoc/>
    public IPreparedMargin Prepare(MarginMarket market) => new Prepared(this, new Book(market.Instruments));

    private sealed class Prepared(PercentageModel model, Book book) : IPreparedMargin
    {
        public MarginResult Charge(ReadOnlySpan<long> lots, double? rateBefore = null)
        {
            var gross = book.Gross(lots);
            var basis = book.Value(lots, model.Sides);
            var amount = model.Rate * basis;
            var note = string.Create(
                CultureInfo.InvariantCulture,
                $"{model.Rate:0.######} of {basis:0.##}, {model.Sides}"
            );
            return new(
                MinorUnits.Up(amount),
                amount,
                gross,
                gross > 0 ? amount / gross : 0,
                "percentage",
                "",
                [new("percentage", amount, true, note)]
            );
        }
    }
}
