// Sizes and ticks of Shanghai contracts as they changed from 2008 to 2018.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Integration.RealData;

/// <summary>One contract month on one day, in whole fen so that nothing is rounded.</summary>
/// <param name="TickFen">The tick, in fen per quoted unit (a ton, a gram, a kilogram).</param>
/// <param name="Size">Quoted units in a lot.</param>
internal readonly record struct ShfeContract(long TickFen, long Size)
{
    // Lead was 25 tons a lot, five tons from this day on for every month; ...
    private static readonly TradingDate SmallLead = TradingDate.Of(2013, 9, 2);

    // ... gold ticked by 0.01 yuan a gram, by 0.05 from this day on.
    private static readonly TradingDate WideGold = TradingDate.Of(2013, 6, 25);

    // Rubber was five tons a lot up to the month before this, aluminium ticked by ten yuan up to the month before that.
    private static readonly ContractMonth BigRubber = ContractMonth.Of(2012, 8);
    private static readonly ContractMonth FineAluminium = ContractMonth.Of(2008, 5);

    // Fuel oil was ten tons a lot up to the month before this; hot coil ticked by two yuan up to the day before that.
    private static readonly ContractMonth BigFuelOil = ContractMonth.Of(2012, 2);
    private static readonly TradingDate FineCoil = TradingDate.Of(2015, 4, 28);

    /// <summary>What a tick on a lot is worth, in fen.</summary>
    public long TickValueFen => TickFen * Size;

    /// <summary>The products of the proof.</summary>
    public static readonly string[] Products = ["cu", "al", "zn", "pb", "au", "ag", "rb", "ru"];

    public static ShfeContract Of(string product, string contract, TradingDate day)
    {
        var month = Month(contract[product.Length..]);
        return product switch
        {
            "cu" => new(10_00, 5),
            "al" => new(month < FineAluminium ? 10_00 : 5_00, 5),
            "zn" => new(5_00, 5),
            "pb" => new(5_00, day < SmallLead ? 25 : 5),
            "au" => new(day < WideGold ? 1 : 5, 1000),
            "ag" => new(1_00, 15),
            "rb" => new(1_00, 10),
            "ru" => new(5_00, month < BigRubber ? 5 : 10),
            "bu" => new(2_00, 10),
            "fu" => new(1_00, month < BigFuelOil ? 10 : 50),
            "hc" => new(day < FineCoil ? 2_00 : 1_00, 10),
            "wr" => new(1_00, 10),
            "ni" or "sn" => new(10_00, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(product), product, "not in the proof"),
        };
    }

    /// <summary>The month that a contract's code names.</summary>
    public static ContractMonth Month(string product, string contract) => Month(contract[product.Length..]);

    private static ContractMonth Month(string digits) =>
        ContractMonth.Of(
            2000 + int.Parse(digits.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture),
            int.Parse(digits.AsSpan(2, 2), NumberStyles.None, CultureInfo.InvariantCulture)
        );
}
