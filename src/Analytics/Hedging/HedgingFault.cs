// Input that no figure can be made of: what was given, and the rule it breaks.
using static System.FormattableString;

namespace Tokenbourse.Analytics.Hedging;

/// <summary>What is wrong with an input.</summary>
/// <param name="Field">Which input.</param>
/// <param name="Given">What it held.</param>
/// <param name="Rule">What it should hold.</param>
public sealed record HedgingFault(string Field, string Given, string Rule)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Given}; {Rule}";
}

/// <summary>Thrown for malformed input. Too little data is not malformed: results say so themselves.</summary>
public sealed class HedgingException : Exception
{
    public HedgingException(string field, string given, string rule)
        : this(new HedgingFault(field, given, rule)) { }

    private HedgingException(HedgingFault fault)
        : base(fault.ToString()) => Fault = fault;

    public HedgingFault Fault { get; }

    internal static void Finite(string field, IReadOnlyList<double> values)
    {
        for (var i = 0; i < values.Count; i++)
            if (!double.IsFinite(values[i]))
                throw new HedgingException(Invariant($"{field}[{i}]"), Invariant($"{values[i]}"), "must be a number");
    }

    internal static void Above(string field, double value, double least)
    {
        if (!double.IsFinite(value) || value <= least)
            throw new HedgingException(field, Invariant($"{value}"), Invariant($"must be above {least}"));
    }

    internal static void NotBelow(string field, double value, double least)
    {
        if (!double.IsFinite(value) || value < least)
            throw new HedgingException(field, Invariant($"{value}"), Invariant($"must be at least {least}"));
    }

    internal static void SameLength(string field, int given, string other, int expected)
    {
        if (given != expected)
            throw new HedgingException(field, Invariant($"{given} values"), Invariant($"{other} has {expected}"));
    }
}
