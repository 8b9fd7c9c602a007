// The cost of a task: price times tokens needed. What moves it when the price does not.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Analytics.Studies;

/// <summary>An index of the cost of one exam.</summary>
public static class TaskCostStudy
{
    private const double RebasedShare = 0.2;

    /// <summary>Null without costs.</summary>
    public static TaskCostReport? Of(IReadOnlyList<TaskCostFact> facts)
    {
        var days = facts.GroupBy(f => f.Day).OrderBy(g => g.Key).ToList();
        if (days.Count < 3)
            return null;
        var first = days[0].Key;
        var count = days[^1].Key.Days - first.Days + 1;
        var byDay = days.ToDictionary(d => d.Key.Days - first.Days, d => d.ToList());
        var held = new SortedDictionary<string, TaskCostFact>(StringComparer.Ordinal);
        var listed = new Dictionary<string, int>(StringComparer.Ordinal);
        var series = new double[count];
        var rebased = new List<int>();
        var (changes, same, bar) = (0, 0, double.NaN);
        for (var day = 0; day < count; day++)
        {
            var marked = 0;
            foreach (var fact in byDay.GetValueOrDefault(day) ?? [])
            {
                listed.TryAdd(fact.Model, day);
                if (held.TryGetValue(fact.Model, out var before))
                {
                    marked += Differs(before.Score, fact.Score) ? 1 : 0;
                    if (Differs(before.Cost, fact.Cost))
                    {
                        changes++;
                        same += Differs(before.Blend, fact.Blend) ? 0 : 1;
                    }
                }

                held[fact.Model] = fact;
            }

            if (day == 0)
                bar = Median(held.Values);
            else if (marked > RebasedShare * held.Count)
                rebased.Add(day);
            series[day] = Levels.MakersMiddleHalf(4)([
                .. held
                    .Values.Where(f => f.Score >= bar && f.Cost > 0)
                    .Select(f => new Member(f.Maker, f.Model, f.Cost, listed[f.Model])),
            ]);
        }

        return new(
            first.ToString(),
            days[^1].Key.ToString(),
            held.Values.Count(f => f.Cost > 0),
            changes,
            same,
            [.. rebased.Select(d => first.Plus(d).ToString())],
            SeriesFigures.Of(series),
            SeriesFigures.Of(Without(series, rebased))
        );
    }

    // Both are numbers and not the same.
    private static bool Differs(double a, double b) => Math.Abs(a - b) > 1e-9 * Math.Abs(a);

    private static double Median(IEnumerable<TaskCostFact> facts)
    {
        double[] scores = [.. facts.Select(f => f.Score).Where(s => s > 0)];
        return Levels.Quantile(scores, 0.5, 1);
    }

    // The moves of those days are taken out of the chain.
    private static double[] Without(double[] series, List<int> days) =>
        Chains.Chain(series.Length, (day, before) => days.Contains(day) ? 0 : Math.Log(series[day] / series[before]));
}
