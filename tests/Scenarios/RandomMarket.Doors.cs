// What the random market does at its doors: sessions, requests that come again, caps, dead man's timers, kill switches.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    private readonly Random64 _doors = Random64.Of(seed, 1, 23);
    private readonly List<(MessageKind Kind, byte[] Payload)> _requests = [];
    private readonly List<KillSwitchSet> _stopped = [];
    private int _begun;

    private bool HasDoors => !Late && Has(RandomTopics.Doors) && seed % 4 == 3;

    private void UseDoors()
    {
        if (!HasDoors)
            return;
        // Nothing stays stopped for long, or nothing would happen any more.
        foreach (var stop in _stopped.Where(_ => _doors.Chance(300)).ToList())
            Send(
                MessageKind.SetKillSwitch,
                new SetKillSwitch(stop.Level, 0, stop.Number, stop.Key, Person(0), Person(Throw(3)))
            );
        if (!_doors.Chance(250))
            return;
        switch (Throw(24))
        {
            case < 6:
                var words = Flagged(SessionOrder());
                var session = Session();
                for (var times = _doors.Chance(300) ? 4 : 1; times > 0; times--)
                    Ask(
                        MessageKind.SubmitOrder,
                        Codec.Bytes(new SubmitOrder(words with { ClientOrderId = Id() }, session))
                    );
                break;
            case < 10 when _requests.Count > 0:
                var (kind, payload) = _requests[^(1 + Throw(int.Min(6, _requests.Count)))];
                Submit(kind, payload);
                break;
            case < 13:
                var (order, account) = Someones();
                Ask(MessageKind.ReplaceOrder, Codec.Bytes(Replace(order, account)));
                break;
            case < 15:
                var (old, owner) = Someones();
                Ask(
                    MessageKind.WithdrawOrder,
                    Codec.Bytes(new WithdrawOrder(owner, ByNumber(old), IdOf(old), SomeId(), Until()))
                );
                break;
            case < 17:
                Send(MessageKind.BeginSession, new BeginSession(KeyName(), Name24.Of("door")));
                break;
            case < 18:
                Send(MessageKind.EndSession, new EndSession(Session(), (byte)Throw(_doors.Chance(30) ? 3 : 2)));
                break;
            case < 20:
                Send(MessageKind.SetOrderCaps, Caps());
                break;
            case < 21:
                Send(
                    MessageKind.CancelAllAfter,
                    new CancelAllAfter(Account(), (int)_doors.Between(_doors.Chance(200) ? -1 : 5_000, 900_000))
                );
                break;
            case < 22:
                Send(
                    MessageKind.SubmitReversal,
                    new SubmitReversal(new(Account(), Instrument(), default, Id(), Until()), Session())
                );
                break;
            case < 23:
                SessionQuote();
                break;
            default:
                Send(MessageKind.SetKillSwitch, Kill());
                break;
        }
    }

    // What is asked once may be asked again.
    private void Ask(MessageKind kind, byte[] payload)
    {
        _requests.Add((kind, payload));
        Submit(kind, payload);
    }

    private void LearnDoors(object message)
    {
        if (message is SessionBegun begun)
            _begun = begun.Session;
        if (message is not KillSwitchSet kill)
            return;
        _stopped.RemoveAll(s => (s.Level, s.Number, s.Key) == (kill.Level, kill.Number, kill.Key));
        if (kill.Engage == 1)
            _stopped.Add(kill);
    }

    private int Throw(int count) => (int)_doors.Between(0, count - 1);

    // The newest ones more often; now and then one that is over, or never was.
    private int Session() =>
        _doors.Chance(40) ? _begun + Throw(3) : int.Max(0, _begun - Throw(_doors.Chance(200) ? 9 : 2));

    private Name24 KeyName() => _doors.Chance(20) ? default : Name24.Of($"K{Throw(3)}");

    private static Name24 Person(int number) => number == 2 ? default : Name24.Of($"P{number}");

    private ClientOrderId SomeId() => _doors.Chance(150) ? default : Id();

    private OrderId ByNumber(OrderId order) => _doors.Chance(500) ? order : default;

    private ClientOrderId IdOf(OrderId order) =>
        _live.TryGetValue(order.Value, out var live) && !_doors.Chance(50) ? live.ClientOrderId : default;

    private PlaceOrder SessionOrder()
    {
        var instrument = Instrument();
        return new(
            Account(),
            instrument,
            (Side)(1 + Throw(2)),
            OrderType.Limit,
            _doors.Chance(500) ? TimeInForce.Day : TimeInForce.GoodTillCancelled,
            new(Near(instrument.Value)),
            new(_doors.Between(1, 6)),
            Id(),
            ValidUntil: Until()
        );
    }

    private ReplaceOrder Replace(OrderId order, AccountId account)
    {
        var words = _live.GetValueOrDefault(order.Value);
        return new(
            account,
            ByNumber(order),
            IdOf(order),
            SomeId(),
            words.Price,
            new(words.Quantity.Lots + _doors.Between(-2, 2)),
            Until()
        );
    }

    private void SessionQuote()
    {
        QuoteEntries entries = default;
        var instrument = Instrument();
        var middle = Near(instrument.Value);
        entries[0] = new(instrument, new(middle - 1), new(Throw(4)), new(middle + 1), new(Throw(4)));
        var quotes = new PlaceQuotes(Account(), Id(), 1, entries, Until());
        Send(MessageKind.SubmitQuotes, new SubmitQuotes(quotes, Session()));
    }

    private SetOrderCaps Caps()
    {
        var all = _doors.Chance(500);
        var repeats = all && _doors.Chance(600) ? 1 + Throw(3) : 0;
        return new(
            _doors.Chance(500) ? default : Account(),
            all ? default : ContractName(),
            new(_doors.Chance(500) ? 0 : _doors.Between(-1, 30)),
            new(_doors.Chance(500) ? 0 : _doors.Between(-1, 3_000_000)),
            all && _doors.Chance(400) ? Throw(25) : 0,
            repeats,
            repeats > 0 || _doors.Chance(20) ? (int)_doors.Between(0, 60_001) : 0
        );
    }

    private SetKillSwitch Kill()
    {
        var level = (KillLevel)(_doors.Chance(30) ? Throw(8) : 1 + Throw(6));
        var number = level switch
        {
            KillLevel.Session => Session(),
            KillLevel.Account => Account().Value,
            KillLevel.Member => Throw(2) == 0 ? 12 : 30 + Throw(2),
            KillLevel.Instrument => Instrument().Value,
            _ => _doors.Chance(20) ? 1 : 0,
        };
        return new(
            level,
            (byte)(_doors.Chance(40) ? Throw(3) : 1),
            number,
            level == KillLevel.Key ? KeyName() : default,
            Person(_doors.Chance(30) ? 2 : 1),
            Person(_doors.Chance(300) ? 0 : 2)
        );
    }
}
