// Sending again what the peer asks for: application messages from the store, gap fills for the rest.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;

namespace Tokenbourse.Gateways.Fix.Session;

public sealed partial class FixSession
{
    // Beyond so many bytes on their way the rest of an answer waits.
    private const int MostOnTheWay = 256 * 1024;

    private readonly FixMessage _kept = new();
    private byte[] _keptBytes = new byte[1024];
    private int _resendNext;
    private int _resendEnd;
    private int _fillFrom;

    /// <summary>There is more to send again: call <see cref="Resend"/> when <see cref="Out"/> is on the wire.</summary>
    public bool HasMoreToResend => _resendNext > 0 && IsLoggedOn && !Closes;

    /// <summary>Sends the next piece of what the peer asked for.</summary>
    public void Resend(Model.Numbers.Instant now)
    {
        Now = now;
        for (var sent = 0; HasMoreToResend; _resendNext++)
        {
            if (_resendNext > _resendEnd)
            {
                Fill(_resendEnd + 1);
                StopResending();
                return;
            }

            if (sent >= Terms.ResendPiece || Out.Length >= MostOnTheWay)
                return;
            var length = _store.Read(_resendNext, ref _keptBytes);
            if (length == 0)
            {
                if (_fillFrom == 0)
                    _fillFrom = _resendNext;
                continue;
            }

            Fill(_resendNext);
            Repeat(length);
            sent++;
        }
    }

    /// <summary>A request is answered whatever its own number is, so that two sides that both miss something do not
    /// wait for each other; a request from beyond a gap keeps its number's place.</summary>
    private void TakeResendRequest(FixMessage message, int sequence)
    {
        var fault = _validator.Check(message);
        FixText.TrySequence(message.Get(FixTag.BeginSeqNo), out var begin);
        FixText.TrySequence(message.Get(FixTag.EndSeqNo), out var end);
        if (end == 0 || end >= NextOutgoing)
            end = NextOutgoing - 1;
        if (fault.Reason == FixReason.None && (begin < 1 || begin > end))
            fault = new(FixReason.ValueOutOfRange, FixTag.BeginSeqNo);
        if (fault.Reason != FixReason.None)
            Reject(message, sequence, fault);
        else
            ResendFrom(begin, end);
        if (sequence == NextIncoming)
        {
            Advance(sequence + 1);
        }
        else if (sequence > NextIncoming)
        {
            Wait(message, sequence, true);
            Miss(sequence - 1, true);
        }
    }

    private void ResendFrom(int begin, int end)
    {
        _resendNext = begin;
        _resendEnd = end;
        _fillFrom = 0;
        Resend(Now);
    }

    private void StopResending() => _resendNext = _resendEnd = _fillFrom = 0;

    /// <summary>One gap fill for all administrative messages in a row.</summary>
    private void Fill(int next)
    {
        if (_fillFrom == 0)
            return;
        var fill = _writer
            .Begin("4"u8)
            .Add(FixTag.MsgSeqNum, _fillFrom)
            .Add(FixTag.PossDupFlag, 'Y')
            .Add(FixTag.SenderCompID, _ours)
            .Add(FixTag.SendingTime, Now, SendingTimeDigits)
            .Add(FixTag.TargetCompID, _theirs)
            .Add(FixTag.OrigSendingTime, Now, SendingTimeDigits);
        Out.Add(fill.Add(FixTag.NewSeqNo, next).Add(FixTag.GapFillFlag, 'Y').Finish());
        _fillFrom = 0;
        _lastSent = Now;
    }

    /// <summary>A kept message once more: the same, but marked, with the time of now and the time of then.</summary>
    private void Repeat(int length)
    {
        if (!_kept.Parse(_keptBytes, 0, length))
            throw new InvalidOperationException("a kept message is no message");
        _writer.Begin(_kept.Type);
        var last = _kept.Count - 1;
        var body = 3;
        while (body < last && Dictionary.Header.Part(_kept.Tag(body)) is not null)
            body++;
        var at = Header(3, body, FixTag.PossDupFlag);
        _writer.Add(FixTag.PossDupFlag, 'Y');
        at = Header(at, body, FixTag.OrigSendingTime);
        _writer.Add(FixTag.OrigSendingTime, _kept.Get(FixTag.SendingTime));
        Header(at, body, int.MaxValue);
        Out.Add(_writer.Raw(_kept.Run(body, last)).Finish());
        _lastSent = Now;
    }

    /// <summary>Header fields below a tag, as they were kept, with the time of now.</summary>
    private int Header(int at, int body, int below)
    {
        for (; at < body && _kept.Tag(at) < below; at++)
        {
            if (_kept.Tag(at) == FixTag.SendingTime)
                _writer.Add(FixTag.SendingTime, Now, SendingTimeDigits);
            else
                _writer.Raw(_kept.Run(at, at + 1));
        }

        return at;
    }
}
