// The words of questions to the studies of margin: tests of coverage, quantiles, volatility, surveys of liquidity.
using System.Globalization;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    /// <summary>What the chi-square of one degree of freedom is above in 5 % of cases.</summary>
    private const double Rejected = 3.841;

    private void AskKupiec(IWorkedEngines engines, WordReader words)
    {
        var breaches = words.Peek == "of" ? -1 : words.Whole("breaches");
        words.Need("of");
        var days = words.Number("days");
        words.Need("at");
        var share = words.Percent("a percentage as in 1%");
        if (breaches < 0)
        {
            words.Need("accepts");
            var least = words.Whole("the least breaches that are accepted");
            words.Need("to");
            var most = words.Whole("the most breaches that are accepted");
            var accepted = Enumerable
                .Range(0, days + 1)
                .Where(x => engines.Kupiec(days, x, share) <= Rejected)
                .ToList();
            Same("kupiec accepts", $"{least} to {most}", $"{accepted[0]} to {accepted[^1]}");
            Same("kupiec accepts", $"{most - least + 1} in a row", $"{accepted.Count} in a row");
            return;
        }

        var ratio = engines.Kupiec(days, (int)breaches, share);
        words.Need("is");
        AsPrinted("kupiec", words.Decimal("a ratio"), ratio);
        if (words.Peek is "accepted" or "rejected")
            Same("kupiec", words.Take(""), ratio > Rejected ? "rejected" : "accepted");
    }

    private void AskQuantile(IWorkedEngines engines, WordReader words)
    {
        words.Need("of");
        var results = words.Number("how many results");
        words.Need("at");
        var confidence = words.Percent("a percentage as in 99%");
        words.Need("is");
        words.Need("worst");
        Same("quantile worst", $"{words.Whole("a place from 1")}", $"{engines.Place(results, confidence)}");
    }

    private void AskStudent(IWorkedEngines engines, WordReader words)
    {
        var price = words.Decimal("a price");
        words.Need("x");
        var size = words.Decimal("a size");
        words.Need("quantile");
        var quantile = (double)words.Decimal("a quantile");
        // Printed is quantile times volatility; the engine asks for the volatility.
        words.Need("times");
        words.Need("volatility");
        var move = (double)words.Percent("quantile times volatility as a percentage");
        words.Need("is");
        var answer = engines.Student((double)(price * size), quantile, move / quantile);
        Same("student", $"{words.Whole("a whole amount")}", $"{answer}");
    }

    private void AskLiquidity(IWorkedEngines engines, WordReader words)
    {
        var points = new List<(double, double)>();
        while (!words.Has("size"))
        {
            var at = (double)words.Decimal("a size, or 'size'");
            words.Need("at");
            points.Add((at, (double)words.Decimal("basis points")));
        }

        var size = words.Decimal("a size");
        words.Need("basis-point");
        var worth = words.Decimal("what a basis point is worth");
        words.Need("is");
        AsPrinted("liquidity", words.Decimal("a charge"), engines.Liquidity(points, (double)size, (double)worth));
        if (!words.Has("within", "rounding", "of"))
            return;
        // Each printed input stands for all that round to it: half a unit of its last place less or more.
        var printed = (double)words.Decimal("a printed charge");
        var (a, b) = ((double)HalfPlace(size), (double)HalfPlace(worth));
        var low = engines.Liquidity(points, (double)size - a, (double)worth - b);
        var high = engines.Liquidity(points, (double)size + a, (double)worth + b);
        Same("liquidity within rounding", "yes", printed >= low && printed <= high ? "yes" : $"{low:0.00}-{high:0.00}");
    }

    private static decimal HalfPlace(decimal printed) => new(5, 0, 0, false, (byte)(printed.Scale + 1));

    // To the decimals that are printed, halves away from zero.
    private void AsPrinted(string what, decimal printed, double answer)
    {
        var rounded = Math.Round((decimal)answer, printed.Scale, MidpointRounding.AwayFromZero);
        Same(what, Stripped(printed), Stripped(rounded));
    }

    private static string Stripped(decimal value) => (value / 1.0000000000m).ToString(CultureInfo.InvariantCulture);
}
