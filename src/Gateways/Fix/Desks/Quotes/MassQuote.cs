// A MassQuote as it came: sets of entries, read field by field.
using System.Text;
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Fix.Desks.Quotes;

/// <summary>One entry of a quote set and what became of it.</summary>
internal sealed class MassQuoteEntry(string set, string id)
{
    public string Set => set;

    public string Id => id;

    public string Symbol { get; set; } = "";

    public byte[]? BidPrice { get; set; }

    public byte[]? AskPrice { get; set; }

    public byte[]? BidLots { get; set; }

    public byte[]? AskLots { get; set; }

    public Instant? ValidUntil { get; set; }

    /// <summary>The instrument; null: there is none of that symbol.</summary>
    public InstrumentDocument? Terms { get; set; }

    /// <summary>What is handed to the market.</summary>
    public QuoteEntry Quote { get; set; }

    /// <summary>QuoteEntryRejectReason(368); zero: it was taken.</summary>
    public int Reason { get; private set; }

    /// <summary>Why, in words.</summary>
    public string Text { get; private set; } = "";

    public void Refuse(int reason, string text)
    {
        if (Reason == 0)
            (Reason, Text) = (reason, text);
    }
}

/// <summary>The whole message. What is wrong with one entry is noted there; what is wrong with all is a
/// <see cref="Fault"/>.</summary>
internal sealed class MassQuote
{
    /// <summary>Entries of one message, in all its sets.</summary>
    public const int MostEntries = 64;

    private readonly List<(string Id, long Said, int Came)> _sets = [];
    private byte[]? _bidLots;
    private byte[]? _askLots;

    private MassQuote(string id) => Id = id;

    /// <summary>QuoteID(117).</summary>
    public string Id { get; }

    public List<MassQuoteEntry> Entries { get; } = [];

    public Instant ValidUntil { get; private set; }

    /// <summary>QuoteRejectReason(300) and words; null: entries may be handed on.</summary>
    public (int Reason, string Text)? Fault { get; private set; }

    public static MassQuote Read(FixMessage message, VenueViews views)
    {
        var quote = new MassQuote(Encoding.Latin1.GetString(message.Get(117)));
        quote.Fields(message);
        quote.Check(message);
        if (quote.Fault is not null)
            return quote;
        lock (views.Gate)
        {
            foreach (var entry in quote.Entries)
                entry.Terms = views.Board.Of(entry.Symbol) is { Expired: false } row ? row.Terms : null;
        }

        quote.Price();
        return quote;
    }

    private void Fields(FixMessage message)
    {
        var set = "";
        for (var at = 0; at < message.Count; at++)
        {
            var value = message.Value(at);
            switch (message.Tag(at))
            {
                case 293:
                    _bidLots = value.ToArray();
                    break;
                case 294:
                    _askLots = value.ToArray();
                    break;
                case 302:
                    set = Encoding.Latin1.GetString(value);
                    _sets.Add((set, -1, Entries.Count));
                    break;
                case 304 when _sets.Count > 0 && FixText.TryInt(value, out var said):
                    _sets[^1] = _sets[^1] with { Said = said };
                    break;
                case 893 when value is [(byte)'N']:
                    Fault ??= (99, "LastFragment(893): a quote set comes whole");
                    break;
                case 299:
                    Entries.Add(new(set, Encoding.Latin1.GetString(value)));
                    break;
                case var tag when Entries.Count > 0:
                    Field(Entries[^1], tag, value);
                    break;
            }
        }
    }

    private static void Field(MassQuoteEntry entry, int tag, ReadOnlySpan<byte> value)
    {
        switch (tag)
        {
            case 55:
                entry.Symbol = Encoding.Latin1.GetString(value);
                break;
            case 62 when FixTime.TryTimestamp(value, out var until):
                entry.ValidUntil = until;
                break;
            case 132:
                entry.BidPrice = value.ToArray();
                break;
            case 133:
                entry.AskPrice = value.ToArray();
                break;
            case 134:
                entry.BidLots = value.ToArray();
                break;
            case 135:
                entry.AskLots = value.ToArray();
                break;
        }
    }

    private void Check(FixMessage message)
    {
        if (!ClientOrderId.TryParse(Id, out _))
            Fault ??= (99, "QuoteID(117) must be 1 to 36 of A-Z a-z 0-9 . _ : -");
        if (message.Find(537) is var type and >= 0 && message.Value(type) is not [(byte)'1'])
            Fault ??= (99, "QuoteType(537) must be 1: quotes can be traded with");
        if (Entries.Count is 0 or > MostEntries)
            Fault ??= (3, $"{Entries.Count} entries; must be 1 to {MostEntries}");
        for (var set = 0; set < _sets.Count; set++)
        {
            var (id, said, from) = _sets[set];
            var came = (set + 1 < _sets.Count ? _sets[set + 1].Came : Entries.Count) - from;
            if (said != came)
                Fault ??= (99, $"TotNoQuoteEntries(304) of set {id} is {said}, {came} came");
        }

        foreach (var entry in Entries)
        {
            ValidUntil = entry.ValidUntil ?? ValidUntil;
            if ((entry.ValidUntil ?? default) != (Entries[0].ValidUntil ?? default))
                Fault ??= (99, "ValidUntilTime(62) must be the same on all entries");
        }
    }

    private void Price()
    {
        var seen = new HashSet<int>();
        foreach (var entry in Entries)
        {
            if (entry.Terms is not { } terms)
            {
                entry.Refuse(1, $"no instrument {entry.Symbol} is listed");
                continue;
            }

            if (!seen.Add(terms.Instrument))
                entry.Refuse(6, $"{terms.Symbol} stands twice");
            var scale = new FixInstrument(terms);
            var (bid, bidLots) = Side(entry, scale, entry.BidPrice, entry.BidLots ?? _bidLots, "Bid");
            var (ask, askLots) = Side(entry, scale, entry.AskPrice, entry.AskLots ?? _askLots, "Offer");
            entry.Quote = new(new(terms.Instrument), bid, bidLots, ask, askLots);
        }
    }

    /// <summary>A side without a price, or of no lots, is taken back.</summary>
    private static (Price Price, Quantity Lots) Side(
        MassQuoteEntry entry,
        FixInstrument scale,
        byte[]? price,
        byte[]? lots,
        string name
    )
    {
        if (price is null)
            return default;
        if (lots is null)
            entry.Refuse(99, $"{name}Size is missing");
        if (!scale.TryPrice(price, out var ticks, out var offTick) || offTick)
            entry.Refuse(8, $"{name}Px {Encoding.Latin1.GetString(price)} lies on no tick");
        var whole = FixText.TryUnits(lots, 0, out var count, out var exact) && exact;
        if (lots is not null && !whole)
            entry.Refuse(99, $"{name}Size must be whole lots");
        return (ticks, new(count));
    }
}
