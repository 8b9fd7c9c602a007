// A hedge programme made of a supply contract: volumes entered month by month, at the delta of their forward.
using System.Globalization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Desk.Supply;

/// <summary>Writes programmes.</summary>
public static class SupplyProgramme
{
    /// <summary>Most months of a programme.</summary>
    public const int MostMonths = 36;

    /// <summary>A programme of the months to come. Entered volumes are contract units that move with the index: volume
    /// by factor between floor and cap, nothing where one of them holds at the forward.</summary>
    /// <param name="terms">The contract.</param>
    /// <param name="side">Buyer or seller.</param>
    /// <param name="contract">The futures contract's code.</param>
    /// <param name="currency">Of both.</param>
    /// <param name="unitsPerContract">Metered units in one unit of it.</param>
    /// <param name="day">Today.</param>
    /// <param name="months">By <see cref="SupplyHedge"/>; at least one.</param>
    public static HedgeProgramme Of(
        SupplyTerms terms,
        HedgerSide side,
        string contract,
        string currency,
        decimal unitsPerContract,
        TradingDate day,
        IReadOnlyList<SupplyMonth> months
    )
    {
        var start = ExposureMaker.NextMonth(day);
        var entered = new List<EnteredMonth>();
        // Until the contract begins nothing is bought under it.
        for (var month = start; month < months[0].Month; month = month.Plus(1))
            entered.Add(new(month, 0, 0, 0));
        foreach (var month in months)
            entered.Add(new(month.Month, Units(month.Volume.Low, month), month.Units, Units(month.Volume.High, month)));
        var all = int.Min(MostMonths, entered.Count);
        return new(
            $"supply {terms.Supply}",
            "",
            side,
            contract,
            currency,
            [
                new(
                    "*",
                    contract,
                    "factor",
                    decimal.Round(terms.Factor * terms.PricedUnits / unitsPerContract, 12),
                    PriceBasis.IndexLinked,
                    terms.Spread,
                    0,
                    Reason(terms)
                ),
            ],
            new(all, "flat", 0, 0, 0, null, [.. entered.Take(all)]),
            null,
            null
        );

        decimal Units(decimal volume, SupplyMonth month) =>
            decimal.Round(volume * month.Delta / unitsPerContract, 6, MidpointRounding.AwayFromZero);
    }

    /// <summary>The price in words.</summary>
    public static string Reason(SupplyTerms terms)
    {
        var cap = terms.Cap is { } most ? string.Create(CultureInfo.InvariantCulture, $", at most {most}") : "";
        var average = string.Create(CultureInfo.InvariantCulture, $"{terms.Factor} x month average of {terms.Index}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"price = {average} + {terms.Spread}, at least {terms.Floor}{cap} {terms.Quote}"
        );
    }
}
