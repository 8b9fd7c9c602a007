// All choices of the historical model. What an exchange's text leaves open is a parameter here.
namespace Tokenbourse.Analytics.Margin;

/// <summary>A move that experts thought of.</summary>
/// <param name="Moves">Relative price moves by node (-0.75: three quarters are lost); a single one holds for all
/// nodes.</param>
public sealed record StressMove(string Name, IReadOnlyList<double> Moves)
{
    /// <summary>The same move of every node, up and down.</summary>
    public static IReadOnlyList<StressMove> BothWays(string name, double size) =>
        [new($"{name} up", [size]), new($"{name} down", [-size])];

    public double Of(int node) => Moves.Count == 1 ? Moves[0] : Moves[node];
}

/// <summary>What is asked beyond the tail for rare jumps of an uncovered size.</summary>
/// <param name="Confidence">Of the jump, above the model's own.</param>
/// <param name="FreeLots">Lots of an instrument, on either side, of which none is asked.</param>
public sealed record JumpRules(decimal Confidence, long FreeLots);

/// <summary>Plain historical without a filter; filtered historical with one.</summary>
public sealed record HistoricalParameters
{
    public required string Name { get; init; }

    /// <summary>h, the margin period of risk in days.</summary>
    public int Horizon { get; init; } = 1;

    /// <summary>a.</summary>
    public decimal Confidence { get; init; } = 0.99m;

    /// <summary>Mean of the tail in place of the quantile.</summary>
    public bool ExpectedShortfall { get; init; }

    /// <summary>Scenarios of the tail, the newest; zero: all.</summary>
    public int LookBack { get; init; }

    /// <summary>Null: moves as they were.</summary>
    public VolatilityFilter? Filter { get; init; }

    /// <summary>w: weight of the tail, 1 - w that of stress. 0.75 is also the anti-procyclical choice of a quarter
    /// for stress.</summary>
    public double TailWeight { get; init; } = 1;

    public IReadOnlyList<StressMove> Stress { get; init; } = [];

    /// <summary>Stress is at least the mean loss of so many worst moves of all history, not scaled; zero: experts
    /// only.</summary>
    public int StressObservations { get; init; }

    /// <summary>At most this share of the products' own requirements is forgiven for diversification; 1: no
    /// cap.</summary>
    public double MostDiversification { get; init; } = 1;

    /// <summary>Least share of the value of the larger sides.</summary>
    public double FloorRate { get; init; }

    public SideRule FloorSides { get; init; } = SideRule.LargerByProduct;

    /// <summary>With fewer scenarios the tail is not believed: the larger of floor and expert stress is
    /// asked.</summary>
    public int LeastObservations { get; init; } = 500;

    /// <summary>
    /// Added in quiet times and used up in stress: (1 + buffer) times the requirement, but not more than (1 + buffer)
    /// times what the moves of all history ask without scaling, nor less than the requirement. [K] how it
    /// is released.
    /// </summary>
    public double Buffer { get; init; }

    /// <summary>Most rise of the rate from one day to the next, 0.03: three percent of value; null: any.</summary>
    public double? MostDailyRise { get; init; }

    /// <summary>Null: no liquidity and concentration charges.</summary>
    public LiquidityRules? Liquidity { get; init; }

    /// <summary>Null: no jump add-on.</summary>
    public JumpRules? Jump { get; init; }

    /// <exception cref="ArgumentException">A value out of its range, or weights without what they weigh.</exception>
    public void Check()
    {
        static void Require(bool holds, string rule)
        {
            if (!holds)
                throw new ArgumentException(rule);
        }

        Require(Horizon >= 1, $"horizon {Horizon}: must be at least 1");
        Require(Confidence is > 0 and < 1, $"confidence {Confidence}: must be above 0 and below 1");
        Require(LookBack >= 0 && LeastObservations >= 0, "look-back and least observations: must not be negative");
        Require(TailWeight is >= 0 and <= 1, $"tail weight {TailWeight}: must be 0 to 1");
        Require(
            TailWeight >= 1 || Stress.Count > 0 || StressObservations > 0,
            "a tail weight below 1 needs stress moves or stress observations"
        );
        Require(MostDiversification is >= 0 and <= 1, $"most diversification {MostDiversification}: must be 0 to 1");
        Require(FloorRate >= 0 && Buffer >= 0 && MostDailyRise is null or >= 0, "floor, buffer, rise: not negative");
        Require(
            Filter is null || Filter.Lambda is > 0 and < 1,
            $"lambda {Filter?.Lambda}: must be above 0 and below 1"
        );
        Require(Filter is null || Filter.Share is >= 0 and <= 1, $"share {Filter?.Share}: must be 0 to 1");
        Require(Jump is null || Jump.Confidence > Confidence, "the jump's confidence must be above the model's");
    }
}

/// <summary>Plain or filtered historical simulation with stress, floor, add-ons and anti-procyclical choices.</summary>
public sealed record HistoricalModel : IMarginModel
{
    /// <exception cref="ArgumentException">Parameters out of range.</exception>
    public HistoricalModel(HistoricalParameters parameters)
    {
        parameters.Check();
        Parameters = parameters;
    }

    public HistoricalParameters Parameters { get; }

    /// <inheritdoc/>
    public string Name => Parameters.Name;

    /// <inheritdoc cref="IMarginModel.Prepare"/>
    public HistoricalMargin Prepare(MarginMarket market) => new(Parameters, market);

    IPreparedMargin IMarginModel.Prepare(MarginMarket market) => Prepare(market);
}
