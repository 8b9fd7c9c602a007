// Own price, volume and currency of a block of paths, month by month.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>One lane a path; each source of chance has its own stream.</summary>
internal sealed class HedgerLanes
{
    private const int Lanes = PathBlock.Lanes;
    private const int Pairs = PathBlock.Pairs;

    private readonly PathTables _tables;
    private readonly PathRun _run;
    private readonly OwnPriceModel _own;
    private readonly double[] _basis = new double[Lanes];
    private readonly double[] _scale = new double[Lanes];
    private readonly double[] _list = new double[Lanes];
    private readonly double[] _nextStep = new double[Lanes];
    private readonly double[] _growth = new double[Lanes];
    private readonly double[] _walk = new double[Lanes];
    private readonly double[] _noise = new double[Lanes];
    private readonly double[] _shock = new double[Lanes];
    private readonly double[] _price = new double[Lanes];
    private readonly double[] _volume = new double[Lanes];
    private readonly double[] _rate;
    private NormalDraws _basisDraws;
    private NormalDraws _volumeDraws;
    private NormalDraws _currencyDraws;
    private NormalDraws _announcements;
    private double _basisVariance;
    private double _walkYears;

    public HedgerLanes(PathTables tables, PathRun run)
    {
        (_tables, _run, _own) = (tables, run, tables.Model.OwnPrice);
        _rate = new double[tables.Months * Lanes];
    }

    public ReadOnlySpan<double> Price => _price;
    public ReadOnlySpan<double> Volume => _volume;

    public void Begin(int block)
    {
        _basisDraws = new(_run.Seed, block, Purpose.Basis);
        _volumeDraws = new(_run.Seed, block, Purpose.Volume);
        _currencyDraws = new(_run.Seed, block, Purpose.Currency);
        _announcements = new(_run.Seed, block, Purpose.Announcements);
        var growth = new NormalDraws(_run.Seed, block, Purpose.Growth);
        Draw(ref growth, _growth);
        Array.Fill(_basis, _own.BasisToday);
        Array.Clear(_walk);
        (_basisVariance, _walkYears) = (0, 0);
        if (_own.Sticky is not { } sticky)
            return;
        Array.Fill(_list, sticky.Today);
        var drawn = _run.Antithetic ? Pairs : Lanes;
        for (var i = 0; i < drawn; i++)
            _nextStep[i] = Wait(sticky);
        if (_run.Antithetic)
            _nextStep.AsSpan(0, Pairs).CopyTo(_nextStep.AsSpan(Pairs));
    }

    /// <summary>A month's averaging begins: its basis is drawn.</summary>
    public void Open(int month)
    {
        Array.Clear(_price);
        var curve = _tables.Model.Curve;
        var from = month == 0 ? Model.Numbers.ContractMonth.Of(_tables.Model.Today) : curve[month - 1].Month;
        var months = Math.Max(1, curve[month].Month.Index - from.Index);
        var kept = 1.0;
        for (var i = 0; i < months; i++)
            kept *= _own.Persistence;
        var added = _own.Deviation * _own.Deviation * (1 - (kept * kept));
        _basisVariance = (kept * kept * _basisVariance) + added;
        Draw(ref _basisDraws, _noise);
        for (var i = 0; i < Lanes; i++)
        {
            _basis[i] = (kept * _basis[i]) + (Math.Sqrt(added) * _noise[i]);
            _scale[i] = _own.Factor * PortableMath.Exp(_basis[i] - (_basisVariance / 2));
        }

        // A list price was paid on the days of the average that are past, too.
        if (_own.Sticky is { } sticky)
        {
            var past = 1 - ((double)curve[month].DaysAfter(_tables.Model.Today) / curve[month].Averaging.Count);
            Array.Fill(_price, past * sticky.Today);
        }
    }

