// Importers of the quality tables: an index that is re-based now and then, and two editions of an arena's ratings.
using System.Text.RegularExpressions;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Feeds;

/// <summary>quality_aa_changes.csv(.gz): one row whenever a model's score or price changed.</summary>
public static class QualityAa
{
    public const string Feed = "quality_aa";

    /// <summary>When the scores of more than so many in a hundred of the measured models change in a day, or become
    /// estimates, the exam was marked anew.</summary>
    public const int RebasedPercent = 20;

    private static readonly string[] Columns = ["date", "model", "creator", "intelligence_index", "index_is_estimated"];

    /// <summary>Reads the file.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import Read(string path, NamingRules? rules = null)
    {
        rules ??= NamingRules.Shipped;
        using var table = CsvTable.Open(path, Columns);
        var report = new ImportReport(table.File);
        var days = new SortedDictionary<TradingDate, List<(string Model, decimal? Score)>>();
        while (table.Read())
        {
            report.Row();
            if (table.RowFault.Length > 0)
                report.Fault(table.FaultOfRow());
            else if (!table.TryDate(0, out var day))
                report.Fault(table.Fault(0, "must be a date yyyy-MM-dd"));
            else if (table[3].Length == 0)
                report.Skip("no score");
            else if (!Prices.TryRead(table[3], out var score))
                report.Fault(table.Fault(3, "must be a number"));
            else if (score <= 0)
                report.Skip("score not above zero");
            else
            {
                if (!days.TryGetValue(day, out var list))
                    days[day] = list = [];
                var estimated = table[4] == "True";
                if (estimated)
                    report.Skip("score estimated, not measured");
                else
                    report.Use();
                list.Add((table[1], estimated ? null : score));
            }
        }

        return Import.Of(Follow(days, rules), report);
    }

    // An item's score is that of its best setting; only what changed is told, and everything when the exam changed.
    // What was measured and is now an estimate is no longer known: its old score may be of another scale.
    private static List<Observation> Follow(
        SortedDictionary<TradingDate, List<(string Model, decimal? Score)>> days,
        NamingRules rules
    )
    {
        var observations = new List<Observation>();
        var models = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var told = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var exam = "";
        foreach (var (day, rows) in days)
        {
            var known = models.Count;
            var changed = 0;
            foreach (var (model, score) in rows)
            {
                if (models.TryGetValue(model, out var before) && before != score)
                    changed++;
                if (score is { } measured)
                    models[model] = measured;
                else
                    models.Remove(model);
            }

            if (models.Count == 0)
            {
                exam = "";
                continue;
            }

            if (exam.Length == 0 || changed * 100 > known * RebasedPercent)
            {
                exam = $"aa-intelligence:{day}";
                told.Clear();
            }

            foreach (var (item, score) in Best(models, rules))
            {
                if (told.TryGetValue(item, out var before) && before == score)
                    continue;
                told[item] = score;
                observations.Add(
                    Observation.Of(
                        day,
                        new QualityObservation(
                            day.ToString(),
                            exam,
                            item,
                            rules.Maker(item),
                            score,
                            "Artificial Analysis via oolong-tea-2026/artificial-analysis-leaderboards",
                            Feed
                        )
                    )
                );
            }
        }

        return observations;
    }

    private static SortedDictionary<string, decimal> Best(SortedDictionary<string, decimal> models, NamingRules rules)
    {
        var best = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (model, score) in models)
        {
            var item = QualitySettings.Item(model, rules);
            if (rules.Maker(item).Length == 0)
                continue;
            if (!best.TryGetValue(item, out var other) || score > other)
                best[item] = score;
        }

        return best;
    }
}

/// <summary>quality_arena_monthly.csv(.gz) and quality_arena_catalog.csv(.gz): each date is a whole edition of its
/// own.</summary>
public static class QualityArena
{
    private static readonly string[] MonthlyColumns = ["date", "model", "arena_score"];
    private static readonly string[] CatalogColumns = ["date", "model", "rating"];

    /// <summary>Reads the monthly editions.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import ReadMonthly(string path, NamingRules? rules = null) =>
        Read(
            path,
            MonthlyColumns,
            "lmarena-text",
            "quality_arena_monthly",
            "LMArena via fboulnois/llm-leaderboard-csv",
            rules ?? NamingRules.Shipped
        );

    /// <summary>Reads the catalogue's editions.</summary>
    /// <exception cref="FeedException">The file cannot be read at all.</exception>
    public static Import ReadCatalog(string path, NamingRules? rules = null) =>
        Read(
            path,
            CatalogColumns,
            "lmarena-catalog",
            "quality_arena_catalog",
            "LMArena via lmarena/arena-catalog",
            rules ?? NamingRules.Shipped
        );

    private static Import Read(
        string path,
        string[] columns,
        string exam,
        string feed,
        string source,
        NamingRules rules
    )
    {
        using var table = CsvTable.Open(path, columns);
        var report = new ImportReport(table.File);
        var editions = new SortedDictionary<TradingDate, SortedDictionary<string, decimal>>();
        while (table.Read())
        {
            report.Row();
            if (table.RowFault.Length > 0)
                report.Fault(table.FaultOfRow());
            else if (!table.TryDate(0, out var day))
                report.Fault(table.Fault(0, "must be a date yyyy-MM-dd"));
            else if (!Prices.TryRead(table[2], out var score))
                report.Fault(table.Fault(2, "must be a number"));
            else if (score <= 0)
                report.Skip("score not above zero");
            else
            {
                var item = QualitySettings.Item(table[1], rules);
                if (item.Length == 0 || rules.Maker(item).Length == 0)
                {
                    report.Skip("maker unknown");
                    continue;
                }

                report.Use();
                if (!editions.TryGetValue(day, out var edition))
                    editions[day] = edition = new(StringComparer.Ordinal);
                if (!edition.TryGetValue(item, out var other) || score > other)
                    edition[item] = score;
            }
        }

        var observations = new List<Observation>();
        foreach (var (day, edition) in editions)
        foreach (var (item, score) in edition)
            observations.Add(
                Observation.Of(
                    day,
                    new QualityObservation(
                        day.ToString(),
                        $"{exam}:{day}",
                        item,
                        rules.Maker(item),
                        score,
                        source,
                        feed
                    )
                )
            );
        return Import.Of(observations, report);
    }
}

/// <summary>Names of models in the quality tables, without the settings of the call.</summary>
internal static partial class QualitySettings
{
    public static string Item(string model, NamingRules rules) =>
        rules.Item(Setting().Replace(model.ToLowerInvariant(), ""));

    // How hard a model is told to think is a setting of the call. phi-4-reasoning and kimi-k2-thinking are models of
    // their own.
    [GeneratedRegex(
        "(?<!^phi-4)(?:-non-reasoning|-reasoning|-adaptive|(?<=^claude.*)-thinking)?(?:(?<!stral)-(?:xhigh|high|medium|low|minimal)(?:-effort)?)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Setting();
}
