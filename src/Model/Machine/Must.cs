// What must be true whatever anybody sends: a broken invariant is a bug and stops the process.
using System.Runtime.CompilerServices;

namespace Tokenbourse.Model.Machine;

/// <summary>Assertions that stay on in production.</summary>
public static class Must
{
    /// <summary>Stops the machine when <paramref name="condition"/> is false: going on would corrupt what is durable.</summary>
    public static void Hold(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
            Fail(what);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fail(string? what) => throw new InvariantBrokenException(what ?? "");
}

/// <summary>An invariant of the house does not hold. Never caught except to report it and stop.</summary>
public sealed class InvariantBrokenException : Exception
{
    public InvariantBrokenException()
        : this("") { }

    public InvariantBrokenException(string what)
        : base($"invariant broken: {what}") { }

    public InvariantBrokenException(string what, Exception inner)
        : base($"invariant broken: {what}", inner) { }
}
