// Figures of the clearing desk as the wire spells them; nothing here rounds money.
using System.Globalization;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Clearing;

/// <summary>Decimals as texts, words in lower case.</summary>
internal static class ClearingWords
{
    public static string Of(Money money) => Of((Int128)money.Minor);

    public static string Of(Int128 minor)
    {
        var size = Int128.Abs(minor);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(minor < 0 ? "-" : "")}{size / Currencies.MinorPerUnit}.{(int)(size % Currencies.MinorPerUnit):00}"
        );
    }

    public static string Of(MonthFigures month, Price price) =>
        Fixed(month.Spec.PriceOf(price), month.Spec.PriceDecimals);

    /// <summary>Parts per million as percent, all digits.</summary>
    public static string Percent(long ppm) => (ppm / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A share in percent with one decimal, half up; null of nothing.</summary>
    public static string? Share(Int128 part, Int128 whole) =>
        whole == 0 ? null : Fixed(Rounding.ToLong(part * 1000, whole, RoundingMode.HalfUp) / 10m, 1);

    public static string Fixed(decimal value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A chance, four decimals.</summary>
    public static string Chance(double probability) => probability.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>DefaulterMargin: "defaulter margin".</summary>
    public static string Word<T>(T word)
        where T : struct, Enum =>
        string.Concat(
            word.ToString()
                .Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString())
        );

    public static string Side(Side side) => side == Model.Numbers.Side.Buy ? "long" : "short";

    public static Currency[] All { get; } = [Currency.CNY, Currency.USD, Currency.EUR];

    public static string Moves(IEnumerable<(string Contract, int Ppm)> moves) =>
        string.Join(", ", moves.Select(m => $"{m.Contract} {(m.Ppm > 0 ? "+" : "")}{Percent(m.Ppm)} %"));
}
