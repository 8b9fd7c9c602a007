// Questions that a story puts to the pure engines, and who answers them: the shipped engines or plain sums.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>What an array is of; only options have a value.</summary>
public enum AskedKind
{
    Future = 1,
    Call = 2,
    Put = 3,
}

/// <summary>A contract with its risk array.</summary>
/// <param name="Losses">What one long lot loses in each of the sixteen scenarios, minor units; a gain is below
/// zero.</param>
/// <param name="WorthMinor">Value of one option, minor units; zero for futures.</param>
public sealed record AskedArray(string Name, AskedKind Kind, IReadOnlyList<long> Losses, long WorthMinor);

/// <summary>Lots with a sign of an array, by its place.</summary>
public readonly record struct AskedLots(int Array, long Lots);

/// <summary>What sixteen scenarios ask, minor units.</summary>
/// <param name="Scenario">The scenario that bound, from 1; the first of equal ones.</param>
public readonly record struct SpanAnswer(long Margin, long Scan, int Scenario, long OptionValue);

/// <summary>A contract under the percentage rule.</summary>
/// <param name="LargerSide">Only the larger of its two sides is charged.</param>
public sealed record AskedContract(string Name, int RatePpm, decimal Tick, long TickValueMinor, bool LargerSide);

/// <summary>Lots of one side of a contract at one price.</summary>
public readonly record struct AskedSide(int Contract, Side Side, long Lots, long Ticks);

/// <summary>Margin, and what each side would be charged by itself; minor units.</summary>
public sealed record PercentageAnswer(long Margin, IReadOnlyList<long> Each);

/// <summary>A loss and who could bear it, minor units.</summary>
/// <param name="China">The defaulter's own money, the risk reserve, the exchange's own funds; else the
/// defaulter's own money, the exchange's capital and the members' fund.</param>
public sealed record AskedLoss(
    bool China,
    RemainderRule Remainder,
    long Loss,
    long Own,
    long Capital,
    long Reserve,
    IReadOnlyList<long> Members
);

/// <summary>Who bore what, minor units.</summary>
public sealed record LossAnswer(long Own, long Capital, long Reserve, IReadOnlyList<long> Members, long Uncovered);

/// <summary>Answers of engines that no order reaches. They are pure: the same question, the same answer.</summary>
public interface IWorkedEngines
{
    SpanAnswer Span(IReadOnlyList<AskedArray> arrays, IReadOnlyList<AskedLots> lots);

    PercentageAnswer Percentage(IReadOnlyList<AskedContract> contracts, IReadOnlyList<AskedSide> sides);

    /// <summary>Parts of a whole; among equal fractions the first comes first.</summary>
    long[] Share(long whole, IReadOnlyList<long> weights, RemainderRule rule);

    LossAnswer Lay(AskedLoss loss);

    /// <summary>Kupiec's ratio of x breaches in n days where a share p was promised.</summary>
    double Kupiec(int n, int x, decimal p);

    /// <summary>Place of the value at risk among n results, from the worst, which is 1.</summary>
    int Place(int n, decimal confidence);

    /// <summary>Value times quantile times volatility, rounded up to a whole.</summary>
    long Student(double value, double quantile, double volatility);

    /// <summary>What closing a position of a size costs, linear between the answers of a survey.</summary>
    /// <param name="points">Size and basis points, at least one, sizes ascending.</param>
    /// <param name="basisPoint">Money that a basis point makes on the position.</param>
    double Liquidity(IReadOnlyList<(double Size, double Points)> points, double size, double basisPoint);
}
