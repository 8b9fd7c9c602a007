// Random markets that reduce positions: who is locked in asks to be let out.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private static readonly string[] _reductions =
    [
        """
            {"limitLadder":{"steps":["0.02"],"lockMinutes":2,"afterLast":"reduce","reduction":{"lossAtLeast":"0.001",
            "averaging":"all lots","tiers":[{"from":"0.05"},{"for":"hedge"},{"from":"0.01","below":"0.05"},{"for":"all"}]}}}
            """,
        """
            {"allocation":{"by":"pro rata"},"limitLadder":{"steps":["0.01"],"marginAbove":"0.01","lockMinutes":2,
            "afterLast":"reduce","reduction":{"lossAtLeast":"0","tiers":[{"for":"speculation","from":"0.02"},{}]}}}
            """,
        """{"limitLadder":{"steps":["0.01","0.03"],"lockMinutes":1,"afterLast":"reduce"},"closingFirstAtLimit":true}""",
    ];

    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _forced = Random64.Of(seed, 1, 3);

    private bool LocksDown => seed % 6 == 3;

    // Some of those who hold something on the losing side, in one or two orders, over night or not.
    private void AskToBeLetOut(Side side)
    {
        var holders = _net.Where(n => n.Value != 0 && n.Value < 0 == (side == Side.Buy))
            .Select(n => (n.Key.Instrument, n.Key.Account, Lots: long.Abs(n.Value)))
            .Concat(
                _lots
                    .Where(l => l.Key.Side != side)
                    .Select(l => (l.Key.Instrument, l.Key.Account, Lots: l.Value.Carried + l.Value.Today))
            )
            .Where(h => h.Lots > 0 && _bands.ContainsKey(h.Instrument))
            .ToList();
        foreach (var (instrument, account, lots) in holders.Where(_ => _forced.Chance(300)))
        {
            var band = _bands[instrument];
            Send(
                MessageKind.PlaceOrder,
                new PlaceOrder(
                    new(account),
                    new(instrument),
                    side,
                    OrderType.Limit,
                    _forced.Chance(300) ? TimeInForce.GoodTillCancelled : TimeInForce.Day,
                    side == Side.Buy ? band.High : band.Low,
                    new(_forced.Between(1, lots)),
                    Id(),
                    OrderFlags.CloseOnly
                )
            );
        }
    }
}
