// What has been observed, as it entered the log: prices by series, scores by snapshot, the newest rates.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Index;

/// <summary>All observations. Dictionaries here are looked up and never walked; whatever is walked is a list.</summary>
internal sealed partial class Observations
{
    private readonly Dictionary<string, int> _seriesByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _offerByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _itemByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sellerItemByKey = new(StringComparer.Ordinal);
    private readonly List<int> _firstSeenByItem = [];
    private readonly List<int> _firstSeenBySellerItem = [];
    private readonly HashSet<string> _scored = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _snapshotByKey = new(StringComparer.Ordinal);
    private readonly RatePoint[] _rates = new RatePoint[Currencies.Count * Currencies.Count];

    public Observations() => Array.Fill(_rates, new(0m, 0, -1));

    public List<Series> Series { get; } = [];

    public List<ScoreRecord> Scores { get; } = [];

    public List<Snapshot> Snapshots { get; } = [];

    public Deals Deals { get; } = new();

    /// <summary>Who sold what in the deals.</summary>
    public DealOffers Offers { get; } = new();

    public PriceTraits Traits { get; } = new();

    public Sources Sources { get; } = new();

    /// <summary>How far the venue's own spot market has been reported.</summary>
    public SpotEvents Spot { get; } = new();

    public int OfferCount => _offerByKey.Count;

    /// <summary>Offers by which left-out lines are told, whichever kind the methodology looks at.</summary>
    public int NumberedOffers => Series.Count > Offers.All.Count ? Series.Count : Offers.All.Count;

    /// <param name="entered">The day on which it entered the log. Waiting (screen, probation) counts from the day
    /// before it at the
    /// earliest, the day that a feed tells next midnight: a claim of having seen something long ago shortens no
    /// wait.</param>
    public void Add(PriceObservation o, TradingDate seen, TradingDate effective, TradingDate entered, long sequence)
    {
        var counts = entered.Plus(-1) > seen ? entered.Plus(-1) : seen;
        var series = SeriesOf(o.Product, o.Seller, o.Item, o.Class, o.Region, o.Terms);
        series.Maker = o.Maker;
        NoteFirstSeen(series, counts.Days);
        var start = seen < effective ? effective.Days : seen.Days;
        Traits.Note(series.Number, start, o.Traits);
        var points = series.Points;
        var at = points.Count;
        while (at > 0 && points[at - 1].Start > start)
            at--;
        if (at < points.Count)
            series.Rewrites++;
        if (at > 0 && points[at - 1] is var last && last.Price == o.Price && last.Currency == o.Currency)
        {
            points[at - 1] = last with
            {
                LastSeen = last.LastSeen < seen.Days ? seen.Days : last.LastSeen,
                LastSequence = sequence,
                Count = last.Count + 1,
            };
            return;
        }

        points.Insert(at, new(o.Price, o.Currency, start, counts.Days, sequence, seen.Days, sequence, 1));
    }

    /// <summary>A measure is kept like a price: a value of a series that holds until the next.</summary>
    public void Add(
        MeasureObservation o,
        TradingDate seen,
        TradingDate effective,
        TradingDate entered,
        long sequence
    ) =>
        Add(
            new PriceObservation(
                o.Seen,
                o.Effective,
                o.Product,
                o.Seller,
                o.Maker,
                o.Item,
                o.Class,
                o.Region,
                o.Terms,
                o.Value,
                Currency.None,
                o.Unit,
                o.Value is null ? "withdrawn" : "price",
                o.Source,
                o.Feed,
                Traits: o.Traits
            ),
            seen,
            effective,
            entered,
            sequence
        );

    public void Add(QualityObservation o, TradingDate seen, long sequence) =>
        AddScore(o.Exam, seen.Days, o.Item, o.Score, sequence);

    public void Add(RateObservation o, TradingDate seen, long sequence)
    {
        ref var rate = ref _rates[Slot(o.Base, o.Quote)];
        if (rate.Sequence < 0 || rate.Seen <= seen.Days)
            rate = new(o.Rate, seen.Days, sequence);
    }

    public RatePoint RateOf(Currency from, Currency to) => _rates[Slot(from, to)];

    /// <summary>Whether the item has a score in any exam.</summary>
    public bool IsScored(string item) => _scored.Contains(item);

    /// <summary>The day on which the item was first seen with any seller.</summary>
    public int ItemFirstSeen(Series series) => _firstSeenByItem[series.ItemNumber];

    /// <summary>The day on which the seller was first seen with the item.</summary>
    public int OfferFirstSeen(Series series) => _firstSeenBySellerItem[series.SellerItem];

