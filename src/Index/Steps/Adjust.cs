// Prices restated to a reference node by coefficients that are estimated once a month and frozen in between.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Index.Steps;

/// <summary>where and adjust.</summary>
internal static class Adjust
{
    /// <summary>A row that would be restated by more than this (log points) is no price of that kind of node.</summary>
    public const decimal MostRestated = 2m;

    private const int MostSampleRows = 50_000;

    public static void Where(WhereStep step, PrintContext context, Table table)
    {
        var none = $"no {step.Trait} told";
        var other = $"{step.Trait} is another";
        table.Keep(row =>
        {
            var value = context.Observations.Traits.Of(row.Series, step.Trait, context.Day.Days);
            if (value is null)
                return none;
            for (var i = 0; i < step.Values.Count; i++)
            {
                if (step.Values[i] == value)
                    return null;
            }

            return other;
        });
    }

    /// <summary>
    /// The rows join the sample, if it is time for another day of it. At the first print of a month the coefficients
    /// are estimated from the sample, this print's own rows among it if they have just joined; the rows of that print
    /// are also restated by the old ones (<see cref="Table.Twin"/>), so that a link has both days under the same
    /// coefficients.
    /// </summary>
    public static void Restate(AdjustStep step, PrintContext context, Table table)
    {
        var memory = context.State.Adjust ??= new();
        var numbers = Numbers(step, context, table);
        var month = (context.Day.Year * 12) + context.Day.Month;
        var old = memory.Coefficients;
        while (memory.Sample.Count > 0 && memory.Sample[0].Day < context.Day.Days - step.Days)
            memory.Sample.RemoveAt(0);
        if (memory.Sample.Count == 0 || context.Day.Days - memory.Sample[^1].Day >= step.Every)
            Sample(table, numbers, context, memory);
        if (memory.Month != month)
        {
            memory.Month = month;
            memory.Coefficients = Estimate(step, memory, context);
            if (old.Count > 0 && Differ(old, memory.Coefficients))
                table.Twin = Restated(table.Rows, numbers, old, null);
        }

        table.Coefficients = memory.Coefficients;
        table.Rows = Restated(table.Rows, numbers, memory.Coefficients, table).Rows;
    }

    /// <summary>Fit, then guard rails: what lies outside is put on its rail and the others are fitted again.</summary>
    internal static List<Coefficient> Fit(AdjustStep step, List<SampleDay> sample, string basis)
    {
        var k = step.Traits.Count;
        var free = new bool[k];
        var railed = new bool[k];
        var given = new decimal[k];
        for (var i = 0; i < k; i++)
        {
            free[i] = true;
            given[i] = step.Traits[i].Prior;
        }

        var fit = HuberFit.Fit(sample, free, given, step.Huber, step.Rounds);
        for (var again = true; again; )
        {
            again = false;
            for (var i = 0; i < k; i++)
            {
                if (!free[i])
                    continue;
                var trait = step.Traits[i];
                if (!fit.Told[i])
                    free[i] = false;
                else if (fit.Values[i] < trait.Least || fit.Values[i] > trait.Most)
                {
                    free[i] = false;
                    railed[i] = true;
                    given[i] = fit.Values[i] < trait.Least ? trait.Least : trait.Most;
                }

                again |= !free[i];
            }

            if (again)
                fit = HuberFit.Fit(sample, free, given, step.Huber, step.Rounds);
        }

        var list = new List<Coefficient>(k);
        for (var i = 0; i < k; i++)
        {
            var how =
                free[i] ? $"estimated {basis}"
                : railed[i] ? $"at its guard rail; {basis}"
                : $"prior: does not vary by itself; {basis}";
            list.Add(new(step.Traits[i].Name, Shown(fit.Values[i]), free[i] ? Shown(fit.Errors[i]) : null, how));
        }

        return list;
    }

