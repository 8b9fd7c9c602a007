// Measures the admission test: how often it refuses what was observed, and how often it finds what was made up.
using System.Globalization;
using System.Text;
using Tokenbourse.Analytics.Admission;

namespace Tokenbourse.Node.Admission;

/// <summary>One line of the study.</summary>
/// <param name="Series">Judged series: thirty observations and a change at least.</param>
/// <param name="Moving">Of them those with forty changes or more, on which every test speaks.</param>
/// <param name="Findings">How often each test spoke.</param>
internal sealed record AdmissionLine(
    string Subject,
    bool Fabricated,
    int All,
    int Series,
    int Moving,
    int Refused,
    int RefusedMoving,
    int Probation,
    string Source,
    SortedDictionary<string, int> Findings
);

/// <summary>A dot of the picture.</summary>
internal readonly record struct AdmissionDot(bool Fabricated, double Turning, double Rest);

/// <summary>The study: its lines and its dots.</summary>
internal sealed class AdmissionStudy
{
    private static readonly int[] _lengths = [60, 120, 250, 500];

    // Neighbours in the order of names are the likeliest to move alike: adjacent months of one metal, models of a
    // maker.
    private const int Neighbours = 3;

    public List<AdmissionLine> Lines { get; } = [];

    public List<AdmissionDot> Dots { get; } = [];

    public void Real(AdmissionSubject subject)
    {
        var verdicts = new List<SeriesVerdict>();
        var moving = subject.Series.Where(s => s.NonZero.Length >= 20).ToList();
        foreach (var series in subject.Series)
        {
            var at = moving.IndexOf(series);
            var others = at < 0 ? [] : moving.Skip(at + 1).Take(Neighbours).ToList();
            verdicts.Add(AdmissionTest.Judge(series, others));
        }

        Add(subject.Source, false, verdicts);
    }

    /// <summary>Seeded fabrications of one kind and length.</summary>
    public void Fabricated(Fabrication how, int days, int count, IReadOnlyList<PriceHistory> models)
    {
        var verdicts = new List<SeriesVerdict>();
        for (var i = 0; i < count; i++)
        {
            var model = models.Count == 0 ? null : models[i % models.Count];
            if (how == Fabrication.Copied && model is null)
                continue;
            var made = FabricatedHistories.Make(how, days, (ulong)((days * 1000) + i), model);
            verdicts.Add(AdmissionTest.Judge(made, how == Fabrication.Copied ? [model!] : []));
        }

        Add(string.Create(CultureInfo.InvariantCulture, $"{how}, {days} days"), true, verdicts);
    }

    public static IReadOnlyList<int> Lengths => _lengths;

    private void Add(string name, bool fabricated, List<SeriesVerdict> verdicts)
    {
        var judged = verdicts
            .Where(v => v.Facts.Observations >= AdmissionTest.LeastObservations && v.Facts.Moves > 0)
            .ToList();
        var moving = judged.Where(v => v.Facts.Moves >= AdmissionTest.LeastMoves).ToList();
        var refused = judged.Count(v => v.Verdict == Verdict.Refused);
        var findings = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in judged.SelectMany(v => v.Findings))
            findings[finding.Test] = findings.GetValueOrDefault(finding.Test) + 1;
        Lines.Add(
            new(
                name,
                fabricated,
                verdicts.Count,
                judged.Count,
                moving.Count,
                refused,
                moving.Count(v => v.Verdict == Verdict.Refused),
                judged.Count(v => v.Verdict == Verdict.Probation),
                fabricated ? "" : $"{AdmissionTest.OfSource(verdicts).Verdict}",
                findings
            )
        );
        Dots.AddRange(moving.Select(v => new AdmissionDot(fabricated, v.Facts.Turning, v.Fit.RestCorrelation)));
    }

    /// <summary>As a table of Markdown, for the docs and for people.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.Append(
            "| real source | series | judged | 40 changes | refused | of these moving | probation | source | "
                + "tests that spoke |\n"
        );
        text.Append("|---|---|---|---|---|---|---|---|---|\n");
        Rows(text, false);
        text.Append(
            "\n| FABRICATED | made | judged | 40 changes | refused | of these moving | probation | | tests "
                + "that spoke |\n"
        );
        text.Append("|---|---|---|---|---|---|---|---|---|\n");
        Rows(text, true);
        return text.ToString();
    }

    private void Rows(StringBuilder text, bool fabricated)
    {
        foreach (var line in Lines.Where(l => l.Fabricated == fabricated))
        {
            var share = line.Series == 0 ? 0 : 100.0 * line.Refused / line.Series;
            var tests = string.Join(", ", line.Findings.Select(f => $"{f.Key} {f.Value}"));
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {line.Subject} | {line.All} | {line.Series} | {line.Moving} | {line.Refused} ({share:0.0} "
                    + $"%) | {line.RefusedMoving} | {line.Probation} | {line.Source} | {tests} |\n"
            );
        }
    }
}
