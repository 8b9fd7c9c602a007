// What a simulation leaves: one row a month, one column a path, in arrays that the next run uses again.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>
/// Results of one run. Path p and path p + <see cref="Paths"/> / 2 are a pair (antithetic when the run says so). The
/// arrays belong to the set: a later run into it overwrites them.
/// </summary>
public sealed class PathSet
{
    private double[] _settlement = [];
    private double[] _ownPrice = [];
    private double[] _volume = [];
    private double[] _gain = [];
    private double[] _variation = [];
    private double[] _observed = [];
    private double[] _outflow = [];
    private double[] _window = [];
    private double[] _need = [];
    private double[] _initial = [];

    /// <summary>What was simulated.</summary>
    public PathModel Model { get; private set; } = null!;

    /// <summary>How.</summary>
    public PathRun Run { get; private set; } = null!;

    public int Paths => Run.Paths;

    public int Months => Model.Curve.Count;

    /// <summary>The index's month average of each path: what the month's contract settles at.</summary>
    public ReadOnlySpan<double> Settlement(int month) => Row(_settlement, month);

    /// <summary>The hedger's own price of the month, in the hedger's money.</summary>
    public ReadOnlySpan<double> OwnPrice(int month) => Row(_ownPrice, month);

    /// <summary>The month's volume.</summary>
    public ReadOnlySpan<double> Volume(int month) => Row(_volume, month);

    /// <summary>Profit of the legs that serve the month, since their entry; costs of trading are not in it.</summary>
    public ReadOnlySpan<double> Gain(int month) => Row(_gain, month);

    /// <summary>Sum of variation from today to the last step of the month; above zero received.</summary>
    public ReadOnlySpan<double> Variation(int month) => Row(_variation, month);

    /// <summary>Price of a contract on the day with that index in <see cref="PathModel.Observe"/>.</summary>
    public ReadOnlySpan<double> Observed(int day, int month) => Row(_observed, (day * Months) + month);

    /// <summary>Most variation paid, net, from today to any moment; never below zero.</summary>
    public ReadOnlySpan<double> WorstOutflow => _outflow.AsSpan(0, Paths);

    /// <summary>Most variation paid, net, within the margin window; never below zero.</summary>
    public ReadOnlySpan<double> WorstWindow => _window.AsSpan(0, Paths);

    /// <summary>Most money tied up at any moment: variation paid so far and initial margin held.</summary>
    public ReadOnlySpan<double> WorstNeed => _need.AsSpan(0, Paths);

    /// <summary>Most initial margin held at any moment.</summary>
    public ReadOnlySpan<double> MostInitial => _initial.AsSpan(0, Paths);

    /// <summary>Cost of what is used: volume times own price.</summary>
    public void Physical(int month, Span<double> into)
    {
        var volume = Volume(month);
        var price = OwnPrice(month);
        for (var p = 0; p < into.Length; p++)
            into[p] = volume[p] * price[p];
    }

    internal void Prepare(PathModel model, PathRun run)
    {
        (Model, Run) = (model, run);
        var size = checked(run.Paths * model.Curve.Count);
        _settlement = Room(_settlement, size);
        _ownPrice = Room(_ownPrice, size);
        _volume = Room(_volume, size);
        _gain = Room(_gain, size);
        _variation = Room(_variation, size);
        _observed = Room(_observed, checked(size * model.Observe.Count));
        _outflow = Room(_outflow, run.Paths);
        _window = Room(_window, run.Paths);
        _need = Room(_need, run.Paths);
        _initial = Room(_initial, run.Paths);
    }

    /// <summary>Writes one month of a block: plus paths to the first half, minus paths to the second.</summary>
    internal void Keep(PathField field, int row, int firstPair, ReadOnlySpan<double> lanes, int pairs)
    {
        var array = field switch
        {
            PathField.Settlement => _settlement,
            PathField.OwnPrice => _ownPrice,
            PathField.Volume => _volume,
            PathField.Gain => _gain,
            PathField.Variation => _variation,
            PathField.Observed => _observed,
            PathField.Outflow => _outflow,
            PathField.Window => _window,
            PathField.Need => _need,
            _ => _initial,
        };
        var target = array.AsSpan(row * Paths, Paths);
        lanes[..pairs].CopyTo(target[firstPair..]);
        lanes.Slice(lanes.Length / 2, pairs).CopyTo(target[((Paths / 2) + firstPair)..]);
    }

    private static double[] Room(double[] array, int size) => array.Length >= size ? array : new double[size];

    private ReadOnlySpan<double> Row(double[] array, int row) => array.AsSpan(row * Paths, Paths);
}

/// <summary>Which of the arrays.</summary>
internal enum PathField
{
    Settlement,
    OwnPrice,
    Volume,
    Gain,
    Variation,
    Observed,
    Outflow,
    Window,
    Need,
    Initial,
}
