// What the steps of one print may look at: the observations so far, the index's memory, the day.
using Tokenbourse.Index.Governance;
using Tokenbourse.Model.Messages;
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

    /// <summary>What two persons agreed upon for the day; null: nothing.</summary>
    public JudgementDocument? Judgement { get; init; }

    /// <summary>Keeps what each seller weighs in the print; null: nobody asks.</summary>
    public SellerWeights? Weights { get; init; }

    /// <summary>A constituent that is left out before values are combined; null: none. What stands on the log was made
    /// without this.</summary>
    public string? Without { get; init; }

    /// <summary>Keeps how this print came about; null: nobody asked.</summary>
    public PrintTrace? Trace { get; init; }
}
