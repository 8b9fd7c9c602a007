// Own exponential, logarithm and normal quantile against the libraries', over their whole range.
using System.Numerics;
using MathNet.Numerics.Distributions;
using Tokenbourse.Analytics.Scenarios;
using Xunit;

namespace Tokenbourse.Unit.RiskPaths;

public sealed class PortableMathTests
{
    [Fact]
    public void The_exponential_is_the_librarys_to_four_parts_in_ten_to_the_sixteenth()
    {
        for (var x = -690.0; x <= 690; x += 0.0437)
            Assert.True(Math.Abs((PortableMath.Exp(x) / Math.Exp(x)) - 1) < 4.5e-16, $"{x}");
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(PortableMath.Exp(700), PortableMath.Exp(5000));
        Assert.True(PortableMath.Exp(-5000) > 0);
    }

    [Fact]
    public void A_vector_gives_the_same_bits_as_one_number()
    {
        var x = new double[Vector<double>.Count];
        for (var first = -20.0; first < 20; first += 0.0113)
        {
            for (var i = 0; i < x.Length; i++)
                x[i] = first + (i * 3.7);
            var all = PortableMath.Exp(new Vector<double>(x));
            for (var i = 0; i < x.Length; i++)
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(PortableMath.Exp(x[i])),
                    BitConverter.DoubleToInt64Bits(all[i])
                );
        }
    }

    [Fact]
    public void The_logarithm_is_the_librarys()
    {
        for (var x = 1e-300; x < 1e300; x *= 1.37)
            Assert.True(
                Math.Abs(PortableMath.Log(x) - Math.Log(x)) <= 4.5e-16 * Math.Max(1, Math.Abs(Math.Log(x))),
                $"{x}"
            );
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Log(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Log(-1));
    }

    [Fact]
    public void The_normal_quantile_agrees_with_the_librarys_distribution()
    {
        // The printed check values of AS 241: 0.25, 0.001 and 1e-20.
        Assert.Equal(-0.6744897501960817, NormalQuantile.Of(0.25), 14);
        Assert.Equal(-3.090232306167814, NormalQuantile.Of(0.001), 13);
        Assert.Equal(-9.262340089798408, NormalQuantile.Of(1e-20), 12);
        for (var p = 0.0005; p < 1; p += 0.0005)
            Assert.Equal(p, Normal.CDF(0, 1, NormalQuantile.Of(p)), 12);
        Assert.Equal(0, NormalQuantile.Of(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalQuantile.Of(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalQuantile.Of(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalQuantile.Of(double.NaN));
    }
}
