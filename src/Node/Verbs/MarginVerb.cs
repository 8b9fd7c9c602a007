// tokenbourse margin: what the margin rules make of portfolios, and how margin models do on real series.
using System.CommandLine;

namespace Tokenbourse.Node.Verbs;

/// <summary>The verbs about margin, each in a file of its own.</summary>
internal static class MarginVerb
{
    public static Command Build() => new("margin", "Margin: rules and models of it.") { MarginBacktestVerb.Build() };
}
