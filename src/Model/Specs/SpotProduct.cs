// A product of the spot market as data: what a lot is, hour by hour, how it is auctioned, secured and delivered.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>What is delivered.</summary>
public enum SpotKind : byte
{
    None = 0,

    /// <summary>GPU-hours: machines of a model, held ready hour by hour.</summary>
    Compute = 1,

    /// <summary>Standard tokens: served, counted and drawn.</summary>
    Tokens = 2,
}

/// <summary>Who has the money for what was neither drawn nor reported as failed.</summary>
public enum UnusedRule : byte
{
    None = 0,

    /// <summary>The issuer: the buyer took capacity and left it standing (take or pay).</summary>
    Paid = 1,

    /// <summary>The buyer, with the penalty, if he had asked for delivery: what the issuer cannot show as delivered was
    /// not.</summary>
    Refunded = 2,
}

/// <summary>The document of a spot product (rule SPT-001).</summary>
public sealed class SpotProduct
{
    /// <summary>Most hours of one certificate: a quarter.</summary>
    public const int MostHours = 92 * 24;

    public required string Product { get; init; }

    public required int Version { get; init; }

    public required string NameEn { get; init; }

    public required string NameZh { get; init; }

    public required SpotKind Kind { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>What is metered, in words: GPU-second, standard token.</summary>
    public required string Unit { get; init; }

    /// <summary>Metered units in one lot of one delivery hour; 1 to 10^12.</summary>
    public required long UnitsPerLot { get; init; }

    /// <summary>The smallest price step, in the currency for one lot in one hour.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>Minor units of one tick on one lot in one hour: whole.</summary>
    public required long TickValueMinor { get; init; }

    /// <summary>Lowest price, ticks.</summary>
    public required long FloorTicks { get; init; }

    /// <summary>Highest price, ticks: where demand is rationed.</summary>
    public required long CapTicks { get; init; }

    /// <summary>Most lots of one bid.</summary>
    public required long MaxLots { get; init; }

    /// <summary>When the daily auction is held, minutes after midnight UTC.</summary>
    public required int GateMinutes { get; init; }

    /// <summary>When its first delivery day begins, minutes after midnight UTC: the first such moment after the
    /// gate.</summary>
    public required int DayStartMinutes { get; init; }

    /// <summary>Delivery days of one auction; 1 to 14.</summary>
    public required int Days { get; init; }

    /// <summary>Lengths in hours of the standard blocks of the continuous book; none: it has no book.</summary>
    public required IReadOnlyList<long> StandardHours { get; init; }

    /// <summary>What an issuer deposits for each lot-hour sold, ticks.</summary>
    public required long CollateralTicks { get; init; }

    /// <summary>Of the price of what the issuer failed to deliver, ppm, out of its collateral to the buyer.</summary>
    public required int PenaltyPpm { get; init; }

    public required UnusedRule Unused { get; init; }

    /// <summary>Hours after a window in which deliveries inside it may still be recorded.</summary>
    public required int GraceHours { get; init; }

    /// <summary>Most lot-hours that one issuer may have outstanding, live offers included.</summary>
    public required long IssuerLimit { get; init; }

    /// <summary>The futures contract of the same underlying; null: none.</summary>
    public string? Contract { get; init; }

    /// <summary>Metered units in one lot of that contract; zero when there is none.</summary>
    public long UnitsPerFuture { get; init; }

    /// <summary>What it is made of: GPU model or grade, tier, region, service level; for people and for the
    /// index.</summary>
    public required IReadOnlyList<Trait> Traits { get; init; }

    /// <summary>Hours of one auction.</summary>
    public int AuctionHours => Days * 24;

    /// <summary>The first gate that lies ahead.</summary>
    public Instant NextGate(Instant now)
    {
        var gate = Instant.At(now.Date, GateMinutes);
        return gate > now ? gate : gate.Plus(Instant.PerDay);
    }

    /// <summary>The first delivery hour of the auction of a gate.</summary>
    public long FirstHourAfter(Instant gate)
    {
        var start = Instant.At(gate.Date, DayStartMinutes);
        return DeliveryHours.Of(start >= gate ? start : start.Plus(Instant.PerDay));
    }

    /// <summary>Reads a document; null when it has faults.</summary>
    public static SpotProduct? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } root)
            return null;
        var product = SpotProductReader.Read(root);
        root.Done();
        return faults.Count == before ? product : null;
    }
}
