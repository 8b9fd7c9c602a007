// The offers that a token index looks at on a day: of the grade, past probation, of the kind asked for.
namespace Tokenbourse.Analytics.Studies;

/// <summary>One model on one day, at its cheapest offer.</summary>
/// <param name="Listed">Day on which the model was first offered, counted from the panel's first.</param>
public readonly record struct Member(string Maker, string Item, double Price, int Listed);

/// <summary>Eligible offers by day.</summary>
public sealed class Universe
{
    private readonly bool[][] _eligible;
    private readonly List<Member>?[] _members;
    private readonly SortedDictionary<string, int> _listed = new(StringComparer.Ordinal);

    /// <param name="grade">Null for all models.</param>
    /// <param name="probation">Days from a model's first offer to its first use. Models that were there when the
    /// panel's facts begin have none to wait.</param>
    public Universe(PricePanel panel, Grade? grade, int probation, Func<Offer, bool>? fits = null)
    {
        Panel = panel;
        _members = new List<Member>?[panel.Days];
        var opening = panel.Listed.DefaultIfEmpty(0).Min();
        for (var i = 0; i < panel.Offers.Count; i++)
        {
            var item = panel.Offers[i].Item;
            var listed = panel.Listed[i];
            _listed[item] = _listed.TryGetValue(item, out var before) ? Math.Min(before, listed) : listed;
        }

        _eligible = new bool[panel.Offers.Count][];
        for (var i = 0; i < panel.Offers.Count; i++)
        {
            var offer = panel.Offers[i];
            _eligible[i] = new bool[panel.Days];
            var from = _listed[offer.Item] == opening ? int.MinValue : _listed[offer.Item] + probation;
            if (grade is not null)
                from = Math.Max(from, grade.From(offer.Item) is { } day ? day.Days - panel.First.Days : int.MaxValue);
            if (fits is not null && !fits(offer))
                continue;
            for (var day = Math.Max(from, 0); day < panel.Days; day++)
                _eligible[i][day] = double.IsFinite(panel.Prices[i][day]);
        }
    }

    public PricePanel Panel { get; }

    /// <summary>True when the offer is counted on that day.</summary>
    public bool Has(int offer, int day) => _eligible[offer][day];

    /// <summary>Models of a day, each at its cheapest offer, in order of item.</summary>
    public IReadOnlyList<Member> At(int day) => _members[day] ??= Members(day);

    /// <summary>A level for every day; not a number where it cannot be said.</summary>
    public double[] Series(Func<IReadOnlyList<Member>, double> level)
    {
        var series = new double[Panel.Days];
        for (var day = 0; day < series.Length; day++)
            series[day] = level(At(day));
        return series;
    }

    private List<Member> Members(int day)
    {
        var cheapest = new SortedDictionary<string, Member>(StringComparer.Ordinal);
        for (var i = 0; i < _eligible.Length; i++)
        {
            if (!_eligible[i][day])
                continue;
            var offer = Panel.Offers[i];
            var price = Panel.Prices[i][day];
            if (!cheapest.TryGetValue(offer.Item, out var other) || price < other.Price)
                cheapest[offer.Item] = new(offer.Maker, offer.Item, price, _listed[offer.Item]);
        }

        return [.. cheapest.Values];
    }
}
