// An order as the reports about it need it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

/// <summary>Made of its acceptance; changed by what becomes of it.</summary>
internal sealed class CopiedOrder(OrderAccepted accepted)
{
    public OrderAccepted Accepted { get; } = accepted;

    public Price Price { get; set; } = accepted.Price;

    public long Quantity { get; set; } = accepted.Quantity.Lots;

    public long Remaining { get; set; } = accepted.Quantity.Lots;

    public long Filled { get; private set; }

    /// <summary>Sum of ticks times lots of what traded.</summary>
    public Int128 Ticks { get; private set; }

    public void Fill(Price price, long lots)
    {
        Filled += lots;
        Remaining -= lots;
        Ticks += (Int128)price.Ticks * lots;
    }
}
