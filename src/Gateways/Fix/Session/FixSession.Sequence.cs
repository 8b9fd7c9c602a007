// What a message in sequence, before it or behind it does; gaps, and what waits behind them.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Session;

public sealed partial class FixSession
{
    private readonly SortedDictionary<int, (byte[] Bytes, bool Done)> _waiting = [];
    private readonly FixMessage _fromWaiting = new();
    private int _waitingBytes;
    private int _gapEnd;
    private int _askedEnd;
    private Instant _askedAt;
    private bool _peerResends;

    private bool HasGap => _gapEnd >= NextIncoming;

    private void Handle(FixMessage message, bool waited)
    {
        var type = message.Type;
        if (!message.Get(FixTag.BeginString).SequenceEqual(_beginString))
        {
            StartLogout("Incorrect BeginString", true);
            return;
        }

        if (type.SequenceEqual("5"u8))
        {
            TakeLogout(message);
            return;
        }

        if (_failing)
            return;
        if (!FixText.TrySequence(message.Get(FixTag.MsgSeqNum), out var sequence))
        {
            LogoutAndClose("Required tag missing: MsgSeqNum(34)");
            return;
        }

        if (!waited && !Holds(message, sequence))
            return;
        if (type.SequenceEqual("A"u8) && message.Says(FixTag.ResetSeqNumFlag))
            LogonAgain(message, sequence);
        else if (type.SequenceEqual("2"u8))
            TakeResendRequest(message, sequence);
        else if (type.SequenceEqual("4"u8) && !message.Says(FixTag.GapFillFlag))
            TakeReset(message, sequence);
        else if (IsNext(message, sequence, waited))
            TakeNext(message, sequence);
    }

    /// <summary>Names and time, which every message must have right whatever its number.</summary>
    private bool Holds(FixMessage message, int sequence)
    {
        var named = message.Find(FixTag.SenderCompID) >= 0 && message.Find(FixTag.TargetCompID) >= 0;
        var filled = !message.Get(FixTag.SenderCompID).IsEmpty && !message.Get(FixTag.TargetCompID).IsEmpty;
        var fault =
            named && filled && !NamesFit(message) ? FixReason.CompIdProblem
            : IsTimely(message) ? FixReason.None
            : FixReason.SendingTimeAccuracyProblem;
        if (fault == FixReason.None)
            return true;
        Reject(message, sequence, new(fault));
        if (sequence == NextIncoming)
            Advance(sequence + 1);
        StartLogout(null, true);
        return false;
    }

    /// <summary>The message has the number that is expected; otherwise what is to be done about it is done
    /// here.</summary>
    private bool IsNext(FixMessage message, int sequence, bool waited)
    {
        var again = message.Says(FixTag.PossDupFlag);
        if (sequence > NextIncoming)
        {
            Wait(message, sequence, false);
            Miss(sequence - 1, true);
            return false;
        }

        if (sequence < NextIncoming)
        {
            if (again)
                TakeAgain(message, sequence);
            else
                LogoutAndClose($"MsgSeqNum too low, expecting {NextIncoming} but received {sequence}");
            return false;
        }

        _peerResends &= again || waited;
        if (!again || IsSentBefore(message))
            return true;
        RejectTime(message, sequence, true);
        return false;
    }

    /// <summary>A message that we have had, sent again: ignored, once its times are plausible. A gap fill that goes on
    /// beyond what we have is followed while the peer answers a request of ours.</summary>
    private void TakeAgain(FixMessage message, int sequence)
    {
        if (message.Type.SequenceEqual("4"u8))
        {
            var goes = FixText.TrySequence(message.Get(FixTag.NewSeqNo), out var next) && next > NextIncoming;
            if (goes && _peerResends && _validator.Check(message).Reason == FixReason.None)
                Advance(next);
            return;
        }

        if (message.Get(FixTag.OrigSendingTime).IsEmpty)
            Reject(message, sequence, new(FixReason.RequiredTagMissing, FixTag.OrigSendingTime));
        else if (!IsSentBefore(message))
            RejectTime(message, sequence, false);
    }

    /// <summary>OrigSendingTime is not after SendingTime; what is not there or cannot be read is judged
    /// elsewhere.</summary>
    private static bool IsSentBefore(FixMessage message) =>
        !FixTime.TryTimestamp(message.Get(FixTag.OrigSendingTime), out var first)
        || !FixTime.TryTimestamp(message.Get(FixTag.SendingTime), out var sent)
        || first <= sent;

    private void RejectTime(FixMessage message, int sequence, bool next)
    {
        Reject(message, sequence, new(FixReason.SendingTimeAccuracyProblem));
        if (next)
            Advance(sequence + 1);
        StartLogout(null, true);
    }

    private void TakeNext(FixMessage message, int sequence)
    {
        var fault = _validator.Check(message);
        if (fault.Reason != FixReason.None)
        {
            Reject(message, sequence, fault);
            Advance(sequence + 1);
            return;
        }

        var type = message.Type;
        if (type.Length != 1)
        {
            TakeApplication(message, sequence);
            return;
        }

        switch (type[0])
        {
            case (byte)'0' or (byte)'3':
                break;
            case (byte)'1':
                EndMessage(Begin("0"u8, false).Add(FixTag.TestReqID, message.Get(FixTag.TestReqID)));
                break;
            case (byte)'4':
                TakeGapFill(message, sequence);
                return;
            case (byte)'A':
                LogoutAndClose("already logged on");
                return;
            default:
                TakeApplication(message, sequence);
                return;
        }

        Advance(sequence + 1);
    }

