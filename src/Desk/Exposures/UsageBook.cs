// Usage records added up by month, item, seller and currency, as they stand in usage.json.
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Exposures;

/// <summary>Adds records of bills up. Tokens and costs are never rounded.</summary>
/// <param name="mostKeys">So many sums are held; a file with more is refused, not swallowed.</param>
public sealed class UsageBook(int mostKeys = UsageBook.MostKeys) : IUsageSink
{
    /// <summary>A thousand items of ten sellers over ten years in one currency are 1.2 million.</summary>
    public const int MostKeys = 1_500_000;

    private readonly Dictionary<(int Month, string Item, string Seller, string Currency), Sum> _sums = [];

    /// <summary>The first day that was taken; null before any.</summary>
    public TradingDate? FirstDay { get; private set; }

    /// <summary>The last day that was taken.</summary>
    public TradingDate? LastDay { get; private set; }

    /// <summary>Adds tokens; reasoning is billed as output.</summary>
    /// <exception cref="UsageLimitException">There are more sums than are held.</exception>
    public void Take(in UsageRecord record)
    {
        var sum = Of(record.At.Date, record.Item, record.Seller, record.Cost is null ? "" : record.Currency);
        sum.Input += record.Tokens.Input;
        sum.CachedInput += record.Tokens.CachedInput;
        sum.Output += (decimal)record.Tokens.Output + record.Tokens.Reasoning;
        sum.Estimated |= record.Estimated;
        if (record.Cost is { } cost)
            sum.Cost = (sum.Cost ?? 0) + cost;
    }

    /// <summary>Adds hours of GPUs.</summary>
    /// <exception cref="UsageLimitException">There are more sums than are held.</exception>
    public void TakeHours(TradingDate day, string item, string seller, decimal hours, decimal? cost, string currency)
    {
        var sum = Of(day, item, seller, cost is null ? "" : currency);
        sum.GpuHours += hours;
        if (cost is not null)
            sum.Cost = (sum.Cost ?? 0) + cost;
    }

    /// <summary>Adds lines that were added up before.</summary>
    public void Take(IEnumerable<UsageLine> lines)
    {
        foreach (var line in lines)
        {
            var sum = At((line.Month.Index, line.Item, line.Seller, line.Currency));
            sum.Input += line.Input;
            sum.CachedInput += line.CachedInput;
            sum.Output += line.Output;
            sum.GpuHours += line.GpuHours;
            sum.Estimated |= line.Estimated;
            if (line.Cost is { } cost)
                sum.Cost = (sum.Cost ?? 0) + cost;
        }
    }

    /// <summary>The sums, by month, item, seller and currency.</summary>
    public IReadOnlyList<UsageLine> Lines() =>
        [
            .. _sums
                .OrderBy(pair => pair.Key.Month)
                .ThenBy(pair => pair.Key.Item, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Seller, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Currency, StringComparer.Ordinal)
                .Select(pair => new UsageLine(
                    new ContractMonth(pair.Key.Month),
                    pair.Key.Item,
                    pair.Key.Seller,
                    pair.Value.Input,
                    pair.Value.CachedInput,
                    pair.Value.Output,
                    pair.Value.GpuHours,
                    pair.Value.Cost,
                    pair.Key.Currency,
                    pair.Value.Estimated
                )),
        ];

    /// <summary>A ledger with these files more.</summary>
    /// <param name="ledger">What was imported before.</param>
    /// <param name="read">Each new file with what it holds.</param>
    public static UsageLedger Append(
        UsageLedger ledger,
        IReadOnlyCollection<(ImportedFile File, IReadOnlyList<UsageLine> Lines)> read
    )
    {
        var book = new UsageBook();
        book.Take(ledger.Lines);
        foreach (var (_, lines) in read)
            book.Take(lines);
        return new([.. ledger.Files, .. read.Select(each => each.File)], book.Lines());
    }

    private Sum Of(TradingDate day, string item, string seller, string currency)
    {
        FirstDay = FirstDay is { } first && first <= day ? first : day;
        LastDay = LastDay is { } last && last >= day ? last : day;
        return At((ContractMonth.Of(day).Index, item, seller, currency));
    }

    private Sum At((int Month, string Item, string Seller, string Currency) key)
    {
        if (_sums.TryGetValue(key, out var sum))
            return sum;
        if (_sums.Count >= mostKeys)
            throw new UsageLimitException($"more than {mostKeys} sums by month, item, seller and currency");
        return _sums[key] = new();
    }

    private sealed class Sum
    {
        public decimal Input;
        public decimal CachedInput;
        public decimal Output;
        public decimal GpuHours;
        public decimal? Cost;
        public bool Estimated;
    }
}
