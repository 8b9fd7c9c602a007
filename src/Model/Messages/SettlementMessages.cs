// A settlement price by hand, proposed by one person and approved by another; and what every price rests on.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>A person proposes another settlement price for a month whose day awaits settlement. A newer proposal takes
/// the place of the one before, approved or not.</summary>
/// <param name="Price">Ticks, inside the day's band.</param>
/// <param name="Person">Who proposes.</param>
/// <param name="Reason">Why.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ProposeSettlement(
    InstrumentId Instrument,
    TradingDate Day,
    Price Price,
    Name24 Person,
    Name24 Reason
);

/// <summary>A second person approves what was proposed.</summary>
/// <param name="Price">The price that is approved: nobody approves one that was not seen.</param>
/// <param name="Person">Another than the one who proposed.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ApproveSettlement(InstrumentId Instrument, TradingDate Day, Price Price, Name24 Person);

/// <summary>A price was proposed or approved.</summary>
/// <param name="Approver">Empty: it waits for its second person. Else it will be the day's settlement price.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SettlementOverridden(
    InstrumentId Instrument,
    TradingDate Day,
    Price Price,
    Name24 Proposer,
    Name24 Approver,
    Name24 Reason
);

/// <summary>What the contract's steps gave and from what, beside each <see cref="SettlementPriceSet"/>, that which was
/// set by hand too.</summary>
/// <param name="Computed">The price that the step gave.</param>
/// <param name="Step">The step that gave it.</param>
/// <param name="Numerator">Numerator / Denominator is the price in ticks before it was rounded, cut to the band and
/// brought between the quotes.</param>
/// <param name="FromSeconds">The trades that counted lay between so many seconds of trading time before the close
/// ...</param>
/// <param name="ToSeconds">... and so many; both zero: no window.</param>
/// <param name="Bid">Best bid at the close; zero: none.</param>
/// <param name="Ask">Best ask at the close; zero: none.</param>
/// <param name="From">The month that it was derived from; zero: none.</param>
/// <param name="Spread">The spread with the greatest weight in it; zero: none.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SettlementEvidence(
    InstrumentId Instrument,
    TradingDate Day,
    Price Computed,
    SettlementTier Step,
    Int128 Numerator,
    Int128 Denominator,
    int FromSeconds,
    int ToSeconds,
    Price Bid,
    Price Ask,
    InstrumentId From,
    InstrumentId Spread
);
