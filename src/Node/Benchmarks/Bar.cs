// A ratio that a run is held to, and whether it was reached.
using System.Globalization;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One bar: a ratio of two things measured in the same run, never an absolute figure.</summary>
/// <param name="What">Both sides of the ratio.</param>
/// <param name="Measured">The ratio of this run.</param>
/// <param name="Limit">The bar.</param>
/// <param name="AtLeast">True: the ratio must reach the bar; false: it must not be above it.</param>
internal sealed record Bar(string What, double Measured, double Limit, bool AtLeast)
{
    public bool Passed => AtLeast ? Measured >= Limit : Measured <= Limit;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Passed ? "pass" : "MISS")}  {Measured, 7:0.00}  {(AtLeast ? ">=" : "<=")} {Limit, -5:0.0#}{What}"
        );
}
