// A supply invoice worked out in decimal fractions, from prints and use: the participant's own arithmetic.
namespace Tokenbourse.Desk.Supply;

/// <summary>What a price and an amount depend on beside prints and use.</summary>
/// <param name="Decimals">Of average and price.</param>
/// <param name="Factor">Times the average.</param>
/// <param name="Spread">Added to it.</param>
/// <param name="Floor">The price is at least so much.</param>
/// <param name="Cap">And at most so much; null: no cap.</param>
/// <param name="PricedUnits">Metered units to which the price belongs.</param>
/// <param name="Least">Metered units that are billed at least.</param>
public readonly record struct SupplyFormula(
    int Decimals,
    decimal Factor,
    decimal Spread,
    decimal Floor,
    decimal? Cap,
    long PricedUnits,
    long Least
);

/// <summary>The figures of an invoice.</summary>
/// <param name="Average">Of the prints, rounded half up; null without a print.</param>
/// <param name="PriceBefore">Average times factor, rounded half up, plus spread.</param>
/// <param name="Price">After floor and cap.</param>
/// <param name="Metered">Units metered.</param>
/// <param name="Volume">Units billed.</param>
/// <param name="AmountMinor">Volume by price, rounded half up once.</param>
public sealed record SupplyFigures(
    decimal? Average,
    decimal? PriceBefore,
    decimal? Price,
    decimal Metered,
    decimal Volume,
    decimal? AmountMinor
)
{
    private const decimal MinorPerUnit = 100m;

    /// <summary>Works an invoice out.</summary>
    /// <param name="prints">Of the month's days that count.</param>
    /// <param name="metered">Units of the month.</param>
    /// <exception cref="OverflowException">The figures pass 28 digits.</exception>
    public static SupplyFigures Of(in SupplyFormula formula, IReadOnlyCollection<decimal> prints, decimal metered)
    {
        var volume = decimal.Max(metered, formula.Least);
        if (prints.Count == 0)
            return new(null, null, null, metered, volume, null);
        var average = HalfUp(prints.Sum() / prints.Count, formula.Decimals);
        var before = Before(formula, average);
        var price = PriceOf(formula, average);
        var amount = HalfUp(price * volume * MinorPerUnit / formula.PricedUnits, 0);
        return new(average, before, price, metered, volume, amount);
    }

    /// <summary>The price at an average.</summary>
    public static decimal PriceOf(in SupplyFormula formula, decimal average)
    {
        var price = decimal.Max(Before(formula, average), formula.Floor);
        return formula.Cap is { } cap ? decimal.Min(price, cap) : price;
    }

    private static decimal Before(in SupplyFormula formula, decimal average) =>
        HalfUp(average * formula.Factor, formula.Decimals) + formula.Spread;

    private static decimal HalfUp(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
}
