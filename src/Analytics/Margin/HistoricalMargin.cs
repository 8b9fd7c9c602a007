// The historical model over one day's market: scenarios are made once, portfolios pass through them.
namespace Tokenbourse.Analytics.Margin;

/// <summary>Plain or filtered historical simulation, prepared.</summary>
public sealed class HistoricalMargin : IPreparedMargin
{
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly double[] _volatility;
    private readonly double[] _ownTailLong;
    private readonly double[] _ownTailShort;
    private readonly double[] _jumpLong;
    private readonly double[] _jumpShort;
    private readonly int[] _all;

    internal HistoricalMargin(HistoricalParameters parameters, MarginMarket market)
    {
        Parameters = parameters;
        _instruments = market.Instruments;
        Book = new(market.Instruments);
        _all = [.. Enumerable.Range(0, _instruments.Count)];
        Members = [.. Book.Products.Select((_, p) => _all.Where(i => Book.ProductOf[i] == p).ToArray())];
        var raw = ScenarioReturns.Of(market.History, parameters.Horizon);
        var filter = parameters.Filter ?? new VolatilityFilter(0.97) { Share = 0 };
        var scaled = raw.Scaled(filter, out _volatility);
        var scenarios = parameters.LookBack > 0 ? scaled.Last(parameters.LookBack) : scaled;
        Days = scenarios.Days;
        Units = UnitProfits.Of(scenarios, _instruments);
        History = parameters.Buffer > 0 || parameters.StressObservations > 0 ? UnitProfits.Of(raw, _instruments) : null;
        Stress = UnitProfits.Of(parameters.Stress, _instruments);
        Short = Units.Count == 0 || Units.Count < parameters.LeastObservations;
        (_ownTailLong, _jumpLong) = OwnTails(1);
        (_ownTailShort, _jumpShort) = OwnTails(-1);
    }

    /// <summary>What was chosen.</summary>
    public HistoricalParameters Parameters { get; }

    /// <summary>Last day of each scenario's move.</summary>
    public IReadOnlyList<string> Days { get; }

    /// <summary>Are there too few scenarios to believe the tail?</summary>
    public bool Short { get; }

    internal Book Book { get; }

    /// <summary>Instruments of each product.</summary>
    internal int[][] Members { get; }

    internal UnitProfits Units { get; }

    /// <summary>Profits of all moves of history, not scaled; null when nothing asks for them.</summary>
    internal UnitProfits? History { get; }

    internal UnitProfits Stress { get; }

    /// <summary>Do the products' own requirements have to be known?</summary>
    internal bool ByProduct => Parameters.MostDiversification < 1;

    /// <summary>Volatility of now by node, of log returns over the horizon, with its floor.</summary>
    public IReadOnlyList<double> Volatility => _volatility;

    /// <inheritdoc/>
    public MarginResult Charge(ReadOnlySpan<long> lots, double? rateBefore = null)
    {
        var gross = Book.Gross(lots);
        var profits = new double[Units.Count];
        var history = new double[History?.Count ?? 0];
        var whole = Look(lots, _all, profits, history);
        var products = 0.0;
        if (ByProduct)
        {
            foreach (var members in Members)
                products += Look(lots, members, profits, history).Blend(Parameters.TailWeight);
        }

        return MarginTelling.Of(this, Measure(lots, gross, whole, products, rateBefore));
    }

    /// <summary>From what the scenarios say to the total. The single path and the batch both come through
    /// here.</summary>
    internal MarginFigures Measure(
        ReadOnlySpan<long> lots,
        double gross,
        ScenarioFigures whole,
        double products,
        double? rateBefore
    )
    {
        var p = Parameters;
        var floor = p.FloorRate > 0 ? p.FloorRate * Book.Value(lots, p.FloorSides) : 0;
        var blend = Short ? whole.Stress : whole.Blend(p.TailWeight);
        var bound = (gross > 0, Short, p.TailWeight < 1) switch
        {
            (false, _, _) => Bound.Nothing,
            (_, true, _) => Bound.ShortHistory,
            (_, _, true) => Bound.Blend,
            _ => Bound.Tail,
        };
        var required = blend;
        var byProducts = Short ? 0 : (1 - p.MostDiversification) * products;
        if (byProducts > required)
            (required, bound) = (byProducts, Bound.Diversification);
        var buffered = required;
        if (p.Buffer > 0 && !Short)
        {
            var quiet = (1 + p.Buffer) * whole.Quiet(p.TailWeight);
            buffered = Math.Max(required, Math.Min((1 + p.Buffer) * required, quiet));
            if (buffered > required)
                bound = Bound.Buffer;
        }

        var core = buffered;
        if (p.MostDailyRise is { } rise && rateBefore is { } before && core > (before + rise) * gross)
            (core, bound) = ((before + rise) * gross, Bound.DailyRise);
        if (floor > core)
            (core, bound) = (floor, Bound.Floor);
        var (liquidity, concentration, jump) = AddOns(lots);
        return new(
            whole,
            blend,
            byProducts,
            floor,
            required,
            buffered,
            core,
            bound,
            liquidity,
            concentration,
            jump,
            gross
        );
    }

