// Why a study of a curve gives no answer: what it would need and what it was given.
using System.Globalization;

namespace Tokenbourse.Analytics.Curves;

/// <summary>One reason.</summary>
/// <param name="Subject">Contract, product or period it is about.</param>
/// <param name="What">Which figure.</param>
/// <param name="Needed">The rule.</param>
/// <param name="Given">What was there instead.</param>
public sealed record CurveFault(string Subject, string What, string Needed, string Given)
{
    public override string ToString() => $"{Subject}: {What}: needed {Needed}, given {Given}";

    /// <summary>A number as faults show it.</summary>
    internal static string Number(double value) => value.ToString("G10", CultureInfo.InvariantCulture);

    internal static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
