// One FIX session as a machine: bytes and time in, bytes out. It knows no socket, no thread and no clock.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Store;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Session;

/// <summary>
/// The acceptor's side of a session. The same calls at the same times give the same bytes. What it wants sent gathers
/// in
/// <see cref="Out"/>; the door commits the store and then writes the bytes. Not for several threads at once: a door
/// takes a lock around every call.
/// </summary>
public sealed partial class FixSession : IDisposable
{
    private const int SendingTimeDigits = 3;

    // A type that nobody knows may be as long as a message.
    private const int MostType = 32;

    // So that 43 and 122 find room when it is sent again.
    private const int MostSaid = FixFrame.MostBody - 64;

    private readonly IFixStore _store;
    private readonly IFixApplication _application;
    private readonly FixValidator _validator;
    private readonly FixWriter _writer;
    private readonly byte[] _beginString;
    private readonly byte[] _ours;
    private readonly byte[] _theirs;
    private bool _failing;
    private Instant _lastSent;
    private Instant _lastReceived;
    private Instant _loggingOutSince;
    private Instant _testedAt;
    private long _heartBeat;
    private bool _testing;
    private bool _keeps;

    public FixSession(FixSessionTerms terms, IFixStore store, IFixApplication application)
    {
        Terms = terms;
        _store = store;
        _application = application;
        Dictionary = FixDictionary.Of(terms.Version);
        _validator = new(Dictionary);
        _writer = new(Dictionary.BeginString);
        _beginString = Encoding.ASCII.GetBytes(Dictionary.BeginString);
        _ours = Encoding.ASCII.GetBytes(terms.Ours);
        _theirs = Encoding.ASCII.GetBytes(terms.Theirs);
    }

    public FixSessionTerms Terms { get; }

    public FixDictionary Dictionary { get; }

    /// <summary>Bytes for the wire.</summary>
    public FixOutbox Out { get; } = new();

    /// <summary>A logon was answered and no end has come since.</summary>
    public bool IsLoggedOn { get; private set; }

    /// <summary>A Logout of ours waits for its answer.</summary>
    public bool IsLoggingOut { get; private set; }

    /// <summary>The connection is to be closed once <see cref="Out"/> is on the wire.</summary>
    public bool Closes { get; private set; }

    /// <summary>Why the connection is to be closed, in words for a log.</summary>
    public string ClosedBecause { get; private set; } = "";

    /// <summary>MsgSeqNum that we send next.</summary>
    public int NextOutgoing => _store.NextOutgoing;

    /// <summary>MsgSeqNum that we expect next.</summary>
    public int NextIncoming => _store.NextIncoming;

    /// <summary>The time of the call that is being answered.</summary>
    public Instant Now { get; private set; }

    /// <summary>A message of the peer, framed; garbled ones never get here.</summary>
    public void Receive(FixMessage message, Instant now)
    {
        Now = now;
        Count(true, message.Type);
        if (!IsLoggedOn || Closes)
            return;
        EndDay();
        if (Closes)
            return;
        _lastReceived = now;
        _testing = false;
        Handle(message, false);
        TakeWaiting();
    }

    /// <summary>Nothing more has come in for now.</summary>
    public void Rest()
    {
        if (IsLoggedOn)
            _application.Rested(this);
    }

    /// <summary>Time has gone by: heartbeats, questions, and the end of patience.</summary>
    public void Tick(Instant now)
    {
        Now = now;
        if (!IsLoggedOn || Closes)
            return;
        EndDay();
        if (Closes)
            return;
        if (IsLoggingOut)
        {
            if (now.Nanoseconds - _loggingOutSince.Nanoseconds >= Terms.LogoutPatience)
                Close("our Logout was not answered");
            return;
        }

        _application.Ticked(this);
        if (Closes)
            return;
        AskAgain();
        if (_heartBeat == 0)
            return;
        // While a question of ours is open nothing more is said: the peer answers, or the session ends.
        if (!_testing && now.Nanoseconds - _lastSent.Nanoseconds >= _heartBeat)
            EndMessage(Begin("0"u8, false));
        // A fifth of the interval is for the way.
        var patience = _heartBeat + (_heartBeat / 5);
        if (_testing && now.Nanoseconds - _testedAt.Nanoseconds >= patience)
        {
            Close("the peer is silent");
        }
        else if (!_testing && now.Nanoseconds - _lastReceived.Nanoseconds >= patience)
        {
            _testing = true;
            _testedAt = now;
            var test = Begin("1"u8, false);
            EndMessage(
                Terms.TestReqID is { } word
                    ? test.Add(FixTag.TestReqID, word)
                    : test.Add(FixTag.TestReqID, now.Nanoseconds)
            );
        }
    }

    /// <summary>Begins an application message: the header is written, the body follows, <see cref="EndMessage"/> ends
    /// it. Header fields beyond the usual ones come first, in order of tag.</summary>
    /// <param name="type">MsgType(35).</param>
    /// <param name="now">The time; SendingTime(52).</param>
    public FixWriter BeginMessage(ReadOnlySpan<byte> type, Instant now)
    {
        Now = now;
        // While somebody is logged on the day ends between messages, not within the answer to one.
        if (!IsLoggedOn)
            EndDay();
        return Begin(type, true);
    }

