// A portfolio as the margin rules take it: lots by contract month, and what each rule says about them as labelled
// lines.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

/// <summary>Some lots of a portfolio. Any number of these may stand for one contract month.</summary>
/// <param name="Month">Place of the contract month in the tables of the rule.</param>
/// <param name="Side">Buy: long.</param>
/// <param name="Lots">Not below zero.</param>
/// <param name="Base">Price at which the percentage rule values them, ticks, not below zero; the other rules do not
/// ask.</param>
/// <param name="Hedge">A hedge position.</param>
public readonly record struct PositionLots(int Month, Side Side, long Lots, Price Base, bool Hedge)
{
    /// <summary>Lots with a sign: short below zero.</summary>
    public long Signed => Side.Sign() * Lots;
}

/// <summary>How a line stands to the total.</summary>
public enum LineKind : byte
{
    /// <summary>Adds to the total (a credit: takes from it, its amount is below zero).</summary>
    Counted = 1,

    /// <summary>Tells how a counted line came about; not added.</summary>
    Detail = 2,
}

/// <summary>One labelled amount of a margin. The counted lines of a currency add up to its total.</summary>
/// <param name="Code">What it is, as in <c>scan</c>.</param>
/// <param name="Unit">Of what: a contract month, a contract, a group.</param>
/// <param name="Minor">Minor units of the currency.</param>
/// <param name="Evidence">The numbers that it came from.</param>
public sealed record MarginLine(
    string Code,
    LineKind Kind,
    string Unit,
    Currency Currency,
    long Minor,
    string Evidence
);

/// <summary>What a portfolio would lose in one scenario.</summary>
/// <param name="Unit">The commodity or group.</param>
/// <param name="Number">From 1.</param>
/// <param name="Loss">Minor units; a gain is below zero.</param>
/// <param name="Bound">The margin is this scenario's.</param>
public sealed record ScenarioLine(string Unit, int Number, string Meaning, Currency Currency, long Loss, bool Bound);

/// <summary>A margin with all that it came from.</summary>
public sealed class MarginBreakdown
{
    private readonly long[] _totals = new long[Currencies.Count];

    public List<MarginLine> Lines { get; } = [];

    public List<ScenarioLine> Scenarios { get; } = [];

    /// <summary>The margin in one currency, minor units.</summary>
    public long Total(Currency currency) => _totals[(int)currency];

    internal void Count(string code, string unit, Currency currency, long minor, string evidence)
    {
        Lines.Add(new(code, LineKind.Counted, unit, currency, minor, evidence));
        _totals[(int)currency] += minor;
    }

    internal void Detail(string code, string unit, Currency currency, long minor, string evidence) =>
        Lines.Add(new(code, LineKind.Detail, unit, currency, minor, evidence));
}
