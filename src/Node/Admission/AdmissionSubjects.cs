// The real series on which the admission test is measured: every history that the public data hold.
using System.Globalization;
using Tokenbourse.Analytics.Admission;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Admission;

/// <summary>One source's histories.</summary>
/// <param name="Kind">list or market.</param>
internal sealed record AdmissionSubject(string Source, string Kind, IReadOnlyList<PriceHistory> Series);

/// <summary>Reads a folder of the public data's shape. Nothing is screened: the test sees what the source
/// told.</summary>
internal static class AdmissionSubjects
{
    public static List<AdmissionSubject> Read(string folder)
    {
        var subjects = new List<AdmissionSubject>();
        Table(
            folder,
            "openrouter_daily_panel.csv",
            ["date", "model", "input_usd_per_million", "output_usd_per_million"]
        )
            ?.AddTo(
                subjects,
                "list",
                (row, add) =>
                {
                    add("L3_openrouter", $"{row[1]} input", row[0], row[2]);
                    add("L3_openrouter", $"{row[1]} output", row[0], row[3]);
                }
            );
        Events(folder, subjects);
        Table(
            folder,
            "openrouter_endpoint_quotes.csv",
            ["date", "endpoint_id8", "input_usd_per_million", "output_usd_per_million"]
        )
            ?.AddTo(
                subjects,
                "list",
                (row, add) =>
                {
                    add("endpoint quotes", $"{row[1]} input", row[0], row[2]);
                    add("endpoint quotes", $"{row[1]} output", row[0], row[3]);
                }
            );
        Gpus(folder, subjects);
        Table(folder, "shfe_daily_2008_2016H1.csv", ["date", "contract", "settle", "volume"])
            ?.AddTo(
                subjects,
                "market",
                (row, add) =>
                {
                    if (row[3] is not ("" or "0"))
                        add("SHFE settlements", row[1], row[0], row[2]);
                }
            );
        Table(folder, "cn_futures_continuous.csv", ["date", "product", "close"])
            ?.AddTo(subjects, "market", (row, add) => add("continuous futures", row[1], row[0], row[2]));
        return subjects;
    }

    private static void Gpus(string folder, List<AdmissionSubject> subjects)
    {
        string[] columns =
        [
            "date",
            "source",
            "provider",
            "region",
            "instance",
            "gpu_model",
            "gpu_count",
            "kind",
            "price_usd_per_gpu_hour",
        ];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Table(folder, "gpu_prices.csv", columns)
            ?.AddTo(
                subjects,
                "list",
                (row, add) =>
                {
                    // Several offers of one name on one day cannot be told apart: the first is followed.
                    var name = string.Join(' ', row[2..8]);
                    if (seen.Add($"{row[1]} {name} {row[0]}"))
                        add(row[1], name, row[0], row[8]);
                }
            );
    }

    // Changes are carried forward over the days on which the source was looked at.
    private static void Events(string folder, List<AdmissionSubject> subjects)
    {
        if (ObservationSets.Find(folder, "llm_observation_calendar.csv") is not { } calendar)
            return;
        var days = ObservedDays.Read(calendar);
        var events = new SortedDictionary<string, (string Source, List<(TradingDate Day, decimal? Price)> Moves)>(
            StringComparer.Ordinal
        );
        string[] columns = ["date", "source", "provider", "model", "token_type", "price_original_per_million", "event"];
        Table(folder, "llm_price_events.csv", columns)
            ?.ForEach(row =>
            {
                if (!TradingDate.TryParse(row[0], out var day) || row[1] == "L3_openrouter")
                    return;
                var price = row[6] == "removed" ? null : Number(row[5]);
                var key = string.Join(' ', row[1..5]);
                if (!events.TryGetValue(key, out var known))
                    events.Add(key, known = (row[1], []));
                known.Moves.Add((day, price));
            });
        var groups = new SortedDictionary<string, List<PriceHistory>>(StringComparer.Ordinal);
        foreach (var (key, (source, moves)) in events)
        {
            if (moves.Count < 2)
                continue;
            var points = new List<HistoryPoint>();
            var at = 0;
            decimal? now = null;
            foreach (var day in days.Of(source))
            {
                while (at < moves.Count && moves[at].Day <= day)
                    now = moves[at++].Price;
                if (now is > 0)
                    points.Add(new(day, now.Value));
            }

            if (!groups.TryGetValue(source, out var list))
                groups.Add(source, list = []);
            list.Add(PriceHistory.Of(key, points));
        }

        foreach (var (source, list) in groups)
            subjects.Add(new(source, "list", list));
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Rows? Table(string folder, string name, string[] columns) =>
        ObservationSets.Find(folder, name) is { } path ? new(path, columns) : null;

    private sealed class Rows(string path, string[] columns)
    {
        public void ForEach(Action<string[]> use)
        {
            using var table = CsvTable.Open(path, columns);
            while (table.Read())
            {
                var row = new string[columns.Length];
                for (var i = 0; i < row.Length; i++)
                    row[i] = table[i];
                use(row);
            }
        }

        public void AddTo(
            List<AdmissionSubject> subjects,
            string kind,
            Action<string[], Action<string, string, string, string>> read
        )
        {
            var sources = new SortedDictionary<string, SortedDictionary<string, List<HistoryPoint>>>(
                StringComparer.Ordinal
            );
            ForEach(row => read(row, Add));
            foreach (var (source, series) in sources)
                subjects.Add(new(source, kind, [.. series.Select(s => PriceHistory.Of(s.Key, s.Value))]));

            void Add(string source, string name, string day, string price)
            {
                if (!TradingDate.TryParse(day, out var date) || Number(price) is not > 0m)
                    return;
                if (!sources.TryGetValue(source, out var series))
                    sources.Add(source, series = new(StringComparer.Ordinal));
                if (!series.TryGetValue(name, out var points))
                    series.Add(name, points = []);
                points.Add(new(date, Number(price)!.Value));
            }
        }
    }
}
