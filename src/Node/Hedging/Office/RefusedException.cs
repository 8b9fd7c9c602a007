// A step that was refused before anything was changed, with all that is wrong.
using Tokenbourse.Desk.Pages;
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Node.Hedging.Office;

/// <summary>Refuses a step of the page.</summary>
internal sealed class RefusedException(IReadOnlyList<DeskFault> faults) : Exception(faults[0].Said.En)
{
    /// <summary>One at least.</summary>
    public IReadOnlyList<DeskFault> Faults { get; } = faults;

    /// <summary>A single fault.</summary>
    public static RefusedException Of(
        string code,
        string en,
        string zh,
        string field = "",
        string given = "",
        string? limit = null,
        string? nearest = null
    ) => new([new(code, new Said(en, zh), field, given, limit, nearest)]);
}
