// Shocks as data: moves of curves, volumes and currency that a treasury asks about, each with its size.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>How a move reaches the months of a curve.</summary>
public enum MoveKind
{
    /// <summary>Today, every month by the same share.</summary>
    Parallel,

    /// <summary>Today, month m by exp(size times its loading): a component of the curve's history.</summary>
    Component,

    /// <summary>Today, the front by the share, month m by (1 + share)^exp(-fade years): a shortage that
    /// passes.</summary>
    Front,

    /// <summary>On the first averaging day of a month, that month and all later ones by the same share,
    /// unexpected.</summary>
    Step,
}

/// <summary>One move of one product's curve.</summary>
/// <param name="Product">Name of the product, or <see cref="EveryProduct"/>.</param>
/// <param name="Kind">How it spreads over the months.</param>
/// <param name="Size">Share above -1 (0.1: ten percent up); for a component the number of loadings (2: two
/// sigma).</param>
public sealed record PriceMove(string Product, MoveKind Kind, double Size)
{
    public const string EveryProduct = "*";

    /// <summary>Index of the month in which a step comes.</summary>
    public int FromMonth { get; init; }

    /// <summary>Reversion a year of a front move, 0 or more.</summary>
    public double Fade { get; init; }

    /// <summary>Loadings by month, in logarithms, for one sigma.</summary>
    public IReadOnlyList<double> Loadings { get; init; } = [];

    internal IEnumerable<string> Faults(int months)
    {
        if (!(double.IsFinite(Size) && (Kind == MoveKind.Component || Size > -1)))
            yield return $"{Product} {Kind}: size {Size}: must be above -1";
        if (Kind == MoveKind.Step && (FromMonth < 0 || FromMonth >= months))
            yield return $"{Product} step in month {FromMonth}: the curve has {months} months";
        if (Kind == MoveKind.Front && Fade is not >= 0)
            yield return $"{Product} front move: fade {Fade}: must be 0 or more";
        if (Kind == MoveKind.Component && Loadings.Count != months)
            yield return $"{Product} component: {Loadings.Count} loadings for {months} months";
    }
}

/// <summary>One row of the grid.</summary>
/// <param name="Name">Short, in lower case with hyphens: the key of its words in every language.</param>
/// <param name="Moves">Of prices; empty: none.</param>
public sealed record Shock(string Name, IReadOnlyList<PriceMove> Moves)
{
    /// <summary>All volumes times this, 0 or more.</summary>
    public double VolumeFactor { get; init; } = 1;

    /// <summary>The foreign currency times this, above 0.</summary>
    public double CurrencyFactor { get; init; } = 1;
}

/// <summary>The list that is used when the desk names no other. Sizes are this house's, not anybody's rule.</summary>
public static class StandardShocks
{
    /// <param name="tokens">Product of tokens.</param>
    /// <param name="gpuHours">Product of GPU hours.</param>
    /// <param name="kappa">Reversion a year of a shortage.</param>
    /// <param name="priceWarMonth">Index of the month in which a new model starts a price war.</param>
    /// <param name="secondComponent">Loadings by month of one sigma of the second component (steepening above zero
    /// at the far end); empty: no steepening and flattening.</param>
    public static IReadOnlyList<Shock> List(
        string tokens,
        string gpuHours,
        double kappa,
        int priceWarMonth,
        IReadOnlyList<double> secondComponent
    )
    {
        static Shock All(string name, double size) =>
            new(name, [new PriceMove(PriceMove.EveryProduct, MoveKind.Parallel, size)]);
        var list = new List<Shock>
        {
            new("unchanged", []),
            All("prices-up-10", 0.10),
            All("prices-down-10", -0.10),
            All("prices-up-25", 0.25),
            All("prices-down-25", -0.25),
            All("prices-up-50", 0.50),
            All("prices-down-50", -0.50),
        };
        if (secondComponent.Count > 0)
        {
            Shock Twist(string name, double sigmas) =>
                new(
                    name,
                    [new PriceMove(PriceMove.EveryProduct, MoveKind.Component, sigmas) { Loadings = secondComponent }]
                );
            list.Add(Twist("steepen", 2));
            list.Add(Twist("flatten", -2));
        }

        list.AddRange([
            new("price-war", [new PriceMove(tokens, MoveKind.Step, -0.60) { FromMonth = priceWarMonth }]),
            new("supply-shock", [new PriceMove(PriceMove.EveryProduct, MoveKind.Front, 0.40) { Fade = kappa }]),
            new(
                "gpu-export-control",
                [
                    new PriceMove(gpuHours, MoveKind.Parallel, 0.30),
                    new PriceMove(tokens, MoveKind.Front, 0.20) { Fade = kappa },
                ]
            ),
            new("currency-up-5", []) { CurrencyFactor = 1.05 },
            new("currency-down-5", []) { CurrencyFactor = 0.95 },
            new("volume-half", []) { VolumeFactor = 0.5 },
            new("volume-double", []) { VolumeFactor = 2 },
        ]);
        return list;
    }
}
