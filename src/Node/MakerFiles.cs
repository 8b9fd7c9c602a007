// The agreements of a venue's makers: documents in its folder, so that folder and logs give the same figures anywhere.
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node;

/// <summary>They are read at the start. The rulebook's are taken once, when a folder has none of its own.</summary>
internal static class MakerFiles
{
    private const string Name = "makers";

    /// <summary>Copies the rulebook's agreements into a venue's folder that has none.</summary>
    public static void Take(string rulebook, string folder)
    {
        var (from, to) = (Path.Combine(rulebook, Name), Path.Combine(folder, Name));
        if (Directory.Exists(to) || !Directory.Exists(from))
            return;
        Read(rulebook);
        // Whole or not at all: a copy that was cut is begun again.
        var part = to + ".part";
        Directory.CreateDirectory(part);
        foreach (var file in Directory.GetFiles(from, "*.json").Order(StringComparer.Ordinal))
            File.Copy(file, Path.Combine(part, Path.GetFileName(file)), overwrite: true);
        Directory.Move(part, to);
    }

    /// <summary>By file name; a folder without any has none.</summary>
    /// <exception cref="VerbException">An agreement has faults, or two do not go together.</exception>
    public static IReadOnlyList<MakerAgreement> Read(string folder)
    {
        var place = Path.Combine(folder, Name);
        var agreements = new List<MakerAgreement>();
        if (!Directory.Exists(place))
            return agreements;
        foreach (var file in Directory.GetFiles(place, "*.json").Order(StringComparer.Ordinal))
        {
            var faults = new List<SpecFault>();
            var agreement = MakerAgreement.Read(File.ReadAllBytes(file), faults);
            if (agreement is null)
                throw Told(file, faults[0]);
            foreach (var other in agreements)
            {
                if (agreement.Against(other) is { } fault)
                    throw Told(file, fault);
            }

            agreements.Add(agreement);
        }

        return agreements;
    }

    private static VerbException Told(string file, SpecFault fault) =>
        new(fault.Nearest is { } nearest ? $"{file}: {fault}; nearest valid: {nearest}" : $"{file}: {fault}", 1);
}
