// The random market's accounts that open and close: orders for the lots that they hold, and for lots that they do not.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private static readonly OrderFlags[] _closings =
    [
        OrderFlags.CloseOnly,
        OrderFlags.CloseOnly | OrderFlags.CloseToday,
        OrderFlags.CloseOnly | OrderFlags.CloseYesterday,
    ];

    private readonly SortedList<(int Instrument, int Account, Side Side), (long Carried, long Today)> _lots = [];

    // Three of the seven, one of them in the control group.
    private static bool OpensAndCloses(int account) => account is 3 or 4 or 6;

    private static string? StyleOf(int account) =>
        OpensAndCloses(account) ? AccountDocument.OpenAndClose
        : account == 2 ? AccountDocument.Net
        : null;

    private const string PlainFee = """{"ofTurnover":"0.0001","perLot":"0.5"}""";

    private bool _changed;

    /// <summary>It begins under the first release and changes between two days, with positions and orders that
    /// live.</summary>
    private bool Late => seed % 5 == 0;

    private void BeginLots()
    {
        Send(MessageKind.SetRelease, new SetRelease(Releases.Newest));
        DefineMembers();
        for (var account = 1; account <= Accounts && !_changed; account++)
        {
            if (StyleOf(account) is not null)
                Open(account);
        }

        if (!_changed)
            DefineLimits();
        _changed = true;
    }

    private void Open(int account)
    {
        Submit(
            MessageKind.OpenAccount,
            Documents.Write(
                new AccountDocument(
                    account,
                    "A",
                    "trader",
                    true,
                    account >= 5 ? 9 : 0,
                    StyleOf(account),
                    MemberOf(account),
                    ClassOf(account),
                    account == 6 ? AccountDocument.Hedge : null
                )
            )
        );
        // The first is poor.
        Send(
            MessageKind.MoveCash,
            new MoveCash(new(account), Currency.USD, new(account == 1 ? 400_00 : 200_000_00), Name24.Of($"r{account}"))
        );
    }

    private void HoldLots(int instrument, int account, Side side, long carried, long today)
    {
        if (!OpensAndCloses(account))
            return;
        var (before, ofToday) = _lots.GetValueOrDefault((instrument, account, side));
        _lots[(instrument, account, side)] = (before + carried, ofToday + today);
    }

    private void LearnLots(object message)
    {
        switch (message)
        {
            case Traded t:
                HoldLots(t.Instrument.Value, t.Buyer.Value, Side.Buy, 0, t.BuyerOpened.Lots);
                HoldLots(t.Instrument.Value, t.Seller.Value, Side.Sell, 0, t.SellerOpened.Lots);
                break;
            case DefaultTraded t:
                HoldLots(t.Instrument.Value, t.Buyer.Value, Side.Buy, 0, t.BuyerOpened.Lots);
                HoldLots(t.Instrument.Value, t.Seller.Value, Side.Sell, 0, t.SellerOpened.Lots);
                break;
            case LotClosed { IsToday: 1 } c:
                HoldLots(c.Instrument.Value, c.Account.Value, c.Side, 0, -c.Lots.Lots);
                break;
            case LotClosed c:
                HoldLots(c.Instrument.Value, c.Account.Value, c.Side, -c.Lots.Lots, 0);
                break;
            case SettlementPriceSet s:
                foreach (var key in _lots.Keys.Where(k => k.Instrument == s.Instrument.Value).ToList())
                    _lots[key] = (_lots[key].Carried + _lots[key].Today, 0);
                break;
        }
    }

    // Somebody who holds something closes some of it: mostly of the kind that is there, and mostly not too much.
    private void CloseSome()
    {
        var held = _lots.Where(l => l.Value.Carried + l.Value.Today > 0).ToList();
        if (held.Count == 0)
            return;
        var ((instrument, account, side), (carried, today)) = held[Pick(held.Count)];
        var kind =
            _chance.Chance(200) ? Pick(3)
            : today > 0 && _chance.Chance(600) ? 1
            : carried > 0 ? 2 * Pick(2)
            : Pick(2);
        var most = kind switch
        {
            1 => today,
            2 => carried,
            _ => carried + today,
        };
        var type = _chance.Chance(750) ? OrderType.Limit : (OrderType)(1 + Pick(5));
        var life = LifeOf(type);
        var sells = side == Side.Buy;
        Send(
            MessageKind.PlaceOrder,
            new PlaceOrder(
                new(account),
                new(instrument),
                // Now and then of the side that it holds: there may be nothing to close.
                sells ^ _chance.Chance(40)
                    ? Side.Sell
                    : Side.Buy,
                type,
                life,
                new(type is OrderType.Limit or OrderType.StopLimit ? Near(instrument) : 0),
                new(_chance.Chance(100) ? most + 1 : _chance.Between(1, long.Max(1, most))),
                Id(),
                _closings[kind],
                StopPrice: new(type is OrderType.Stop or OrderType.StopLimit ? Near(instrument) : 0),
                Expires: life == TimeInForce.GoodTillDate ? _day.Plus((int)_chance.Between(-1, 4)) : default
            )
        );
    }

    // What flags an order carries that does not look at what is held.
    private OrderFlags Offset() =>
        _chance.Chance(850) ? OrderFlags.None
        : _chance.Chance(100) ? (OrderFlags)(16 * Pick(8))
        : _closings[Pick(3)];
}
