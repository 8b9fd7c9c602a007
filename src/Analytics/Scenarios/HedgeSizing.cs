// The smallest hedge that meets two tolerances: every size is tried, from none to all, a lot at a time.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>
/// Walks the scale upwards; at each scale a month holds the whole number of lots nearest to scale times full volume,
/// moved into its band. From one size to the next only the months that change are added to the paths' sums.
/// </summary>
public sealed class HedgeSizing
{
    private const int MostSizes = 4_000;
    private const int CoarseSizes = 1_000;
    private const int FrontierPoints = 60;

    private readonly PathSet _set;
    private readonly SizingTerms _terms;
    private readonly double[] _full;
    private readonly long[] _least;
    private readonly long[] _most;
    private readonly double[] _physical;
    private readonly double[] _profit;
    private readonly List<string> _remarks = [];

    private HedgeSizing(PathSet set, SizingTerms terms)
    {
        (_set, _terms) = (set, terms);
        _full = set.Model.Hedge.Volumes(set.Months);
        (_least, _most) = (new long[set.Months], new long[set.Months]);
        (_physical, _profit) = (new double[set.Paths], new double[set.Paths]);
        var month = new double[set.Paths];
        for (var m = 0; m < set.Months; m++)
        {
            set.Physical(m, month);
            CostAtRisk.Add(_physical, month, 1);
            Band(m);
        }
    }

    /// <param name="set">A run whose model holds the full hedge.</param>
    /// <exception cref="ArgumentException">Terms out of range, no volumes or no hedge in the model.</exception>
    public static SizingResult Solve(PathSet set, SizingTerms terms)
    {
        string[] faults = [.. terms.Faults(set.Months)];
        if (faults.Length > 0)
            throw new ArgumentException(string.Join("; ", faults));
        if (set.Model.Volumes.Count == 0 || set.Model.Hedge.Legs.Count == 0)
            throw new ArgumentException("sizing needs a model with volumes and with the hedge at full size");
        return new HedgeSizing(set, terms).Search();
    }

    private void Band(int m)
    {
        var low = _terms.Low.Count == 0 ? 0 : _terms.Low[m];
        var high = _terms.High.Count == 0 ? Math.Max(low, _full[m]) : _terms.High[m];

        // A band's edge that is a whole number of lots but for the last digits of a division counts as whole.
        const double Slack = 1e-9;
        _least[m] = (long)Math.Ceiling((low / _terms.LotSize) - Slack);
        _most[m] = (long)Math.Floor((high / _terms.LotSize) + Slack);
        if (_full[m] == 0)
        {
            if (low > 0)
                _remarks.Add($"{_set.Model.Curve[m].Month}: the policy asks for a hedge, the full hedge has none");
            (_least[m], _most[m]) = (0, 0);
        }
        else if (_least[m] > _most[m])
        {
            _remarks.Add(
                $"{_set.Model.Curve[m].Month}: no whole lot between {low} and {high}; the lots below are taken"
            );
            _least[m] = _most[m];
        }
    }

    private SizingResult Search()
    {
        var scales = Scales();
        var points = new SizingPoint[scales.Length];
        var lots = new long[_set.Months];
        long[] chosenLots = [];
        SizingPoint? chosen = null;
        for (var i = 0; i < scales.Length; i++)
        {
            Resize(lots, scales[i]);
            points[i] = Measure(scales[i], lots.Sum());
            if (chosen is not null || !BudgetMet(points[i]) || !LossMet(points[i]))
                continue;
            (chosen, chosenLots) = (points[i], [.. lots]);
        }

        var budget = points.Where(BudgetMet).Select(p => (SizingPoint?)p).FirstOrDefault();
        var loss = points.Where(LossMet).Select(p => (SizingPoint?)p).LastOrDefault();
        var (verdict, binding) = Judge(chosen, budget, loss, points[0]);
        return new(verdict, binding, chosen, chosenLots, budget, loss, Frontier(points), _remarks);
    }

