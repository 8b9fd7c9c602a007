// National usage: dated public statements, each of its own scope. Scopes are never added nor put into one series.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds.Usage;

/// <summary>What a statement counts.</summary>
public enum UsageScope
{
    /// <summary>All calls of a country, those inside companies among them.</summary>
    Nation = 1,

    /// <summary>Calls that outsiders make of public clouds: what can be bought and sold.</summary>
    ExternalPaid = 2,

    /// <summary>All calls of one company's models.</summary>
    Company = 3,

    /// <summary>Calls that pass one router.</summary>
    Router = 4,
}

/// <summary>One statement.</summary>
/// <param name="Date">The day, or the last of the period, for which it was made.</param>
/// <param name="Subject">Whose calls.</param>
/// <param name="Tokens">Tokens in the period, as stated.</param>
/// <param name="Days">Length of the period in days.</param>
/// <param name="Qualifier">about, or over (a lower bound).</param>
/// <param name="Tag">F official or several consistent reports, P press, W weak.</param>
/// <param name="Source">Where it was read.</param>
/// <param name="Note">Who said what.</param>
public sealed record UsageStatement(
    TradingDate Date,
    UsageScope Scope,
    string Subject,
    Int128 Tokens,
    int Days,
    string Qualifier,
    char Tag,
    string Source,
    string Note
)
{
    /// <summary>Tokens a day, rounded down to whole tokens.</summary>
    public Int128 PerDay => Tokens / Days;

    /// <summary>True for a lower bound.</summary>
    public bool IsBound => Qualifier == "over";
}

/// <summary>What may be delivered, estimated: a share of the nation's figure that outsiders pay for.</summary>
/// <param name="National">The statement that it starts from.</param>
/// <param name="LeastLots">Lots a month of 30 days at the lower share, rounded down.</param>
/// <param name="MostLots">The same at the upper share.</param>
/// <param name="Lots">Lots a month were everything deliverable.</param>
public sealed record SupplyEstimate(UsageStatement National, Int128 LeastLots, Int128 MostLots, Int128 Lots);

/// <summary>The series and what is to be said of it.</summary>
public sealed record NationalUsage(IReadOnlyList<UsageStatement> Statements, IReadOnlyList<CsvFault> Faults)
{
    /// <summary>Shares of the nation's calls that outsiders pay for, percent: an assumption around one observation
    /// (the first half of 2025: 2.97 of 30 trillion a day, itself a lower bound).</summary>
    public const int LeastPercent = 10;

    /// <summary>The upper end of the assumption.</summary>
    public const int MostPercent = 20;

    /// <summary>A part is held against a whole that was stated at most so many days before or after.</summary>
    public const int NearDays = 120;

    private static readonly string[] _columns =
    [
        "date",
        "scope",
        "subject",
        "tokens",
        "days",
        "qualifier",
        "tag",
        "source",
        "note",
    ];

    /// <summary>The words of the table.</summary>
    public static IReadOnlyList<(string Word, UsageScope Scope)> Scopes { get; } =
    [
        ("nation", UsageScope.Nation),
        ("external paid", UsageScope.ExternalPaid),
        ("company", UsageScope.Company),
        ("router", UsageScope.Router),
    ];

    /// <summary>Reads the table strictly; with any fault it gives the faults and no statements.</summary>
    public static NationalUsage Read(string path)
    {
        var faults = new List<CsvFault>();
        var statements = new List<UsageStatement>();
        try
        {
            using var table = CsvTable.Open(path, _columns, exact: true);
            while (table.Read())
            {
                if (table.RowFault.Length > 0)
                    faults.Add(table.FaultOfRow());
                else if (Row(table, faults) is { } statement)
                    statements.Add(statement);
            }
        }
        catch (FeedException e)
        {
            faults.Add(e.Fault);
        }

        return faults.Count > 0 ? new([], faults) : new([.. statements.OrderBy(s => s.Date)], []);
    }

    /// <summary>True when a table's header is that of this table.</summary>
    public static bool IsHeader(string line) => line.TrimEnd('\r') == string.Join(',', _columns);

