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

    /// <summary>Sequences on the observation log.</summary>
    public required List<long> Rests { get; init; }

    public string Key(IndexKey by) => by switch
    {
        IndexKey.Maker => Series.Maker,
        IndexKey.Seller => Series.Seller,
        IndexKey.Item => Series.Item,
        _ => Name,
    };

    public Row As(string name, decimal value, IEnumerable<long> rests) =>
        new() { Series = Series, Name = name, Value = value, Currency = Currency, Weight = Weight, Rests = [.. rests] };
}

/// <summary>The table on which the steps work, one after the other.</summary>
internal sealed class Table
{
    public List<Row> Rows { get; set; } = [];

    public List<(string Reason, Row Row)> LeftOut { get; } = [];

    /// <summary>The value, once combined.</summary>
    public decimal? Value { get; set; }

    /// <summary>1, or the fallback that a requirement led to.</summary>
    public int Tier { get; set; } = 1;

    /// <summary>Why there cannot be a computed value; empty while there can.</summary>
    public string Refusal { get; set; } = "";

    /// <summary>What the computed print leaves behind for the next; null when the methodology has no chain.</summary>
    public ChainMemory? Chain { get; set; }

    public void Leave(string reason, Row row) => LeftOut.Add((reason, row));

    /// <summary>Keeps the rows for which <paramref name="reasonAgainst"/> says nothing.</summary>
    public void Keep(Func<Row, string?> reasonAgainst)
    {
        var kept = new List<Row>(Rows.Count);
        foreach (var row in Rows)
        {
            if (reasonAgainst(row) is { } reason) Leave(reason, row);
            else kept.Add(row);
        }

        Rows = kept;
    }

    /// <summary>By value, then by name: the one order in which ties are broken.</summary>
    public static int ByValue(Row left, Row right)
    {
        var order = left.Value.CompareTo(right.Value);
        if (order == 0) order = string.CompareOrdinal(left.Name, right.Name);
        return order != 0 ? order : left.Series.Number.CompareTo(right.Series.Number);
    }
}

/// <summary>Where a chain stands: its unrounded level and the values from which the next relatives are taken, by offer number.</summary>
internal sealed record ChainMemory(decimal Level, SortedList<int, decimal> Values);
