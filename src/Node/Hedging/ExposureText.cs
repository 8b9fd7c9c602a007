// An exposure as people read it: raw and equivalent side by side, months to come, and every fault with its rule.
using System.Globalization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Hedging;

/// <summary>Lines of text. Volumes and money have two decimals, prices four, shares one of a percent.</summary>
internal static class ExposureText
{
    private const int MostFaults = 40;

    /// <summary>The whole text.</summary>
    /// <param name="inputs">What the table was made of.</param>
    /// <param name="table">The table.</param>
    /// <param name="hedges">Whom the contract hedges and whom not, in its own words.</param>
    /// <param name="items">True: every line of every month; false: those of the last one.</param>
    public static IEnumerable<string> Lines(ExposureInputs inputs, ExposureTable table, string? hedges, bool items)
    {
        var programme = inputs.Programme;
        var simulated = table.Simulated ? ", SIMULATED prices" : "";
        yield return $"{table.Programme}   {programme.Side}, {table.Contract}, as of {table.AsOf}{simulated}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"one unit: {table.Unit}; {inputs.Index.Name} {table.IndexPrice:0.0000} {inputs.Terms.Currency}"
        );
        foreach (var line in Actual(inputs, table).Concat(Base(inputs, table, items)).Concat(Months(inputs, table)))
            yield return line;
        foreach (var line in Faults(table))
            yield return line;
        if (hedges is null)
            yield break;
        yield return "";
        yield return $"{table.Contract}: {hedges}";
    }

    private static string Raw(ExposureInputs inputs) => inputs.Terms.CountsHours ? "GPU hours" : "raw Mtok";

    private static string Units(ExposureInputs inputs) =>
        inputs.Terms.CountsHours ? "contract hours" : "equivalent Mtok";

    // A month's own price is its cost over what has one, by the units of that price, as a plan reads it.
    private static IEnumerable<string> Actual(ExposureInputs inputs, ExposureTable table)
    {
        if (table.Actual.Count == 0)
            yield break;
        var months = table.Actual.GroupBy(line => line.Month).OrderBy(month => month.Key).ToList();
        yield return "";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Billed, the last {int.Min(12, months.Count)} of {months.Count} months"
        );
        yield return $"{"month", -9}{Raw(inputs), 18}{Units(inputs), 20}{$"cost {inputs.Programme.Currency}", 18}"
            + $"{"own price", 12}{"index", 10}{"not mapped", 16}";
        foreach (var month in months.TakeLast(12))
        {
            var index = inputs.Index.Mean(month.Key)?.Mean;
            var mapped = month.Where(line => line.Equivalent is not null).ToList();
            var priced = mapped.Where(line => line.OwnUnits is not null).ToList();
            decimal? own =
                priced.Count > 0
                    ? priced.Sum(line => line.Cost!.Value) / priced.Sum(line => line.OwnUnits!.Value)
                    : null;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{month.Key, -9}{mapped.Sum(line => line.Raw), 18:N2}{mapped.Sum(line => line.Equivalent), 20:N2}"
            )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{month.Sum(line => line.Cost), 18:N2}{Price(own), 12}{Price(index), 10}"
                )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{month.Where(line => line.Equivalent is null).Sum(line => line.Raw), 16:N2}"
                );
        }
    }

    private static IEnumerable<string> Base(ExposureInputs inputs, ExposureTable table, bool items)
    {
        if (table.Actual.Count == 0)
            yield break;
        var last = table.Actual.Max(line => line.Month);
        var shown = table.Actual.Where(line => items || line.Month == last).ToList();
        var width = int.Max(6, shown.Max(line => Name(line).Length));
        yield return "";
        yield return items ? "How each line was mapped" : $"How each line of {last} was mapped (--items: all months)";
        yield return $"{"month", -9}{"item".PadRight(width)}{Raw(inputs), 18}{Units(inputs), 20}"
            + $"{$"cost {inputs.Programme.Currency}", 18}  how";
        foreach (var line in shown)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Month, -9}{Name(line).PadRight(width)}{line.Raw, 18:N2}{Volume(line.Equivalent), 20}"
            )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Volume(line.Cost), 18}  {line.Method}{(line.Equivalent is null ? "" : $"; {Words(line)}")}"
                );
    }

    private static IEnumerable<string> Months(ExposureInputs inputs, ExposureTable table)
    {
        if (table.Months.Count == 0)
            yield break;
        var forecast = inputs.Programme.Forecast;
        var gain = $"gain at +1 {inputs.Terms.Currency}";
        yield return "";
        var cases = string.Create(
            CultureInfo.InvariantCulture,
            $"low {forecast.LowGrowth:P1}, high {forecast.HighGrowth:P1}"
        );
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"To come: {forecast.Curve}, growth {forecast.MonthlyGrowth:P1} a month ({cases})"
        );
        yield return $"{"month", -9}{Raw(inputs), 18}{"low", 18}{"base", 18}{"high", 18}{"floating", 10}{"hedged", 16}"
            + $"{"open", 18}{gain, 20}";
        foreach (var month in table.Months)
            yield return Line(month.Month.ToString(), month, inputs.Programme.Side);
        var sum = table.Months.Aggregate(
            (all, month) =>
                all with
                {
                    Raw = all.Raw + month.Raw,
                    Low = all.Low + month.Low,
                    Base = all.Base + month.Base,
                    High = all.High + month.High,
                    Hedged = all.Hedged + month.Hedged,
                    Open = all.Open + month.Open,
                }
        );
        yield return Line("all", sum, inputs.Programme.Side);
    }

    private static string Line(string name, ExposureMonth month, HedgerSide side) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name, -9}{month.Raw, 18:N2}{month.Low, 18:N2}{month.Base, 18:N2}{month.High, 18:N2}"
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{month.Floating, 10:P1}{month.Hedged, 16:N2}{month.Open, 18:N2}"
        )
        + string.Create(CultureInfo.InvariantCulture, $"{ExposureMaker.GainPerUnit(side, month), 20:N2}");

    private static IEnumerable<string> Faults(ExposureTable table)
    {
        if (table.Faults.Count == 0)
            yield break;
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"Not used ({table.Faults.Count})");
        foreach (var fault in table.Faults.Take(MostFaults))
            yield return $"  {fault.Where}: {fault.Field} '{fault.Value}': {fault.Rule}";
        if (table.Faults.Count > MostFaults)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  and {table.Faults.Count - MostFaults} more in exposure.json"
            );
    }

    private static string Name(MappedLine line) => line.Seller.Length > 0 ? $"{line.Item} ({line.Seller})" : line.Item;

    private static string Words(MappedLine line) =>
        (
            line.Basis switch
            {
                PriceBasis.ListPrice => "list price",
                PriceBasis.IndexLinked => "index-linked",
                PriceBasis.Fixed => "fixed price",
                _ => "spot",
            }
        ) + string.Create(CultureInfo.InvariantCulture, $", {line.Floating:P0} floats");

    private static string Price(decimal? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "–";

    private static string Volume(decimal? value) => value?.ToString("N2", CultureInfo.InvariantCulture) ?? "–";
}
