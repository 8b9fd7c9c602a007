// Which price limits of today people have set, and between which bounds they may.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Views.MarketData;

/// <summary>Other price limits as they were ordered.</summary>
public sealed record LimitsOrdered(PriceLimitsSet Order, Instant Time);

/// <summary>Price limits that people set within the day (rules BND-003, BND-004).</summary>
public sealed class LimitOrders : View
{
    private readonly SortedDictionary<int, LimitsOrdered> _orders = [];
    private LimitsOrdered? _newest;
    private long _command = -1;

    /// <summary>Null: the house lets nobody set any.</summary>
    public OperatorLimitTerms? Bounds { get; private set; }

    /// <summary>What an instrument's limits of today come from; null: from its opening.</summary>
    public LimitsOrdered? Of(InstrumentId instrument) => _orders.GetValueOrDefault(instrument.Value);

    protected override void Fold(in LogEntry entry)
    {
        switch (entry.Kind)
        {
            case MessageKind.HouseDefined:
                Bounds = HouseRules.Read(entry.Payload, [])?.OperatorLimits;
                break;
            case MessageKind.PriceLimitsSet:
                (_newest, _command) = (new(entry.As<PriceLimitsSet>(), entry.Time), entry.Cause);
                break;
            case MessageKind.BandSet:
                // Those that the order moves are told under the same command, after it.
                var instrument = entry.As<BandSet>().Instrument.Value;
                if (_newest is not null && entry.Cause == _command)
                    _orders[instrument] = _newest;
                else
                    _orders.Remove(instrument);
                break;
            default:
                break;
        }
    }
}
