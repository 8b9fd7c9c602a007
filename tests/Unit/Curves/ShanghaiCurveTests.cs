// Real term structures: Shanghai's copper through every model, read through TOKENBOURSE_DATA.
using Tokenbourse.Analytics.Curves;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Curves;

public sealed class ShanghaiCurveTests
{
    private static readonly double[] _years = [1 / 12.0, 3 / 12.0, 5 / 12.0, 7 / 12.0, 9 / 12.0];

    [Fact]
    public void Shanghai_copper_goes_through_every_model()
    {
        var folder = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA") ?? "";
        var path = Path.Combine(folder, "shfe_daily_2008_2016H1.csv.gz");
        Assert.SkipUnless(
            File.Exists(path),
            "no public data: set TOKENBOURSE_DATA to the folder that holds shfe_daily_2008_2016H1.csv.gz"
        );
        // Last trading day of Shanghai's metals: the fifteenth of the contract month, holidays aside.
        var history = CurveHistory
            .Of("cu", 10, Rows(path, "cu"), m => TradingDate.Of(m.Year, m.Month, 15))
            .Between(TradingDate.Of(2012, 1, 1), TradingDate.Of(2016, 6, 30));
        Assert.True(CurveStudy.TryRun(history, _years, out var study, out var fault), $"{fault}");
        Tell(study, history);
        Assert.True(study.Curves > 1000);
        Assert.All(history.Curves, c => Assert.Empty(c.Faults()));
        // What is known of metals: one component moves nearly all of the curve, and it is a level.
        var pca = study.Components;
        Assert.InRange(pca.Components[0].Share, 0.9, 1);
        Assert.All(pca.Components[0].Loadings, l => Assert.True(l > 0));
        Assert.False(pca.TooFewSteps);
        Assert.False(pca.TooStretched);
        Assert.Equal(1, pca.Components.Sum(c => c.Share), 9);
        // Copper's volatility was between 10 and 25 % a year, whichever of the models says so.
        var model = study.TwoFactors.Model;
        Assert.InRange(model.Volatility(0.25), 0.10, 0.25);
        Assert.True(study.TwoFactors.Converged);
        Assert.All(study.TwoFactors.Filter.Errors, e => Assert.True(e.Rmse < 0.01, e.ToString()));
        Assert.True(study.ShapeError < 0.005);
    }

    private static IEnumerable<MonthSettled> Rows(string path, string product)
    {
        using var table = CsvTable.Open(path, ["date", "product", "contract", "settle", "volume", "open_interest"]);
        while (table.Read())
        {
            if (table[1] != product || !table.TryDate(0, out var day) || !table.TryDecimal(3, out var settle))
                continue;
            _ = table.TryDecimal(4, out var volume);
            _ = table.TryDecimal(5, out var interest);
            var code = table[2];
            var month = ContractMonth.Of(
                2000 + int.Parse(code.AsSpan(code.Length - 4, 2), System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(code.AsSpan(code.Length - 2, 2), System.Globalization.CultureInfo.InvariantCulture)
            );
            // Published volume and interest are doubled.
            yield return new(day, code, month, (double)settle, (double)volume / 2, (double)interest / 2);
        }
    }

    private static void Tell(CurveStudy study, CurveHistory history)
    {
        void Say(FormattableString line) =>
            TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(line));
        Say($"{study.Product}: {study.Curves} days, {history.Untraded} untraded rows, {history.Unpriced} unpriced");
        Say($"shares {string.Join(", ", study.Components.Components.Select(c => $"{c.Share:0.0000}"))}");
        Say($"stretched {study.Components.StretchedShare:0.000}, backwardated {study.Backwardated:0.000}");
        Say($"weeks {study.Weeks}, log-likelihood {study.TwoFactors.LogLikelihood:0.00}");
        foreach (var e in study.TwoFactors.Estimates)
            Say($"{e.Name} {e.Value:0.#####} ({e.StandardError:0.#####})");
        Say($"maxima {string.Join(", ", study.TwoFactors.Maxima.Select(m => $"{m:0.00}"))}");
        foreach (var e in study.TwoFactors.Filter.Errors)
            Say($"{e}");
        Say($"lambda {study.Shapes.Lambda:0.00}, median error {study.ShapeError:0.00000}");
    }
}
