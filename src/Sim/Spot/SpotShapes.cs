// The shapes of usage that the simulated buyers follow.
namespace Tokenbourse.Sim.Spot;

/// <summary>Shapes by hour.</summary>
public static class SpotShapes
{
    /// <summary>
    /// Requests by hour of the trace's day over their mean: workload m-small of ServeGen (production traffic of a model
    /// platform, fourteen days, clients 0 to 19; Apache-2.0), two decimals. <c>study spot --calibrate</c> measures it
    /// again.
    /// </summary>
    public static IReadOnlyList<double> Hours { get; } =
    [
        1.00,
        0.84,
        0.75,
        0.66,
        0.65,
        0.59,
        0.64,
        0.76,
        0.85,
        0.85,
        1.02,
        1.01,
        1.03,
        1.01,
        1.01,
        1.01,
        1.00,
        1.00,
        1.06,
        1.28,
        1.57,
        1.63,
        1.51,
        1.26,
    ];

    /// <summary>A buyer's usage by hour UTC, mean one.</summary>
    /// <param name="zone">Hours by which the buyer's clock is ahead of UTC.</param>
    /// <param name="steepness">Power to which the shape is raised; 0 is flat.</param>
    internal static double[] Of(IReadOnlyList<double> shape, int zone, double steepness)
    {
        var hours = new double[24];
        for (var hour = 0; hour < 24; hour++)
            hours[hour] = Math.Pow(shape[(hour + zone + 24) % 24], steepness);
        var mean = hours.Sum() / 24;
        return [.. hours.Select(h => h / mean)];
    }
}
