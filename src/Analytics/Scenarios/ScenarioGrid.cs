// What each shock does to cost, hedge and margin: plain arithmetic, no chance.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Scenarios;

/// <summary>One product: what is used of it and which of its futures are held.</summary>
/// <param name="Product">Its name, as shocks call it.</param>
/// <param name="Curve">Today's curve.</param>
/// <param name="Volumes">By month of the curve, 0 or more.</param>
/// <param name="Hedge">Legs in this curve.</param>
public sealed record ScenarioLine(
    string Product,
    IReadOnlyList<FuturesMonth> Curve,
    IReadOnlyList<double> Volumes,
    HedgeSchedule Hedge
)
{
    /// <summary>Own price over index.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Share of an index move that reaches the own price: 1 for a floating price, 0 for a list price that
    /// stays.</summary>
    public double PassThrough { get; init; } = 1;
}

/// <summary>What a grid is made for.</summary>
public sealed record ScenarioBook(TradingDate Today, HedgerSide Side, IReadOnlyList<ScenarioLine> Lines)
{
    /// <summary>Initial margin over gross value, 0 or more.</summary>
    public double InitialRate { get; init; }

    /// <summary>What the hedge costs in all.</summary>
    public double Costs { get; init; }

    /// <summary>Are futures in the foreign currency as well?</summary>
    public bool CurrencyOnHedgeToo { get; init; }
}

/// <summary>Margin at the moments at which prices move.</summary>
/// <param name="Date">Today or a month's first averaging day.</param>
/// <param name="Variation">Received since today, below zero: paid.</param>
/// <param name="Initial">Initial margin held then.</param>
public readonly record struct MarginPoint(TradingDate Date, double Variation, double Initial);

/// <summary>One row.</summary>
/// <param name="Physical">Cost of what is used, or revenue of what is sold.</param>
/// <param name="HedgeProfit">Since entry; costs are not in it.</param>
/// <param name="Net">Cost: physical - profit + costs; revenue: physical + profit - costs.</param>
/// <param name="PhysicalChange">Against the same book without a shock.</param>
/// <param name="NetChange">The same of the net.</param>
/// <param name="WorstOutflow">Most variation paid since today, and the rise of initial margin at that moment.</param>
/// <param name="Path">Margin at each moment at which prices move.</param>
public sealed record ScenarioRow(
    Shock Shock,
    double Physical,
    double HedgeProfit,
    double Net,
    double PhysicalChange,
    double NetChange,
    double WorstOutflow,
    IReadOnlyList<MarginPoint> Path
);

/// <summary>Applies shocks.</summary>
public static class ScenarioGrid
{
    /// <exception cref="ArgumentException">A book or a shock out of range; all faults are named.</exception>
    public static IReadOnlyList<ScenarioRow> Of(ScenarioBook book, IReadOnlyList<Shock> shocks)
    {
        string[] faults = [.. Faults(book, shocks)];
        if (faults.Length > 0)
            throw new ArgumentException(string.Join("; ", faults));
        var (physical, profit) = Sums(book, new("unchanged", []));
        var net = Net(book, physical, profit);
        return [.. shocks.Select(shock => Row(book, shock, physical, net))];
    }

    private static IEnumerable<string> Faults(ScenarioBook book, IReadOnlyList<Shock> shocks)
    {
        if (book.Lines.Count == 0)
            yield return "book: no lines";
        foreach (var line in book.Lines)
        {
            var faults = line
                .Curve.SelectMany(m => m.Faults(book.Today))
                .Concat(line.Hedge.Faults(line.Curve, book.Today));
            foreach (var fault in faults)
                yield return $"{line.Product}: {fault}";
            if (line.Volumes.Count != line.Curve.Count || line.Volumes.Any(v => v is not >= 0))
                yield return $"{line.Product}: volumes: one of 0 or more for each of {line.Curve.Count} months";
            if (!(line.Factor > 0) || line.PassThrough is not (>= 0 and <= 1))
                yield return $"{line.Product}: factor {line.Factor}: above 0; pass-through {line.PassThrough}: 0 to 1";
            foreach (var move in shocks.SelectMany(s => s.Moves).Where(m => Meant(m, line)))
            {
                foreach (var fault in move.Faults(line.Curve.Count))
                    yield return fault;
            }
        }

        foreach (var shock in shocks.Where(s => s.VolumeFactor is not >= 0 || s.CurrencyFactor is not > 0))
            yield return $"{shock.Name}: volume factor: 0 or more; currency factor: above 0";
    }

    private static ScenarioRow Row(ScenarioBook book, Shock shock, double basePhysical, double baseNet)
    {
        var (physical, profit) = Sums(book, shock);
        var net = Net(book, physical, profit);
        var path = Path(book, shock);
        var initial = book.InitialRate * book.Lines.Sum(l => Gross(book, l, null, book.Today));
        var worst = path.Max(p => Math.Max(0, -p.Variation + Math.Max(0, p.Initial - initial)));
        return new(shock, physical, profit, net, physical - basePhysical, net - baseNet, worst, path);
    }

