// What all paths share, worked out once: transitions, drifts, and what each live contract weighs at each step.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>One leg begins or ends at a step.</summary>
internal readonly record struct LegEvent(int ForMonth, int Contract, double Quantity);

/// <summary>
/// The price of contract m at step s of a path is known[m] + average so far + Weight[s, m] exp(Left[s, m] X + Z),
/// with X and Z the short and long factor from zero. The days to come are put at the mean of their exp(-kappa time):
/// the mean of the price is exact, and so is the settlement; docs/cost-at-risk.md gives the size of what is
/// neglected.
/// </summary>
internal sealed class PathTables
{
    public PathTables(PathModel model)
    {
        Model = model;
        Grid = PathGrid.Of(model);
        Months = model.Curve.Count;
        var steps = Grid.Count;
        (Fade, ShortNoise, CrossNoise, LongNoise) = (
            new double[steps],
            new double[steps],
            new double[steps],
            new double[steps]
        );
        Spot = new double[steps];
        Left = new double[steps * Months];
        Weight = new double[steps * Months];
        Held = new double[(steps + 1) * Months];
        Known = [.. model.Curve.Select(m => m.KnownPart(model.Today))];
        Forward = [.. model.Curve.Select(m => m.ForwardOfRest(model.Today))];
        Events = [.. Enumerable.Range(0, steps).Select(_ => new List<LegEvent>())];
        Before = new double[Months];
        Transitions();
        Contracts();
        Legs();
        (SpotDeviation, MiddleYears) = (new double[Months], new double[Months]);
        for (var m = 0; m < Months; m++)
        {
            MiddleYears[m] = Grid.Years[Grid.Middle[m]];
            SpotDeviation[m] = Math.Sqrt(Math.Max(0, model.Factors.LogVariance(MiddleYears[m], 1)));
        }

        Observed = [.. model.Observe.Select(Grid.OnOrAfter)];
        if (Observed.Contains(-1))
            throw new ArgumentException($"observe: a date after the last averaging day {Grid.Dates[^1]}");
    }

    public PathModel Model { get; }
    public PathGrid Grid { get; }
    public int Months { get; }

    /// <summary>X becomes Fade X + ShortNoise e1; Z becomes Z + CrossNoise e1 + LongNoise e2.</summary>
    public double[] Fade { get; }
    public double[] ShortNoise { get; }
    public double[] CrossNoise { get; }
    public double[] LongNoise { get; }

    /// <summary>The index is Spot exp(X + Z); zero where no month averages.</summary>
    public double[] Spot { get; }
    public double[] Left { get; }
    public double[] Weight { get; }

    /// <summary>Positions by contract after today (row 0) and after each step (row s + 1).</summary>
    public double[] Held { get; }
    public double[] Known { get; }
    public double[] Forward { get; }
    public List<LegEvent>[] Events { get; }

    /// <summary>By month: minus what the legs that are held today cost.</summary>
    public double[] Before { get; }
    public double[] SpotDeviation { get; }
    public double[] MiddleYears { get; }
    public int[] Observed { get; }

    private void Transitions()
    {
        var factors = Model.Factors;
        var past = 0.0;
        for (var s = 0; s < Grid.Count; s++)
        {
            var (now, dt) = (Grid.Years[s], Grid.Years[s] - past);
            var (shortVariance, cross) = (factors.ShortVariance(dt), factors.CrossVariance(dt));
            Fade[s] = factors.Left(dt);
            ShortNoise[s] = Math.Sqrt(shortVariance);
            CrossNoise[s] = shortVariance > 0 ? cross / ShortNoise[s] : 0;
            LongNoise[s] = Math.Sqrt(Math.Max(0, factors.LongVariance(dt) - (CrossNoise[s] * CrossNoise[s])));
            if (Grid.Month[s] is var month and not PathGrid.NoMonth)
                Spot[s] = Forward[month] * Drift(now, 1);
            past = now;
        }
    }

    private void Contracts()
    {
        for (var m = 0; m < Months; m++)
        {
            for (var s = 0; s < Grid.Last[m]; s++)
            {
                var (left, share) = (0.0, 0.0);
                for (var ahead = Math.Max(s + 1, Grid.First[m]); ahead <= Grid.Last[m]; ahead++)
                {
                    left += Grid.Weight[ahead] * Model.Factors.Left(Grid.Years[ahead] - Grid.Years[s]);
                    share += Grid.Weight[ahead];
                }

                left /= share;
                Left[(s * Months) + m] = left;
                Weight[(s * Months) + m] = Forward[m] * share * Drift(Grid.Years[s], left);
            }
        }
    }

    private void Legs()
    {
        foreach (var leg in Model.Hedge.Legs)
        {
            var contract = Model.Curve[leg.Contract];
            var exit = leg.Exit is { } leave ? Math.Min(Grid.OnOrAfter(leave), Grid.Last[leg.Contract]) : -1;
            if (exit < 0)
                exit = Grid.Last[leg.Contract];
            var enter = leg.Enter is { } come ? Grid.OnOrAfter(come) : -1;
            if (enter >= exit)
                continue;
            if (enter < 0)
                Before[leg.ForMonth] -= leg.Quantity * (leg.EntryPrice ?? contract.Price);
            else
                Events[enter].Add(new(leg.ForMonth, leg.Contract, -leg.Quantity));
            Events[exit].Add(new(leg.ForMonth, leg.Contract, leg.Quantity));
            for (var row = enter + 1; row <= exit; row++)
                Held[(row * Months) + leg.Contract] += leg.Quantity;
        }
    }

    /// <summary>exp(premium - variance / 2): the mean of the forward price is today's, premium apart.</summary>
    private double Drift(double years, double left) =>
        PortableMath.Exp(
            (Model.PremiumShare * Model.Factors.Premium(years, left)) - (Model.Factors.LogVariance(years, left) / 2)
        );
}
