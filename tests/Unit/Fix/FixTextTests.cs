// Numbers and times of FIX: there and back, exactly, and nothing else accepted.
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixTextTests
{
    [Fact]
    public void Units_go_to_text_and_back_with_every_number_of_places()
    {
        var pairs =
            from units in ArbMap.Default.GeneratorFor<long>().Select(v => v % 1_000_000_000_000_000_000)
            from places in Gen.Choose(0, FixText.MostPlaces)
            select (units, places);
        Prop.ForAll(
                pairs.ToArbitrary(),
                pair =>
                {
                    var (units, places) = pair;
                    var bytes = new byte[40];
                    var length = FixText.WriteUnits(units, places, bytes);
                    var text = Encoding.ASCII.GetString(bytes, 0, length);
                    var worth = (decimal)units / Power(places);
                    return FixText.TryUnits(bytes.AsSpan(0, length), places, out var back, out var exact)
                        && exact
                        && back == units
                        && decimal.Parse(text, CultureInfo.InvariantCulture) == worth;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("12.50", 2, 1250, true)]
    [InlineData("12.5", 3, 12_500, true)]
    [InlineData("002000.00", 0, 2000, true)]
    [InlineData("-0.001", 3, -1, true)]
    [InlineData(".5", 1, 5, true)]
    [InlineData("5.", 1, 50, true)]
    [InlineData("-0", 2, 0, true)]
    [InlineData("2.1505", 3, 0, false)]
    [InlineData("9223372036854775807", 0, 0, false)]
    [InlineData("99999999999999999999999", 0, 0, false)]
    public void A_decimal_is_read_in_units_or_said_not_to_fit(string text, int places, long units, bool fits)
    {
        Assert.True(FixText.TryUnits(Encoding.ASCII.GetBytes(text), places, out var read, out var exact));
        Assert.Equal(fits, exact);
        Assert.Equal(units, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData(" 1")]
    public void What_is_no_decimal_is_not_read(string text) =>
        Assert.False(FixText.IsDecimal(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Whole_numbers_have_bounds()
    {
        Assert.True(FixText.TryInt("-999999999999999999"u8, out var least));
        Assert.Equal(-999_999_999_999_999_999, least);
        Assert.False(FixText.TryInt("1000000000000000000"u8, out _));
        Assert.False(FixText.TryWhole("-1"u8, out _));
        Assert.True(FixText.TrySequence("2147483646"u8, out var last));
        Assert.Equal(int.MaxValue - 1, last);
        Assert.False(FixText.TrySequence("2147483647"u8, out _));
        Assert.True(FixText.TryFlag("N"u8, out var flag));
        Assert.False(flag);
        Assert.False(FixText.TryFlag("y"u8, out _));
    }

    [Fact]
    public void Moments_go_to_text_and_back_to_the_nanosecond()
    {
        var moments = ArbMap.Default.GeneratorFor<long>().Select(v => Math.Abs(v % 9_000_000_000_000_000_000));
        Prop.ForAll(
                moments.ToArbitrary(),
                nanoseconds =>
                {
                    var bytes = new byte[FixTime.MostBytes];
                    var length = FixTime.Write(new(nanoseconds), 9, bytes);
                    return length == 27 && FixTime.TryTimestamp(bytes, out var back) && back.Nanoseconds == nanoseconds;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("20240229-23:59:59", 1_709_251_199_000_000_000)]
    [InlineData("20240229-23:59:60", 1_709_251_200_000_000_000)]
    [InlineData("19700101-00:00:00.001", 1_000_000)]
    [InlineData("19700101-00:00:00.000001", 1_000)]
    [InlineData("19700101-00:00:00.000000001", 1)]
    public void A_timestamp_is_read(string text, long nanoseconds)
    {
        Assert.True(FixTime.TryTimestamp(Encoding.ASCII.GetBytes(text), out var moment));
        Assert.Equal(nanoseconds, moment.Nanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("20230229-00:00:00")]
    [InlineData("20231301-00:00:00")]
    [InlineData("20230100-00:00:00")]
    [InlineData("20230101-24:00:00")]
    [InlineData("20230101-00:60:00")]
    [InlineData("20230101-00:00:61")]
    [InlineData("20230101-00:00:00.1")]
    [InlineData("20230101-00:00:00.")]
    [InlineData("20230101 00:00:00")]
    [InlineData("20230101-00-00-00")]
    [InlineData("20230101")]
    [InlineData("19691231-23:59:59")]
    [InlineData("23000101-00:00:00")]
    [InlineData("2023010a-00:00:00")]
    public void What_is_no_timestamp_is_not_read(string text) =>
        Assert.False(FixTime.TryTimestamp(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void A_moment_is_written_with_as_many_digits_as_asked()
    {
        var moment = new Instant(1_709_251_199_123_456_789);
        Assert.Equal("20240229-23:59:59", Written(moment, 0));
        Assert.Equal("20240229-23:59:59.123", Written(moment, 3));
        Assert.Equal("20240229-23:59:59.123456", Written(moment, 6));
        Assert.Equal("20240229-23:59:59.123456789", Written(moment, 9));
        Assert.Equal("19691231-23:59:59.999", Written(new(-1), 3));
    }

    private static string Written(Instant moment, int digits)
    {
        var bytes = new byte[FixTime.MostBytes];
        return Encoding.ASCII.GetString(bytes, 0, FixTime.Write(moment, digits, bytes));
    }

    private static decimal Power(int places)
    {
        var power = 1m;
        for (var place = 0; place < places; place++)
            power *= 10;
        return power;
    }
}
