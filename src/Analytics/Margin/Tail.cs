// The tail of a set of results: quantile and mean of the worst, by one convention.
namespace Tokenbourse.Analytics.Margin;

/// <summary>The worst results, ascending, with the scenario of each.</summary>
/// <remarks>
/// Sort ascending; the value at risk of n results is minus the one at index floor(n * (1 - a)); the expected
/// shortfall is minus the mean of all up to and with that index. Neither depends on the order of the scenarios.
/// </remarks>
public readonly ref struct Tail
{
    private Tail(ReadOnlySpan<double> worst, ReadOnlySpan<int> scenarios)
    {
        Worst = worst;
        Scenarios = scenarios;
    }

    /// <summary>Results from the worst to the one at the quantile.</summary>
    public ReadOnlySpan<double> Worst { get; }

    /// <summary>Scenario of each.</summary>
    public ReadOnlySpan<int> Scenarios { get; }

    /// <summary>Loss at the quantile; never below zero.</summary>
    public double ValueAtRisk => Math.Max(0, -Worst[^1]);

    /// <summary>Mean of the losses up to the quantile; never below zero.</summary>
    public double ExpectedShortfall
    {
        get
        {
            var sum = 0.0;
            foreach (var result in Worst)
                sum += result;
            return Math.Max(0, -sum / Worst.Length);
        }
    }

    /// <summary>Index of the quantile among n results in ascending order.</summary>
    /// <param name="confidence">Above 0, below 1. Decimal, so that 1 - 0.99 is 0.01.</param>
    public static int Index(int n, decimal confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        if (confidence is <= 0 or >= 1)
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "must be above 0 and below 1");
        return (int)decimal.Floor(n * (1 - confidence));
    }

    /// <summary>Finds the worst without sorting the rest.</summary>
    /// <param name="worst">Room for <see cref="Index"/> + 1 results; its length says how many are kept.</param>
    /// <param name="scenarios">Room for as many.</param>
    public static Tail Of(ReadOnlySpan<double> results, Span<double> worst, Span<int> scenarios)
    {
        var held = 0;
        for (var i = 0; i < results.Length; i++)
        {
            var result = results[i];
            if (held == worst.Length && result >= worst[held - 1])
                continue;
            var place = held < worst.Length ? held++ : held - 1;
            for (; place > 0 && worst[place - 1] > result; place--)
                (worst[place], scenarios[place]) = (worst[place - 1], scenarios[place - 1]);
            (worst[place], scenarios[place]) = (result, i);
        }

        return new(worst[..held], scenarios[..held]);
    }

    /// <summary>The worst at a confidence, in arrays of its own.</summary>
    public static Tail Of(ReadOnlySpan<double> results, decimal confidence)
    {
        var length = Index(results.Length, confidence) + 1;
        return Of(results, new double[length], new int[length]);
    }
}
