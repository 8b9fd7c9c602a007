// The single orders of rarer kinds that a plan may ask for.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Streams;

/// <summary>
/// One stop, one iceberg, one spread order: owners of their own, so that they meet nobody of theirs.
/// </summary>
internal static class ExtraOrders
{
    private static readonly StreamExtras[] _kinds = [StreamExtras.Stop, StreamExtras.Iceberg, StreamExtras.Spread];

    /// <summary>How many records the extras of a plan add.</summary>
    public static int Count(StreamExtras extras) => _kinds.Count(k => extras.HasFlag(k));

    /// <summary>The extra order at a place among those of the plan; its number is the caller's.</summary>
    /// <param name="bid">Best bid of the main book.</param>
    public static OrderMessage Of(StreamPlan plan, int index, int bid)
    {
        var kind = _kinds.Where(k => plan.Extras.HasFlag(k)).ElementAt(index);
        var order = new OrderMessage
        {
            Operation = StreamOperation.New,
            Side = Side.Sell,
            Type = StreamOrderType.Limit,
            TimeInForce = StreamTimeInForce.Day,
            SelfMatch = StreamSelfMatch.CancelNewest,
            Instrument = StreamPlan.Main,
            Owner = 1000 + (int)kind,
            Lots = 40,
        };
        switch (kind)
        {
            case StreamExtras.Stop:
                // Triggered by the next trade at the bid or below it.
                order.Type = StreamOrderType.Stop;
                order.Stop = bid;
                break;
            case StreamExtras.Iceberg:
                order.Side = Side.Buy;
                order.Price = bid;
                order.Lots = 200;
                order.Display = 5;
                break;
            default:
                // Sells the main instrument and buys the next one at almost any difference: the bids of one and the
                // asks of the other meet it.
                order.Instrument = (ushort)plan.Instruments().Count;
                order.Price = -StreamPlan.HalfBand;
                break;
        }

        return order;
    }
}
