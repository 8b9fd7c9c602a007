// Totals by model and day: one pass, memory for each (model, day), sums that a market's years cannot overflow.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Metering.Usage;

/// <summary>Sums of many records. 128 bits: 140 trillion tokens a day fill them after 10^21 years.</summary>
public sealed class UsageSum
{
    // Nearly every sum has one currency: the others get a table when they come.
    private string _currency = "";
    private decimal _cost;
    private SortedDictionary<string, decimal>? _others;

    public Int128 Input { get; private set; }

    public Int128 CachedInput { get; private set; }

    public Int128 Output { get; private set; }

    public Int128 Reasoning { get; private set; }

    public Int128 Requests { get; private set; }

    /// <summary>Records that were added.</summary>
    public long Records { get; private set; }

    /// <summary>Of them those that told what they cost.</summary>
    public long Costed { get; private set; }

    /// <summary>True when any of them was an estimate.</summary>
    public bool Estimated { get; private set; }

    /// <summary>All tokens.</summary>
    public Int128 Tokens => Input + CachedInput + Output + Reasoning;

    /// <summary>Costs by currency; those of records that tell none are in no sum.</summary>
    public IReadOnlyDictionary<string, decimal> Costs
    {
        get
        {
            var costs = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
            if (_currency.Length > 0)
                costs.Add(_currency, _cost);
            foreach (var (currency, cost) in _others ?? [])
                costs.Add(currency, cost);
            return costs;
        }
    }

    /// <summary>Adds a record.</summary>
    public void Add(in UsageRecord record)
    {
        Input += record.Tokens.Input;
        CachedInput += record.Tokens.CachedInput;
        Output += record.Tokens.Output;
        Reasoning += record.Tokens.Reasoning;
        Requests += record.Requests;
        Records++;
        Estimated |= record.Estimated;
        if (record.Cost is not { } cost)
            return;
        Costed++;
        AddCost(record.Currency, cost);
    }

    /// <summary>Adds what another sum holds.</summary>
    public void Add(UsageSum other)
    {
        Input += other.Input;
        CachedInput += other.CachedInput;
        Output += other.Output;
        Reasoning += other.Reasoning;
        Requests += other.Requests;
        Records += other.Records;
        Costed += other.Costed;
        Estimated |= other.Estimated;
        foreach (var (currency, cost) in other.Costs)
            AddCost(currency, cost);
    }

    private void AddCost(string currency, decimal cost)
    {
        if (_currency.Length == 0)
            _currency = currency;
        if (currency == _currency)
        {
            _cost += cost;
            return;
        }

        _others ??= new(StringComparer.Ordinal);
        _others.TryGetValue(currency, out var sum);
        _others[currency] = sum + cost;
    }
}

/// <summary>The sum of a model on a day; either may be left open ("" and null) when totals are grouped.</summary>
public sealed record UsageTotal(string Item, TradingDate? Day, UsageSum Sum);

/// <summary>Adds records up by model and UTC day.</summary>
/// <param name="mostKeys">So many (model, day) keys are held; a file with more is refused, not swallowed.</param>
public sealed class UsageTotals(int mostKeys = UsageTotals.MostKeys) : IUsageSink
{
    /// <summary>A thousand models over ten years are 3.65 million keys.</summary>
    public const int MostKeys = 5_000_000;

    private readonly Dictionary<(string Item, int Day), UsageSum> _sums = [];

    // Records of one model and day come in runs.
    private string _item = "";
    private int _day = int.MinValue;
    private UsageSum _sum = new();

    /// <summary>Keys so far.</summary>
    public int Keys => _sums.Count;

    /// <summary>Adds a record.</summary>
    /// <exception cref="UsageLimitException">There are more (model, day) keys than are held.</exception>
    public void Take(in UsageRecord record)
    {
        var day = record.At.Date.Days;
        if (day != _day || !ReferenceEquals(record.Item, _item))
        {
            ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (record.Item, day), out _);
            if (slot is null)
            {
                if (_sums.Count > mostKeys)
                {
                    _sums.Remove((record.Item, day));
                    throw new UsageLimitException($"more than {mostKeys} pairs of model and day");
                }

                slot = new();
            }

            (_item, _day, _sum) = (record.Item, day, slot);
        }

        _sum.Add(record);
    }

    /// <summary>The totals, by day and then by model.</summary>
    /// <param name="byModel">False: all models in one.</param>
    /// <param name="byDay">False: all days in one.</param>
    public IReadOnlyList<UsageTotal> Totals(bool byModel = true, bool byDay = true)
    {
        var groups = new SortedDictionary<(int Day, string Item), UsageSum>(
            Comparer<(int Day, string Item)>.Create(
                static (a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : string.CompareOrdinal(a.Item, b.Item)
            )
        );
        foreach (var ((item, day), sum) in _sums)
        {
            var key = (byDay ? day : 0, byModel ? item : "");
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = new();
            group.Add(sum);
        }

        return [.. groups.Select(g => new UsageTotal(g.Key.Item, byDay ? new TradingDate(g.Key.Day) : null, g.Value))];
    }
}

/// <summary>A file asks for more memory than is given to one.</summary>
public sealed class UsageLimitException : Exception
{
    public UsageLimitException() { }

    public UsageLimitException(string message)
        : base(message) { }

    public UsageLimitException(string message, Exception inner)
        : base(message, inner) { }
}
