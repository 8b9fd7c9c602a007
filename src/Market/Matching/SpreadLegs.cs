// What a spread is made of.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Matching;

/// <summary>One lot of the spread bought is <paramref name="NearLots"/> lots of the near leg bought and <paramref
/// name="FarLots"/> of the far leg
/// sold; its price in ticks is NearWeight * near - FarWeight * far.</summary>
/// <param name="NearLots">Lots of the near leg in one lot of the spread, 1 to 1,000.</param>
/// <param name="NearWeight">What a tick of the near leg counts in the spread's price, 1 to 1,000.</param>
public sealed record SpreadLegs(
    InstrumentId Near,
    InstrumentId Far,
    int NearLots = 1,
    int FarLots = 1,
    int NearWeight = 1,
    int FarWeight = 1
)
{
    public bool IsPlain => NearLots == 1 && FarLots == 1 && NearWeight == 1 && FarWeight == 1;
}