    /// <summary>Gives the message its place in the sequence, keeps it, and sends it if there is a connection; what is
    /// sent to a peer that is away, it asks for when it comes back.</summary>
    /// <exception cref="FixTooLongException">Nothing has been said or kept.</exception>
    public void EndMessage(FixWriter message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Length > MostSaid)
            throw new FixTooLongException(message.Length, MostSaid);
        var bytes = message.Finish();
        if (_keeps)
            _store.Keep(bytes);
        else
            _store.Pass();
        if (!IsLoggedOn || Closes)
            return;
        Out.Add(bytes);
        _lastSent = Now;
    }

    /// <summary>Makes what was said and heard safe. A door calls it before it writes the bytes of <see
    /// cref="Out"/>.</summary>
    public void Commit() => _store.Commit();

    /// <summary>Begins to end the session.</summary>
    public void Logout(string? text, Instant now)
    {
        Now = now;
        if (IsLoggedOn && !IsLoggingOut && !Closes)
            StartLogout(text, false);
    }

    /// <summary>Ends the session at once: nothing is said after our Logout, and its answer is not waited for.</summary>
    public void End(string text, Instant now)
    {
        Now = now;
        if (IsLoggedOn && !Closes)
            LogoutAndClose(text);
    }

    /// <summary>The connection is gone. Numbers and messages stay.</summary>
    public void Disconnected()
    {
        Out.Clear();
        ForgetGap();
        StopResending();
        Closes = false;
        ClosedBecause = "";
        IsLoggingOut = false;
        _failing = false;
        _testing = false;
        if (!IsLoggedOn)
            return;
        IsLoggedOn = false;
        _application.LoggedOut(this);
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    // Types that are not the standard's are not told by name: the peer invents them.
    private void Count(bool incoming, ReadOnlySpan<byte> type) =>
        Terms.Meters?.Fix(incoming, Dictionary.Message(type)?.Type ?? "other", IsLoggedOn);

    private FixWriter Begin(ReadOnlySpan<byte> type, bool keeps)
    {
        _keeps = keeps;
        Count(false, type);
        return _writer
            .Begin(type)
            .Add(FixTag.MsgSeqNum, _store.NextOutgoing)
            .Add(FixTag.SenderCompID, _ours)
            .Add(FixTag.SendingTime, Now, SendingTimeDigits)
            .Add(FixTag.TargetCompID, _theirs);
    }

    /// <summary>A Logout of ours; after a fault of the peer's nothing but its Logout is heard any more.</summary>
    private void StartLogout(string? text, bool failing)
    {
        var logout = Begin("5"u8, false);
        if (text is not null)
            logout.Add(FixTag.Text, text);
        EndMessage(logout);
        IsLoggingOut = true;
        _loggingOutSince = Now;
        _failing |= failing;
    }

    private void LogoutAndClose(string text)
    {
        StartLogout(text, true);
        Close(text);
    }

    private void Close(string why)
    {
        if (Closes)
            return;
        Closes = true;
        ClosedBecause = why;
    }

    /// <summary>A session-level Reject. Routing goes back the way it came.</summary>
    private void Reject(FixMessage message, int sequence, FixFault fault)
    {
        var reject = Begin("3"u8, false);
        Route(message, reject);
        reject.Add(FixTag.RefSeqNum, sequence).Add(FixTag.Text, fault.Text);
        if (fault.Tag != FixFault.NoTag)
            reject.Add(FixTag.RefTagID, fault.Tag);
        var type = message.Type;
        reject
            .Add(FixTag.RefMsgType, type.Length > MostType ? type[..MostType] : type)
            .Add(FixTag.SessionRejectReason, (int)fault.Reason);
        EndMessage(reject);
    }

    /// <summary>The fields of OnBehalfOf and DeliverTo, each in the other's place.</summary>
    private static void Route(FixMessage message, FixWriter into)
    {
        Turn(message, FixTag.DeliverToCompID, into, FixTag.OnBehalfOfCompID);
        Turn(message, FixTag.DeliverToSubID, into, FixTag.OnBehalfOfSubID);
        Turn(message, FixTag.OnBehalfOfCompID, into, FixTag.DeliverToCompID);
        Turn(message, FixTag.OnBehalfOfSubID, into, FixTag.DeliverToSubID);
        Turn(message, FixTag.DeliverToLocationID, into, FixTag.OnBehalfOfLocationID);
        Turn(message, FixTag.OnBehalfOfLocationID, into, FixTag.DeliverToLocationID);
    }

    private static void Turn(FixMessage message, int from, FixWriter into, int to)
    {
        var value = message.Get(from);
        if (value.Length is > 0 and <= FixFormat.MostValue)
            into.Add(to, value);
    }
}
