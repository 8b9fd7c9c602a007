// What flows through the steps of a print: the rows still in, what was left out, and the value at the end.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index;

/// <summary>A price on its way into a print: of a class, then of an offer, then of a group.</summary>
internal sealed class Row
{
    public required Series Series { get; init; }

    /// <summary>Offer, or maker, seller or item once grouped.</summary>
    public required string Name { get; init; }

    public required decimal Value { get; set; }

    public required Currency Currency { get; set; }

    /// <summary>Relative; the print's weights are shares of the sum. Never negative.</summary>
    public decimal Weight { get; set; } = 1m;

    /// <summary>The observation of the price, and the one that last confirmed it.</summary>
    public long Sequence { get; private set; } = -1;

    public long LastSequence { get; private set; } = -1;

    /// <summary>Observations of the rate, the weight and the two scores that it rests on; -1: none.</summary>
    public long RateSequence { get; set; } = -1;

    public long WeightSequence { get; set; } = -1;

    public Admission Admission { get; set; } = new(-1, -1);

    /// <summary>The deal that it is; null for a posted price and for what was made of several rows.</summary>
    public Deal? Deal { get; init; }

    /// <summary>Of deals: the share of the list value that was paid.</summary>
    public decimal Paid { get; set; }

    /// <summary>ln of the value, once a step over deals needed it.</summary>
    public decimal? Log { get; set; }

    /// <summary>ln of the value at the print before, where match found or made one.</summary>
    public decimal? LogBefore { get; set; }

    /// <summary>The rows of which it was made; null for a single price.</summary>
    public IReadOnlyList<Row>? Parts { get; set; }

    public string Key(IndexKey by) =>
        by switch
        {
            IndexKey.Maker => Series.Maker,
            IndexKey.Seller => Series.Seller,
            IndexKey.Item => Series.Item,
            _ => Name,
        };

    /// <summary>A row of a single price.</summary>
    public static Row Of(Series series, in PricePoint point, decimal price)
    {
        var row = new Row
        {
            Series = series,
            Name = series.Label,
            Value = price,
            Currency = point.Currency,
        };
        row.Begin(point, price);
        return row;
    }

    /// <summary>A row of a deal, at what was paid; it weighs nothing until its volume is known.</summary>
    public static Row Of(Series offer, Deal deal) =>
        new()
        {
            Series = offer,
            Name = offer.Label,
            Value = deal.Document.Net,
            Currency = deal.Document.Currency,
            Weight = 0m,
            Deal = deal,
            Sequence = deal.Sequence,
        };

    /// <summary>As new, with another price: rows of prices are kept from print to print, for there are
    /// thousands.</summary>
    public void Begin(in PricePoint point, decimal price)
    {
        Value = price;
        Currency = point.Currency;
        Weight = 1m;
        Sequence = point.Sequence;
        LastSequence = point.LastSequence;
        RateSequence = -1;
        WeightSequence = -1;
        Admission = new(-1, -1);
    }

    /// <summary>A row made of parts.</summary>
    public static Row Of(string name, decimal value, decimal weight, IReadOnlyList<Row> parts) =>
        new()
        {
            Series = parts[0].Series,
            Name = name,
            Value = value,
            Currency = parts[0].Currency,
            Weight = weight,
            Parts = parts,
        };

    /// <summary>Sequences on the observation log that the value rests on, ascending. Gathered for what is told
    /// only.</summary>
    public List<long> Rests()
    {
        var rests = new SortedSet<long>();
        Gather(rests);
        rests.Remove(-1);
        return [.. rests];
    }

    private void Gather(SortedSet<long> rests)
    {
        rests.Add(Sequence);
        rests.Add(LastSequence);
        rests.Add(RateSequence);
        rests.Add(WeightSequence);
        rests.Add(Admission.Score);
        rests.Add(Admission.Anchor);
        if (Parts is null)
            return;
        for (var i = 0; i < Parts.Count; i++)
            Parts[i].Gather(rests);
    }
}

/// <summary>A row that was left out.</summary>
/// <param name="WholeItem">The reason concerns the item, not this seller's offer of it.</param>
internal readonly record struct Left(string Reason, Row Row, bool WholeItem);

/// <summary>The table on which the steps work, one after the other.</summary>
internal sealed class Table
{
    public List<Row> Rows { get; set; } = [];

    public List<Left> LeftOut { get; } = [];

    /// <summary>The value, once combined.</summary>
    public decimal? Value { get; set; }

    /// <summary>1, or the fallback that a requirement led to.</summary>
    public int Tier { get; set; } = 1;

    /// <summary>Why there cannot be a computed value; empty while there can.</summary>
    public string Refusal { get; set; } = "";

    /// <summary>What the steps over deals share in one run; null for a methodology over prices.</summary>
    public DealRun? Run { get; init; }

    /// <summary>What the computed print leaves behind for the next; null when the methodology has no chain.</summary>
    public ChainMemory? Chain { get; set; }

    /// <summary>The same for a link and a base.</summary>
    public LinkMemory? Link { get; set; }

    public decimal? Base { get; set; }

    /// <summary>The rows under the coefficients before, on the day of new ones; goes through the same steps.</summary>
    public Table? Twin { get; set; }

    /// <summary>All offers of each group by its name, the cheapest and the dearer ones; null: nothing was
    /// grouped.</summary>
    public Dictionary<string, IReadOnlyList<Row>>? Groups { get; set; }

    /// <summary>By which the rows were restated; null: they were not.</summary>
    public IReadOnlyList<Coefficient>? Coefficients { get; set; }

    /// <summary>The offers behind a row: of a group all of them, also those that its value does not rest on.</summary>
    public IReadOnlyList<Row> OffersOf(Row row) =>
        Groups is not null && Groups.TryGetValue(row.Name, out var offers) ? offers : row.Parts ?? [row];

    public void Leave(string reason, Row row, bool wholeItem = false) => LeftOut.Add(new(reason, row, wholeItem));

    /// <summary>Nothing of what is still in is used: there were too few.</summary>
    public void LeaveAll()
    {
        foreach (var row in Rows)
            Leave("not enough for a print", row);
        Rows = [];
    }

    /// <summary>Keeps the rows for which <paramref name="reasonAgainst"/> says nothing.</summary>
    public void Keep(Func<Row, string?> reasonAgainst, bool wholeItem = false)
    {
        var kept = 0;
        for (var i = 0; i < Rows.Count; i++)
        {
            var row = Rows[i];
            if (reasonAgainst(row) is { } reason)
                Leave(reason, row, wholeItem);
            else if (kept++ < i)
                Rows[kept - 1] = row;
        }

        Rows.RemoveRange(kept, Rows.Count - kept);
    }

    /// <summary>By value, then by name: the one order in which ties are broken.</summary>
    public static int ByValue(Row left, Row right)
    {
        var order = left.Value.CompareTo(right.Value);
        if (order == 0)
            order = string.CompareOrdinal(left.Name, right.Name);
        return order != 0 ? order : left.Series.Number.CompareTo(right.Series.Number);
    }
}

/// <summary>A value and its logarithm, kept beside it because the next print needs it again.</summary>
internal readonly record struct ChainPoint(decimal Value, decimal Log);

/// <summary>Where a chain stands: its unrounded level and the values from which the next relatives are taken, by offer
/// number.</summary>
internal sealed record ChainMemory(decimal Level, SortedList<int, ChainPoint> Points);