    internal ScenarioFigures Look(
        ReadOnlySpan<long> lots,
        ReadOnlySpan<int> members,
        Span<double> profits,
        Span<double> history
    )
    {
        Units.Profits(lots, members, profits);
        History?.Profits(lots, members, history);
        return Figures(lots, members, profits, history);
    }

    /// <summary>Tail and stress of results that are known.</summary>
    internal ScenarioFigures Figures(
        ReadOnlySpan<long> lots,
        ReadOnlySpan<int> members,
        ReadOnlySpan<double> profits,
        ReadOnlySpan<double> history
    )
    {
        var (tail, scenario) = Units.Count > 0 ? TailOf(profits) : (0, -1);
        var unscaled = Parameters.Buffer > 0 && history.Length > 0 ? TailOf(history).Loss : 0;
        var (stress, move) = (0.0, -1);
        if (Parameters.StressObservations > 0 && history.Length > 0)
        {
            var count = Math.Min(Parameters.StressObservations, history.Length);
            stress = Tail.Of(history, new double[count], new int[count]).ExpectedShortfall;
        }

        Span<double> moves = stackalloc double[Math.Min(Stress.Count, 64)];
        if (Stress.Count > moves.Length)
            moves = new double[Stress.Count];
        Stress.Profits(lots, members, moves);
        for (var m = 0; m < moves.Length; m++)
        {
            if (-moves[m] > stress)
                (stress, move) = (-moves[m], m);
        }

        return new(tail, scenario, stress, move, unscaled);
    }

    private (double Loss, int Scenario) TailOf(ReadOnlySpan<double> profits)
    {
        var length = Tail.Index(profits.Length, Parameters.Confidence) + 1;
        Span<double> worst = length <= 128 ? stackalloc double[length] : new double[length];
        Span<int> scenarios = length <= 128 ? stackalloc int[length] : new int[length];
        var tail = Tail.Of(profits, worst, scenarios);
        return (Parameters.ExpectedShortfall ? tail.ExpectedShortfall : tail.ValueAtRisk, tail.Scenarios[^1]);
    }

    private (double Liquidity, double Concentration, double Jump) AddOns(ReadOnlySpan<long> lots)
    {
        var (liquidity, concentration, jump) = (0.0, 0.0, 0.0);
        for (var i = 0; i < lots.Length; i++)
        {
            if (lots[i] == 0)
                continue;
            var instrument = _instruments[i];
            var held = Math.Abs((double)lots[i]);
            var own = lots[i] > 0 ? _ownTailLong[i] : _ownTailShort[i];
            if (Parameters.Liquidity is { } rules)
            {
                var day = _volatility[instrument.Node] / Math.Sqrt(Parameters.Horizon);
                liquidity += rules.Liquidity(instrument, lots[i], day, Parameters.Horizon);
                concentration += held * own * (rules.Concentration(instrument, lots[i], Parameters.Horizon) - 1);
            }

            if (Parameters.Jump is { } rule && held > rule.FreeLots)
            {
                var far = lots[i] > 0 ? _jumpLong[i] : _jumpShort[i];
                jump += (held - rule.FreeLots) * Math.Max(0, far - own);
            }
        }

        return (liquidity, concentration, jump);
    }

    /// <summary>Tail of one lot of each instrument alone, and the farther one of jumps. A short history gives the
    /// floor.</summary>
    private (double[] Own, double[] Jump) OwnTails(int side)
    {
        var own = new double[_instruments.Count];
        var jump = new double[_instruments.Count];
        if (Parameters.Liquidity is null && Parameters.Jump is null)
            return (own, jump);
        var profits = new double[Units.Count];
        for (var i = 0; i < own.Length; i++)
        {
            for (var s = 0; s < profits.Length; s++)
                profits[s] = side * Units.Of(i)[s];
            own[i] = Short ? Parameters.FloorRate * _instruments[i].Value : TailOf(profits).Loss;
            if (Parameters.Jump is { } rule && !Short)
                jump[i] = Tail.Of(profits, rule.Confidence).ValueAtRisk;
        }

        return (own, jump);
    }
}
