// The commands of the random market: what each draws, and how often it is nonsense.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private void Anything()
    {
        Watch();
        MovePriceLimits();
        if (Edges && _chance.Chance(300))
        {
            OrderAtEdge();
            return;
        }

        if (MovesMoney && _money.Chance(60))
            SomeMoney();
        switch (Pick(100))
        {
            case < 44:
                Order();
                break;
            case < 52:
                CloseSome();
                break;
            case < 66:
                AmendOne();
                break;
            case < 74:
                var (cancelled, canceller) = Someones();
                Send(MessageKind.CancelOrder, new CancelOrder(canceller, cancelled, Until()));
                break;
            case < 76:
                CancelSome();
                break;
            case < 88:
                QuoteSome();
                break;
            case < 90:
                Send(
                    MessageKind.SetProtection,
                    new SetProtection(
                        Account(),
                        ContractName(),
                        _chance.Chance(50) ? 0 : (int)_chance.Between(1, 600_000),
                        new(_chance.Between(-1, 12))
                    )
                );
                break;
            case < 94:
                Send(
                    MessageKind.ReversePosition,
                    new ReversePosition(Account(), Instrument(), new(_chance.Chance(500) ? 0 : Near(1)), Id(), Until())
                );
                break;
            case < 96:
                SetSome();
                break;
            case < 98:
                Send(
                    MessageKind.MoveCash,
                    new MoveCash(
                        Account(),
                        Currency.USD,
                        new(_chance.Between(-900_00, 300_00)),
                        Name24.Of($"m{++_ids}")
                    )
                );
                break;
            default:
                Send(MessageKind.Tick, default(Tick));
                break;
        }
    }

    private void Order()
    {
        var instrument = Instrument();
        var type = (OrderType)(_chance.Chance(600) ? 1 : 1 + Pick(5));
        var life = LifeOf(type);
        var flags = OrderFlags.None;
        if (_chance.Chance(120))
            flags |= OrderFlags.CloseOnly;
        flags |= Offset();
        if (_chance.Chance(50))
            flags |= OrderFlags.Hedge;
        var rests = type == OrderType.Limit && life is TimeInForce.Day or TimeInForce.GoodTillCancelled;
        if (rests && _chance.Chance(80))
            flags |= OrderFlags.PostOnly;
        var lots = _chance.Chance(150) ? _chance.Between(20, 65) : _chance.Between(1, 14);
        var words = new PlaceOrder(
            Account(),
            instrument,
            (Side)(1 + Pick(2)),
            type,
            life,
            new(type is OrderType.Limit or OrderType.StopLimit ? Near(instrument.Value) : 0),
            new(lots),
            Id(),
            flags,
            _chance.Chance(300) ? (SelfMatch)Pick(6) : SelfMatch.AsContract,
            new(type is OrderType.Stop or OrderType.StopLimit ? Near(instrument.Value) : 0),
            new(rests && lots > 1 && _chance.Chance(250) ? _chance.Between(1, lots - 1) : 0),
            new(life == TimeInForce.FillAndKill && type <= OrderType.Market && _chance.Chance(400) ? lots / 2 : 0),
            life == TimeInForce.GoodTillDate ? _day.Plus((int)_chance.Between(-1, 4)) : default,
            Until()
        );
        Send(MessageKind.PlaceOrder, _chance.Chance(60) ? Spoilt(words) : words);
    }

    private TimeInForce LifeOf(OrderType type)
    {
        if (_chance.Chance(20))
            return (TimeInForce)Pick(9);
        var lives = type switch
        {
            OrderType.Limit => _chance.Chance(500)
                ? [TimeInForce.Day]
                : new[]
                {
                    TimeInForce.FillAndKill,
                    TimeInForce.FillOrKill,
                    TimeInForce.GoodTillCancelled,
                    TimeInForce.GoodTillDate,
                    TimeInForce.AtTheOpen,
                    TimeInForce.AtTheClose,
                },
            OrderType.Market => [TimeInForce.Day, TimeInForce.FillAndKill, TimeInForce.FillOrKill],
            _ => [TimeInForce.Day, TimeInForce.GoodTillCancelled, TimeInForce.GoodTillDate],
        };
        return lives[Pick(lives.Length)];
    }

    // What a stranger's program might send: one field out of its range.
    private PlaceOrder Spoilt(PlaceOrder words) =>
        Pick(14) switch
        {
            0 => words with { Side = (Side)Pick(4) },
            1 => words with { Type = (OrderType)Pick(8) },
            2 => words with { Flags = (OrderFlags)Pick(256) },
            3 => words with { SelfMatch = (SelfMatch)Pick(9) },
            4 => words with { ClientOrderId = default },
            5 => words with { Price = new(_chance.Between(-5, 200)) },
            6 => words with { StopPrice = new(_chance.Between(-5, 200)) },
            7 => words with { Display = new(_chance.Between(-2, 20)) },
            8 => words with { Minimum = new(_chance.Between(-2, 20)) },
            9 => words with { Expires = _day },
            10 => words with { Quantity = new(_chance.Chance(500) ? _chance.Between(-1, 70) : long.MaxValue) },
            11 => words with { Account = new((int)_chance.Between(-1, 9)) },
            12 => words with { Instrument = new((int)_chance.Between(-1, 9)) },
            _ => words with { Price = new(long.MaxValue), Quantity = new(long.MaxValue - 1) },
        };

    private void AmendOne()
    {
        var (order, account) = Someones();
        var words = _live.GetValueOrDefault(order.Value);
        var price = words.Type == OrderType.Stop ? 0 : words.Price.Ticks;
        if ((words.Type != OrderType.Stop && _chance.Chance(500)) || _chance.Chance(30))
            price = Near(int.Max(1, words.Instrument.Value));
        var lots = _chance.Chance(500) ? words.Quantity.Lots + _chance.Between(-5, 3) : _chance.Between(0, 62);
        Send(MessageKind.AmendOrder, new AmendOrder(account, order, new(price), new(lots), Until()));
    }

    private void CancelSome() =>
        Send(
            MessageKind.MassCancel,
            new MassCancel(
                Account(),
                (CancelScope)_chance.Between(_chance.Chance(100) ? 0 : 1, 2),
                (Side)Pick(_chance.Chance(50) ? 4 : 3),
                _chance.Chance(500) ? default : Instrument(),
                _chance.Chance(600) ? default : ContractName(),
                Until()
            )
        );

    private void QuoteSome()
    {
        QuoteEntries entries = default;
        var count = 1 + Pick(3);
        for (var i = 0; i < count; i++)
        {
            var instrument = Instrument();
            var middle = Near(instrument.Value);
            var half = _chance.Between(_chance.Chance(50) ? 0 : 1, 3);
            entries[i] = new(
                instrument,
                new(middle - half),
                new(_chance.Between(_chance.Chance(20) ? -1 : 0, 9)),
                new(middle + half),
                new(_chance.Chance(10) ? 70 : _chance.Between(0, 9))
            );
        }

        Send(
            MessageKind.PlaceQuotes,
            new PlaceQuotes(
                Account(),
                _chance.Chance(20) ? default : Id(),
                (byte)(_chance.Chance(20) ? Pick(12) : count),
                entries,
                Until()
            )
        );
    }

    private void SetSome()
    {
        var state = (TradingPhase)(
            _chance.Chance(60) ? Pick(10)
            : _chance.Chance(500) ? 2
            : 6 + Pick(3)
        );
        Send(
            MessageKind.SetTradingState,
            new SetTradingState(
                Instrument(),
                state,
                state == TradingPhase.ResumptionAuction ? (int)_chance.Between(0, 400)
                    : _chance.Chance(50) ? 7
                    : 0,
                _chance.Chance(50) ? default : Name24.Of("why")
            )
        );
    }

    private AccountId Account() => new(_chance.Chance(15) ? 77 : 1 + Pick(Accounts));

    private InstrumentId Instrument() => new(_chance.Chance(15) ? 9 : 1 + Pick(int.Max(4, _bands.Count)));

    private Name24 ContractName() =>
        Name24.Of(
            _chance.Chance(30) ? "ZZ"
            : Pick(2) == 0 ? "AA"
            : "BB"
        );

    private ClientOrderId Id() =>
        _chance.Chance(20) ? ClientOrderId.Of($"i{long.Max(1, _ids + 1 - Pick(60))}") : ClientOrderId.Of($"i{++_ids}");

    private Instant Until() => _chance.Chance(960) ? default : _now.Plus(_chance.Between(-1, 1) * Instant.PerSecond);

    // Most prices lie within a few ticks of the last one, some anywhere in the band, a few outside.
    private long Near(int instrument)
    {
        var last = _last.GetValueOrDefault(instrument, 100);
        var draw = Pick(100);
        if (draw < 80 || !_bands.TryGetValue(instrument, out var band))
            return last + _chance.Between(-4, 4);
        return draw < 86 ? band.High.Ticks
            : draw < 92 ? band.Low.Ticks
            : draw < 98 ? _chance.Between(band.Low.Ticks, band.High.Ticks)
            : _chance.Between(band.Low.Ticks - 3, band.High.Ticks + 3);
    }

    // An order that lives, mostly with its owner.
    private (OrderId Order, AccountId Account) Someones()
    {
        if (_live.Count == 0 || _chance.Chance(30))
            return (new(1 + Pick(500)), Account());
        // The last ones more often.
        var from = _chance.Chance(600) ? int.Max(0, _live.Count - 30) : 0;
        var order = _live.Values[from + Pick(_live.Count - from)];
        return (order.Order, _chance.Chance(30) ? Account() : order.Account);
    }
}
