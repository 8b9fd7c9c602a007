// A request for trades as they happen, for as long as its session is logged on.
namespace Tokenbourse.Gateways.Fix.Desks.PostTrade;

internal sealed class CaptureSubscription(FixGuest guest, TradeQuery query)
{
    public FixGuest Guest => guest;

    public TradeQuery Query => query;

    /// <summary>What happened while the trades before were still being read; null: they have been told.</summary>
    public List<TradeSide>? Waiting { get; set; }

    public bool Wants(in TradeSide side) => query.Wants(side) && guest.MaySee(side.Account.Value);

    /// <summary>What waits, to be told now; null: nothing does, and from here on nothing will.</summary>
    public List<TradeSide>? TakeWaiting(Lock gate)
    {
        lock (gate)
        {
            var waiting = Waiting;
            Waiting = waiting is { Count: > 0 } ? [] : null;
            return Waiting is null ? null : waiting;
        }
    }
}
