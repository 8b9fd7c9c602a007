// Live orders that somebody follows, by number and by the id that they have now.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>For the teller's thread.</summary>
internal sealed class OrderFold(FixInstruments instruments)
{
    private readonly Dictionary<long, FixOrder> _orders = [];
    private readonly Dictionary<(int Account, ClientOrderId Id), FixOrder> _names = [];
    private readonly Stack<FixOrder> _free = [];
    private readonly Queue<(FixOrder Order, long Cause)> _filled = [];

    /// <summary>All that live, in no order.</summary>
    public IEnumerable<FixOrder> Live => _orders.Values;

    /// <summary>Null: no live order that is followed.</summary>
    public FixOrder? Of(OrderId order) => _orders.GetValueOrDefault(order.Value);

    /// <summary>By the id that it has now.</summary>
    public FixOrder? Of(AccountId account, in ClientOrderId id) => _names.GetValueOrDefault((account.Value, id));

    /// <param name="owner">The session whose order it is; null: none's.</param>
    public FixOrder Accept(in OrderAccepted accepted, OrderSession? owner)
    {
        var order = _free.Count > 0 ? _free.Pop() : new FixOrder();
        order.Accept(accepted, instruments.Of(accepted.Instrument), owner);
        _orders.Add(order.Id.Value, order);
        _names[(order.Account.Value, order.Name)] = order;
        return order;
    }

    /// <summary>Another id names it from now on, if it is followed.</summary>
    public void Rename(FixOrder order, in ClientOrderId id)
    {
        if (Of(order.Id) != order)
            return;
        _names.Remove((order.Account.Value, order.Name));
        order.Name = id;
        _names[(order.Account.Value, id)] = order;
    }

    /// <summary>A spread's order has traded in full: it is there for its legs, which come with the same
    /// command.</summary>
    public void Filled(FixOrder order, long cause) => _filled.Enqueue((order, cause));

    /// <summary>Another command's events come now.</summary>
    public void Begin(long cause)
    {
        while (_filled.TryPeek(out var first) && first.Cause != cause)
            Forget(_filled.Dequeue().Order);
    }

    /// <summary>It has ended and was told; one that was not followed is none of ours.</summary>
    public void Forget(FixOrder order)
    {
        if (Of(order.Id) != order)
            return;
        _orders.Remove(order.Id.Value);
        if (_names.GetValueOrDefault((order.Account.Value, order.Name)) == order)
            _names.Remove((order.Account.Value, order.Name));
        _free.Push(order);
    }
}
