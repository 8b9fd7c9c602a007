// The stress scenarios of a rulebook.
using System.Text;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Clearing;

/// <summary>Reads rulebook/stress; a rulebook without it has no scenarios.</summary>
internal static class StressSet
{
    /// <summary>In the order of their numbers.</summary>
    /// <exception cref="VerbException">A scenario has faults.</exception>
    public static IReadOnlyList<StressScenario> Read(string rulebook)
    {
        var folder = Path.Combine(rulebook, "stress");
        if (!Directory.Exists(folder))
            return [];
        var scenarios = new List<StressScenario>();
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var faults = new List<SpecFault>();
            var text = Encoding.UTF8.GetBytes(File.ReadAllText(file));
            scenarios.Add(
                StressScenario.Read(text, faults)
                    ?? throw new VerbException($"{file}: {faults[0]} (see: tokenbourse check {rulebook})", 1)
            );
        }

        return [.. scenarios.OrderBy(s => s.Stress.Length).ThenBy(s => s.Stress, StringComparer.Ordinal)];
    }
}
