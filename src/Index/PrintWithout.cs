// A print that is made again without one of its constituents: what that one alone does to it.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>Hand it to <see cref="IndexMachine.Without"/> of a machine that stands before the print. Screens, grades
/// and limits on weights have been applied with the constituent still there; it is left out where values are combined
/// or chained.</summary>
/// <param name="Day">yyyy-MM-dd.</param>
public sealed record PrintWithout(string Index, string Day, string Constituent)
{
    /// <summary>Can a methodology's constituents be left out one by one?</summary>
    public static bool Can(IndexMethodology methodology)
    {
        ArgumentNullException.ThrowIfNull(methodology);
        foreach (var step in methodology.Steps)
        {
            if (step is CombineStep or ChainStep)
                return true;
        }

        return false;
    }

    internal bool Is(string index, TradingDate day) => Index == index && Day == day.ToString();
}
