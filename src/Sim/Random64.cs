// The laboratory's own chance: seeded, whole numbers only, the same on every computer.
namespace Tokenbourse.Sim;

/// <summary>A generator of 64-bit numbers (xoshiro256**, its state filled by splitmix64). Not for secrets.</summary>
public sealed class Random64
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public Random64(ulong seed)
    {
        _a = Split(ref seed);
        _b = Split(ref seed);
        _c = Split(ref seed);
        _d = Split(ref seed);
    }

    /// <summary>A stream of its own for each (seed, day, who): what one trader draws never moves another's chance.</summary>
    public static Random64 Of(long seed, long day, long who) => new(Mix(seed, day, who));

    /// <summary>As the other <c>Of</c>, one for each step of the day too: a laboratory that is stopped and started again goes on as if it had not been.</summary>
    public static Random64 Of(long seed, long day, int step, long who) => new(Mix(seed, (day * 1_000_000) + step, who));

    /// <summary>One 64-bit value that depends on all three and on nothing else.</summary>
    public static ulong Mix(long first, long second, long third)
    {
        unchecked
        {
            var state = (ulong)first;
            var mixed = Split(ref state);
            state = mixed ^ ((ulong)second * 0x9E3779B97F4A7C15);
            mixed = Split(ref state);
            state = mixed ^ ((ulong)third * 0xD1B54A32D192ED03);
            return Split(ref state);
        }
    }

    public ulong Next()
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

    /// <summary>A whole number from 0 to <paramref name="below"/> - 1, each equally likely (the high half of a 128-bit product; the bias is below 2^-40 for the sizes used here).</summary>
    public long Below(long below)
    {
        Model.Machine.Must.Hold(below > 0);
        return (long)Math.BigMul(Next(), (ulong)below, out _);
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public long Between(long least, long most) => least + Below(most - least + 1);

    /// <summary>True so many times in a thousand.</summary>
    public bool Chance(long perThousand) => Below(1000) < perThousand;

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
