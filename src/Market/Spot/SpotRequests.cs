// Requests for quotes on odd blocks, and the quotes on them.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Spot;

/// <summary>A quote that is good.</summary>
internal sealed record SpotQuote(long Number, SpotRequest Request, int Slot, long Ticks);

/// <summary>A request that is open.</summary>
/// <param name="product">Place of the product in the order of definition.</param>
internal sealed class SpotRequest(long number, int product, int slot, int group, in AskSpotQuote words)
{
    private readonly AskSpotQuote _words = words;

    public long Number { get; } = number;

    public int Product { get; } = product;

    public int Slot { get; } = slot;

    public int Group { get; } = group;

    public ref readonly AskSpotQuote Words => ref _words;

    /// <summary>In the order in which they were given.</summary>
    public List<SpotQuote> Quotes { get; } = [];

    /// <summary>What whoever answers does.</summary>
    public Side MakersSide => _words.Side.Opposite();

    public long LotHours => checked(_words.Lots.Lots * _words.Hours);

    public SpotQuote? QuoteOf(int slot) => Quotes.Find(q => q.Slot == slot);
}

/// <summary>Open requests of all products by number. It keeps order; who may ask and answer is asked
/// elsewhere.</summary>
internal sealed class SpotRequests
{
    private readonly SortedList<long, SpotRequest> _open = [];
    private readonly SortedSet<(long Until, long Number)> _ends = [];

    // Looked up in, never walked.
    private readonly Dictionary<long, SpotQuote> _quotes = [];
    private readonly Dictionary<(int Product, int Slot), long> _offered = [];

    /// <summary>The number of the newest request; zero: none yet.</summary>
    public long Last { get; private set; }

    /// <summary>The number of the newest quote; zero: none yet.</summary>
    public long LastQuote { get; private set; }

    /// <summary>By number.</summary>
    public IList<SpotRequest> Open => _open.Values;

    /// <summary>When the next one ends.</summary>
    public Instant NextEnd => _ends.Count == 0 ? Instant.Never : new(_ends.Min.Until);

    public SpotRequest? Of(long number) => _open.GetValueOrDefault(number);

    public SpotQuote? Quote(long number) => _quotes.GetValueOrDefault(number);

    /// <summary>The one that ends next.</summary>
    public SpotRequest Next() => _open[_ends.Min.Number];

    /// <summary>Open requests of an account.</summary>
    public int CountOf(int slot)
    {
        var count = 0;
        foreach (var request in _open.Values)
            count += request.Slot == slot ? 1 : 0;
        return count;
    }

    public bool HasReference(int slot, long reference)
    {
        foreach (var request in _open.Values)
        {
            if (request.Slot == slot && request.Words.Reference == reference)
                return true;
        }

        return false;
    }

    /// <summary>Lot-hours of a product that an account offers in quotes.</summary>
    public long OfferedBy(int product, int slot) => _offered.GetValueOrDefault((product, slot));

    public SpotRequest Ask(int product, int slot, int group, in AskSpotQuote words)
    {
        var request = new SpotRequest(++Last, product, slot, group, words);
        Add(request);
        return request;
    }

    public SpotQuote Give(SpotRequest request, int slot, long ticks)
    {
        var quote = new SpotQuote(++LastQuote, request, slot, ticks);
        Add(quote);
        return quote;
    }

    public void Remove(SpotQuote quote)
    {
        Must.Hold(quote.Request.Quotes.Remove(quote));
        _quotes.Remove(quote.Number);
        Reckon(quote, -quote.Request.LotHours);
    }

    /// <summary>Its quotes have left before it.</summary>
    public void Remove(SpotRequest request)
    {
        Must.Hold(request.Quotes.Count == 0);
        _open.Remove(request.Number);
        _ends.Remove((request.Words.Until.Nanoseconds, request.Number));
    }

    public void Save(StateWriter w)
    {
        w.Long(Last);
        w.Long(LastQuote);
        w.Int(_open.Count);
        foreach (var request in _open.Values)
        {
            w.Long(request.Number);
            w.Int(request.Product);
            w.Int(request.Slot);
            w.Int(request.Group);
            w.Struct(request.Words);
            w.Int(request.Quotes.Count);
            foreach (var quote in request.Quotes)
            {
                w.Long(quote.Number);
                w.Int(quote.Slot);
                w.Long(quote.Ticks);
            }
        }
    }

    public void Load(StateReader r)
    {
        (Last, LastQuote) = (r.Long(), r.Long());
        for (var count = r.Count(); count > 0; count--)
        {
            var request = new SpotRequest(r.Long(), r.Int(), r.Int(), r.Int(), r.Struct<AskSpotQuote>());
            Add(request);
            for (var quotes = r.Count(); quotes > 0; quotes--)
                Add(new SpotQuote(r.Long(), request, r.Int(), r.Long()));
        }
    }

    private void Add(SpotRequest request)
    {
        _open.Add(request.Number, request);
        _ends.Add((request.Words.Until.Nanoseconds, request.Number));
    }

    private void Add(SpotQuote quote)
    {
        quote.Request.Quotes.Add(quote);
        _quotes.Add(quote.Number, quote);
        Reckon(quote, quote.Request.LotHours);
    }

    private void Reckon(SpotQuote quote, long lotHours)
    {
        if (quote.Request.MakersSide != Side.Sell)
            return;
        var key = (quote.Request.Product, quote.Slot);
        _offered[key] = checked(_offered.GetValueOrDefault(key) + lotHours);
    }
}