    public void Save(StateWriter w)
    {
        w.Int(Series.Count);
        foreach (var s in Series)
            Save(w, s);
        w.Int(Scores.Count);
        foreach (var score in Scores)
        {
            w.Long(score.Sequence);
            w.Text(Snapshots[score.Snapshot].Exam);
            w.Int(Snapshots[score.Snapshot].Seen);
            w.Text(score.Item);
            w.Decimal(score.Score);
        }

        foreach (var rate in _rates)
        {
            w.Decimal(rate.Rate);
            w.Int(rate.Seen);
            w.Long(rate.Sequence);
        }
    }

    /// <summary>Into an empty one.</summary>
    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
            LoadSeries(r);
        for (var count = r.Count(); count > 0; count--)
        {
            var sequence = r.Long();
            AddScore(r.Text(), r.Int(), r.Text(), r.Decimal(), sequence);
        }

        for (var i = 0; i < _rates.Length; i++)
            _rates[i] = new(r.Decimal(), r.Int(), r.Long());
    }

    /// <summary>The posted prices of an offer's class in a region; null when there never was one.</summary>
    public Series? Find(Series offer, string @class, string region)
    {
        var key =
            $"{offer.Product}\u001f{offer.Seller}\u001f{offer.Item}\u001f{region}\u001f{offer.Terms}\u001f{@class}";
        return _seriesByKey.TryGetValue(key, out var number) ? Series[number] : null;
    }

    private static void Save(StateWriter w, Series s)
    {
        w.Text(s.Product);
        w.Text(s.Seller);
        w.Text(s.Item);
        w.Text(s.Class);
        w.Text(s.Region);
        w.Text(s.Terms);
        w.Text(s.Maker);
        w.Int(s.FirstSeen);
        w.Int(s.Points.Count);
        foreach (var p in s.Points)
        {
            w.Bool(p.Price is not null);
            w.Decimal(p.Price ?? 0m);
            w.Byte((byte)p.Currency);
            w.Int(p.Start);
            w.Int(p.Seen);
            w.Long(p.Sequence);
            w.Int(p.LastSeen);
            w.Long(p.LastSequence);
            w.Int(p.Count);
        }
    }

    private void LoadSeries(StateReader r)
    {
        var s = SeriesOf(r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.Text());
        s.Maker = r.Text();
        NoteFirstSeen(s, r.Int());
        for (var count = r.Count(); count > 0; count--)
        {
            var has = r.Bool();
            var price = r.Decimal();
            s.Points.Add(
                new(has ? price : null, (Currency)r.Byte(), r.Int(), r.Int(), r.Long(), r.Int(), r.Long(), r.Int())
            );
        }
    }

    private Series SeriesOf(string product, string seller, string item, string @class, string region, string terms)
    {
        // No name holds a control character, so the unit separator cannot make two keys equal.
        var offerKey = $"{product}\u001f{seller}\u001f{item}\u001f{region}\u001f{terms}";
        var key = $"{offerKey}\u001f{@class}";
        if (_seriesByKey.TryGetValue(key, out var number))
            return Series[number];
        var numbers = new SeriesNumbers(
            Series.Count,
            NumberOf(_offerByKey, offerKey),
            NumberOf(_itemByKey, $"{product}\u001f{item}"),
            NumberOf(_sellerItemByKey, $"{product}\u001f{seller}\u001f{item}")
        );
        var series = new Series(numbers, product, seller, item, @class, region, terms);
        _seriesByKey.Add(key, series.Number);
        Series.Add(series);
        return series;
    }

    private void NoteFirstSeen(Series series, int day)
    {
        if (day >= series.FirstSeen)
            return;
        series.FirstSeen = day;
        Note(_firstSeenByItem, series.ItemNumber, day);
        Note(_firstSeenBySellerItem, series.SellerItem, day);
    }

    private static void Note(List<int> days, int number, int day)
    {
        while (days.Count <= number)
            days.Add(int.MaxValue);
        if (day < days[number])
            days[number] = day;
    }

    private static int NumberOf(Dictionary<string, int> numbers, string key)
    {
        if (numbers.TryGetValue(key, out var number))
            return number;
        numbers.Add(key, numbers.Count);
        return numbers.Count - 1;
    }

    private void AddScore(string exam, int seen, string item, decimal score, long sequence)
    {
        // An exam that names its snapshot (exam:snapshot) is one however late its scores are seen; one that does not is
        // one a day.
        var key = exam.Contains(':', StringComparison.Ordinal) ? exam : $"{exam}\u001f{seen}";
        if (!_snapshotByKey.TryGetValue(key, out var snapshot))
        {
            snapshot = Snapshots.Count;
            _snapshotByKey.Add(key, snapshot);
            Snapshots.Add(new(exam, seen));
        }

        _scored.Add(item);
        Snapshots[snapshot].Add(item, Scores.Count);
        Scores.Add(new(sequence, snapshot, item, score));
    }

    private static int Slot(Currency from, Currency to) => ((int)from * Currencies.Count) + (int)to;
}
