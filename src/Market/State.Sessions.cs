// Order entry from release 6 on: sessions, caps, switches, timers, and how many orders live.
using Tokenbourse.Market.Risk;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market;

internal sealed partial class State
{
    // By account slot. Follows from the books, and is counted in every release.
    private int[] _openOrders = new int[16];

    /// <summary>A repeat is told what the first became, and orders are protected beyond risk and limits.</summary>
    public bool HasSessions => Release >= Releases.Orders;

    public SessionTable Sessions { get; } = new();

    public KillSwitches Kills { get; } = new();

    public OrderCaps Caps { get; } = new();

    public RepeatWatch Repeats { get; } = new();

    public DeadManTimers DeadMen { get; } = new();

    /// <summary>Live orders of an account, sleeping ones and quotes too.</summary>
    public int OpenOrders(int slot) => slot < _openOrders.Length ? _openOrders[slot] : 0;

    /// <summary>An order came to stay, or one that stayed is gone.</summary>
    public void CountOrder(int slot, int by)
    {
        if (slot >= _openOrders.Length)
            Array.Resize(ref _openOrders, int.Max(slot + 1, _openOrders.Length * 2));
        _openOrders[slot] += by;
        Must.Hold(_openOrders[slot] >= 0);
    }

    /// <summary>Looks for a client order id in all days that are open (rule IDN-001).</summary>
    /// <param name="content">Fingerprint of the request that carried it.</param>
    public OrderId FindIdentity(AccountId account, in ClientOrderId id, out ulong content)
    {
        // Nobody has another number, and it is asked before it is known who asks.
        for (var i = 0; i < OrderIds.Count && account.Value > 0; i++)
        {
            if (OrderIds[i].Find(account, id, out content) is { Value: > 0 } order)
                return order;
        }

        content = 0;
        return default;
    }

    private void SaveSessions(StateWriter w)
    {
        Sessions.Save(w);
        Kills.Save(w);
        Caps.Save(w);
        Repeats.Save(w);
        DeadMen.Save(w);
    }

    private void LoadSessions(StateReader r)
    {
        Sessions.Load(r);
        Kills.Load(r);
        Caps.Load(r);
        Repeats.Load(r);
        DeadMen.Load(r);
    }

    private void CountOrders()
    {
        foreach (var month in Months)
            Engine.WalkAll(month.Instrument.Id, order => CountOrder(order.Owner, 1));
    }
}
