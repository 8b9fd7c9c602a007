// What desk import --supply asks for: the options beside those of every import.
using System.CommandLine;
using Tokenbourse.Desk.Exposures;

namespace Tokenbourse.Node.Verbs;

/// <summary>What was asked.</summary>
/// <param name="Terms">The contract's file.</param>
/// <param name="Volume">LOW,BASE,HIGH or BASE: metered units a month; null: the contract's least.</param>
/// <param name="Day">Today; null: the day of the desk's market.json.</param>
/// <param name="Forward">A flat forward; null: the desk's market.json.</param>
/// <param name="Volatility">Of the forward, a year; null: none.</param>
internal sealed record DeskSupplyOptions(
    string Terms,
    string? Volume,
    string? Day,
    decimal? Forward,
    double? Volatility,
    HedgerSide Side,
    bool Json
)
{
    /// <summary>Adds the options to a command; what comes back reads them, null where no supply contract is
    /// named.</summary>
    public static Func<ParseResult, HedgerSide, bool, DeskSupplyOptions?> AddTo(Command command)
    {
        var terms = new Option<string?>("--supply")
        {
            Description = "A supply contract instead of bills: its terms become the programme.",
        };
        var volume = new Option<string?>("--volume")
        {
            Description =
                "With --supply: metered units a month, BASE or LOW,BASE,HIGH. Default: the least of the contract.",
        };
        var day = new Option<string?>("--day")
        {
            Description = "With --supply: today, yyyy-MM-dd. Default: the day of the desk's market.json.",
        };
        var forward = new Option<decimal?>("--forward")
        {
            Description = "With --supply: one forward for all months. Default: the desk's market.json.",
        };
        var volatility = new Option<double?>("--volatility")
        {
            Description = "With --supply: of the forward, a year, as 0.3; shows the expected delta, a model.",
        };
        foreach (var option in new Option[] { terms, volume, day, forward, volatility })
            command.Options.Add(option);
        return (parsed, side, json) =>
        {
            if (parsed.GetValue(terms) is not { } file)
                return null;
            if (parsed.GetValue(forward) is <= 0)
                throw new VerbException($"--forward {parsed.GetValue(forward)}: must be above zero", 2);
            if (parsed.GetValue(volatility) is { } sigma and not (>= 0 and <= 10))
                throw new VerbException($"--volatility {sigma}: must be from 0 to 10", 2);
            return new(
                file,
                parsed.GetValue(volume),
                parsed.GetValue(day),
                parsed.GetValue(forward),
                parsed.GetValue(volatility),
                side,
                json
            );
        };
    }
}
