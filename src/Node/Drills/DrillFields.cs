// Reading a drill's numbers: what lies outside its limits is refused with the nearest limit, not only with the rule.
using System.Globalization;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Drills;

/// <summary>One object of a drill file under reading.</summary>
internal sealed class DrillFields(Fields fields, string path, List<DrillRefusal> refusals)
{
    /// <summary>A million million units: sums of many still fit minor units in a long.</summary>
    public const decimal MostMoney = 1_000_000_000_000m;

    public Fields Fields { get; } = fields;

    public List<DrillRefusal> Refusals { get; } = refusals;

    public bool Has(string name) => Fields.Has(name);

    public string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public void Refuse(DrillFault fault, string field, string given, string nearest) =>
        Refusals.Add(DrillRefusal.Of(fault, Path(field), given, nearest));

    public string Text(string name, string? fallback = null) => Fields.Text(name, fallback: fallback);

    public T Word<T>(string name, IReadOnlyList<(string Word, T Value)> words) =>
        Has(name) ? Fields.Word(name, words) : words[0].Value;

    public long Whole(string name, long least, long most, long? fallback = null)
    {
        var value = Fields.Whole(name, long.MinValue, long.MaxValue, fallback);
        if (value >= least && value <= most)
            return value;
        // What could not be read has been told already.
        if (value != long.MinValue)
            Limits(name, value, long.Clamp(value, least, most));
        return least;
    }

    /// <summary>A fraction in quotes with at most six decimals, as parts per million.</summary>
    public int Ppm(string name, decimal most, decimal fallback)
    {
        var value = Fields.Fraction(name, -1_000_000m, 1_000_000m, fallback);
        var near = decimal.Clamp(decimal.Round(value, 6), 0, most);
        if (value != near && value != -1_000_000m)
            Limits(name, value, near);
        return (int)(near * 1_000_000m);
    }

    /// <summary>An amount in quotes, with at most two decimals.</summary>
    public Money Money(string name, decimal least = 0, decimal? fallback = null)
    {
        var value = Fields.Fraction(name, decimal.MinValue, decimal.MaxValue, fallback);
        if (value == decimal.MinValue)
            return default;
        var near = decimal.Clamp(decimal.Round(decimal.Clamp(value, -MostMoney, MostMoney), 2), least, MostMoney);
        if (value != near)
            Limits(name, value, near);
        return new((long)(near * Currencies.MinorPerUnit));
    }

    public Money? MoneyIfGiven(string name, decimal least = 0) => Has(name) ? Money(name, least) : null;

    public Instant Moment(string name)
    {
        var text = Text(name);
        if (Instant.TryParse(text, out var moment))
            return moment;
        if (text.Length > 0)
            Refuse(DrillFault.BadField, name, text, "a moment as in 2026-11-20T16:00:00Z");
        return default;
    }

    public DrillFields? Object(string name, bool required = false) =>
        Fields.Object(name, required) is { } inner ? new(inner, Path(name), Refusals) : null;

    public IReadOnlyList<DrillFields> Objects(string name, bool required = false) =>
        [
            .. Fields
                .Objects(name, required)
                .Select((f, i) => new DrillFields(f, string.Create(Invariant, $"{Path(name)}[{i}]"), Refusals)),
        ];

    public void Done() => Fields.Done();

    private void Limits(string name, IFormattable given, IFormattable nearest) =>
        Refuse(DrillFault.OutOfLimits, name, given.ToString(null, Invariant), nearest.ToString(null, Invariant));

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;
}
