// How what a page is shown stands on the wire: camelCase, months as yyyy-MM, days as yyyy-MM-dd.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Pages;

/// <summary>Several refusals of one request.</summary>
/// <param name="Faults">At least one.</param>
public sealed record Refused(IReadOnlyList<DeskFault> Faults);

/// <summary>What a step did.</summary>
/// <param name="Said">One sentence a thing.</param>
public sealed record StepDone(IReadOnlyList<Said> Said);

/// <summary>What is asked of a market: <c>venue</c>, <c>flat</c> or <c>trend</c>.</summary>
public sealed record MarketAsked(string From);

/// <summary>What is asked of a plan.</summary>
/// <param name="Seed">Where all chance comes from.</param>
/// <param name="Paths">Even.</param>
/// <param name="Frequency">guard, day, week or month.</param>
/// <param name="Since">The first day of the ratio's sample; empty: all.</param>
/// <param name="StackMonths">Front months that a stack is held in.</param>
/// <param name="Rate">Programme currency for one unit of the contract's.</param>
public sealed record PlanAsked(
    ulong Seed = 7,
    int Paths = 10_000,
    string Frequency = "guard",
    string Since = "",
    int StackMonths = 1,
    decimal Rate = 1
);

/// <summary>Who does a step.</summary>
/// <param name="By">Name.</param>
/// <param name="Account">Whose orders; only to send.</param>
/// <param name="MostLots">Of one order; only to send.</param>
/// <param name="Hedge">Orders carry the hedge flag; only to send.</param>
public sealed record StepAsked(string By, int Account = 0, long MostLots = 50, bool Hedge = true);

/// <summary>Readers and writers of the page's papers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(MonthText), typeof(DayText)]
)]
[JsonSerializable(typeof(ProgrammePaper))]
[JsonSerializable(typeof(FiguresPaper))]
[JsonSerializable(typeof(RatioPaper))]
[JsonSerializable(typeof(WorkPaper))]
[JsonSerializable(typeof(Refused))]
[JsonSerializable(typeof(StepDone))]
[JsonSerializable(typeof(MarketAsked))]
[JsonSerializable(typeof(PlanAsked))]
[JsonSerializable(typeof(StepAsked))]
public sealed partial class PagesJson : JsonSerializerContext;

/// <summary>How the papers are written.</summary>
public static class PagesSpelling
{
    /// <summary>Chinese stands in the answer as Chinese.</summary>
    public static PagesJson Readable { get; } =
        new(
            new JsonSerializerOptions(PagesJson.Default.Options)
            {
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
