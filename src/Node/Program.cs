// tokenbourse VERB: the one program. Each verb has a file of its own in Verbs.
using System.CommandLine;
using Tokenbourse.Node;
using Tokenbourse.Node.Verbs;

var root = new RootCommand(
    "Tokenbourse: a futures market for AI tokens and GPU compute. Exit codes: 0 done, 1 a check failed, 2 wrong usage or something is missing."
)
{
    RunVerb.Build(),
    VerifyVerb.Build(),
    DoctorVerb.Build(),
    ScenarioVerb.Build(),
    IndexVerb.Build(),
    CheckVerb.Build(),
    MarginVerb.Build(),
    LogVerb.Build(),
    BookVerb.Build(),
    BulletinVerb.Build(),
    StatementVerb.Build(),
    ReportsVerb.Build(),
    OfficeVerb.Build(),
    BenchVerb.Build(),
    StreamVerb.Build(),
    QualityVerb.Build(),
    DefaultDrillVerb.Build(),
    ObservationsVerb.Build(),
    UsageVerb.Build(),
    StandardTokenVerb.Build(),
    StudyVerb.Build(),
    TokensVerb.Build(),
    DeskVerb.Build(),
    CurveVerb.Build(),
    MeterVerb.Build(),
    SupplyVerb.Build(),
    SpotVerb.Build(),
    FixEchoVerb.Build(),
    FixCheckVerb.Build(),
    IdentityVerb.Build(),
    AuditVerb.Build(),
    AdminVerb.Build(),
    CaVerb.Build(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine($"tokenbourse: {error.Message}");
    Console.Error.WriteLine(
        $"try: tokenbourse {(args.Length > 0 && !args[0].StartsWith('-') ? args[0] + " " : "")}--help"
    );
    return 2;
}

try
{
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (VerbException e)
{
    Console.Error.WriteLine($"tokenbourse: {e.Message}");
    return e.Exit;
}