    /// <summary>A step of the averaging: list prices whose announcement is due move.</summary>
    public void Step(int s, double[] spot)
    {
        if (_own.Sticky is not { } sticky)
            return;
        var (now, weight) = (_tables.Grid.Years[s], _tables.Grid.Weight[s]);
        for (var i = 0; i < Lanes; i++)
        {
            if (_nextStep[i] <= now)
            {
                _list[i] = _scale[i] * spot[i];
                if (i < Pairs || !_run.Antithetic)
                {
                    while (_nextStep[i] <= now)
                        _nextStep[i] += Wait(sticky);
                }
                else
                {
                    _nextStep[i] = _nextStep[i - Pairs];
                }
            }

            _price[i] += weight * _list[i];
        }
    }

    /// <summary>The middle of a month: volume and exchange rate see the index where it is now.</summary>
    public void Middle(int month, double[] x, double[] z)
    {
        var model = _tables.Model;
        var (deviation, years) = (_tables.SpotDeviation[month], _tables.MiddleYears[month]);
        for (var i = 0; i < Lanes; i++)
            _shock[i] = deviation > 0 ? (x[i] + z[i]) / deviation : 0;
        Draw(ref _volumeDraws, _noise);
        var expected = model.Volumes.Count == 0 ? 0 : model.Volumes[month];
        var noise = model.VolumeNoise;
        var (with, without) = Shares(noise.Correlation, deviation);
        var growth = noise.GrowthDeviation * years;
        var mean = ((noise.Deviation * noise.Deviation) + (growth * growth)) / 2;
        for (var i = 0; i < Lanes; i++)
        {
            var around = noise.Deviation * ((with * _shock[i]) + (without * _noise[i]));
            _volume[i] = expected * PortableMath.Exp(around + (growth * _growth[i]) - mean);
        }

        if (model.Currency is not { } currency)
            return;
        Draw(ref _currencyDraws, _noise);
        (with, without) = Shares(currency.Correlation, deviation);
        var (step, root) = (Math.Sqrt(years - _walkYears), Math.Sqrt(years));
        _walkYears = years;
        for (var i = 0; i < Lanes; i++)
        {
            _walk[i] += step * _noise[i];
            var move = currency.Volatility * ((with * root * _shock[i]) + (without * _walk[i]));
            _rate[(month * Lanes) + i] = PortableMath.Exp(
                move - (currency.Volatility * currency.Volatility * years / 2)
            );
        }
    }

    /// <summary>A month's average is known: the price of the month.</summary>
    public void Close(int month, ReadOnlySpan<double> settled)
    {
        if (_own.Sticky is null)
        {
            for (var i = 0; i < Lanes; i++)
                _price[i] = _scale[i] * settled[i];
        }

        if (_tables.Model.Currency is null)
            return;
        for (var i = 0; i < Lanes; i++)
            _price[i] *= _rate[(month * Lanes) + i];
    }

    /// <summary>The profit of a month's legs into the hedger's money.</summary>
    public void Convert(int month, Span<double> gain)
    {
        if (_tables.Model.Currency is not { OnHedgeToo: true })
            return;
        for (var i = 0; i < Lanes; i++)
            gain[i] *= _rate[(month * Lanes) + i];
    }

    /// <summary>How much of a noise goes with the index; nothing when the index does not move.</summary>
    private static (double With, double Without) Shares(double correlation, double deviation) =>
        deviation > 0 ? (correlation, Math.Sqrt(1 - (correlation * correlation))) : (0, 1);

    private double Wait(StickyPrice sticky) =>
        sticky.StepsAYear > 0
            ? -PortableMath.Log(_announcements.Uniform()) / sticky.StepsAYear
            : double.PositiveInfinity;

    private void Draw(ref NormalDraws draws, double[] into)
    {
        var drawn = _run.Antithetic ? Pairs : Lanes;
        for (var i = 0; i < drawn; i++)
            into[i] = draws.Normal();
        if (!_run.Antithetic)
            return;
        for (var i = 0; i < Pairs; i++)
            into[Pairs + i] = -into[i];
    }
}
