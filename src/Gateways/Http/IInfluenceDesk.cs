// What the doors ask about the weight of each constituent in a print.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http;

/// <param name="Without">What the print would be without it; null: it would be withheld.</param>
/// <param name="Move">Without less the print.</param>
/// <param name="MovePercent">Of the print.</param>
public sealed record InfluenceRowShape(string Name, int WeightPpm, string? Without, string? Move, string? MovePercent);

/// <summary>A print made again without each of its constituents in turn.</summary>
/// <param name="Value">Of the print; null: it was withheld.</param>
/// <param name="AsOf">Sequence on the log of observations of the entry before which the print was made.</param>
/// <param name="Measured">The methodology combines or chains its constituents, so that one can be left out.</param>
/// <param name="Constituents">How many the print has; the weightiest hundred are left out in turn.</param>
public sealed record InfluenceShape(
    string Index,
    string Day,
    int Version,
    string? Value,
    long AsOf,
    bool Measured,
    int Constituents,
    IReadOnlyList<InfluenceRowShape> Rows
);

/// <summary>Nothing that is asked changes anything. Called from several threads.</summary>
public interface IInfluenceDesk
{
    /// <summary>Null: the index has no print of that day.</summary>
    InfluenceShape? Of(string index, TradingDate day);
}
