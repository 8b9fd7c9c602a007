// What the newer steps remember from print to print: frozen coefficients with their sample, the link, the base.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Index;

/// <summary>One row of a sample: its seller, ln of its price, its traits as numbers.</summary>
internal readonly record struct SampleRow(string Seller, decimal LogPrice, decimal[] Traits);

/// <summary>The rows of one day.</summary>
internal sealed record SampleDay(int Day, List<SampleRow> Rows);

/// <summary>The sample of the regression and the coefficients in force.</summary>
internal sealed class AdjustMemory
{
    public List<SampleDay> Sample { get; } = [];

    /// <summary>One for each trait; empty before the first print.</summary>
    public List<Coefficient> Coefficients { get; set; } = [];

    /// <summary>Months since year 0 of the print that last looked whether to estimate; -1: none.</summary>
    public int Month { get; set; } = -1;
}

/// <summary>Where a linked index stands: its unrounded level, the values and weights behind it by name, and the values
/// of the offers by their number.</summary>
internal sealed record LinkMemory(
    decimal Level,
    SortedList<string, (decimal Value, decimal Weight)> Points,
    SortedList<int, decimal> Offers
);

/// <summary>Memories of all indexes behind the rest of the state, for those that have any.</summary>
internal sealed class Memories(List<IndexState> indexes) : IStateSection
{
    public byte Tag => 7;

    public bool Empty
    {
        get
        {
            foreach (var index in indexes)
            {
                if (Has(index))
                    return false;
            }

            return true;
        }
    }

    public void Save(StateWriter w)
    {
        for (var i = 0; i < indexes.Count; i++)
        {
            if (!Has(indexes[i]))
                continue;
            w.Int(i);
            Save(w, indexes[i]);
        }

        w.Int(-1);
    }

    public void Load(StateReader r)
    {
        for (var at = r.Int(); at >= 0; at = r.Int())
        {
            Must.Hold(at < indexes.Count);
            var index = indexes[at];
            if (r.Bool())
                index.Base = r.Decimal();
            if (r.Bool())
                index.Link = LoadLink(r);
            if (r.Bool())
                index.Adjust = LoadAdjust(r);
        }
    }

    private static bool Has(IndexState i) => i.Base is not null || i.Link is not null || i.Adjust is not null;

    private static void Save(StateWriter w, IndexState index)
    {
        w.Bool(index.Base is not null);
        if (index.Base is { } value)
            w.Decimal(value);
        w.Bool(index.Link is not null);
        if (index.Link is { } link)
        {
            w.Decimal(link.Level);
            w.Int(link.Points.Count);
            for (var i = 0; i < link.Points.Count; i++)
            {
                w.Text(link.Points.GetKeyAtIndex(i));
                w.Decimal(link.Points.GetValueAtIndex(i).Value);
                w.Decimal(link.Points.GetValueAtIndex(i).Weight);
            }

            w.Int(link.Offers.Count);
            for (var i = 0; i < link.Offers.Count; i++)
            {
                w.Int(link.Offers.GetKeyAtIndex(i));
                w.Decimal(link.Offers.GetValueAtIndex(i));
            }
        }

        w.Bool(index.Adjust is not null);
        if (index.Adjust is { } adjust)
            Save(w, adjust);
    }

    private static void Save(StateWriter w, AdjustMemory adjust)
    {
        w.Int(adjust.Month);
        w.Int(adjust.Coefficients.Count);
        foreach (var c in adjust.Coefficients)
        {
            w.Text(c.Name);
            w.Decimal(c.Value);
            w.Bool(c.Error is not null);
            w.Decimal(c.Error ?? 0m);
            w.Text(c.How);
        }

        w.Int(adjust.Sample.Count);
        foreach (var day in adjust.Sample)
        {
            w.Int(day.Day);
            w.Int(day.Rows.Count);
            foreach (var row in day.Rows)
            {
                w.Text(row.Seller);
                w.Decimal(row.LogPrice);
                w.Int(row.Traits.Length);
                foreach (var z in row.Traits)
                    w.Decimal(z);
            }
        }
    }

    private static LinkMemory LoadLink(StateReader r)
    {
        var link = new LinkMemory(r.Decimal(), new(StringComparer.Ordinal), []);
        for (var count = r.Count(); count > 0; count--)
            link.Points.Add(r.Text(), (r.Decimal(), r.Decimal()));
        for (var count = r.Count(); count > 0; count--)
            link.Offers.Add(r.Int(), r.Decimal());
        return link;
    }

    private static AdjustMemory LoadAdjust(StateReader r)
    {
        var adjust = new AdjustMemory { Month = r.Int() };
        for (var count = r.Count(); count > 0; count--)
        {
            var name = r.Text();
            var value = r.Decimal();
            var has = r.Bool();
            var error = r.Decimal();
            adjust.Coefficients.Add(new(name, value, has ? error : null, r.Text()));
        }

        for (var days = r.Count(); days > 0; days--)
        {
            var day = new SampleDay(r.Int(), []);
            adjust.Sample.Add(day);
            for (var rows = r.Count(); rows > 0; rows--)
            {
                var seller = r.Text();
                var log = r.Decimal();
                var traits = new decimal[r.Count()];
                for (var i = 0; i < traits.Length; i++)
                    traits[i] = r.Decimal();
                day.Rows.Add(new(seller, log, traits));
            }
        }

        return adjust;
    }
}
