// FinOps FOCUS 1.0 to 1.2: one row a meter and period; rows of token meters become records of one class each.
using System.Text.RegularExpressions;
using Tokenbourse.Metering;
using Tokenbourse.Metering.Usage;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>Reader of FOCUS cost and usage tables. Meters are disjoint by nature: a cached token stands on the meter
/// of cached tokens and on no other.</summary>
internal static class FocusTable
{
    private const int Start = 0;
    private const int Quantity = 1;
    private const int Unit = 2;
    private const int SkuId = 3;
    private const int Money = 4;
    private const int EffectiveCost = 5;
    private const int Provider = 6;
    private const int Required = 7;
    private const int BilledCost = 7;
    private const int End = 8;
    private const int Category = 9;
    private const int Class = 10;
    private const int Service = 11;
    private const int Commitment = 12;
    private const int SubAccount = 13;
    private const int BillingAccount = 14;
    private const int FirstMeter = 15;

    private static readonly string[] _columns =
    [
        "ChargePeriodStart",
        "ConsumedQuantity",
        "ConsumedUnit",
        "SkuId",
        "BillingCurrency",
        "EffectiveCost",
        "ProviderName",
        "BilledCost",
        "ChargePeriodEnd",
        "ChargeCategory",
        "ChargeClass",
        "ServiceName",
        "CommitmentDiscountStatus",
        "SubAccountId",
        "BillingAccountId",
        // Where the meter may be named, the most telling first.
        "SkuMeter",
        "x_SkuMeterName",
        "x_UsageType",
        "x_SkuDescription",
        "ChargeDescription",
        "SkuId",
    ];

    public static void Read(Stream stream, UsageReading reading)
    {
        using var table = CsvTable.Open(stream, reading.Report.File, _columns, Required);
        while (table.Read())
        {
            reading.Report.Row();
            if (table.RowFault.Length > 0)
                reading.Report.Fault(table.FaultOfRow());
            else if (Leaves(table) is { } reason)
                reading.Report.Skip(reason);
            else
                Row(table, reading);
        }
    }

    private static string? Leaves(CsvTable table)
    {
        if (table[Category] is not ("Usage" or ""))
            return $"charge category {table[Category]}";
        if (table[Class] == "Correction")
            return "correction of an earlier period";
        return table[Commitment] == "Unused" ? "unused commitment" : null;
    }

    private static void Row(CsvTable table, UsageReading reading)
    {
        var unit = TokenSkus.Shipped.TokensOf(table[Unit]);
        var meter = Meter(table, unit > 0, out var column);
        if (unit == 0 && !table[column].Contains("token", StringComparison.OrdinalIgnoreCase))
        {
            reading.Report.Skip("not a meter of tokens");
            return;
        }

        var row = new UsageRow(table, reading.Report);
        if (unit == 0)
            row.Refuse(Unit, "must be a unit of tokens that token_units.csv knows");
        if (meter is null)
            row.Refuse(column, "must be a meter that token_skus.csv knows");
        var at = row.Time(Start);
        var tokens = Tokens(table, ref row, unit);
        var cost = row.Cost(EffectiveCost) ?? row.Cost(BilledCost);
        if (cost is not null && !BillTable.IsCode(table[Money]))
            row.Refuse(Money, "must be a currency code of three letters");
        if (row.Bad)
            return;
        if (UsageTime.TryParse(table.Bytes(End), out var end) && end.Nanoseconds - at.Nanoseconds > Instant.PerDay)
            reading.Report.Note("periods longer than a day, counted on their first");
        reading.Take(
            new(
                at,
                reading.Seller(TokenSkus.Shipped.Provider(table[Provider], table[Service])),
                meter!.Value.Model,
                reading.Rules.Item(meter.Value.Model),
                TokenSkus.Counts(meter.Value.Class, tokens),
                Requests: 0,
                cost,
                cost is null ? "" : table[Money],
                table[SubAccount].Length > 0 ? table[SubAccount] : table[BillingAccount],
                Estimated: false
            )
        );
    }

