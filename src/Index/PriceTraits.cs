// The traits of offers, by the day from which each holds: node size, interconnect, tier.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Index;

/// <summary>Traits by series number; a series that was never told with traits is not here.</summary>
internal sealed class PriceTraits : IStateSection
{
    private readonly SortedList<int, List<(int Start, IReadOnlyList<Trait> Traits)>> _bySeries = [];

    public byte Tag => 6;

    public bool Empty => _bySeries.Count == 0;

    /// <summary>What was told last with a start holds from it; what has no traits ends those before it.</summary>
    public void Note(int series, int start, IReadOnlyList<Trait>? traits)
    {
        if (!_bySeries.TryGetValue(series, out var known))
        {
            if (traits is null || traits.Count == 0)
                return;
            _bySeries.Add(series, known = []);
        }

        var at = known.Count;
        while (at > 0 && known[at - 1].Start > start)
            at--;
        traits ??= [];
        if (at > 0 && known[at - 1].Start == start)
            known[at - 1] = (start, traits);
        else if (at == 0 || !Same(known[at - 1].Traits, traits))
            known.Insert(at, (start, traits));
    }

    /// <summary>The value of a trait of a series on a day; null when it has none. The parts of its own key are traits
    /// too.</summary>
    public string? Of(Series series, string name, int day)
    {
        switch (name)
        {
            case "seller":
                return series.Seller;
            case "maker":
                return series.Maker;
            case "item":
                return series.Item;
            case "region":
                return series.Region;
            case "terms":
                return series.Terms;
        }

        if (!_bySeries.TryGetValue(series.Number, out var known))
            return null;
        var at = known.Count - 1;
        while (at >= 0 && known[at].Start > day)
            at--;
        if (at < 0)
            return null;
        for (var i = 0; i < known[at].Traits.Count; i++)
        {
            if (known[at].Traits[i].Name == name)
                return known[at].Traits[i].Value;
        }

        return null;
    }

    public void Save(StateWriter w)
    {
        w.Int(_bySeries.Count);
        for (var i = 0; i < _bySeries.Count; i++)
        {
            w.Int(_bySeries.GetKeyAtIndex(i));
            var known = _bySeries.GetValueAtIndex(i);
            w.Int(known.Count);
            foreach (var (start, traits) in known)
            {
                w.Int(start);
                w.Int(traits.Count);
                for (var t = 0; t < traits.Count; t++)
                {
                    w.Text(traits[t].Name);
                    w.Text(traits[t].Value);
                }
            }
        }
    }

    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var known = new List<(int, IReadOnlyList<Trait>)>();
            _bySeries.Add(r.Int(), known);
            for (var entries = r.Count(); entries > 0; entries--)
            {
                var start = r.Int();
                var traits = new List<Trait>();
                for (var many = r.Count(); many > 0; many--)
                    traits.Add(new(r.Text(), r.Text()));
                known.Add((start, traits));
            }
        }
    }

    private static bool Same(IReadOnlyList<Trait> one, IReadOnlyList<Trait> other)
    {
        if (one.Count != other.Count)
            return false;
        for (var i = 0; i < one.Count; i++)
        {
            if (one[i] != other[i])
                return false;
        }

        return true;
    }
}
