// One session at the production gateway, as desks see it.
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Server;
using Tokenbourse.Gateways.Fix.Session;
using Tokenbourse.Gateways.Fix.Store;
using Tokenbourse.Gateways.Identity;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>Writes the body of a message behind its header.</summary>
public delegate void FixBody<T>(FixWriter message, in T state);

/// <summary>Names, rights and the ways to say something.</summary>
public sealed class FixGuest : IDisposable
{
    // Reports that one event may make on one session.
    private const long Parts = 64;

    /// <summary>What the gateway is called among doors.</summary>
    internal const string Door = "fix";

    private readonly FixHouse _house;
    private readonly HeldFixStore _store;
    private long _event = -1;
    private long _part;
    private volatile Ownership? _ownership;

    internal FixGuest(FixHouse house, FixSessionEntry entry, IFixStore store)
    {
        _house = house;
        _store = new(store);
        Entry = entry;
        var terms = new FixSessionTerms(entry.Version, entry.Ours, entry.CompId)
        {
            ClockTolerance = house.Terms.ClockTolerance,
            DailyReset = entry.DailyReset,
            Meters = house.Terms.Meters,
        };
        Seat = new(new(terms, _store, new FixGate(house, this)));
    }

    /// <summary>What the file of sessions says of it.</summary>
    public FixSessionEntry Entry { get; }

    /// <summary>The other side's CompID, the session's name.</summary>
    public string Name => Entry.CompId;

    public FixRole Role => Entry.Role;

    /// <summary>The place at the door: says from any thread.</summary>
    public FixSeat Seat { get; }

    public FixSession Session => Seat.Session;

    /// <summary>Who logged on; null on an open floor, and while nobody is logged on.</summary>
    public Caller? Caller { get; internal set; }

    /// <summary>The venue's number of the session that is logged on, by which its orders and quotes are known; zero:
    /// none.</summary>
    public int VenueSession { get; internal set; }

    /// <summary>Its orders leave with its connection, as agreed or as its logon said.</summary>
    public bool CancelsOnDisconnect { get; internal set; }

    /// <summary>May it see that account, and act for it as far as its scopes go?</summary>
    public bool MaySee(int account) =>
        (Entry.Accounts.Count == 0 ? _house.Identity is null : Entry.Accounts.Contains(account))
        && (_house.Identity is null || Caller is null || Caller.Owns(account));

    /// <summary>Is it told of that account? By the file of sessions and by whose key it is, so that it is told the same
    /// whoever is logged on.</summary>
    public bool Hears(int account) =>
        Entry.Accounts.Count == 0
            ? _house.Identity is null
            : Entry.Accounts.Contains(account) && Owner()?.Owns(account) != false;

    /// <summary>Has its key the scope? On an open floor everybody has all.</summary>
    public bool May(string scope) => _house.Identity is null || Caller?.May(scope) == true;

    /// <summary>Has its key one of the scopes?</summary>
    public bool MayAny(ReadOnlySpan<string> scopes)
    {
        foreach (var scope in scopes)
        {
            if (May(scope))
                return true;
        }

        return false;
    }

    /// <summary>How long it must wait before a message of the class is let through; zero: it is.</summary>
    /// <param name="account">Whose buckets; zero: the session's own.</param>
    public TimeSpan Admit(MessageClass which, int account = 0)
    {
        var wait = Wait(which, account);
        if (wait > TimeSpan.Zero)
            _house.Terms.Meters?.Limited(Door, which);
        return wait;
    }

    /// <summary>Counts a request that was refused.</summary>
    /// <param name="code">Of <see cref="ErrorTable"/>.</param>
    public void Refused(string code) => _house.Terms.Meters?.Refused(Door, code);

    /// <summary>The message at hand is under way: after a crash it is asked for again until it is released.</summary>
    /// <returns>For <see cref="Release"/>.</returns>
    public int Hold(FixMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (FixText.TrySequence(message.Get(FixTag.MsgSeqNum), out var sequence))
            _store.Hold(sequence);
        return _store.Life;
    }

