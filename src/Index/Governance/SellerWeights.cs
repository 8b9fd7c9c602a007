// What each seller weighs in the newest print, where a methodology asks heavy sellers to announce changes.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Index.Governance;

/// <summary>Of one print, parts per million. A constituent that rests on several sellers counts for each in equal
/// parts.</summary>
internal sealed class SellerWeights
{
    public SortedDictionary<string, int> All { get; } = new(StringComparer.Ordinal);

    public void Take(PrintDocument print, Table table)
    {
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var sellers = new SortedSet<string>(StringComparer.Ordinal);
            Gather(table.Rows[i], sellers);
            var part = print.Used[i].WeightPpm / sellers.Count;
            foreach (var seller in sellers)
                All[seller] = All.GetValueOrDefault(seller) + part;
        }
    }

    private static void Gather(Row row, SortedSet<string> sellers)
    {
        if (row.Parts is null)
        {
            sellers.Add(row.Series.Seller);
            return;
        }

        for (var i = 0; i < row.Parts.Count; i++)
            Gather(row.Parts[i], sellers);
    }
}

/// <summary>The newest by index.</summary>
internal sealed class WeightsBySeller : IStateSection
{
    private readonly SortedDictionary<string, SortedDictionary<string, int>> _all = new(StringComparer.Ordinal);

    public byte Tag => 14;

    public bool Empty => _all.Count == 0;

    /// <summary>0 for a seller that the print does not rest on.</summary>
    public int Of(string index, string seller) =>
        _all.TryGetValue(index, out var weights) ? weights.GetValueOrDefault(seller) : 0;

    /// <summary>A print without constituents leaves what was known.</summary>
    public void Set(string index, SellerWeights weights)
    {
        if (weights.All.Count > 0)
            _all[index] = weights.All;
    }

    public void Save(StateWriter w)
    {
        w.Int(_all.Count);
        foreach (var (index, weights) in _all)
        {
            w.Text(index);
            w.Int(weights.Count);
            foreach (var (seller, weight) in weights)
            {
                w.Text(seller);
                w.Int(weight);
            }
        }
    }

    public void Load(StateReader r)
    {
        for (var count = r.Count(); count > 0; count--)
        {
            var weights = new SortedDictionary<string, int>(StringComparer.Ordinal);
            _all.Add(r.Text(), weights);
            for (var sellers = r.Count(); sellers > 0; sellers--)
                weights.Add(r.Text(), r.Int());
        }
    }
}
