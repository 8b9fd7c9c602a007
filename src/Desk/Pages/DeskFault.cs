// What a step of a programme refuses, for a page: which rule, where, what was given, the limit and the nearest valid.
using Tokenbourse.Desk.Plans;

namespace Tokenbourse.Desk.Pages;

/// <summary>A refusal in both languages; nothing was changed.</summary>
/// <param name="Code">Stays the same whatever language it is told in, as <c>band-upside-down</c>.</param>
/// <param name="Said">The rule as a sentence.</param>
/// <param name="Field">Path in the document, column of a file, or empty.</param>
/// <param name="Given">What stands there.</param>
/// <param name="Limit">What may stand there; null: the sentence says it.</param>
/// <param name="Nearest">The nearest that would be taken; null where none is.</param>
public sealed record DeskFault(
    string Code,
    Said Said,
    string Field = "",
    string Given = "",
    string? Limit = null,
    string? Nearest = null
);