    private static List<Coefficient> Estimate(AdjustStep step, AdjustMemory memory, PrintContext context)
    {
        var rows = 0;
        var sellers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var day in memory.Sample)
        {
            rows += day.Rows.Count;
            foreach (var row in day.Rows)
                sellers.Add(row.Seller);
        }

        var basis = string.Create(
            CultureInfo.InvariantCulture,
            $"{context.Day}, {rows} rows of {memory.Sample.Count} days and {sellers.Count} sellers"
        );
        if (rows >= step.LeastRows)
            return Fit(step, memory.Sample, basis);
        if (memory.Coefficients.Count > 0)
            return memory.Coefficients;
        var priors = new List<Coefficient>();
        for (var i = 0; i < step.Traits.Count; i++)
            priors.Add(new(step.Traits[i].Name, step.Traits[i].Prior, null, $"prior: too few rows; {basis}"));
        return priors;
    }

    // One row of numbers for each row of the table; rows without a trait that they need leave.
    private static List<decimal[]> Numbers(AdjustStep step, PrintContext context, Table table)
    {
        var numbers = new List<decimal[]>(table.Rows.Count);
        table.Keep(row =>
        {
            var z = new decimal[step.Traits.Count];
            for (var i = 0; i < z.Length; i++)
            {
                var trait = step.Traits[i];
                var value = context.Observations.Traits.Of(row.Series, trait.Trait, context.Day.Days);
                if (NumberOf(trait, value) is { } number)
                    z[i] = number;
                else if (trait.NeedsValue)
                    return $"no {trait.Trait} told";
            }

            numbers.Add(z);
            return null;
        });
        return numbers;
    }

    private static decimal? NumberOf(AdjustTrait trait, string? value)
    {
        if (value is null)
            return null;
        if (trait.Scale == TraitScale.Log)
        {
            return
                decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number is >= 0.000001m and <= 1_000_000m
                ? DecimalMath.Ln(number / trait.Reference)
                : null;
        }

        for (var i = 0; i < trait.Values.Count; i++)
        {
            if (trait.Values[i] == value)
                return 1m;
        }

        return 0m;
    }

    private static void Sample(Table table, List<decimal[]> numbers, PrintContext context, AdjustMemory memory)
    {
        if (table.Rows.Count is 0 or > MostSampleRows)
            return;
        var day = new SampleDay(context.Day.Days, new(table.Rows.Count));
        for (var i = 0; i < table.Rows.Count; i++)
            day.Rows.Add(new(table.Rows[i].Series.Seller, DecimalMath.Ln(table.Rows[i].Value), numbers[i]));
        memory.Sample.Add(day);
    }

    private static Table Restated(
        List<Row> rows,
        List<decimal[]> numbers,
        List<Coefficient> coefficients,
        Table? telling
    )
    {
        var table = new Table();
        for (var i = 0; i < rows.Count; i++)
        {
            var by = 0m;
            for (var c = 0; c < coefficients.Count; c++)
                by += coefficients[c].Value * numbers[i][c];
            if (by is > MostRestated or < -MostRestated)
            {
                telling?.Leave("too unlike the reference node", rows[i]);
                continue;
            }

            var value = by == 0m ? rows[i].Value : rows[i].Value * DecimalMath.Exp(-by);
            table.Rows.Add(Row.Of(rows[i].Name, value, rows[i].Weight, [rows[i]]));
        }

        return table;
    }

    private static bool Differ(List<Coefficient> old, List<Coefficient> now)
    {
        for (var i = 0; i < now.Count; i++)
        {
            if (old[i].Value != now[i].Value)
                return true;
        }

        return false;
    }

    // Published to nine decimals and used as published: a reader can restate a price with what the print tells.
    private static decimal Shown(decimal value) =>
        decimal.Round(value, 9, MidpointRounding.ToEven) / 1.0000000000000000000000000000m;

    private static decimal? Shown(decimal? value) => value is { } v ? Shown(v) : null;
}
