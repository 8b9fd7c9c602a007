// How a session begins: the rules of a logon.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Session;

public sealed partial class FixSession
{
    /// <summary>The first message of a connection. Whoever calls has found this session by the names in it.</summary>
    /// <returns>The session is logged on. Otherwise the connection ends, after what waits in <see
    /// cref="Out"/>.</returns>
    public bool Connect(FixMessage logon, Instant now)
    {
        ArgumentNullException.ThrowIfNull(logon);
        Now = now;
        Closes = false;
        if (!logon.Type.SequenceEqual("A"u8))
            return Refused("the first message is no Logon", true);
        if (LogonFault(logon) is { } fault)
            return Refused(fault, false);
        // Who it is comes before anything that it may change.
        if (_application.Refuses(this, logon) is { } refusal)
            return Refused(refusal, false);
        EndDay();
        var resets = logon.Says(FixTag.ResetSeqNumFlag);
        if (resets || Terms.ResetOnLogon)
            Forget();
        FixText.TrySequence(logon.Get(FixTag.MsgSeqNum), out var sequence);
        if (sequence < NextIncoming)
            return Refused($"MsgSeqNum too low, expecting {NextIncoming} but received {sequence}", false);
        if (Expected(logon) > NextOutgoing)
        {
            var text = $"NextExpectedMsgSeqNum(789) too high, at most {NextOutgoing} but received {Expected(logon)}";
            return Refused(text, false);
        }

        Answer(logon, sequence, resets);
        return true;
    }

    /// <summary>NextExpectedMsgSeqNum(789); 0 where it is not given.</summary>
    private static int Expected(FixMessage logon)
    {
        FixText.TrySequence(logon.Get(FixTag.NextExpectedMsgSeqNum), out var expected);
        return expected;
    }

    private string? LogonFault(FixMessage logon)
    {
        var fault = _validator.Check(logon);
        if (fault.Reason != FixReason.None)
            return fault.Tag == FixFault.NoTag ? fault.Text : $"{fault.Text}: {fault.Tag}";
        if (!NamesFit(logon))
            return new FixFault(FixReason.CompIdProblem).Text;
        if (!IsTimely(logon))
            return new FixFault(FixReason.SendingTimeAccuracyProblem).Text;
        if (!logon.Get(FixTag.EncryptMethod).SequenceEqual("0"u8))
            return "EncryptMethod(98) must be 0";
        FixText.TryInt(logon.Get(FixTag.HeartBtInt), out var interval);
        if (interval < 0 || interval > Terms.MostHeartBtInt)
            return $"HeartBtInt(108) must be 0 to {Terms.MostHeartBtInt}";
        if (logon.Says(FixTag.ResetSeqNumFlag) && !logon.Get(FixTag.MsgSeqNum).SequenceEqual("1"u8))
            return "ResetSeqNumFlag(141)=Y needs MsgSeqNum(34)=1";
        return null;
    }

    private void Answer(FixMessage logon, int sequence, bool resets)
    {
        FixText.TryInt(logon.Get(FixTag.HeartBtInt), out var interval);
        _heartBeat = interval * Instant.PerSecond;
        _lastReceived = Now;
        IsLoggedOn = true;
        var gap = sequence > NextIncoming;
        if (!gap)
            _store.Expect(sequence + 1);
        var asked = Expected(logon);
        var before = NextOutgoing;
        var answer = Begin("A"u8, false).Add(FixTag.EncryptMethod, '0').Add(FixTag.HeartBtInt, interval);
        if (resets)
            answer.Add(FixTag.ResetSeqNumFlag, 'Y');
        if (asked > 0)
            answer.Add(FixTag.NextExpectedMsgSeqNum, NextIncoming);
        if (Terms.Version == FixVersion.Fixt11)
            answer.Add(FixTag.DefaultApplVerID, logon.Get(FixTag.DefaultApplVerID));
        EndMessage(answer);
        _application.LoggedOn(this);
        if (gap)
        {
            Wait(logon, sequence, true);
            // With 789 in both logons each side sees for itself what the other lacks.
            Miss(sequence - 1, asked == 0);
        }

        if (asked > 0 && asked < before)
            ResendFrom(asked, NextOutgoing - 1);
    }

    /// <summary>A Logon on a session that is logged on: only one that resets the numbers is in order.</summary>
    private void LogonAgain(FixMessage message, int sequence)
    {
        var fault = LogonFault(message);
        if (fault is null && !message.Says(FixTag.ResetSeqNumFlag))
            fault = "already logged on";
        if (fault is not null)
        {
            LogoutAndClose(fault);
            return;
        }

        ForgetGap();
        StopResending();
        Forget();
        Answer(message, sequence, true);
    }

    private bool Refused(string why, bool silently)
    {
        if (Terms.TellsRefusedLogons && !silently)
        {
            IsLoggedOn = true;
            StartLogout(why, true);
            IsLoggedOn = false;
            IsLoggingOut = false;
            _failing = false;
        }

        Close(why);
        return false;
    }

    private bool NamesFit(FixMessage message) =>
        message.Get(FixTag.SenderCompID).SequenceEqual(_theirs)
        && message.Get(FixTag.TargetCompID).SequenceEqual(_ours);

    /// <summary>SendingTime is near our clock; one that cannot be read is found by the check of fields.</summary>
    private bool IsTimely(FixMessage message)
    {
        if (!FixTime.TryTimestamp(message.Get(FixTag.SendingTime), out var sent))
            return true;
        var apart = Now.Nanoseconds - sent.Nanoseconds;
        return apart <= Terms.ClockTolerance && apart >= -Terms.ClockTolerance;
    }
}
