// Caps, dead man's timers and kill switches through the REST door.
using System.Globalization;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

/// <summary>Caps of an account (null: every one) in a contract (null: every one); zero: no such cap.</summary>
public sealed record CapsShape(
    int? Account,
    string? Contract,
    long MostLots,
    string MostNotional,
    int MostOrders,
    int MostRepeats,
    int RepeatMilliseconds
);

/// <param name="Due">When the live orders leave; null: the timer is off.</param>
public sealed record TimerShape(int Account, string? Due, long CommandSequence);

/// <summary>A kill switch.</summary>
/// <param name="Number">Of the session, account, member or instrument; null for key and market.</param>
/// <param name="Orders">Orders that left when it was engaged.</param>
/// <param name="Accounts">How many accounts they were of.</param>
public sealed record SwitchShape(
    string Level,
    bool Engaged,
    int? Number,
    string? Key,
    string Person,
    string? Approver,
    int Orders,
    int Accounts,
    string Since
);

/// <summary>Reads, asks the venue, and tells (rules CAP, DMT and KIL).</summary>
internal static class SafetyDoor
{
    private static readonly (string, KillLevel)[] Levels =
    [
        ("key", KillLevel.Key),
        ("session", KillLevel.Session),
        ("account", KillLevel.Account),
        ("member", KillLevel.Member),
        ("instrument", KillLevel.Instrument),
        ("market", KillLevel.Market),
    ];

    public static IReadOnlyList<SwitchShape> Switches(VenueViews views)
    {
        lock (views.Gate)
            return [.. views.Safeguards.Switches.Select(s => Shape(s.Set, s.Since))];
    }

    public static IReadOnlyList<CapsShape> Caps(VenueViews views)
    {
        lock (views.Gate)
            return [.. views.Safeguards.Caps.Select(Shape)];
    }

    public static (CapsShape? Shape, WireFault? Fault) SetCaps(Door door, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var account = reader.ReadAccount(false);
        var contract = reader.Text("contract", false);
        var lots = reader.Whole("mostLots", false, 0, long.MaxValue) ?? 0;
        var notional = ReadAmount(reader, "mostNotional");
        var orders = (int)(reader.Whole("mostOrders", false, 0, 1_000_000) ?? 0);
        var repeats = (int)(reader.Whole("mostRepeats", false, 0, 1_000_000) ?? 0);
        var window = (int)(reader.Whole("repeatMilliseconds", false, 0, 60_000) ?? 0);
        var fault = reader.Done();
        if (fault is null && account is { } named)
            fault = OrderWords.Find(door.Venue, named);
        var name = default(Name24);
        if (fault is null && contract is not null && !Name24.TryParse(contract, out name))
            fault = WireFault.Refused(RejectReason.UnknownContract, "contract", contract);
        if (fault is not null)
            return (null, fault);
        var set = new SetOrderCaps(new((int)(account ?? 0)), name, new(lots), notional, orders, repeats, window);
        var answer = door.Venue.Ask(MessageKind.SetOrderCaps, set);
        return ManyOrders.Refusal(answer, MessageKind.SetOrderCaps, "contract", contract) is { } refused
            ? (null, refused)
            : (Shape(set), null);
    }

    /// <summary>Arms an account's timer anew, or (zero) ends it.</summary>
    public static async ValueTask<(TimerShape? Shape, WireFault? Fault)> CancelAllAfter(
        Door door,
        int account,
        BodyReader reader
    )
    {
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var milliseconds = reader.Whole("milliseconds", true, 0, Model.Messages.CancelAllAfter.Most);
        var fault = reader.Done();
        if (fault is null && milliseconds is > 0 and < Model.Messages.CancelAllAfter.Least)
            fault = WireFault.Bad(
                "milliseconds",
                Words.Of(milliseconds.Value),
                "Is too short: zero turns the timer off.",
                Words.Of(Model.Messages.CancelAllAfter.Least)
            );
        fault ??= OrderWords.Find(door.Venue, account) ?? door.Admit(MessageClass.Cancels, account);
        if (fault is not null)
            return (null, fault);
        var answer = await door.Venue.AskAsync(
            MessageKind.CancelAllAfter,
            new CancelAllAfter(new(account), (int)milliseconds!.Value)
        );
        if (ManyOrders.Refusal(answer, MessageKind.CancelAllAfter, "account", Words.Of(account)) is { } refused)
            return (null, refused);
        var armed = Of<CancelAllArmed>(answer, MessageKind.CancelAllArmed);
        var due = armed.Due.Nanoseconds == 0 ? null : armed.Due.ToString();
        return (new(account, due, answer.Sequence), null);
    }

