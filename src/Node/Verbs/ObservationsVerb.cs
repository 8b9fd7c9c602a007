// tokenbourse observations: what others hand in: import it, check it, and judge whether it was observed or made.
using System.CommandLine;

namespace Tokenbourse.Node.Verbs;

/// <summary>The verbs about observations, each in a file of its own.</summary>
internal static class ObservationsVerb
{
    public static Command Build() =>
        new("observations", "Observations: import tables, check folders, judge whether a history was observed.")
        {
            ObservationsImportVerb.Build(),
            ObservationsCheckVerb.Build(),
            ObservationsAdmitVerb.Build(),
            AdmissionStudyVerb.Build(),
        };
}
