// What trading does to the price: by the lots of an order, by the flow of a minute, by the value of a minute.
namespace Tokenbourse.Sim.Quality;

/// <summary>The square-root law, Kyle's lambda, Amihud's ratio.</summary>
public static class ImpactFigures
{
    public static IEnumerable<Figure> Of(DayGatherer day)
    {
        foreach (
            var (suffix, curve) in new[] { ("", day.InstantImpact.Points()), ("_minute", day.LaterImpact.Points()) }
        )
        {
            double[] lots = [.. curve.Select(p => p.X)];
            double[] moves = [.. curve.Select(p => p.Y)];
            var (factor, explained) = Regression.SquareRoot(
                lots,
                moves,
                [.. curve.Select(p => (double)p.Observations)]
            );
            yield return new("impact", "square_root" + suffix, "", "ticks_per_root_lot", factor);
            yield return new("impact", "square_root_explained" + suffix, "", "share", explained);
            yield return new("impact", "exponent" + suffix, "", "number", Regression.Power(lots, moves).Slope);
        }

        foreach (var figure in Kyle(day))
            yield return figure;
        yield return new("impact", "amihud", "", "bp_per_million", Amihud(day));
    }

    /// <summary>Moves of the mid over each minute, ticks.</summary>
    private static double[] Moves(DayGatherer day)
    {
        var moves = new double[day.Minutes.Count];
        var before = day.Mids[0];
        for (var i = 0; i < moves.Length; i++)
        {
            // A minute without a message keeps the mid that was there.
            var mid = day.Minutes[i].Messages > 0 ? day.Minutes[i].Mid : before;
            moves[i] = mid - before;
            before = mid;
        }

        return moves;
    }

    private static IEnumerable<Figure> Kyle(DayGatherer day)
    {
        var moves = Moves(day);
        double[] flow = [.. day.Minutes.Select(m => (double)m.Flow)];
        double[] roots = [.. day.Minutes.Select(m => Math.Sign(m.Flow) * Math.Sqrt(Math.Abs(m.Flow)))];
        foreach (var (suffix, unit, x) in new[] { ("", "ticks_per_lot", flow), ("_root", "ticks_per_root_lot", roots) })
        {
            var line = Regression.Of(x, moves);
            yield return new("impact", "kyle" + suffix, "", unit, line.Slope);
            yield return new("impact", "kyle_low" + suffix, "", unit, Edge(line, -1));
            yield return new("impact", "kyle_high" + suffix, "", unit, Edge(line, 1));
            yield return new("impact", "kyle_explained" + suffix, "", "share", line.Explained);
        }
    }

    private static Estimate Edge(Line line, int sign) =>
        line.Slope.Value is { } slope && line.Error.Value is { } error
            ? Estimate.Of(slope + (sign * 1.96 * error), line.Slope.Observations)
            : line.Slope;

    private static Estimate Amihud(DayGatherer day)
    {
        var returns = ReturnFigures.Returns(day, 60);
        var (sum, count) = (0.0, 0L);
        for (var i = 0; i < returns.Length; i++)
        {
            if (day.Minutes[i].Notional <= 0)
                continue;
            sum += Math.Abs(returns[i]) / day.Minutes[i].Notional * 1_000_000;
            count++;
        }

        return Estimate.Mean(sum, count, count);
    }
}
