// The numbers of a simulated spot market: what is taken from public data and what is chosen, each said so.
namespace Tokenbourse.Sim.Spot;

/// <summary>Parameters of one simulated market. Shares are of one; "a year" is 365 days.</summary>
public sealed record SpotTerms
{
    /// <summary>compute or tokens.</summary>
    public required string Kind { get; init; }

    /// <summary>Currency of all prices.</summary>
    public required string Currency { get; init; }

    /// <summary>Metered units in a lot and hour: GPU-hours, or millions of standard tokens.</summary>
    public required double UnitsPerLot { get; init; }

    /// <summary>Ticks that one unit of currency for a metered unit is made of.</summary>
    public required long TicksPerUnit { get; init; }

    /// <summary>What an average seller's unit costs on the first day, in currency.</summary>
    public required double Cost { get; init; }

    /// <summary>Deviation of the common cost's log changes, a year.</summary>
    public double CostVolatility { get; init; } = 0.22;

    /// <summary>Common cost's log change a year that everybody expects.</summary>
    public double CostTrend { get; init; }

    /// <summary>Jumps of the common cost a year (a generation of chips, a new engine, a shortage).</summary>
    public double CostJumps { get; init; } = 1.5;

    /// <summary>Deviation of a jump's log size.</summary>
    public double CostJumpSize { get; init; } = 0.10;

    /// <summary>Daily log moves of a real price, from which the common cost's are drawn in blocks of four weeks; null:
    /// normal moves and jumps as above.</summary>
    public IReadOnlyList<double>? CostTape { get; init; }

    /// <summary>How much of a log change of the compute index the common cost takes over (tokens are made of GPU
    /// hours).</summary>
    public double ComputePass { get; init; }

    /// <summary>Sellers' capacities, in parts of any size.</summary>
    public IReadOnlyList<double> SellerSizes { get; init; } = [18, 14, 12, 11, 9, 8, 7, 6, 5, 4, 3, 3];

    /// <summary>Power to which a grade's cost over its seller's is raised: 0 all machines cost the same.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>Capacity of all sellers on the first day over the mean demand.</summary>
    public double Headroom { get; init; } = 1.35;

    /// <summary>Deviation of a seller's own log cost about the common one, and days until half of it is gone.</summary>
    public double OwnCost { get; init; } = 0.06;

    /// <summary>Days until half of a seller's own deviation is gone.</summary>
    public double OwnCostHalfLife { get; init; } = 20;

    /// <summary>Outages of a seller a year.</summary>
    public double Outages { get; init; } = 6;

    /// <summary>Mean hours of an outage.</summary>
    public double OutageHours { get; init; } = 14;

    /// <summary>Share of a seller's capacity that an outage takes.</summary>
    public double OutageShare { get; init; } = 0.4;

    /// <summary>Utilisation of all machines at which new capacity comes as often as <see cref="Entries"/> says; it
    /// comes twice as often at eight hundredths more.</summary>
    public double UsualUse { get; init; } = 0.8;

    /// <summary>New capacity a year at the usual utilisation, in events of all sellers together.</summary>
    public double Entries { get; init; } = 14;

    /// <summary>Share by which an event raises its seller's capacity.</summary>
    public double EntrySize { get; init; } = 0.2;

    /// <summary>Mean demand of all buyers on the first day, lots an hour.</summary>
    public double Demand { get; init; } = 4000;

    /// <summary>Log growth of demand a year that is expected.</summary>
    public double Growth { get; init; } = 0.25;

    /// <summary>Deviation of the common demand's log changes, a year.</summary>
    public double DemandVolatility { get; init; } = 0.20;

    /// <summary>Deviation of the passing part of the common demand (training runs, launches), in logs.</summary>
    public double Waves { get; init; } = 0.06;

    /// <summary>Days until half of a wave is gone.</summary>
    public double WaveHalfLife { get; init; } = 15;

    /// <summary>Usage by hour of the day (UTC), mean one: the shape that interactive buyers follow.</summary>
    public IReadOnlyList<double> HourShape { get; init; } = SpotShapes.Hours;

    /// <summary>Power to which the shape is raised: 0 flat, 1 as measured, 2 steeper.</summary>
    public double Steepness { get; init; } = 1;

    /// <summary>Share of buyers whose usage follows the day and the week; the others run all the time.</summary>
    public double Interactive { get; init; } = 0.9;

    /// <summary>Usage on Saturdays and Sundays over usage on other days.</summary>
    public double Weekend { get; init; } = 0.86;

    /// <summary>Deviation of a buyer's hourly usage about its shape, in logs.</summary>
    public double Burst { get; init; } = 0.28;

    /// <summary>Correlation of that deviation from one hour to the next.</summary>
    public double BurstMemory { get; init; } = 0.8;

    /// <summary>Deviation of a buyer's own log growth, a year.</summary>
    public double OwnGrowth { get; init; } = 0.25;

    /// <summary>Buyers whose supply contract follows the index.</summary>
    public int LinkedBuyers { get; init; } = 8;

    /// <summary>Share of their usage that the contract covers; the rest is bought in the auction.</summary>
    public double Cover { get; init; } = 0.9;

    /// <summary>Buyers who bid every day for all they use.</summary>
    public int SpotBuyers { get; init; } = 14;

    /// <summary>Worth of usage over the common cost, on average.</summary>
    public double Worth { get; init; } = 1.35;

    /// <summary>Floor of the auction in currency a unit.</summary>
    public double Floor { get; init; } = 0.05;

    /// <summary>Cap of the auction over the common cost of the first day.</summary>
    public double CapOverCost { get; init; } = 10;

    /// <summary>GPU hours, in USD: eight GPUs a lot.</summary>
    public static SpotTerms Compute { get; } =
        new()
        {
            Kind = "compute",
            Currency = "USD",
            UnitsPerLot = 8,
            TicksPerUnit = 1000,
            Cost = 2.0,
            Interactive = 0.4,
            Spread = 0.8,
            CostVolatility = 0.32,
        };

    /// <summary>Standard tokens, in CNY: ten million a lot. Their cost follows the compute market's print and falls by
    /// better engines.</summary>
    public static SpotTerms Tokens { get; } =
        new()
        {
            Kind = "tokens",
            Currency = "CNY",
            UnitsPerLot = 10,
            TicksPerUnit = 1000,
            Cost = 1.6,
            CostVolatility = 0.10,
            CostTrend = -0.25,
            CostJumps = 3,
            CostJumpSize = 0.08,
            ComputePass = 0.7,
            Spread = 0.4,
            Headroom = 1.7,
            UsualUse = 0.65,
            Waves = 0.03,
            SellerSizes = [24, 17, 12, 10, 9, 8, 7, 6, 4, 3],
            Growth = 0.5,
            DemandVolatility = 0.25,
            Floor = 0.005,
        };

    /// <summary>Lowest price, ticks.</summary>
    public long FloorTicks => Math.Max(1, (long)Math.Round(Floor * TicksPerUnit));

    /// <summary>Highest price, ticks.</summary>
    public long CapTicks => (long)Math.Round(Cost * CapOverCost * TicksPerUnit);
}
