// The other side of a session without a socket: messages as text, fields by tag.
using System.Globalization;
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Fix.Desks;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Fix.PostTrade;

/// <summary>A message that came.</summary>
internal sealed record CameMessage(IReadOnlyList<(int Tag, string Value)> Fields)
{
    public string Type => this[35]!;

    public string? this[int tag] => Fields.FirstOrDefault(f => f.Tag == tag).Value;

    public override string ToString() => string.Join('|', Fields.Select(f => $"{f.Tag}={f.Value}"));
}

/// <summary>Speaks as the session's peer would.</summary>
internal sealed class FixPeer(FixGuest guest)
{
    private readonly FixMessage _message = new();
    private readonly List<byte> _left = [];
    private int _next = 1;

    public void LogOn(bool reset = false)
    {
        if (reset)
            _next = 1;
        Say("A", reset ? "98=0|108=0|141=Y|" : "98=0|108=0|");
        Assert.Equal("A", Assert.Single(Take()).Type);
    }

    public void LogOut()
    {
        Say("5", "");
        lock (guest.Seat.Gate)
            guest.Session.Disconnected();
    }

    public void Say(string type, string body)
    {
        var sent = DateTime.UtcNow.ToString("yyyyMMdd-HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var text = string.Create(
                CultureInfo.InvariantCulture,
                $"35={type}|34={_next++}|49={guest.Name}|52={sent}|56={guest.Entry.Ours}|{body}"
            )
            .Replace('|', '\u0001');
        text = string.Create(CultureInfo.InvariantCulture, $"8=FIX.4.4\u00019={text.Length}\u0001{text}");
        var sum = FixFrame.Sum(Encoding.Latin1.GetBytes(text));
        var bytes = Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text}10={sum:000}\u0001"));
        lock (guest.Seat.Gate)
        {
            Assert.True(_message.Parse(bytes, 0, bytes.Length));
            var now = new Instant((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);
            if (type == "A")
                Assert.True(guest.Session.Connect(_message, now), guest.Session.ClosedBecause);
            else
                guest.Session.Receive(_message, now);
        }
    }

    /// <summary>What has come.</summary>
    public List<CameMessage> Take()
    {
        lock (guest.Seat.Gate)
        {
            _left.AddRange(guest.Session.Out.Bytes);
            guest.Session.Out.Clear();
        }

        var came = new List<CameMessage>();
        var bytes = _left.ToArray();
        var at = 0;
        while (at < bytes.Length && FixFrame.Next(bytes.AsSpan(at), out var taken) == FrameKind.Message)
        {
            Assert.True(_message.Parse(bytes, at, taken));
            came.Add(
                new([
                    .. Enumerable
                        .Range(0, _message.Count)
                        .Select(i => (_message.Tag(i), Encoding.Latin1.GetString(_message.Value(i)))),
                ])
            );
            at += taken;
        }

        _left.RemoveRange(0, at);
        return came;
    }

    /// <summary>What comes until a message satisfies; desks that read the log answer a little later.</summary>
    public List<CameMessage> TakeUntil(Func<CameMessage, bool> last)
    {
        var came = new List<CameMessage>();
        var found = SpinWait.SpinUntil(
            () =>
            {
                came.AddRange(Take());
                return came.Exists(m => last(m));
            },
            TimeSpan.FromSeconds(30)
        );
        Assert.True(found, string.Join('\n', came));
        return came;
    }
}