    /// <summary>Statements that do not fit each other: a part above its whole, and a series that falls below its own
    /// earlier figure. Nothing is mended; scopes differ.</summary>
    public IReadOnlyList<string> Contradictions()
    {
        var found = new List<string>();
        foreach (var part in Statements.Where(s => s.Scope != UsageScope.Nation))
        {
            var near = Statements.Where(s => s.Scope == UsageScope.Nation && Apart(s, part) <= NearDays).ToList();
            if (near.Count > 0 && near.All(whole => part.PerDay > whole.PerDay))
                found.Add(
                    $"{part.Subject} alone ({Trillions(part.PerDay)} trillion a day, {part.Date}) is above every "
                        + $"statement for the nation within {NearDays} days "
                        + $"(most: {Trillions(near.Max(s => s.PerDay))})"
                );
        }

        foreach (var series in Statements.GroupBy(s => (s.Scope, s.Subject)))
        {
            var earlier = default(UsageStatement);
            foreach (var statement in series)
            {
                if (earlier is not null && statement.PerDay < earlier.PerDay)
                    found.Add(
                        $"{statement.Subject}: {statement.Qualifier} {Trillions(statement.PerDay)} trillion a day on "
                            + $"{statement.Date} is below {earlier.Qualifier} "
                            + $"{Trillions(earlier.PerDay)} on {earlier.Date}"
                            + (statement.IsBound ? " (a lower bound: no fall is said)" : "")
                    );
                earlier = statement;
            }
        }

        return found;
    }

    /// <summary>The last statement of externally paid tokens against the nation's of the same date, in tenths of a
    /// percent; null when there is none of either. A mean over a period against a figure at its end is a lower bound
    /// while usage grows.</summary>
    public Int128? ExternalShareTenths()
    {
        var external = Statements.LastOrDefault(s => s.Scope == UsageScope.ExternalPaid);
        var nation = Statements.LastOrDefault(s => s.Scope == UsageScope.Nation && s.Date == external?.Date);
        return external is null || nation is null
            ? null
            : Rounding.Divide(external.PerDay * 1000, nation.PerDay, RoundingMode.HalfUp);
    }

    /// <summary>The estimate of deliverable supply, from the nation's highest official statement.</summary>
    /// <param name="lotTokens">Tokens of a lot.</param>
    public SupplyEstimate? Supply(Int128 lotTokens)
    {
        var nation = Statements.Where(s => s.Scope == UsageScope.Nation && s.Tag == 'F').MaxBy(s => s.PerDay);
        if (nation is null)
            return null;
        var month = nation.PerDay * 30;
        return new(
            nation,
            month * LeastPercent / 100 / lotTokens,
            month * MostPercent / 100 / lotTokens,
            month / lotTokens
        );
    }

    /// <summary>In trillions, with two decimals.</summary>
    public static string Trillions(Int128 tokens)
    {
        var hundredths = (decimal)Rounding.Divide(tokens, 10_000_000_000, RoundingMode.HalfUp);
        return (hundredths / 100).ToString("0.00", CultureInfo.InvariantCulture);
    }

    private static int Apart(UsageStatement left, UsageStatement right) => int.Abs(left.Date.Days - right.Date.Days);

    private static UsageStatement? Row(CsvTable table, List<CsvFault> faults)
    {
        var row = new RowReader(table, faults);
        var date = row.Date(0);
        var word = row.OneOf(1, "nation", "external paid", "company", "router");
        var subject = row.Name(2);
        if (!Int128.TryParse(table[3], NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) || tokens <= 0)
            row.Refuse(3, "must be a whole number above zero");
        else if (tokens > (Int128)1_000_000_000_000_000_000 * 1_000_000)
            row.Refuse(3, "must be at most 10^24");
        if (
            !int.TryParse(table[4], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            || days is < 1 or > 366
        )
            row.Refuse(4, "must be a whole number of days from 1 to 366");
        else if (tokens > 0 && tokens < days)
            row.Refuse(3, "must be at least one a day of the period");
        var qualifier = row.OneOf(5, "about", "over");
        var tag = row.OneOf(6, "F", "P", "W");
        var source = row.Line(7);
        if (!source.StartsWith("http", StringComparison.Ordinal))
            row.Refuse(7, "must be an address, http or https");
        var note = row.Line(8);
        if (row.Bad)
            return null;
        var scope = Scopes.First(s => s.Word == word).Scope;
        return new(date, scope, subject, tokens, days, qualifier, tag[0], source, note);
    }
}
