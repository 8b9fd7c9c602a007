// Whose position is closed first when positions must be closed by force: an order as data.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Clearing;

/// <summary>A position that may have to be closed.</summary>
/// <param name="Member">Who clears for the client.</param>
/// <param name="MemberShortfall">What the member lacks.</param>
/// <param name="Hedge">Held for hedging.</param>
/// <param name="OpenInterest">Of the contract month, lots.</param>
/// <param name="NetLoss">Of the client in that month; a gain is below zero.</param>
/// <param name="Lots">Net lots.</param>
public readonly record struct QueuedPosition(
    AccountId Member,
    Money MemberShortfall,
    AccountId Client,
    InstrumentId Instrument,
    bool Hedge,
    long OpenInterest,
    Money NetLoss,
    long Lots
);

/// <summary>One thing that the order looks at.</summary>
public enum QueueKey : byte
{
    /// <summary>Members that lack most first.</summary>
    MemberShortfall = 1,

    /// <summary>Speculation before hedging.</summary>
    SpeculationFirst = 2,

    /// <summary>Contract months with the largest open interest first.</summary>
    OpenInterest = 3,

    /// <summary>Clients with the largest net loss first.</summary>
    NetLoss = 4,
}

/// <summary>Who closes.</summary>
public enum LiquidationExecutor : byte
{
    Member = 1,
    Exchange = 2,
}

/// <summary>Order and executor of forced liquidation, practice as recalled. [K]</summary>
public static class LiquidationQueue
{
    /// <summary>Members by shortfall; speculation first; months by open interest; clients by net loss. [K]</summary>
    public static IReadOnlyList<QueueKey> Usual { get; } =
    [QueueKey.MemberShortfall, QueueKey.SpeculationFirst, QueueKey.OpenInterest, QueueKey.NetLoss];

    /// <summary>The positions in the order in which they are closed. What the keys leave equal goes by member, month
    /// and client, so the order is one whatever the order given.</summary>
    public static IReadOnlyList<QueuedPosition> Order(
        IReadOnlyList<QueuedPosition> positions,
        IReadOnlyList<QueueKey> keys
    )
    {
        var sorted = new List<QueuedPosition>(positions.Count);
        for (var i = 0; i < positions.Count; i++)
            sorted.Add(positions[i]);
        sorted.Sort(
            (a, b) =>
            {
                for (var k = 0; k < keys.Count; k++)
                {
                    var way = Compare(a, b, keys[k]);
                    if (way != 0)
                        return way;
                }

                return Last(a, b);
            }
        );
        return sorted;
    }

    /// <summary>The member has until its deadline (the end of the first session), then the exchange closes.
    /// [K]</summary>
    public static LiquidationExecutor Executor(Instant now, Instant membersDeadline) =>
        now < membersDeadline ? LiquidationExecutor.Member : LiquidationExecutor.Exchange;

    private static int Compare(in QueuedPosition a, in QueuedPosition b, QueueKey key) =>
        key switch
        {
            QueueKey.MemberShortfall => b.MemberShortfall.CompareTo(a.MemberShortfall),
            QueueKey.SpeculationFirst => a.Hedge.CompareTo(b.Hedge),
            QueueKey.OpenInterest => b.OpenInterest.CompareTo(a.OpenInterest),
            QueueKey.NetLoss => b.NetLoss.CompareTo(a.NetLoss),
            _ => 0,
        };

    private static int Last(in QueuedPosition a, in QueuedPosition b) =>
        a.Member != b.Member ? a.Member.Value.CompareTo(b.Member.Value)
        : a.Instrument != b.Instrument ? a.Instrument.Value.CompareTo(b.Instrument.Value)
        : a.Client != b.Client ? a.Client.Value.CompareTo(b.Client.Value)
        : a.Lots.CompareTo(b.Lots);
}
