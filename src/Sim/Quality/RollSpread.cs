// Roll's estimate of the effective spread from trade prices alone.
namespace Tokenbourse.Sim.Quality;

/// <summary>Takes prices one by one and keeps five sums.</summary>
public sealed class RollSpread
{
    private long _prices;
    private long _pairs;
    private double _last;
    private double _change;
    private double _products;
    private double _firsts;
    private double _seconds;

    public void Add(double price)
    {
        var change = price - _last;
        if (_prices >= 2)
        {
            _pairs++;
            _products += change * _change;
            _firsts += _change;
            _seconds += change;
        }

        _prices++;
        (_last, _change) = (price, change);
    }

    /// <summary>2 sqrt(-cov) of successive price changes, in the unit of the prices; blank when the covariance is not
    /// below zero.</summary>
    public Estimate Estimate()
    {
        if (_pairs < 2)
            return Quality.Estimate.Without(Blank.TooFew, _pairs);
        var covariance = (_products - (_firsts * _seconds / _pairs)) / (_pairs - 1);
        return covariance < 0
            ? Quality.Estimate.Of(2 * Math.Sqrt(-covariance), _pairs)
            : Quality.Estimate.Without(Blank.CovarianceNotBelowZero, _pairs);
    }
}
