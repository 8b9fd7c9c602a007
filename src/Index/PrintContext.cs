// What the steps of one print may look at: the observations so far, the index's memory, the day.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>Everything in <see cref="Observations"/> entered the log before the print's moment: that is how a print
/// never knows the future.</summary>
/// <param name="Indexes">All of them, in order of definition: companions look at their newest prints.</param>
internal sealed record PrintContext(
    Observations Observations,
    IndexState State,
    TradingDate Day,
    List<IndexState> Indexes
)
{
    public IndexMethodology Methodology => State.Methodology;
}
