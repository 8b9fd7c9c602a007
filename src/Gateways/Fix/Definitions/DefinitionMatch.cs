// Whether a message that came is the one that a definition expects.
using System.Text.RegularExpressions;

namespace Tokenbourse.Gateways.Fix.Definitions;

/// <summary>The same fields in the same order. Checksum and times match by pattern; a value that begins with a tilde is
/// a pattern of its own.</summary>
public static partial class DefinitionMatch
{
    private const char End = '\u0001';

    /// <summary>What is different; null: nothing.</summary>
    /// <param name="expected">The line, filled.</param>
    /// <param name="came">The message, byte for byte as Latin-1.</param>
    /// <param name="comparesLength">BodyLength was written in the line, so it counts.</param>
    public static string? Difference(string expected, string came, bool comparesLength)
    {
        var left = expected.Split(End, StringSplitOptions.RemoveEmptyEntries);
        var right = came.Split(End, StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < Math.Min(left.Length, right.Length); at++)
        {
            var (tag, value) = Field(left[at]);
            var (given, got) = Field(right[at]);
            if (tag != given)
                return $"field {tag} expected, field {given} came";
            if (tag == "9" && !comparesLength)
                continue;
            if (!Fits(tag, value, got))
                return $"field {tag}: {value} expected, {got} came";
        }

        return left.Length == right.Length ? null : $"{left.Length} fields expected, {right.Length} came";
    }

    private static (string Tag, string Value) Field(string field) =>
        field.IndexOf('=', StringComparison.Ordinal) is var at and >= 0
            ? (field[..at], field[(at + 1)..])
            : (field, "");

    private static bool Fits(string tag, string value, string got)
    {
        if (tag == "10")
            return CheckSum().IsMatch(got);
        if (tag is "52" or "60" or "122")
            return Timestamp().IsMatch(got);
        return value.StartsWith('~')
            ? Regex.IsMatch(got, $"^(?:{value[1..]})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            : value == got;
    }

    [GeneratedRegex(@"^\d{1,3}$")]
    private static partial Regex CheckSum();

    [GeneratedRegex(@"^\d{8}-\d{2}:\d{2}:\d{2}(\.\d{3}|\.\d{6}|\.\d{9})?$")]
    private static partial Regex Timestamp();
}