    // The first column that a rule understands; else the first that says anything.
    private static TokenMeter? Meter(CsvTable table, bool search, out int column)
    {
        column = -1;
        for (var i = FirstMeter; i < _columns.Length; i++)
        {
            var text = table[i];
            if (text.Length == 0)
                continue;
            if (column < 0)
                column = i;
            if (search && TokenSkus.Shipped.Meter(text) is { } meter)
            {
                column = i;
                return meter;
            }
        }

        if (column < 0)
            column = SkuId;
        return null;
    }

    // A quantity in thousands or millions has decimals and is still a whole number of tokens.
    private static long Tokens(CsvTable table, ref UsageRow row, long unit)
    {
        const string rule = "must be a quantity from 0 that is a whole number of tokens, at most 1000000000000000";
        if (
            Prices.TryRead(table[Quantity], out var quantity)
            && quantity is >= 0 and <= UsageReading.MostOfRecord
            && decimal.Round(quantity * unit, 4, MidpointRounding.ToEven) is var tokens
            && tokens <= UsageReading.MostOfRecord
            && tokens == decimal.Truncate(tokens)
        )
            return (long)tokens;
        row.Refuse(Quantity, rule);
        return 0;
    }
}

/// <summary>What a meter counts.</summary>
internal readonly record struct TokenMeter(string Model, TokenClass Class);

/// <summary>The rule tables of token meters, read once: what sellers call them, their units, and who sells.</summary>
internal sealed class TokenSkus
{
    private readonly List<(Regex Pattern, TokenClass Class)> _meters = [];
    private readonly Dictionary<string, long> _units = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(Regex Pattern, string Provider)> _providers = [];
    private readonly Dictionary<string, TokenMeter?> _known = new(StringComparer.Ordinal);
    private readonly List<(string Example, string Model, TokenClass Class)> _examples = [];

    private TokenSkus()
    {
        foreach (var row in NamingRules.Table("token_skus.csv", "pattern", "class", "example", "model"))
        {
            _meters.Add((Compile(row[0]), ClassOf(row[1])));
            _examples.Add((row[2], row[3], ClassOf(row[1])));
        }

        foreach (var row in NamingRules.Table("token_units.csv", "unit", "tokens"))
            _units.Add(row[0], long.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture));
        foreach (var row in NamingRules.Table("token_providers.csv", "pattern", "provider"))
            _providers.Add((Compile(row[0]), row[1]));
    }

    public static TokenSkus Shipped { get; } = new();

    /// <summary>Each rule's own example.</summary>
    public IReadOnlyList<(string Example, string Model, TokenClass Class)> Examples => _examples;

    /// <summary>Tokens in one unit; 0 when it is no unit of tokens.</summary>
    public long TokensOf(string unit) => _units.GetValueOrDefault(unit.Trim());

    /// <summary>The model and class of a meter, or null when no rule knows it.</summary>
    public TokenMeter? Meter(string text)
    {
        if (_known.TryGetValue(text, out var known))
            return known;
        TokenMeter? found = null;
        foreach (var (pattern, tokens) in _meters)
        {
            if (text.Length > 300 || pattern.Match(text) is not { Success: true } match)
                continue;
            found = new(match.Groups["model"].Value.Trim(), tokens);
            break;
        }

        if (_known.Count < 100_000)
            _known[text] = found;
        return found;
    }

    /// <summary>The provider by whose name the seller is known: a cloud sells through several services.</summary>
    public string Provider(string provider, string service)
    {
        foreach (var (pattern, name) in _providers)
            if (pattern.IsMatch(service))
                return name;
        return provider;
    }

    /// <summary>Tokens of one class.</summary>
    public static TokenCounts Counts(TokenClass tokens, long count) =>
        tokens switch
        {
            TokenClass.Input => new(count, 0, 0, 0),
            TokenClass.CachedInput => new(0, count, 0, 0),
            TokenClass.Output => new(0, 0, count, 0),
            _ => new(0, 0, 0, count),
        };

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    private static TokenClass ClassOf(string word) =>
        word switch
        {
            "input" => TokenClass.Input,
            "cached_input" => TokenClass.CachedInput,
            "output" => TokenClass.Output,
            "reasoning" => TokenClass.Reasoning,
            _ => throw new FeedException(
                $"token_skus.csv: class '{word}': must be input, cached_input, output or reasoning"
            ),
        };
}