    private static double Net(ScenarioBook book, double physical, double profit) =>
        book.Side == HedgerSide.Buyer ? physical - profit + book.Costs : physical + profit - book.Costs;

    private static (double Physical, double Profit) Sums(ScenarioBook book, Shock shock)
    {
        var (physical, profit) = (0.0, 0.0);
        foreach (var line in book.Lines)
        {
            for (var m = 0; m < line.Curve.Count; m++)
            {
                var price = line.Curve[m].Price;
                var settled = PriceAt(book, line, shock, m, line.Curve[m].Averaging[^1]);
                var own = line.Factor * (price + (line.PassThrough * (settled - price)));
                physical += line.Volumes[m] * shock.VolumeFactor * own * shock.CurrencyFactor;
            }

            foreach (var leg in line.Hedge.Legs)
            {
                var last = line.Curve[leg.Contract].Averaging[^1];
                var entry = leg.Enter is { } enter
                    ? PriceAt(book, line, shock, leg.Contract, enter)
                    : leg.EntryPrice ?? line.Curve[leg.Contract].Price;
                var exit = PriceAt(book, line, shock, leg.Contract, leg.Exit ?? last);
                profit += leg.Quantity * (exit - entry) * (book.CurrencyOnHedgeToo ? shock.CurrencyFactor : 1);
            }
        }

        return (physical, profit);
    }

    /// <summary>Prices move today and where a step comes; between, nothing is paid.</summary>
    private static List<MarginPoint> Path(ScenarioBook book, Shock shock)
    {
        var dates = book
            .Lines.SelectMany(line =>
                shock
                    .Moves.Where(m => m.Kind == MoveKind.Step && Meant(m, line))
                    .Select(m => Begin(book, line, m.FromMonth))
            )
            .Append(book.Today)
            .Distinct()
            .Order();
        var points = new List<MarginPoint>();
        var variation = 0.0;
        foreach (var date in dates)
        {
            foreach (var line in book.Lines)
            {
                for (var m = 0; m < line.Curve.Count; m++)
                {
                    var before =
                        date == book.Today ? line.Curve[m].Price : PriceAt(book, line, shock, m, date.Plus(-1));
                    variation += Held(line, m, date) * (PriceAt(book, line, shock, m, date) - before);
                }
            }

            points.Add(new(date, variation, book.InitialRate * book.Lines.Sum(l => Gross(book, l, shock, date))));
        }

        return points;
    }

    /// <summary>The price of a contract when the moves up to a date have come; known prints do not move.</summary>
    private static double PriceAt(ScenarioBook book, ScenarioLine line, Shock shock, int m, TradingDate date)
    {
        var month = line.Curve[m];
        var factor = 1.0;
        foreach (var move in shock.Moves.Where(move => Meant(move, line)))
        {
            factor *= move.Kind switch
            {
                MoveKind.Parallel => 1 + move.Size,
                MoveKind.Component => PortableMath.Exp(move.Size * move.Loadings[m]),
                MoveKind.Front => PortableMath.Exp(
                    PortableMath.Log(1 + move.Size) * PortableMath.Exp(-move.Fade * Years(book, month))
                ),
                _ => m >= move.FromMonth && date >= Begin(book, line, move.FromMonth) ? 1 + move.Size : 1,
            };
        }

        var known = month.KnownPart(book.Today);
        return known + ((month.Price - known) * factor);
    }

    /// <summary>From today to the middle of the days to come.</summary>
    private static double Years(ScenarioBook book, FuturesMonth month)
    {
        var rest = month.Averaging.Where(d => d > book.Today).ToArray();
        return (rest[rest.Length / 2].Days - book.Today.Days) / PathGrid.DaysInAYear;
    }

    private static TradingDate Begin(ScenarioBook book, ScenarioLine line, int month) =>
        line.Curve[month].Averaging[0] > book.Today ? line.Curve[month].Averaging[0] : book.Today;

    private static double Gross(ScenarioBook book, ScenarioLine line, Shock? shock, TradingDate date) =>
        Enumerable
            .Range(0, line.Curve.Count)
            .Sum(m =>
                Math.Abs(Held(line, m, date))
                * (shock is null ? line.Curve[m].Price : PriceAt(book, line, shock, m, date))
            );

    private static double Held(ScenarioLine line, int contract, TradingDate date) =>
        line
            .Hedge.Legs.Where(leg =>
                leg.Contract == contract
                && (leg.Enter is not { } enter || enter < date)
                && (leg.Exit ?? line.Curve[contract].Averaging[^1]) >= date
            )
            .Sum(leg => leg.Quantity);

    private static bool Meant(PriceMove move, ScenarioLine line) =>
        move.Product == PriceMove.EveryProduct || move.Product == line.Product;
}
