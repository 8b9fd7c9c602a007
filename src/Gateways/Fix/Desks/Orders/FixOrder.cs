// An order that somebody follows, as its reports say it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>Used again for another order once this one has ended.</summary>
internal sealed class FixOrder
{
    public OrderId Id;
    public FixInstrument? Instrument;

    /// <summary>The session whose order it is; null: another door's, or it is only copied.</summary>
    public OrderSession? Owner;
    public AccountId Account;
    public Side Side;
    public OrderType Type;
    public TimeInForce TimeInForce;
    public OrderFlags Flags;
    public Price Price;
    public Price StopPrice;

    /// <summary>All its lots, those traded included.</summary>
    public long Quantity;
    public long Filled;
    public long Leaves;

    /// <summary>Sum over its fills of ticks times lots.</summary>
    public Int128 Value;

    /// <summary>ClOrdID(11) as of now.</summary>
    public ClientOrderId Name;

    /// <summary>OrdStatus(39) while it lives.</summary>
    public char Status => Filled > 0 ? '1' : '0';

    public void Accept(in OrderAccepted accepted, FixInstrument? instrument, OrderSession? owner)
    {
        Id = accepted.Order;
        Instrument = instrument;
        Owner = owner;
        Account = accepted.Account;
        Side = accepted.Side;
        Type = accepted.Type;
        TimeInForce = accepted.TimeInForce;
        Flags = accepted.Flags;
        Price = accepted.Price;
        StopPrice = accepted.StopPrice;
        Quantity = Leaves = accepted.Quantity.Lots;
        Filled = 0;
        Value = 0;
        Name = accepted.ClientOrderId;
    }

    public void Fill(Price price, long lots)
    {
        Filled += lots;
        Leaves -= lots;
        Value += (Int128)price.Ticks * lots;
    }
}