    private static (SizingVerdict, BindingRule) Judge(
        SizingPoint? chosen,
        SizingPoint? budget,
        SizingPoint? loss,
        SizingPoint smallest
    ) =>
        (chosen, budget, loss) switch
        {
            ({ } found, _, _) when found.Lots > smallest.Lots => (SizingVerdict.Met, BindingRule.Budget),
            ({ Lots: 0 }, _, _) => (SizingVerdict.Met, BindingRule.None),
            ({ }, _, _) => (SizingVerdict.Met, BindingRule.PolicyBand),
            (_, null, _) => (SizingVerdict.BudgetNotMet, BindingRule.Budget),
            (_, _, null) => (SizingVerdict.LossNotMet, BindingRule.HedgeLoss),
            _ => (SizingVerdict.Conflict, BindingRule.HedgeLoss),
        };

    private bool BudgetMet(SizingPoint point) => point.OverBudget.Value <= _terms.BudgetTolerance;

    private bool LossMet(SizingPoint point) => point.HedgeLoss.Value <= _terms.LossTolerance;

    /// <summary>Every scale at which a month gets a lot more; an even grid when there are too many.</summary>
    private double[] Scales()
    {
        var most = 0.0;
        var count = 0L;
        for (var m = 0; m < _full.Length; m++)
        {
            if (_most[m] == 0)
                continue;
            most = Math.Max(most, _most[m] * _terms.LotSize / _full[m]);
            count += _most[m] - _least[m];
        }

        if (count > MostSizes)
            return [.. Enumerable.Range(0, CoarseSizes + 1).Select(i => most * i / CoarseSizes)];
        var scales = new SortedSet<double> { 0 };
        for (var m = 0; m < _full.Length; m++)
        {
            for (var lot = _least[m]; lot < _most[m]; lot++)
                scales.Add((lot + 0.5) * _terms.LotSize / _full[m]);
        }

        return [.. scales];
    }

    private void Resize(long[] lots, double scale)
    {
        for (var m = 0; m < lots.Length; m++)
        {
            if (_full[m] == 0)
                continue;
            var wanted = (long)Math.Floor((scale * _full[m] / _terms.LotSize) + 0.5 + 1e-12);
            var now = Math.Clamp(wanted, _least[m], _most[m]);
            if (now == lots[m])
                continue;
            var share = (now - lots[m]) * _terms.LotSize / _full[m];
            CostAtRisk.Add(_profit, _set.Gain(m), share);
            if (_terms.FullCosts.Count > 0)
            {
                foreach (ref var profit in _profit.AsSpan())
                    profit -= share * _terms.FullCosts[m];
            }

            lots[m] = now;
        }
    }

    private SizingPoint Measure(double scale, long lots)
    {
        var (overBoth, overOne, lossBoth, lossOne) = (0, 0, 0, 0);
        var half = _set.Paths / 2;
        for (var i = 0; i < half; i++)
        {
            PairedShares.Count(Over(i), Over(half + i), ref overBoth, ref overOne);
            PairedShares.Count(Loses(i), Loses(half + i), ref lossBoth, ref lossOne);
        }

        return new(scale, lots, PairedShares.Of(overBoth, overOne, half), PairedShares.Of(lossBoth, lossOne, half));
    }

    private bool Over(int p) =>
        _terms.Side == HedgerSide.Buyer
            ? _physical[p] - _profit[p] > _terms.Budget
            : _physical[p] + _profit[p] < _terms.Budget;

    private bool Loses(int p) => -_profit[p] > _terms.HedgeLossLimit;

    private static SizingPoint[] Frontier(SizingPoint[] points) =>
        points.Length <= FrontierPoints
            ? points
            :
            [
                .. Enumerable
                    .Range(0, FrontierPoints)
                    .Select(i => points[(int)((long)i * (points.Length - 1) / (FrontierPoints - 1))]),
            ];
}
