// Chance of the risk engine: a seeded generator for each block and purpose, and the inverse of the normal distribution.
namespace Tokenbourse.Analytics.Scenarios;

/// <summary>What a stream of random numbers is for: each has its own, so that switching one off moves no
/// other.</summary>
internal enum Purpose
{
    Prices = 1,
    Basis = 2,
    Volume = 3,
    Growth = 4,
    Currency = 5,
    Announcements = 6,
}

/// <summary>
/// xoshiro256** (Blackman and Vigna 2018), its state filled by splitmix64 from (seed, block, purpose). Only whole
/// numbers, so the stream is the same on every computer and does not depend on which thread draws it.
/// </summary>
internal struct NormalDraws
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public NormalDraws(long seed, int block, Purpose purpose)
    {
        unchecked
        {
            var state = (ulong)seed;
            state = Split(ref state) ^ ((ulong)block * 0x9E3779B97F4A7C15);
            state = Split(ref state) ^ ((ulong)purpose * 0xD1B54A32D192ED03);
            _a = Split(ref state);
            _b = Split(ref state);
            _c = Split(ref state);
            _d = Split(ref state);
        }
    }

    /// <summary>Above 0 and below 1, in steps of 2^-53.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, by the inverse of the distribution: one uniform number each.</summary>
    public double Normal() => NormalQuantile.Of(Uniform());

    private ulong Next()
    {
        unchecked
        {
            var result = ulong.RotateLeft(_b * 5, 7) * 9;
            var shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = ulong.RotateLeft(_d, 45);
            return result;
        }
    }

    private static ulong Split(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}

/// <summary>The inverse of the standard normal distribution.</summary>
/// <remarks>
/// M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484: about one part in 10^16. The
/// coefficients are the published ones; logarithm by <see cref="PortableMath"/>.
/// </remarks>
public static class NormalQuantile
{
    /// <param name="p">Above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public static double Of(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
            return q * Middle(0.180625 - (q * q));
        if (p is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "must be above 0 and below 1");
        var r = Math.Sqrt(-PortableMath.Log(q < 0 ? p : 1 - p));
        var size = r <= 5 ? Tail(r - 1.6) : FarTail(r - 5);
        return q < 0 ? -size : size;
    }

    private static double Middle(double r)
    {
        var top = (2.5090809287301226727e3 * r) + 3.3430575583588128105e4;
        top = (top * r) + 6.7265770927008700853e4;
        top = (top * r) + 4.5921953931549871457e4;
        top = (top * r) + 1.3731693765509461125e4;
        top = (top * r) + 1.9715909503065514427e3;
        top = (top * r) + 1.3314166789178437745e2;
        top = (top * r) + 3.3871328727963666080e0;
        var bottom = (5.2264952788528545610e3 * r) + 2.8729085735721942674e4;
        bottom = (bottom * r) + 3.9307895800092710610e4;
        bottom = (bottom * r) + 2.1213794301586595867e4;
        bottom = (bottom * r) + 5.3941960214247511077e3;
        bottom = (bottom * r) + 6.8718700749205790830e2;
        bottom = (bottom * r) + 4.2313330701600911252e1;
        return top / ((bottom * r) + 1);
    }

    private static double Tail(double r)
    {
        var top = (7.74545014278341407640e-4 * r) + 2.27238449892691845833e-2;
        top = (top * r) + 2.41780725177450611770e-1;
        top = (top * r) + 1.27045825245236838258e0;
        top = (top * r) + 3.64784832476320460504e0;
        top = (top * r) + 5.76949722146069140550e0;
        top = (top * r) + 4.63033784615654529590e0;
        top = (top * r) + 1.42343711074968357734e0;
        var bottom = (1.05075007164441684324e-9 * r) + 5.47593808499534494600e-4;
        bottom = (bottom * r) + 1.51986665636164571966e-2;
        bottom = (bottom * r) + 1.48103976427480074590e-1;
        bottom = (bottom * r) + 6.89767334985100004550e-1;
        bottom = (bottom * r) + 1.67638483018380384940e0;
        bottom = (bottom * r) + 2.05319162663775882187e0;
        return top / ((bottom * r) + 1);
    }

    private static double FarTail(double r)
    {
        var top = (2.01033439929228813265e-7 * r) + 2.71155556874348757815e-5;
        top = (top * r) + 1.24266094738807843860e-3;
        top = (top * r) + 2.65321895265761230930e-2;
        top = (top * r) + 2.96560571828504891230e-1;
        top = (top * r) + 1.78482653991729133580e0;
        top = (top * r) + 5.46378491116411436990e0;
        top = (top * r) + 6.65790464350110377720e0;
        var bottom = (2.04426310338993978564e-15 * r) + 1.42151175831644588870e-7;
        bottom = (bottom * r) + 1.84631831751005468180e-5;
        bottom = (bottom * r) + 7.86869131145613259100e-4;
        bottom = (bottom * r) + 1.48753612908506148525e-2;
        bottom = (bottom * r) + 1.36929880922735805310e-1;
        bottom = (bottom * r) + 5.99832206555887937690e-1;
        return top / ((bottom * r) + 1);
    }
}
