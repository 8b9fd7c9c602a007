// A book of settled days written out by hand: prices that decline along the months and move from day to day.
using System.Globalization;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Curves;

namespace Tokenbourse.Unit.Curves;

internal static class CurveBookMaker
{
    /// <summary>A Monday.</summary>
    public static readonly TradingDate First = TradingDate.Of(2025, 5, 5);

    /// <summary>Weekdays from <see cref="First"/> on, each with the next ten calendar months; nothing averages.</summary>
    public static CurveBook Book(string contract, int days, double front, double move = 0.01, int months = 10) =>
        new(
            contract,
            "by hand",
            true,
            contract == "GH" ? "USD" : "CNY",
            "a unit",
            "0.001",
            3,
            contract == "GH" ? 1000 : 10_000,
            false,
            true,
            "INDEX",
            [.. Weekdays(days).Select((d, i) => Day(contract, d, i, front, move, months))],
            [.. Weekdays(days).Select(d => new CurveIndexDay($"{d}", "1.5", 4, null, null))],
            []
        );

    public static IEnumerable<TradingDate> Weekdays(int count) =>
        Enumerable.Range(0, count * 2).Select(i => First.Plus(i)).Where(d => d.Weekday <= 5).Take(count);

    private static CurveDay Day(string contract, TradingDate day, int place, double front, double move, int months)
    {
        var next = ContractMonth.Of(day).Index + 1;
        return new(
            $"{day}",
            [
                .. Enumerable
                    .Range(next, months)
                    .Select((m, k) => Quote(contract, new ContractMonth(m), day, place, k, front, move)),
            ]
        );
    }

    private static CurveQuote Quote(
        string contract,
        ContractMonth month,
        TradingDate day,
        int place,
        int k,
        double front,
        double move
    )
    {
        var years = (month.Last.Days - day.Days) / 365.0;
        // A level that swings and a front that swings faster: two ways to move, no chance.
        var level = (move * Math.Sin(place / 9.0)) + (move * 0.5 * Math.Sin(place * 1.7) * Math.Exp(-4 * years));
        var price = Math.Round(front * Math.Exp(level - (0.3 * years)), 3);
        var name = month.First.ToString()[..7];
        return new(
            $"{contract}-{name}",
            name,
            $"{month.Last}",
            price.ToString("F3", CultureInfo.InvariantCulture),
            null,
            null,
            100 - k,
            day.Weekday * 10
        );
    }
}
