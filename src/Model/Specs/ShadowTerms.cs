// A second margin rule that runs beside the one in force and moves no money.
namespace Tokenbourse.Model.Specs;

/// <summary>The shadow of a margin table (rule MRG-013).</summary>
/// <param name="Rule">The rule that would be used.</param>
/// <param name="Group">Of span and scenarios; else empty.</param>
/// <param name="RatePpm">Of the percentage rule, flat; else 0.</param>
public sealed record ShadowTerms(MarginRule Rule, string Group, int RatePpm)
{
    /// <summary>Asks a margin document's object <c>shadow</c>.</summary>
    internal static ShadowTerms? Read(Fields? f, IReadOnlyList<(string, MarginRule)> rules)
    {
        if (f is null)
            return null;
        var rule = f.Word("rule", rules);
        var isRate = rule == MarginRule.Percentage;
        var rate = isRate ? f.Ppm("rate", 0.001m, 1m) : 0;
        var group = isRate ? "" : f.Text("group");
        f.Done();
        return new(rule, group, rate);
    }
}
