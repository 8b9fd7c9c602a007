// tokenbourse margin: margin as a study. Each of its verbs has a file of its own.
using System.CommandLine;

namespace Tokenbourse.Node.Verbs;

/// <summary>Sends on to the verb that is named.</summary>
internal static class MarginVerb
{
    public static Command Build() =>
        new("margin", "Margin models outside the machine: try them on real series.") { MarginBacktestVerb.Build() };
}
