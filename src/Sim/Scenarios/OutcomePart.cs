// One thing that a command came to, as a story says it and as the events tell it: both sides in one spelling.
using System.Globalization;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>What happened.</summary>
internal enum PartKind
{
    Traded,
    SpreadTraded,
    Cancelled,
    Reduced,
    Woke,
    Amended,
    Uncrossed,
    Interrupted,
    Protection,
    MassCancelled,
    Repeated,
    TakenOff,
    Rests,
    Sleeps,
}

/// <summary>A part of an outcome. What the story leaves out (null, no names, no word) may be anything.</summary>
/// <param name="Names">Orders and accounts that it is about: the story's must all be among the events'.</param>
/// <param name="Word">A reason, or what became of the place.</param>
internal sealed record OutcomePart(
    PartKind Kind,
    IReadOnlyList<string> Names,
    long? Lots = null,
    decimal? Price = null,
    string Word = ""
)
{
    /// <summary>Rests and sleeps alone: all lots of the order, and nothing else became of it.</summary>
    public bool Whole { get; init; }

    /// <summary>Trades alone: the instrument; empty in a story that does not say.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>What a story says of this part holds.</summary>
    public bool Fits(OutcomePart got) =>
        Kind == got.Kind
        && Names.All(got.Names.Contains)
        && (Lots is null || Lots == got.Lots)
        && (Price is null || Price == got.Price)
        && (Symbol.Length == 0 || Symbol == got.Symbol)
        && (Word.Length == 0 || Word == got.Word)
        && (!Whole || got.Whole);

    public override string ToString()
    {
        var text = Kind switch
        {
            PartKind.Traded or PartKind.SpreadTraded or PartKind.Uncrossed => (
                Kind == PartKind.Uncrossed ? "uncrossed "
                : Kind == PartKind.SpreadTraded ? "spread traded "
                : ""
            ) + string.Create(CultureInfo.InvariantCulture, $"{Lots} @ {Plain(Price)}"),
            PartKind.Protection => $"protection triggered{Number}",
            PartKind.MassCancelled => $"mass cancelled{Number}",
            PartKind.TakenOff => $"taken off{Number}",
            PartKind.Reduced => $"reduced{Named} by{Number}",
            PartKind.Woke => $"woke{Named}{(Price is null ? "" : $" at {Plain(Price)}")}",
            PartKind.Rests or PartKind.Sleeps => $"{Kind.ToString().ToLowerInvariant()}{Number}",
            _ => $"{Kind.ToString().ToLowerInvariant()}{Named}{Number}",
        };
        if (Symbol.Length > 0)
            text += $" in {Symbol}";
        if (Kind is PartKind.Traded or PartKind.SpreadTraded && Names.Count > 0)
            text += $" with {string.Join(" with ", Names)}";
        return Word.Length > 0 ? $"{text} {Word}" : text;
    }

    private string Named => Names.Count > 0 ? $" {Names[0]}" : "";

    private string Number => Lots is { } lots && !Whole ? string.Create(CultureInfo.InvariantCulture, $" {lots}") : "";

    private static string Plain(decimal? value) =>
        value is { } v ? (v / 1.000000000000000000m).ToString("0.##########", CultureInfo.InvariantCulture) : "?";
}
