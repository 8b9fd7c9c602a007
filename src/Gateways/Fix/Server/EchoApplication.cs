// The application of a test host: says back what it gets, as public acceptance tests of session layers expect it.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Dictionary;
using Tokenbourse.Gateways.Fix.Session;

namespace Tokenbourse.Gateways.Fix.Server;

/// <summary>
/// NewOrderSingle, SecurityDefinition, QuoteRequest and News come back: header fields beyond the session's own as they
/// came, body fields in order of tag, groups as they came. A NewOrderSingle marked PossResend whose ClOrdID was seen on
/// this connection is swallowed. Every other application message is not supported; over FIXT.1.1 the answer to it names
/// the DefaultApplVerID of the logon, which those tests expect and the standard's message does not have.
/// </summary>
public sealed class EchoApplication : IFixApplication
{
    private readonly HashSet<string> _orders = new(StringComparer.Ordinal);
    private readonly List<(int Tag, int From, int To)> _fields = [];
    private byte[] _version = [];

    /// <inheritdoc/>
    public string? Refuses(FixSession session, FixMessage logon)
    {
        ArgumentNullException.ThrowIfNull(logon);
        _version = logon.Get(FixTag.DefaultApplVerID).ToArray();
        return null;
    }

    /// <inheritdoc/>
    public void LoggedOn(FixSession session) { }

    /// <inheritdoc/>
    public void LoggedOut(FixSession session) => _orders.Clear();

    /// <inheritdoc/>
    public FixTaken Take(FixSession session, FixMessage message)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(message);
        if (message.Type is not [(byte)'D' or (byte)'d' or (byte)'B' or (byte)'R'])
            return Unsupported(session, message);
        if (message.Type[0] == 'D')
        {
            var isNew = _orders.Add(Encoding.Latin1.GetString(message.Get(FixTag.ClOrdID)));
            if (!isNew && message.Says(FixTag.PossResend))
                return FixTaken.Yes;
        }

        Collect(session.Dictionary, message);
        var echo = session.BeginMessage(message.Type, session.Now);
        foreach (var (_, from, to) in _fields)
            echo.Raw(message.Run(from, to));
        session.EndMessage(echo);
        return FixTaken.Yes;
    }

    private FixTaken Unsupported(FixSession session, FixMessage message)
    {
        if (session.Terms.Version != FixVersion.Fixt11)
            return FixTaken.Unsupported;
        var answer = session.BeginMessage("j"u8, session.Now).Add(FixTag.RefSeqNum, message.Get(FixTag.MsgSeqNum));
        answer.Add(FixTag.Text, "Unsupported Message Type").Add(FixTag.RefMsgType, message.Type);
        session.EndMessage(answer.Add(FixTag.BusinessRejectReason, '3').Add(FixTag.DefaultApplVerID, _version));
        return FixTaken.Yes;
    }

    /// <summary>Header fields to say again, then the body's fields in order of tag.</summary>
    private void Collect(FixDictionary dictionary, FixMessage message)
    {
        _fields.Clear();
        var layout = dictionary.Message(message.Type)!;
        var last = message.Count - 1;
        var body = 0;
        for (; body < last && dictionary.Header.Part(message.Tag(body)) is not null; body++)
        {
            if (IsOfSession(message.Tag(body)) || dictionary.Header.Part(message.Tag(body))!.Group is not null)
                continue;
            _fields.Add((message.Tag(body), body, body + 1));
        }

        _fields.Sort();
        var headers = _fields.Count;
        for (var at = body; at < last; )
        {
            var from = at++;
            if (layout.Part(message.Tag(from))?.Group is { } group)
                at = After(message, group, at);
            _fields.Add((message.Tag(from), from, at));
        }

        _fields.Sort(headers, _fields.Count - headers, null);
    }

    private static int After(FixMessage message, FixLayout group, int at)
    {
        while (at < message.Count && group.Part(message.Tag(at)) is { } member)
        {
            at++;
            if (member.Group is not null)
                at = After(message, member.Group, at);
        }

        return at;
    }

    /// <summary>What the session writes itself, and what was said of the message that came.</summary>
    private static bool IsOfSession(int tag) =>
        tag
            is FixTag.BeginString
                or 9
                or FixTag.MsgType
                or FixTag.MsgSeqNum
                or FixTag.SenderCompID
                or FixTag.SendingTime
                or FixTag.TargetCompID
                or FixTag.PossDupFlag
                or FixTag.OrigSendingTime
                or 369;
}
