// ln and exp against digits known from tables, and against each other.
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Xunit;

namespace Tokenbourse.Unit.Index;

public sealed class DecimalMathTests
{
    private const decimal Stated = 0.000000000000000000000001m;

    [Theory]
    [InlineData("2", "0.6931471805599453094172321215")]
    [InlineData("3", "1.0986122886681096913952452369")]
    [InlineData("10", "2.3025850929940456840179914547")]
    [InlineData("0.5", "-0.6931471805599453094172321215")]
    [InlineData("7", "1.9459101490553133051053527434")]
    [InlineData("1000000", "13.815510557964274104107948728")]
    [InlineData("0.000001", "-13.815510557964274104107948728")]
    public void The_logarithm_has_the_known_digits(string of, string digits) =>
        Assert.True(Distance(DecimalMath.Ln(Parse(of)), Parse(digits)) <= Stated);

    [Theory]
    [InlineData("1", "2.7182818284590452353602874714")]
    [InlineData("-1", "0.3678794411714423215955237702")]
    [InlineData("0.5", "1.6487212707001281468486507878")]
    [InlineData("2", "7.3890560989306502272304274606")]
    [InlineData("-10", "0.0000453999297624848515355915")]
    public void The_exponential_has_the_known_digits(string of, string digits) =>
        Assert.True(Distance(DecimalMath.Exp(Parse(of)), Parse(digits)) <= Stated);

    [Fact]
    public void Logarithm_and_exponential_undo_each_other()
    {
        for (var i = 1; i <= 400; i++)
        {
            var argument = (i * 0.137m) - 27.4m;
            Assert.True(
                Distance(DecimalMath.Ln(DecimalMath.Exp(argument)), argument)
                    <= (argument < -5m ? 0.000000000000001m : Stated),
                $"{argument}"
            );
            var value = i * i * 0.0371m;
            Assert.True(Distance(DecimalMath.Exp(DecimalMath.Ln(value)) / value, 1m) <= Stated, $"{value}");
        }
    }

    [Fact]
    public void One_and_zero_are_exact()
    {
        Assert.Equal(0m, DecimalMath.Ln(1m));
        Assert.Equal(1m, DecimalMath.Exp(0m));
        Assert.Throws<InvariantBrokenException>(() => DecimalMath.Ln(0m));
        Assert.Throws<InvariantBrokenException>(() => DecimalMath.Exp(61m));
    }

    private static decimal Distance(decimal left, decimal right) => decimal.Abs(left - right);

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
