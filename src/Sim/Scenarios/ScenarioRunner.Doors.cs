// A story's doors: sessions, replaces and cancels with an identity, caps, dead man's timers, kill switches.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private static readonly (string Word, KillLevel Level)[] Levels =
    [
        ("key", KillLevel.Key),
        ("session", KillLevel.Session),
        ("account", KillLevel.Account),
        ("member", KillLevel.Member),
        ("instrument", KillLevel.Instrument),
        ("market", KillLevel.Market),
    ];

    private bool OfDoors(string first, WordReader words)
    {
        switch (first)
        {
            case "session":
                Session(words);
                return true;
            case "caps":
                SetCaps(words);
                return true;
            case "cancel-all-after":
                CancelAllAfter(words);
                return true;
            case "stop":
                Kill(words, 1);
                return true;
            case "go-on":
                Kill(words, 0);
                return true;
            default:
                return false;
        }
    }

    // session begin KEY [as NAME]; session end N [cancel]
    private void Session(WordReader words)
    {
        OpenLazily(words);
        if (words.Has("begin"))
        {
            var key = NameOf(words);
            var name = words.Has("as") ? NameOf(words) : key;
            Outcome(words, _venue.Submit(MessageKind.BeginSession, Codec.Bytes(new BeginSession(key, name))));
            return;
        }

        words.Need("end");
        var end = new EndSession(words.Number("a session's number"), words.Has("cancel") ? (byte)1 : (byte)0);
        Outcome(words, _venue.Submit(MessageKind.EndSession, Codec.Bytes(end)));
    }

    // NAME replace ID to LOTS [@ PRICE] [as ID] [valid-until TIME]
    private void Replace(string name, WordReader words)
    {
        OpenLazily(words);
        var original = ClientOrderId.Of(words.Take("a client order id"));
        words.Need("to");
        var lots = words.Whole("a number of lots");
        var seen = _orderIds.TryGetValue($"{original}", out var number) ? _venue.Order(number) : null;
        var month = seen is null
            ? Month(words)
            : _symbols.Values.First(s => s.Instrument == seen.Words.Instrument.Value);
        var ticks = words.Has("@") ? TicksOf(month, words) : seen?.Ticks ?? 0;
        var id = words.Has("as") ? ClientOrderId.Of(words.Take("a client order id")) : default;
        var command = new ReplaceOrder(
            AccountOf(name),
            default,
            original,
            id,
            new(ticks),
            new(lots),
            ValidUntil(words)
        );
        Outcome(words, Named(_venue.Submit(MessageKind.ReplaceOrder, Codec.Bytes(command))));
    }

    // NAME withdraw ID [as ID] [valid-until TIME]
    private void Withdraw(string name, WordReader words)
    {
        OpenLazily(words);
        var original = ClientOrderId.Of(words.Take("a client order id"));
        var id = words.Has("as") ? ClientOrderId.Of(words.Take("a client order id")) : default;
        var command = new WithdrawOrder(AccountOf(name), default, original, id, ValidUntil(words));
        Outcome(words, Named(_venue.Submit(MessageKind.WithdrawOrder, Codec.Bytes(command))));
    }

    // The id of a replace names its order from now on.
    private IReadOnlyList<Auditing.Happening> Named(IReadOnlyList<Auditing.Happening> events)
    {
        foreach (var taken in events.Where(e => e.Kind == MessageKind.RequestTaken))
            _orderIds[$"{taken.As<RequestTaken>().ClientOrderId}"] = taken.As<RequestTaken>().Order.Value;
        return events;
    }

    // caps NAME|everybody [CONTRACT] [lots N] [notional A] [orders N] [repeats N within LENGTH]
    private void SetCaps(WordReader words)
    {
        var name = words.Take("an account's name or everybody");
        var contract = _contracts.ContainsKey(words.Peek) ? words.Name("a contract") : default;
        var lots = words.Has("lots") ? words.Whole("a number of lots") : 0;
        var notional = words.Has("notional") ? words.Minor("an amount") : 0;
        var orders = words.Has("orders") ? words.Number("a number of orders") : 0;
        var repeats = words.Has("repeats") ? words.Number("a number of orders") : 0;
        var window = words.Has("within") ? words.Duration(Instant.PerSecond / 1000) : 0;
        var command = new SetOrderCaps(
            name == "everybody" ? default : AccountOf(name),
            contract,
            new(lots),
            new(notional),
            orders,
            repeats,
            window
        );
        Outcome(words, _venue.Submit(MessageKind.SetOrderCaps, Codec.Bytes(command)));
    }

    // cancel-all-after NAME LENGTH|off
    private void CancelAllAfter(WordReader words)
    {
        OpenLazily(words);
        var account = AccountOf(words.Take("an account's name"));
        var milliseconds = words.Has("off") ? 0 : words.Duration(Instant.PerSecond / 1000);
        var command = new CancelAllAfter(account, milliseconds);
        Outcome(words, _venue.Submit(MessageKind.CancelAllAfter, Codec.Bytes(command)));
    }

    // stop|go-on key K | session N | account NAME | member N | instrument [SYMBOL] | market by PERSON [and PERSON]
    private void Kill(WordReader words, byte engage)
    {
        OpenLazily(words);
        var word = words.Take("key, session, account, member, instrument or market");
        var level = Array.Find(Levels, l => l.Word == word).Level;
        var key = level == KillLevel.Key ? NameOf(words) : default;
        var number = level switch
        {
            KillLevel.Session => words.Number("a session's number"),
            KillLevel.Account => AccountOf(words.Take("an account's name")).Value,
            KillLevel.Member => words.Number("a member's number"),
            KillLevel.Instrument => Month(words).Instrument,
            KillLevel.None => throw words.Fault("key, session, account, member, instrument or market"),
            _ => 0,
        };
        words.Need("by");
        var person = NameOf(words);
        var approver = words.Has("and") ? NameOf(words) : default;
        var command = new SetKillSwitch(level, engage, number, key, person, approver);
        Outcome(words, _venue.Submit(MessageKind.SetKillSwitch, Codec.Bytes(command)));
    }
}
