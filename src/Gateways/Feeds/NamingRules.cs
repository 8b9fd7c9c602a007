// What upstream calls things, and what they are called here: tables under Rules/, applied in their order.
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>Who a provider is.</summary>
/// <param name="Seller">Empty when it sells nothing by the token.</param>
/// <param name="Region">global or cn.</param>
/// <param name="HouseOf">The maker whose own shop it is; empty otherwise.</param>
/// <param name="Skip">Why it is left out; empty when it is not.</param>
public sealed record SellerName(string Seller, string Region, string HouseOf, string Skip);

/// <summary>A repository of prices.</summary>
/// <param name="Rank">Who is believed when two changed on one day: the lower.</param>
/// <param name="NamesSellers">Its provider column says who sells, not who makes.</param>
/// <param name="Lineage">Sources of one lineage are copies of one original: the lower rank is the fresher copy.</param>
public sealed record SourceName(string Source, string Repository, int Rank, bool NamesSellers, string Lineage);

/// <summary>An accelerator and the prices per GPU-hour between which a quote is one.</summary>
public sealed record GpuName(string Item, string Maker, decimal Least, decimal Most);

/// <summary>The rule tables, read once.</summary>
public sealed class NamingRules
{
    // No pattern nests one repetition in another, so this length bounds the work; a clock would let a busy machine fail
    // where an idle one does not. The longest name in the public tables has 91 characters.
    private const int MostName = 400;

    private readonly Dictionary<string, SellerName> _sellers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourceName> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GpuName> _gpus = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tiers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Item, string Maker)> _accelerators = new(StringComparer.Ordinal);

    // Several imports may ask at the same time.
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _items = new(
        StringComparer.Ordinal
    );
    private readonly List<(Regex Pattern, string Replacement)> _rewrites = [];
    private readonly List<(Regex Pattern, string Maker)> _makers = [];
    private readonly List<(string Example, string Gives)> _examples = [];

    private NamingRules()
    {
        foreach (var row in Table("sellers.csv", "provider", "seller", "region", "house_of", "skip"))
            _sellers.Add(row[0], new SellerName(row[1], row[2], row[3], row[4]));
        foreach (var row in Table("sources.csv", "source", "repository", "rank", "seller", "lineage"))
            _sources.Add(
                row[0],
                new SourceName(
                    row[0],
                    row[1],
                    int.Parse(row[2], CultureInfo.InvariantCulture),
                    row[3] == "named",
                    row[4]
                )
            );
        foreach (var row in Table("gpus.csv", "upstream", "item", "maker", "least", "most"))
            _gpus.Add(row[0], new GpuName(row[1], row[2], Number(row[3]), Number(row[4])));
        foreach (var row in Table("tiers.csv", "seller", "tier"))
            _tiers.Add(row[0], row[1]);
        foreach (var row in Table("accelerators.csv", "upstream", "item", "maker"))
            _accelerators.Add(row[0], (row[1], row[2]));
        foreach (var row in Table("items.csv", "pattern", "replacement", "example", "gives"))
        {
            _rewrites.Add((Compile(row[0]), row[1]));
            _examples.Add((row[2], row[3]));
        }

        foreach (var row in Table("makers.csv", "pattern", "maker"))
            _makers.Add((Compile(row[0]), row[1]));
    }

    /// <summary>The tables that ship with the product.</summary>
    public static NamingRules Shipped { get; } = new();

    /// <summary>Each rewriting rule's own example: what is given and what all rules together make of it.</summary>
    public IReadOnlyList<(string Example, string Gives)> Examples => _examples;

    /// <summary>The source of that id, or null when it is not known.</summary>
    public SourceName? Source(string id) => _sources.GetValueOrDefault(id);

    /// <summary>The accelerator of that upstream name, or null.</summary>
    public GpuName? Gpu(string upstream) => _gpus.GetValueOrDefault(upstream);

    /// <summary>The GPU's name here, from an upstream name or from ours; in small letters when no rule knows
    /// it.</summary>
    public string GpuItem(string name) =>
        _gpus.TryGetValue(name, out var known) ? known.Item : name.Trim().ToLowerInvariant();

    /// <summary>True when that is one of our names of GPUs.</summary>
    public bool IsGpu(string item) => _gpus.Values.Any(gpu => gpu.Item == item);

    /// <summary>What kind of seller of machines it is: hyperscaler, neocloud, marketplace or platform; empty when no
    /// rule knows.</summary>
    public string Tier(string seller) => _tiers.GetValueOrDefault(seller, "");

    /// <summary>The accelerator of a name that throughput results use, or null.</summary>
    public (string Item, string Maker)? Accelerator(string upstream) =>
        _accelerators.TryGetValue(upstream, out var known) ? known : null;

    /// <summary>Who a provider is. One that no rule knows is taken by the name it has.</summary>
    public SellerName Seller(string provider)
    {
        if (_sellers.TryGetValue(provider, out var known))
            return known;
        if (provider.EndsWith("-coding-plan", StringComparison.Ordinal))
            return new("", "", "", "subscription plan, not a price per token");
        if (provider.StartsWith("vertex_ai", StringComparison.Ordinal))
            return _sellers["google"];
        if (provider.StartsWith("huggingface", StringComparison.Ordinal))
            return new("huggingface", "global", "", "");
        return new(provider.Trim().ToLowerInvariant().Replace(' ', '-'), "global", "", "");
    }

    /// <summary>The model's name here.</summary>
    public string Item(string raw)
    {
        if (_items.TryGetValue(raw, out var known))
            return known;
        var name = raw.Trim().ToLowerInvariant();
        name = name.Length <= MostName ? name : name[..MostName];
        foreach (var (pattern, replacement) in _rewrites)
            name = pattern.Replace(name, replacement);
        name = name.Trim('-');
        return _items[raw] = name.Length <= 80 ? name : name[..80];
    }

    /// <summary>Who makes the model; empty when no rule knows.</summary>
    public string Maker(string item)
    {
        foreach (var (pattern, maker) in _makers)
            if (pattern.IsMatch(item))
                return maker;
        return "";
    }

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    internal static IEnumerable<string[]> Table(string name, params string[] columns)
    {
        var stream =
            typeof(NamingRules).Assembly.GetManifestResourceStream(name)
            ?? throw new FeedException(new CsvFault(name, 0, "", "", "must be built into the program"));
        using var table = CsvTable.Open(stream, name, columns);
        while (table.Read())
        {
            var row = new string[columns.Length];
            for (var i = 0; i < row.Length; i++)
                row[i] = table[i];
            yield return row;
        }
    }
}