    private void TakeApplication(FixMessage message, int sequence)
    {
        // What the application did is remembered before the number is: after a crash it sees a message twice rather
        // than never, marked as a possible duplicate.
        FixTaken taken;
        try
        {
            taken = _application.Take(this, message);
        }
        catch (FixTooLongException)
        {
            // It repeats so much of itself that no answer can hold it.
            Reject(message, sequence, new(FixReason.Other));
            Advance(sequence + 1);
            return;
        }

        if (taken == FixTaken.Unsupported)
        {
            var answer = Begin("j"u8, true);
            Route(message, answer);
            answer.Add(FixTag.RefSeqNum, sequence).Add(FixTag.Text, "Unsupported Message Type");
            EndMessage(answer.Add(FixTag.RefMsgType, message.Type).Add(FixTag.BusinessRejectReason, '3'));
        }

        Advance(sequence + 1);
    }

    private void TakeGapFill(FixMessage message, int sequence)
    {
        FixText.TrySequence(message.Get(FixTag.NewSeqNo), out var next);
        if (next > sequence)
        {
            Advance(next);
            return;
        }

        Reject(message, sequence, new(FixReason.ValueOutOfRange));
        Advance(sequence + 1);
    }

    /// <summary>SequenceReset without gap fill: its own number does not count, and it never goes back.</summary>
    private void TakeReset(FixMessage message, int sequence)
    {
        var fault = _validator.Check(message);
        FixText.TrySequence(message.Get(FixTag.NewSeqNo), out var next);
        if (fault.Reason == FixReason.None && next < NextIncoming)
            fault = new(FixReason.ValueOutOfRange);
        if (fault.Reason != FixReason.None)
            Reject(message, sequence, fault);
        else
            Advance(next);
    }

    /// <summary>A Logout counts whatever its number: nothing behind a gap is worth a session that ends.</summary>
    private void TakeLogout(FixMessage message)
    {
        var known = FixText.TrySequence(message.Get(FixTag.MsgSeqNum), out var sequence);
        if (known && sequence == NextIncoming)
            Advance(sequence + 1);
        if (!IsLoggingOut)
            EndMessage(Begin("5"u8, false));
        Close(IsLoggingOut ? "both sides logged out" : "the peer logged out");
    }

    private void Advance(int next)
    {
        _store.Expect(next);
        if (next > _gapEnd)
            _gapEnd = _askedEnd = 0;
        else if (next > _askedEnd && _askedEnd > 0)
            Ask();
    }

    /// <summary>Messages up to an end are missing. They are asked for once; not again while the answer is
    /// due.</summary>
    private void Miss(int end, bool asks)
    {
        if (HasGap)
            return;
        _gapEnd = end;
        _askedEnd = end;
        _askedAt = Now;
        _peerResends = true;
        if (asks)
            Ask();
    }

    private void Ask()
    {
        var all = Terms.MostAskedFor == 0;
        _askedEnd = all ? _gapEnd : (int)Math.Min(_gapEnd, (long)NextIncoming + Terms.MostAskedFor - 1);
        _askedAt = Now;
        _peerResends = true;
        var request = Begin("2"u8, false).Add(FixTag.BeginSeqNo, NextIncoming);
        EndMessage(request.Add(FixTag.EndSeqNo, all ? 0 : _askedEnd));
    }

    private void AskAgain()
    {
        if (HasGap && Now.Nanoseconds - _askedAt.Nanoseconds >= Terms.ResendPatience)
            Ask();
    }

    private void ForgetGap()
    {
        _gapEnd = _askedEnd = 0;
        _peerResends = false;
        _waiting.Clear();
        _waitingBytes = 0;
    }

    /// <summary>Keeps a message until those before it are there. Done: it was answered already, only its number
    /// counts.</summary>
    private void Wait(FixMessage message, int sequence, bool done)
    {
        var bytes = done ? [] : message.Bytes;
        var full = _waiting.Count >= Terms.MostWaiting || _waitingBytes + bytes.Length > Terms.MostWaitingBytes;
        if (full || !_waiting.TryAdd(sequence, (bytes.ToArray(), done)))
            return;
        _waitingBytes += bytes.Length;
    }

    private void TakeWaiting()
    {
        while (_waiting.Count > 0 && !Closes)
        {
            var (sequence, (bytes, done)) = First();
            if (sequence > NextIncoming)
                return;
            _waiting.Remove(sequence);
            _waitingBytes -= bytes.Length;
            if (sequence < NextIncoming)
                continue;
            if (done)
                Advance(sequence + 1);
            else if (_fromWaiting.Parse(bytes, 0, bytes.Length))
                Handle(_fromWaiting, true);
        }
    }

    private KeyValuePair<int, (byte[] Bytes, bool Done)> First()
    {
        foreach (var one in _waiting)
            return one;
        throw new InvalidOperationException("nothing waits");
    }
}
