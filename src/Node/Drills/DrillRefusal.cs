// Why a drill cannot be run: each reason has a number, the field, what was given and the nearest that would do.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Drills;

/// <summary>The numbers are told to programs and never change.</summary>
internal enum DrillFault
{
    /// <summary>Neither a file nor the name of a shipped drill.</summary>
    NoSuchDrill = 1,

    /// <summary>The file is not such a document.</summary>
    NotADocument = 2,

    /// <summary>A field is missing, unknown, of the wrong kind or no word of its list.</summary>
    BadField = 3,

    /// <summary>A number is outside its limits.</summary>
    OutOfLimits = 4,

    /// <summary>No month of that symbol.</summary>
    UnknownSymbol = 5,

    /// <summary>No stress scenario or case of that name.</summary>
    UnknownScenario = 6,

    /// <summary>A number or name that must be given once is given twice.</summary>
    GivenTwice = 7,

    /// <summary>Two fields say the same thing, or one that is needed beside another is missing.</summary>
    OneOfTwo = 8,

    /// <summary>Two different officers declare a default.</summary>
    TwoOfficersNeeded = 9,

    /// <summary>Nobody is in default.</summary>
    NobodyDefaults = 10,

    /// <summary>The member owes nothing, so nothing can be called.</summary>
    NothingOwed = 11,
}

/// <summary>One reason.</summary>
/// <param name="Nearest">The nearest value that would be taken, or the rule.</param>
internal sealed record DrillRefusal(int Number, string Reason, string Field, string Given, string Nearest)
{
    public static DrillRefusal Of(DrillFault fault, string field, string given, string nearest) =>
        new((int)fault, fault.ToString(), field, given, nearest);

    /// <summary>A reader's fault with its number and, where words are asked, the nearest word.</summary>
    public static DrillRefusal Of(SpecFault fault, IReadOnlyList<string> fields)
    {
        const string OneOf = "must be one of: ";
        if (fault.Path.Length == 0)
            return Of(DrillFault.NotADocument, "document", fault.Given, fault.Rule);
        if (fault.Rule.StartsWith(OneOf, StringComparison.Ordinal) && fault.Given.Length > 0)
        {
            var words = fault.Rule[OneOf.Length..].Split(", ");
            return Of(DrillFault.BadField, fault.Path, fault.Given, Nearness.Of(fault.Given, words));
        }

        if (fault.Rule.StartsWith("is not a field", StringComparison.Ordinal))
        {
            var name = fault.Path[(fault.Path.LastIndexOf('.') + 1)..];
            return Of(DrillFault.BadField, fault.Path, fault.Given, $"no such field; {Nearness.Of(name, fields)}");
        }

        return Of(DrillFault.BadField, fault.Path, fault.Given, fault.Rule);
    }

    public override string ToString()
    {
        var given = Given.Length == 0 ? "missing" : $"'{Given}'";
        return $"refused {Number} {Reason}: {Field}: {given}; nearest valid: {Nearest}";
    }
}

/// <summary>A drill is refused as a whole, with all its reasons.</summary>
internal sealed class DrillRefusedException(IReadOnlyList<DrillRefusal> refusals) : Exception("the drill is refused")
{
    public IReadOnlyList<DrillRefusal> Refusals { get; } = refusals;

    public DrillRefusedException(DrillFault fault, string field, string given, string nearest)
        : this([DrillRefusal.Of(fault, field, given, nearest)]) { }
}

/// <summary>The word nearest to a word.</summary>
internal static class Nearness
{
    /// <summary>The candidate with the fewest letters to change, add or leave out; the first of equals.</summary>
    public static string Of(string given, IEnumerable<string> candidates) =>
        candidates.OrderBy(c => Distance(given.ToUpperInvariant(), c.ToUpperInvariant())).FirstOrDefault() ?? "";

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = int.Min(change, int.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
