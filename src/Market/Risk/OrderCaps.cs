// Caps on orders by account and contract, as they were set.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk;

/// <summary>Caps of one account (0: all) in one contract (-1: all). Zero: no such cap.</summary>
/// <param name="Contract">Place in the order of definition.</param>
internal readonly record struct OrderCap(
    int Slot,
    int Contract,
    long MostLots,
    Money MostNotional,
    int MostOrders,
    int MostRepeats,
    int RepeatMilliseconds
);

/// <summary>All caps that were set (rules CAP-001 to CAP-003).</summary>
internal sealed class OrderCaps
{
    public const int EveryAccount = 0;
    public const int EveryContract = -1;

    private readonly Dictionary<(int Slot, int Contract), int> _places = [];
    private readonly List<OrderCap> _caps = [];

    public bool IsEmpty => _caps.Count == 0;

    public void Set(in OrderCap cap)
    {
        if (_places.TryGetValue((cap.Slot, cap.Contract), out var at))
        {
            _caps[at] = cap;
            return;
        }

        _places.Add((cap.Slot, cap.Contract), _caps.Count);
        _caps.Add(cap);
    }

    /// <summary>The most lots of an order: the least of the caps that fit; zero: no cap.</summary>
    public long MostLots(int slot, int contract) =>
        Least(
            Least(Of(slot, contract).MostLots, Of(slot, EveryContract).MostLots),
            Least(Of(EveryAccount, contract).MostLots, Of(EveryAccount, EveryContract).MostLots)
        );

    /// <summary>The most that an order may be worth, in minor units; zero: no cap.</summary>
    public long MostNotional(int slot, int contract) =>
        Least(
            Least(Of(slot, contract).MostNotional.Minor, Of(slot, EveryContract).MostNotional.Minor),
            Least(Of(EveryAccount, contract).MostNotional.Minor, Of(EveryAccount, EveryContract).MostNotional.Minor)
        );

    /// <summary>The most live orders; zero: no cap.</summary>
    public long MostOrders(int slot) =>
        Least(Of(slot, EveryContract).MostOrders, Of(EveryAccount, EveryContract).MostOrders);

    /// <summary>The check of repeats: the account's own, else that of all; <see cref="OrderCap.MostRepeats"/> zero:
    /// none.</summary>
    public OrderCap RepeatsOf(int slot) =>
        Of(slot, EveryContract) is { MostRepeats: > 0 } own ? own : Of(EveryAccount, EveryContract);

    public void Save(StateWriter writer)
    {
        writer.Int(_caps.Count);
        foreach (var cap in _caps)
        {
            writer.Int(cap.Slot);
            writer.Int(cap.Contract);
            writer.Long(cap.MostLots);
            writer.Long(cap.MostNotional.Minor);
            writer.Int(cap.MostOrders);
            writer.Int(cap.MostRepeats);
            writer.Int(cap.RepeatMilliseconds);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--)
        {
            var (slot, contract) = (reader.Int(), reader.Int());
            var (lots, notional) = (reader.Long(), new Money(reader.Long()));
            Set(new(slot, contract, lots, notional, reader.Int(), reader.Int(), reader.Int()));
        }
    }

    private OrderCap Of(int slot, int contract) =>
        _places.TryGetValue((slot, contract), out var at) ? _caps[at] : default;

    private static long Least(long left, long right) =>
        left == 0 ? right
        : right == 0 ? left
        : long.Min(left, right);
}
