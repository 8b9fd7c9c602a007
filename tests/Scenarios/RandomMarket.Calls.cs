// Random markets that press accounts: free cash is drawn out, calls are met, met in part or missed, and the market closes.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _pressed = Random64.Of(seed, 1, 4);
    private readonly SortedList<(int Account, Currency Currency), long> _called = [];
    private readonly SortedSet<int> _drained = [];
    private long _mostOut;

    // One seed of four has no calls. On one of four a call is missed as soon as it is made.
    private string CallParts =>
        (Has(RandomTopics.Calls) ? seed % 4 : 0) switch
        {
            0 => "",
            1 => """
                ,"calls":{"deadline":{"beforeOpening":20},"intraday":{"notice":25}},
                "liquidation":{"participation":"0.2","guard":"0.08","membersFirst":false,"aboveLimits":true}
                """,
            2 => """
                ,"calls":{"deadline":{"afterOpening":45},"notice":30,"intraday":{"notice":1440}},"liquidation":{"participation":"0.1","guard":"0.03"}
                """,
            _ => """
                ,"calls":{"deadline":{"beforeOpening":1440}},
                "liquidation":{"participation":"0.2","guard":"0.5","membersFirst":false}
                """,
        };

    private bool HasCalls => HasMembers && CallParts.Length > 0;

    private void Press()
    {
        if (!HasCalls)
            return;
        switch (_pressed.Between(0, 999))
        {
            case < 80:
                var number = _pressed.Chance(20) ? 3 * (int)_pressed.Between(0, 1) : (int)_pressed.Between(1, 2);
                Send(MessageKind.Liquidate, new Liquidate(number));
                break;
            case < 84:
                Rescue();
                break;
            case < 110:
                HoldOut();
                break;
        }

        PressWithinTheDay();
    }

    // Trading is over and nothing is settled: some take out what they can, and have it again in the morning where the
    // day did not cost them more.
    private void DrainSome()
    {
        for (var account = 1; HasCalls && account <= 6; account++)
        {
            if (_pressed.Chance(700))
                Drain(new(account));
        }
    }

    private void Refill()
    {
        foreach (var account in _drained.Where(a => !_called.ContainsKey((a, Currency.USD))).ToList())
        {
            if (_pressed.Chance(600))
                continue;
            Send(
                MessageKind.MoveCash,
                new MoveCash(new(account), Currency.USD, new(_pressed.Between(1, 99_000_00)), Name24.Of($"in{++_ids}"))
            );
            _drained.Remove(account);
        }
    }

    // What may be drawn out is told by the refusal of too much.
    private void Drain(AccountId account)
    {
        _mostOut = 0;
        Send(MessageKind.MoveCash, new MoveCash(account, Currency.USD, new(-90_000_000_00), Name24.Of($"out{++_ids}")));
        var left = _pressed.Chance(500) ? 0 : _pressed.Between(0, 100_00);
        _drained.Add(account.Value);
        if (_mostOut > left)
            Send(
                MessageKind.MoveCash,
                new MoveCash(account, Currency.USD, new(left - _mostOut), Name24.Of($"out{++_ids}"))
            );
    }

    private void Rescue()
    {
        if (_called.Count == 0)
            return;
        var ((account, currency), missing) = _called.ElementAt((int)_pressed.Between(0, _called.Count - 1));
        var amount =
            _pressed.Chance(300) ? _pressed.Between(1, missing)
            : _pressed.Chance(500) ? missing
            : missing + _pressed.Between(0, 90_000_00);
        Send(MessageKind.MoveCash, new MoveCash(new(account), currency, new(amount), Name24.Of($"in{++_ids}")));
    }

    // Somebody who owes asks for a better price, and waits for it.
    private void HoldOut()
    {
        var held = _net.Where(n => n.Value != 0)
            .Select(n => (n.Key.Instrument, n.Key.Account, Side: n.Value > 0 ? Side.Buy : Side.Sell))
            .Concat(
                _lots
                    .Where(l => l.Value.Carried + l.Value.Today > 0)
                    .Select(l => (l.Key.Instrument, l.Key.Account, l.Key.Side))
            )
            .Where(h => _called.ContainsKey((h.Account, Currency.USD)) && _bands.ContainsKey(h.Instrument))
            .ToList();
        if (held.Count == 0)
            return;
        var (instrument, account, side) = held[(int)_pressed.Between(0, held.Count - 1)];
        var band = _bands[instrument];
        Send(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(account),
                new(instrument),
                side.Opposite(),
                OrderType.Limit,
                TimeInForce.GoodTillCancelled,
                side == Side.Buy ? band.High : band.Low,
                new(1),
                ClientOrderId.Of($"h{++_ids}"),
                OrderFlags.CloseOnly
            )
        );
    }

    private void LearnCalls(Happening happening)
    {
        switch (happening.Message)
        {
            case CallOpened o:
                _called[(o.Account.Value, o.Currency)] = o.Amount.Minor;
                break;
            case CallMet m:
                _called.Remove((m.Account.Value, m.Currency));
                break;
            case CommandRefused { Reason: RejectReason.OverWithdrawal } refused:
                _mostOut = refused.Limit;
                break;
        }
    }
}
