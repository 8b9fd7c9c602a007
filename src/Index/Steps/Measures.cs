// Steps on what is counted: ratios of two classes, breadth of an offer, the base of 100.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>ratio, offered and base.</summary>
internal static class Measures
{
    /// <summary>Of over To for each offer (or one minus that), weighing To, so that an arithmetic mean is the ratio of
    /// the sums.</summary>
    public static void Ratio(RatioStep step, PrintContext context, Table table)
    {
        var above = new Row?[context.Observations.OfferCount];
        var below = new List<Row>();
        foreach (var row in table.Rows)
        {
            if (row.Series.Class == step.Of)
                above[row.Series.Offer] = row;
            else if (row.Series.Class == step.To)
                below.Add(row);
        }

        table.Rows = [];
        foreach (var row in below)
        {
            if (above[row.Series.Offer] is not { } of)
                table.Leave($"no {step.Of} measured", row);
            else if (row.Value == 0m)
                table.Leave($"no {step.To}: nothing to compare with", row);
            else if (step.Rest && of.Value > row.Value)
                table.Leave($"more {step.Of} than {step.To}", row);
            else
            {
                var ratio = of.Value / row.Value;
                table.Rows.Add(Compared(row, step.Rest ? 1m - ratio : ratio, of));
            }
        }
    }

    /// <summary>100 * sellers with one of the items / all sellers.</summary>
    public static void Offered(OfferedStep step, Table table)
    {
        var sellers = Panel.ByKey(IndexKey.Seller, table.Rows);
        if (sellers.Count == 0)
        {
            table.Refusal = "no seller";
            return;
        }

        table.Rows = [];
        foreach (var (seller, rows) in sellers)
        {
            var offered = rows.FindAll(r => Holds(step.Items, r.Series.Item));
            if (offered.Count == 0)
                table.Leave("offers none of the items", Row.Of(seller, 0m, 0m, rows));
            else
                table.Rows.Add(Row.Of(seller, 1m, 1m, offered));
        }

        table.Value = 100m * table.Rows.Count / sellers.Count;
    }

    /// <summary>The first value above zero is the base.</summary>
    public static void Base(BaseStep step, PrintContext context, Table table)
    {
        var value = table.Value!.Value;
        if (context.State.Base is null && value <= 0m)
        {
            table.Refusal = "no value above zero yet to be the base";
            return;
        }

        table.Base = context.State.Base ?? value;
        table.Value = value / table.Base.Value * step.Value;
    }

    private static Row Compared(Row row, decimal ratio, Row of) => Row.Of(row.Name, ratio, row.Value, [of, row]);

    private static bool Holds(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return true;
        }

        return false;
    }
}
