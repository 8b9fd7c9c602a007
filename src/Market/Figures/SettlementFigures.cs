// How the months of a calendar settle, or would now: what the steps are given, which were tried, what they gave.
using Tokenbourse.Market.Clearing;
using Tokenbourse.Market.Handlers;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Market.Figures;

/// <summary>A month.</summary>
/// <param name="Tried">The steps in their order up to the one that gave a price.</param>
/// <param name="FromSeconds">The trades that counted lay between so many seconds of trading time before the close
/// ...</param>
/// <param name="ToSeconds">... and so many; both zero: no window.</param>
public sealed record MonthSettlement(
    InstrumentId Instrument,
    DayOfMonth Day,
    SettledPrice Price,
    IReadOnlyList<TriedStep> Tried,
    int FromSeconds,
    int ToSeconds
);

/// <summary>A calendar spread that traded in the closing window.</summary>
public readonly record struct SpreadSettlement(InstrumentId Instrument, DayOfSpread Day);

/// <summary>A contract's months that trade, in order of time; places in it are those of the month list.</summary>
public sealed record ContractSettlement(
    ContractSpec Spec,
    IReadOnlyList<MonthSettlement> Months,
    IReadOnlyList<SpreadSettlement> Spreads
);

/// <summary>Reads by the code that settles; nothing is set.</summary>
public sealed partial class ClearingReader
{
    /// <summary>How a calendar's contracts would settle as the state stands, in the order of their
    /// definition.</summary>
    /// <param name="calendar">Number of the calendar.</param>
    public IReadOnlyList<ContractSettlement> Settlements(int calendar) =>
        [
            .. _state
                .Contracts.Where(c => c.Calendar == calendar)
                .Select(c => ContractPrices.Read(_state, c.Spec))
                .Where(c => c.Months.Count > 0),
        ];

    /// <summary>Is the calendar's day closed, and not yet settled?</summary>
    public bool AwaitsSettlement(int calendar) =>
        calendar >= 1 && calendar <= _state.Calendars.Count && _state.Calendars[calendar - 1].AwaitsSettlement;
}
