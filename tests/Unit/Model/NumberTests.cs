// The small numbers against big ones: rounding, moments, dates, months.
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Model;

public sealed class NumberTests
{
    [Theory]
    [InlineData(7, 2, RoundingMode.Down, 3)]
    [InlineData(-7, 2, RoundingMode.Down, -4)]
    [InlineData(7, 2, RoundingMode.Up, 4)]
    [InlineData(-7, 2, RoundingMode.Up, -3)]
    [InlineData(7, 2, RoundingMode.HalfUp, 4)]
    [InlineData(-7, 2, RoundingMode.HalfUp, -4)]
    [InlineData(5, 2, RoundingMode.HalfEven, 2)]
    [InlineData(7, 2, RoundingMode.HalfEven, 4)]
    [InlineData(-5, 2, RoundingMode.HalfEven, -2)]
    [InlineData(-8, 3, RoundingMode.HalfUp, -3)]
    [InlineData(6, 3, RoundingMode.HalfUp, 2)]
    public void Fractions_round_as_their_mode_says(
        long numerator,
        long denominator,
        RoundingMode mode,
        long expected
    ) => Assert.Equal(expected, Rounding.ToLong(numerator, denominator, mode));

    [Fact]
    public void Rounding_agrees_with_big_integers()
    {
        Prop.ForAll<long, int>(
                (numerator, raw) =>
                {
                    var denominator = (raw == int.MinValue ? 1 : int.Abs(raw)) + 1L;
                    var floor = BigInteger.DivRem(numerator, denominator, out var rest);
                    if (rest.Sign < 0)
                        (floor, rest) = (floor - 1, rest + denominator);
                    var up = rest.IsZero ? floor : floor + 1;
                    var twice = (rest * 2).CompareTo(denominator);
                    var halfUp = twice > 0 || (twice == 0 && numerator > 0) ? floor + 1 : floor;
                    var halfEven = twice > 0 || (twice == 0 && !floor.IsEven) ? floor + 1 : floor;
                    return Rounding.ToLong(numerator, denominator, RoundingMode.Down) == floor
                        && Rounding.ToLong(numerator, denominator, RoundingMode.Up) == up
                        && Rounding.ToLong(numerator, denominator, RoundingMode.HalfUp) == halfUp
                        && Rounding.ToLong(numerator, denominator, RoundingMode.HalfEven) == halfEven;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Moments_are_read_as_they_are_written()
    {
        Prop.ForAll<int, int>(
                (seconds, nanos) =>
                {
                    var moment = new Instant(
                        (seconds * Instant.PerSecond) + ((nanos & int.MaxValue) % Instant.PerSecond)
                    );
                    return Instant.TryParse(moment.ToString(), out var back) && back == moment;
                }
            )
            .QuickCheckThrowOnFailure();
        Assert.Equal("1969-12-31T23:59:59.999Z", new Instant(-1_000_000).ToString());
        foreach (
            var bad in (string[])
                ["", "2026", "2026-02-30", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z"]
        )
        {
            Assert.False(Instant.TryParse(bad, out _), bad);
        }

        // Beyond 64 bits of nanoseconds: no moment, and no overflow.
        foreach (var far in (string[])["3026-01-01", "9999-12-31T23:59:59Z", "0001-01-01", "2262-04-12T00:00:00Z"])
            Assert.False(Instant.TryParse(far, out _), far);
        foreach (var end in (long[])[long.MaxValue, long.MinValue])
            Assert.True(Instant.TryParse(new Instant(end).ToString(), out var back) && back.Nanoseconds == end);
    }

    [Fact]
    public void Dates_know_their_weekday_and_months_their_code()
    {
        for (var days = -40_000; days < 40_000; days += 17)
        {
            var date = new TradingDate(days);
            Assert.Equal(((int)date.Date.DayOfWeek + 6) % 7 + 1, date.Weekday);
            Assert.True(TradingDate.TryParse(date.ToString(), out var back));
            Assert.Equal(date, back);
        }

        var month = ContractMonth.Of(2026, 12);
        Assert.Equal(("Z26", "2026-12", "2026-12-31"), (month.Code, month.ToString(), month.Last.ToString()));
        Assert.Equal("F27", month.Plus(1).Code);
    }

    [Fact]
    public void Parts_per_million_are_the_same_by_the_short_way_and_the_long_one()
    {
        var random = new Random(11);
        foreach (var mode in Enum.GetValues<RoundingMode>())
        {
            for (var i = 0; i < 20_000; i++)
            {
                // Sizes on both sides of each guard of the short way.
                var (a, b, c) = (Any(random), Any(random), Any(random));
                var ppm = random.Next(5) switch
                {
                    0 => 0,
                    1 => 500_000,
                    _ => random.Next(2_000_000),
                };
                var long128 = Rounding.Divide((Int128)a * b * c * ppm, 1_000_000, mode);
                if (long128 > long.MaxValue || long128 < long.MinValue)
                    Assert.Throws<OverflowException>(() => Rounding.PartsPerMillion(a, b, c, ppm, mode));
                else
                    Assert.Equal((long)long128, Rounding.PartsPerMillion(a, b, c, ppm, mode));
            }
        }

        static long Any(Random random) =>
            random.Next(8) switch
            {
                0 => 0,
                1 => int.MaxValue,
                2 => (long)int.MaxValue + 1,
                3 => -random.Next(1_000),
                4 => random.NextInt64(1L << 33),
                _ => random.Next(1 << random.Next(1, 20)),
            };
    }
}
