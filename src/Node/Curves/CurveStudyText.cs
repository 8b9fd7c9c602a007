// The study of real curves as markdown tables.
using System.Text;
using Tokenbourse.Analytics.Curves;

namespace Tokenbourse.Node.Curves;

/// <summary>Writes tables.</summary>
internal static class CurveStudyText
{
    public static string Of(IReadOnlyList<CurveStudy> studies)
    {
        var text = new StringBuilder();
        Say(text, $"Components of daily changes of ln F at constant maturities:\n");
        Say(
            text,
            $"| product | days | PC1 | PC2 | PC3 | stretched cells | backwardated pairs | NS lambda | NS error |"
        );
        Say(text, $"|---|---|---|---|---|---|---|---|---|");
        foreach (var s in studies)
        {
            var shares = string.Join(" | ", s.Components.Components.Take(3).Select(c => Percent(c.Share, 2)));
            var (stretched, falling) = (Percent(s.Components.StretchedShare, 1), Percent(s.Backwardated, 1));
            var (lambda, error) = (FormattableString.Invariant($"{s.Shapes.Lambda:0.00}"), Percent(s.ShapeError, 2));
            Say(
                text,
                $"| {s.Product} | {s.Components.Steps} | {shares} | {stretched} | {falling} | {lambda} | {error} |"
            );
        }

        Say(text, $"\nTwo factors on weekly curves, standard errors in brackets:\n");
        Say(
            text,
            $"| product | weeks | {string.Join(" | ", SchwartzSmith.Names)} | half-life, years | log-likelihood |"
        );
        Say(text, $"|---|---|{string.Concat(SchwartzSmith.Names.Select(_ => "---|"))}---|---|");
        foreach (var s in studies)
        {
            var estimates = s.TwoFactors.Estimates.Take(SchwartzSmith.Names.Count + 1).Select(Cell);
            Say(
                text,
                $"| {s.Product} | {s.Weeks} | {string.Join(" | ", estimates)} | {s.TwoFactors.LogLikelihood:0.0} |"
            );
        }

        Say(text, $"\nHow its maturities were met (logs; whiteness is the chance of a Ljung-Box Q as large):\n");
        Say(text, $"| product | maturity | prices | mean error | RMSE | surprise | whiteness |");
        Say(text, $"|---|---|---|---|---|---|---|");
        foreach (var (s, e) in studies.SelectMany(s => s.TwoFactors.Filter.Errors.Select(e => (s, e))))
        {
            var white = e.Whiteness is { } w ? FormattableString.Invariant($"{w.P:0.000}") : "";
            var errors = FormattableString.Invariant($"{e.MeanError:0.00000} | {e.Rmse:0.00000} | {e.Surprise:0.0000}");
            Say(text, $"| {s.Product} | {e.Column} | {e.Count} | {errors} | {white} |");
        }

        return text.ToString();
    }

    private static string Cell(Estimate e) =>
        double.IsNaN(e.StandardError)
            ? FormattableString.Invariant($"{e.Value:0.0000} (none)")
            : FormattableString.Invariant($"{e.Value:0.0000} ({e.StandardError:0.0000})");

    private static string Percent(double share, int digits) =>
        (100 * share).ToString("F" + digits, System.Globalization.CultureInfo.InvariantCulture) + " %";

    private static void Say(StringBuilder text, FormattableString line) =>
        text.Append(FormattableString.Invariant(line)).Append('\n');
}