    /// <summary>The message that was held first is settled. Under the session's lock.</summary>
    public void Release(int life) => _store.Release(life);

    /// <summary>Says something that answers a message, inside <see cref="IFixDesk.Take"/>.</summary>
    public void Answer<T>(ReadOnlySpan<byte> type, in T state, FixBody<T> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var message = Session.BeginMessage(type, _house.Now);
        body(message, state);
        Session.EndMessage(message);
    }

    /// <summary>Refuses a message with a BusinessMessageReject by the table of errors.</summary>
    /// <param name="code">Of <see cref="ErrorTable"/>.</param>
    /// <param name="reference">BusinessRejectRefID(379): the message's own id; empty: it has none.</param>
    public void Reject(FixMessage message, string code, string text, ReadOnlySpan<byte> reference = default)
    {
        Refused(code);
        Reject(message, ErrorTable.Of(code).Fix.Business, $"{code}: {text}", reference);
    }

    /// <summary>From any thread, at any time: kept, and sent again if it is asked for.</summary>
    public void Say<T>(ReadOnlySpan<byte> type, in T state, FixBody<T> body)
    {
        lock (Seat.Gate)
        {
            Answer(type, state, body);
            Seat.Push();
        }
    }

    /// <summary>Tells of an event, once: what was told before, in this process or another, is left out. For the
    /// teller's thread, inside <see cref="IFixListener.Heard"/>.</summary>
    /// <returns>False: it was told before.</returns>
    public bool Tell<T>(in LogEntry entry, ReadOnlySpan<byte> type, in T state, FixBody<T> body)
    {
        if (_event != entry.Sequence)
            (_event, _part) = (entry.Sequence, 0);
        var mark = checked((entry.Sequence * Parts) + _part++);
        Must.Hold(_part <= Parts);
        if (mark <= _store.Mark)
            return false;
        lock (Seat.Gate)
        {
            _store.Note(mark);
            Answer(type, state, body);
            if (Session.Out.Length >= FixSeat.MostHeldBack)
                Seat.Push();
        }

        _house.Teller.Touch(this);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Seat.Dispose();
        _store.Dispose();
    }

    /// <summary>What happened up to that event is past for this session.</summary>
    internal void BeginAfter(long sequence)
    {
        if (_store.Mark >= 0)
            return;
        _store.Begin(checked((sequence + 1) * Parts) - 1);
        _store.Commit();
    }

    internal void Reject(FixMessage message, int reason, string text, ReadOnlySpan<byte> reference)
    {
        var answer = Session.BeginMessage("j"u8, _house.Now);
        answer.Add(FixTag.RefSeqNum, message.Get(FixTag.MsgSeqNum)).Add(FixTag.Text, text);
        answer.Add(FixTag.RefMsgType, message.Type);
        if (!reference.IsEmpty)
            answer.Add(FixTag.BusinessRejectRefID, reference);
        Session.EndMessage(answer.Add(FixTag.BusinessRejectReason, reason));
    }

    private TimeSpan Wait(MessageClass which, int account)
    {
        if (account == 0)
            return _house.Limits.Take(Name, which);
        Span<char> name = stackalloc char[11];
        account.TryFormat(name, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        return _house.Limits.Take(name[..length], which);
    }

    /// <summary>Whose key it is, as known last: one that has ended has the accounts that it had.</summary>
    private Caller? Owner()
    {
        if (_house.Identity is not { } identity || Entry.Key is not { } key)
            return null;
        var (known, version) = (_ownership, identity.Store.Version);
        if (known is null || known.Version != version)
            _ownership = known = new(version, identity.Keys.Again(key) ?? known?.Caller);
        return known.Caller;
    }

    private sealed record Ownership(long Version, Caller? Caller);
}
