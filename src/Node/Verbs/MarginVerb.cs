// tokenbourse margin: what the margin rules make of portfolios, how margin models do on real series, and what they propose.
using System.CommandLine;

namespace Tokenbourse.Node.Verbs;

/// <summary>The verbs about margin, each in a file of its own.</summary>
internal static class MarginVerb
{
    public static Command Build() =>
        new("margin", "Margin: what a portfolio costs under a rule and why, and how models of it do.")
        {
            MarginWhatIfVerb.Build(),
            MarginBacktestVerb.Build(),
            MarginProposeVerb.Build(),
        };
}
