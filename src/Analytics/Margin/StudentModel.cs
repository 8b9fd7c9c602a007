// Margin as a quantile of Student's distribution times the volatility of now.
using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Tokenbourse.Analytics.Margin;

/// <summary>EWMA volatility times a fixed quantile: the parametric neighbour of the filtered model.</summary>
/// <param name="Quantile">How many volatilities are asked, above zero; see <see cref="QuantileOf"/>.</param>
/// <param name="Filter">Lambda, floor and mean of the volatility; its share is not used.</param>
/// <param name="Horizon">h in days; overlapping returns.</param>
public sealed record StudentModel(double Quantile, VolatilityFilter Filter, int Horizon = 1) : IMarginModel
{
    /// <summary>Least share of the value.</summary>
    public double FloorRate { get; init; }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"ewma-t {Quantile:0.###}");

    /// <summary>Quantile of Student's distribution.</summary>
    /// <param name="freedom">Degrees of freedom, above zero.</param>
    /// <param name="confidence">Above 0, below 1.</param>
    public static double QuantileOf(double freedom, double confidence) => StudentT.InvCDF(0, 1, freedom, confidence);

    /// <summary>Amount of one holding: quantile * volatility of the value, rounded up with the rest.</summary>
    public static double Amount(double value, double quantile, double volatility) => value * quantile * volatility;

    /// <inheritdoc/>
    public IPreparedMargin Prepare(MarginMarket market)
    {
        var returns = ScenarioReturns.Of(market.History, Horizon);
        var volatility = new double[returns.ByNode.Count];
        for (var node = 0; node < volatility.Length; node++)
            _ = ScenarioReturns.Volatility(returns.ByNode[node], Filter, out volatility[node]);
        return new Prepared(this, market.Instruments, volatility);
    }

    private sealed class Prepared(StudentModel model, IReadOnlyList<Instrument> instruments, double[] volatility)
        : IPreparedMargin
    {
        private readonly Book _book = new(instruments);

        /// <summary>No credit between instruments: the model knows no correlation.</summary>
        public MarginResult Charge(ReadOnlySpan<long> lots, double? rateBefore = null)
        {
            var gross = _book.Gross(lots);
            var lines = new List<MarginLine>();
            var (sum, floored) = (0.0, false);
            for (var i = 0; i < lots.Length; i++)
            {
                if (lots[i] == 0)
                    continue;
                var value = Math.Abs((double)lots[i]) * instruments[i].Value;
                var deviation = volatility[instruments[i].Node];
                var amount = Amount(value, model.Quantile, deviation);
                floored |= amount < model.FloorRate * value;
                amount = Math.Max(amount, model.FloorRate * value);
                sum += amount;
                lines.Add(new($"core {instruments[i].Code}", amount, true, Note(value, deviation)));
            }

            var bound = gross > 0 ? (floored ? "floor" : "volatility") : "nothing held";
            return new(MinorUnits.Up(sum), sum, gross, gross > 0 ? sum / gross : 0, bound, "", lines);
        }

        private string Note(double value, double deviation) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{value:0.##} x {model.Quantile:0.####} x volatility {deviation:0.######}, at least "
                    + $"{model.FloorRate:0.####}"
            );
    }
}