    public static (SwitchShape? Shape, WireFault? Fault) SetSwitch(Door door, ReadOnlyMemory<byte> body)
    {
        var reader = new BodyReader(body);
        if (reader.Fault is not null)
            return (null, reader.Fault);
        var level = reader.Word("level", true, Levels);
        var engage = reader.Word("state", true, ("engaged", (byte)1), ("released", (byte)0));
        var numbered = level is KillLevel.Session or KillLevel.Account or KillLevel.Member;
        var number = reader.Whole("number", numbered, 1, int.MaxValue);
        var symbol = reader.Text("symbol", level == KillLevel.Instrument);
        var key = ReadName(reader, "key", level == KillLevel.Key);
        var person = ReadName(reader, "person", true);
        var approver = ReadName(reader, "approver", false);
        var fault = reader.Done();
        InstrumentDocument? terms = null;
        if (fault is null && symbol is not null && level != KillLevel.Instrument)
            fault = WireFault.Bad("symbol", symbol, "Goes with the level instrument alone.");
        if (fault is null && symbol is not null)
            fault = OrderWords.Find(door.Venue, symbol, out terms);
        if (fault is not null)
            return (null, fault);
        var set = new SetKillSwitch(level, engage, terms?.Instrument ?? (int)(number ?? 0), key, person, approver);
        var answer = door.Venue.Ask(MessageKind.SetKillSwitch, set);
        return ManyOrders.Refusal(answer, MessageKind.SetKillSwitch, "level", Words.Of(level)) is { } refused
            ? (null, refused)
            : (Shape(Of<KillSwitchSet>(answer, MessageKind.KillSwitchSet), answer.Time), null);
    }

    private static T Of<T>(Answer answer, MessageKind kind)
        where T : unmanaged
    {
        foreach (var entry in answer.Events)
        {
            if (entry.Kind == kind)
                return entry.As<T>();
        }

        throw new InvalidOperationException($"{kind} was neither told nor refused");
    }

    private static SwitchShape Shape(KillSwitchSet set, Instant since) =>
        new(
            Words.Of(set.Level),
            set.Engage == 1,
            set.Number == 0 ? null : set.Number,
            set.Key.IsEmpty ? null : $"{set.Key}",
            $"{set.Person}",
            set.Approver.IsEmpty ? null : $"{set.Approver}",
            set.Orders,
            set.Accounts,
            since.ToString()
        );

    private static CapsShape Shape(SetOrderCaps caps) =>
        new(
            caps.Account.Value == 0 ? null : caps.Account.Value,
            caps.Contract.IsEmpty ? null : $"{caps.Contract}",
            caps.MostLots.Lots,
            Words.Of(caps.MostNotional),
            caps.MostOrders,
            caps.MostRepeats,
            caps.RepeatMilliseconds
        );

    private static Name24 ReadName(BodyReader reader, string field, bool required)
    {
        if (reader.Text(field, required) is not { } text)
            return default;
        if (Name24.TryParse(text, out var name))
            return name;
        reader.Blame(WireFault.Bad(field, text, "Must be 1 to 24 of A-Z a-z 0-9 . _ : -", "24"));
        return default;
    }

    private static Money ReadAmount(BodyReader reader, string field)
    {
        if (reader.Text(field, false) is not { } text)
            return default;
        if (
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount < 1_000_000_000_000_000m
            && amount * Currencies.MinorPerUnit is var minor
            && minor == decimal.Truncate(minor)
        )
            return new((long)minor);
        reader.Blame(WireFault.Bad(field, text, "Must be an amount of money with at most two decimals, in quotes."));
        return default;
    }
}
