// The price of a month and the amount of its invoice: whole numbers, each rounded half up where it is said.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Delivery;

/// <summary>Rule SUP-004. All in units of 10^-decimals of the currency, for the priced units.</summary>
/// <param name="Average">Arithmetic average of the prints, rounded half up.</param>
/// <param name="Before">Average times factor, rounded half up, plus spread.</param>
/// <param name="Price">Not below the floor, not above the cap.</param>
internal readonly record struct SupplyPrice(Int128 Average, Int128 Before, Int128 Price)
{
    /// <summary>The largest amount of an invoice, minor units.</summary>
    public const long MostAmount = 1_000_000_000_000_000;

    private const int Million = 1_000_000;

    // Times the most units and a hundred it fits 128 bits.
    private static readonly Int128 _most = (Int128)1_000_000_000_000_000_000;

    /// <param name="sum">Of the prints.</param>
    /// <param name="perUnit">Units of the sum in one of 10^-decimals.</param>
    /// <param name="count">How many; above zero.</param>
    public static SupplyPrice Of(SupplyTerms terms, Int128 sum, long perUnit, int count)
    {
        Must.Hold(count > 0);
        var average = Rounding.Divide(sum, (Int128)count * perUnit, RoundingMode.HalfUp);
        var before =
            Rounding.Divide(average * terms.FactorPpm, Million, RoundingMode.HalfUp)
            + Scaled(terms.Spread, terms.Decimals);
        var price = Int128.Max(before, Scaled(terms.Floor, terms.Decimals));
        if (terms.Cap is { } cap)
            price = Int128.Min(price, Scaled(cap, terms.Decimals));
        return new(average, before, price);
    }

    /// <summary>Volume by price, rounded half up once, in minor units; null when it passes <see
    /// cref="MostAmount"/>.</summary>
    public Money? AmountOf(SupplyTerms terms, long volume)
    {
        if (Price > _most)
            return null;
        var amount = Rounding.Divide(
            Price * volume * Currencies.MinorPerUnit,
            (Int128)terms.PricedUnits * Power(terms.Decimals),
            RoundingMode.HalfUp
        );
        return amount > MostAmount ? null : new Money((long)amount);
    }

    /// <summary>As the fraction that people read.</summary>
    public static decimal Read(Int128 scaled, int decimals) => (decimal)scaled / Power(decimals);

    private static Int128 Scaled(decimal figure, int decimals) => (Int128)(figure * Power(decimals));

    private static long Power(int decimals)
    {
        long power = 1;
        for (var i = 0; i < decimals; i++)
            power *= 10;
        return power;
    }
}
