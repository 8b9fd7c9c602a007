// Market data: MarketDataRequest in; snapshots, changes and refusals out.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Gateways.Limits;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>Serves V with W, X and Y. Nothing of it is kept for a resend: a peer that lost something sees it by
/// MsgSeqNum and by RptSeq, and asks anew.</summary>
internal sealed class MarketDataDesk(IVenue venue) : IFixDesk, IPublicDesk
{
    /// <summary>Instruments that one session may hear at a time, in all its requests.</summary>
    public const int MostLines = 200;

    /// <summary>Bytes that may wait for a peer before it is passed over.</summary>
    public const int MostAhead = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly PublicMarket _market = new(venue);
    private readonly Dictionary<FixGuest, Hearer> _hearers = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["V"];

    /// <inheritdoc/>
    public FixRole Roles => FixRole.MarketData;

    /// <inheritdoc/>
    public void LoggedOn(FixGuest guest) { }

    /// <inheritdoc/>
    public void LoggedOut(FixGuest guest)
    {
        Hearer? hearer;
        lock (_gate)
            _hearers.Remove(guest, out hearer);
        if (hearer is null)
            return;
        hearer.Requests.ForEach(Close);
        hearer.Requests.Clear();
    }

    /// <inheritdoc/>
    public void Take(FixGuest guest, FixMessage message)
    {
        var id = message.Text(262)!;
        Hearer? hearer;
        lock (_gate)
        {
            if (!_hearers.TryGetValue(guest, out hearer))
                _hearers.Add(guest, hearer = new());
        }

        var known = hearer.Requests.Find(r => r.Ask.Id == id);
        if (message.Letter(263) == '2')
        {
            if (known is null)
                Refuse(guest, id, new(' ', "no subscription has that MDReqID(262)"));
            else
                Remove(hearer, known);
            return;
        }

        if (guest.Admit(MessageClass.Orders) is { Ticks: > 0 } wait)
        {
            guest.Reject(message, "RATE_LIMIT", $"again in {wait.TotalMilliseconds:0} ms", message.Get(262));
            return;
        }

        MarketDataRefusal? refusal = null;
        var ask = known is null
            ? MarketDataAsk.Read(message, venue.Views, MostLines - hearer.Lines, out refusal)
            : null;
        if (known is not null)
            refusal = new('1', "a subscription has that MDReqID(262)");
        if (ask is null)
        {
            Refuse(guest, id, refusal!);
            return;
        }

        var lines = new List<MarketDataLine>(ask.Rows.Count);
        foreach (var row in ask.Rows)
        {
            var (instrument, depth) = _market.Open(row, ask.Levels);
            lines.Add(new(ask, instrument, depth));
        }

        hearer.Requests.Add(new(ask, lines));
        hearer.Lines += lines.Count;
        Tell(guest, hearer);
    }

    /// <inheritdoc/>
    public void Turn()
    {
        _market.Look();
        (FixGuest Guest, Hearer Hearer)[] all;
        lock (_gate)
            all = [.. _hearers.Select(h => (h.Key, h.Value))];
        foreach (var (guest, hearer) in all)
        {
            lock (guest.Seat.Gate)
            {
                if (guest.Session.IsLoggedOn && hearer.Requests.Count > 0)
                    Tell(guest, hearer);
                guest.Seat.Push();
            }
        }
    }

    private static void Refuse(FixGuest guest, string id, MarketDataRefusal refusal) =>
        guest.Answer("Y"u8, (id, refusal), static (m, in s) => MarketDataWriter.Reject(m, s.id, s.refusal));

    /// <summary>Tells what is new while the peer takes it; the rest waits where it stands.</summary>
    private void Tell(FixGuest guest, Hearer hearer)
    {
        // Each turn begins with another request, so that a slow peer hears of all of them.
        var count = hearer.Requests.Count;
        hearer.First = (hearer.First + 1) % count;
        for (var step = 0; step < count; step++)
        {
            var request = hearer.Requests[(hearer.First + step) % count];
            foreach (var line in request.Lines)
            {
                if (guest.Session.Out.Length > MostAhead)
                {
                    hearer.IsBehind = true;
                    return;
                }

                Tell(guest, request.Ask, line, hearer.IsBehind);
            }
        }

        hearer.IsBehind = false;
        foreach (var request in hearer.Requests.FindAll(r => !r.Ask.Follows))
            Remove(hearer, request);
    }

    private static void Tell(FixGuest guest, MarketDataAsk ask, MarketDataLine line, bool overlaid)
    {
        // What is asked once is served by its first snapshot.
        if (line.IsOpen && !ask.Follows)
            return;
        var lost = false;
        var entries = line.IsOpen ? line.Changes(out lost) : null;
        if (entries is { Count: 0 })
            return;
        if (entries is null || ask.Whole)
        {
            var state = (ask.Id, line.Source.Row.Terms.Symbol, Entries: line.Snapshot());
            guest.Answer("W"u8, state, static (m, in s) => MarketDataWriter.Snapshot(m, s.Id, s.Symbol, s.Entries));
            return;
        }

        guest.Answer(
            "X"u8,
            (ask.Id, line, entries, Chained: guest.Entry.RptSeq, Overlaid: overlaid || lost),
            static (m, in s) => MarketDataWriter.Changes(m, s.Id, s.line, s.entries, s.Chained, s.Overlaid)
        );
    }

    private void Remove(Hearer hearer, Request request)
    {
        hearer.Requests.Remove(request);
        hearer.Lines -= request.Lines.Count;
        Close(request);
    }

    private void Close(Request request)
    {
        foreach (var line in request.Lines)
            _market.Close(line.Source, line.Depth);
    }

    private sealed record Request(MarketDataAsk Ask, List<MarketDataLine> Lines);

    /// <summary>What one session hears; under its lock.</summary>
    private sealed class Hearer
    {
        public List<Request> Requests { get; } = [];

        public int Lines { get; set; }

        public int First { get; set; }

        /// <summary>Something was left out since all was told.</summary>
        public bool IsBehind { get; set; }
    }
}
