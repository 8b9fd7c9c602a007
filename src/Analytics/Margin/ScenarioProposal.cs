// What the historical model has learnt, as whole numbers that a margin group can hold.
namespace Tokenbourse.Analytics.Margin;

/// <summary>Scenarios for one contract, ppm of the value of a lot.</summary>
/// <param name="LossesPpm">What one long lot loses; a gain is below zero. Rounded away from zero, so that no outright
/// asks less than the model.</param>
/// <param name="Tail">The mean of so many worst ones counts.</param>
/// <param name="FloorPpm">Least margin.</param>
/// <param name="Days">Last day of the move behind each scenario; of experts' moves their name.</param>
/// <param name="IsShort">There are too few moves to believe their tail: the experts' moves alone.</param>
public sealed record ScenarioProposal(
    IReadOnlyList<long> LossesPpm,
    int Tail,
    long FloorPpm,
    IReadOnlyList<string> Days,
    bool IsShort
)
{
    private const double Million = 1_000_000;

    /// <summary>The model's scaled moves as scenarios. Its expected shortfall at the confidence is the mean of the
    /// tail; what it adds to that (stress, buffer, charges by size) has no place in a list of scenarios and is left
    /// out, but for the floor.</summary>
    /// <param name="prices">Of one node, oldest first; at least two.</param>
    /// <exception cref="ArgumentException">Parameters out of range, or no moves at all.</exception>
    public static ScenarioProposal Of(HistoricalParameters parameters, IReadOnlyList<string> days, double[] prices)
    {
        parameters.Check();
        var floor = (long)Math.Ceiling(parameters.FloorRate * Million);
        var returns = ScenarioReturns.Of(new PriceHistory(days, ["price"], [prices]), parameters.Horizon);
        if (returns.Count == 0)
            throw new ArgumentException($"{days.Count} prices: too few for a move over {parameters.Horizon} days");
        if (returns.Count < parameters.LeastObservations)
            return new(
                [.. parameters.Stress.Select(s => Loss(s.Of(0)))],
                1,
                floor,
                [.. parameters.Stress.Select(s => s.Name)],
                true
            );
        var filter = parameters.Filter ?? new VolatilityFilter(0.97) { Share = 0 };
        var scaled = returns.Scaled(filter, out _);
        var last = parameters.LookBack > 0 ? scaled.Last(parameters.LookBack) : scaled;
        return new(
            [.. last.ByNode[0].Select(r => Loss(Math.Exp(r) - 1))],
            parameters.ExpectedShortfall ? Margin.Tail.Index(last.Count, parameters.Confidence) + 1 : 1,
            floor,
            last.Days,
            false
        );
    }

    // Within a millionth of a ppm it is that one: exp and ln are not exact.
    private static long Loss(double move)
    {
        var loss = -move * Million;
        var nearest = Math.Round(loss);
        if (Math.Abs(loss - nearest) < 1e-6)
            return (long)nearest;
        return (long)(loss > 0 ? Math.Ceiling(loss) : Math.Floor(loss));
    }
}
