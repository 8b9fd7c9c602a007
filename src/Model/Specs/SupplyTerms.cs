// The terms of an index-linked supply contract: who supplies what, at which price of a month, in which volumes.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>What happens to metered units above the most of a month.</summary>
public enum AboveMost : byte
{
    None = 0,

    /// <summary>The meter's record is refused: they are no part of the contract.</summary>
    Refused = 1,

    /// <summary>They are billed at the price of the month like the others.</summary>
    SamePrice = 2,
}

/// <summary>The document of a supply contract (rule SUP-001). Days and months are days and months of its own clock,
/// <see cref="UtcMinutes"/> ahead of UTC.</summary>
public sealed class SupplyTerms
{
    /// <summary>Most metered units of one month: far above any use, far below where volume times price could
    /// overflow.</summary>
    public const long MostUnits = 10_000_000_000_000_000;

    /// <summary>Its name, used once in a market.</summary>
    public required string Supply { get; init; }

    /// <summary>The seller's account.</summary>
    public required int Seller { get; init; }

    /// <summary>The buyer's account.</summary>
    public required int Buyer { get; init; }

    /// <summary>The spot product that is supplied: its unit is metered, its currency is paid.</summary>
    public required string Product { get; init; }

    /// <summary>Who meters it; above zero.</summary>
    public required int Meter { get; init; }

    /// <summary>The index whose month average the price is made of.</summary>
    public required string Index { get; init; }

    /// <summary>First calendar month.</summary>
    public required ContractMonth From { get; init; }

    /// <summary>Last calendar month.</summary>
    public required ContractMonth To { get; init; }

    /// <summary>Minutes by which its clock is ahead of UTC; -720 to 840.</summary>
    public required int UtcMinutes { get; init; }

    /// <summary>Which days of the month count for the average.</summary>
    public required PrintDays PrintDays { get; init; }

    /// <summary>Whose business days they are; null where every day counts.</summary>
    public required string? Calendar { get; init; }

    /// <summary>So many prints an average has at least; 1 to 31.</summary>
    public required int LeastPrints { get; init; }

    /// <summary>Decimals of average and price; 0 to 6.</summary>
    public required int Decimals { get; init; }

    /// <summary>Metered units to which the price belongs: a million standard tokens, 3,600 GPU-seconds.</summary>
    public required long PricedUnits { get; init; }

    /// <summary>What the price is in, in words: CNY per million standard tokens.</summary>
    public required string Quote { get; init; }

    /// <summary>The average is taken so many times, ppm; above zero.</summary>
    public required int FactorPpm { get; init; }

    /// <summary>Added to it, in the currency for the priced units; may be below zero.</summary>
    public required decimal Spread { get; init; }

    /// <summary>The price is at least so much; zero: no floor but that nobody is paid for buying.</summary>
    public required decimal Floor { get; init; }

    /// <summary>The price is at most so much; null: no cap.</summary>
    public required decimal? Cap { get; init; }

    /// <summary>Metered units that are billed in each month at least: take or pay; zero: none.</summary>
    public required long Least { get; init; }

    /// <summary>Metered units of a month at most; null: no most.</summary>
    public required long? Most { get; init; }

    /// <summary>What is above the most.</summary>
    public required AboveMost Above { get; init; }

    /// <summary>Days after a month in which its records may still come; no invoice before; 0 to 31.</summary>
    public required int ReadingDays { get; init; }

    /// <summary>Days from an invoice to its payment at the latest; 0 to 90.</summary>
    public required int DueDays { get; init; }

    /// <summary>What the buyer deposits, minor units.</summary>
    public required long SecurityMinor { get; init; }

    /// <summary>The factor as a fraction.</summary>
    public decimal Factor => FactorPpm / 1_000_000m;

    /// <summary>The day of its own clock at a moment.</summary>
    public TradingDate DayOf(Instant moment) => moment.Plus(UtcMinutes * Instant.PerMinute).Date;

    /// <summary>The moment at which a day of its own clock begins.</summary>
    public Instant Begin(TradingDate day) => Instant.At(day, 0).Plus(-UtcMinutes * Instant.PerMinute);

    /// <summary>Reads a document; null when it has faults.</summary>
    public static SupplyTerms? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } root)
            return null;
        var terms = SupplyTermsReader.Read(root);
        root.Done();
        return faults.Count == before ? terms : null;
    }
}
