// What the meter's journal says. Numbers are little-endian; a request is named by the sequence of its hold.
using System.Buffers.Binary;

namespace Tokenbourse.Gateways.Meter;

/// <summary>The kinds of records.</summary>
public enum MeterRecord : byte
{
    /// <summary>Which meter's journal this is; the first record.</summary>
    Opened = 1,

    /// <summary>Units are held for a request that is about to be forwarded.</summary>
    Held = 2,

    /// <summary>The client has so much of a stream, or is about to have it.</summary>
    Reached = 3,

    /// <summary>What the request is charged.</summary>
    Settled = 4,

    /// <summary>The request is charged nothing.</summary>
    Released = 5,

    /// <summary>A settled answer that the client's connection did not take: charged nothing after all.</summary>
    Voided = 6,

    /// <summary>Settled requests of a certificate and deliverer are summed up as a delivery.</summary>
    Billed = 7,

    /// <summary>The venue has answered a delivery.</summary>
    Posted = 8,

    /// <summary>Only in a checkpoint, as the three below: its head.</summary>
    Checkpoint = 9,

    /// <summary>Sums of a certificate.</summary>
    Sums = 10,

    /// <summary>What one deliverer of a certificate was billed.</summary>
    Ledger = 11,

    /// <summary>The checkpoint's last record: without it the file is not whole.</summary>
    Whole = 12,
}

/// <summary>Opened.</summary>
public readonly record struct OpenedRecord(long Meter, long Ticks);

/// <summary>Held.</summary>
/// <param name="Certificate">Which is drawn.</param>
/// <param name="Issuer">Its seller.</param>
/// <param name="Kind">What was asked for.</param>
/// <param name="Stream">As a stream.</param>
/// <param name="Prompt">Our count of the prompt.</param>
/// <param name="Micro">The most that it may be charged, millionths of a standard token.</param>
/// <param name="Ticks">UTC, ticks of 100 ns since the year 1.</param>
public readonly record struct HeldRecord(
    long Certificate,
    long Issuer,
    MeterKind Kind,
    bool Stream,
    long Prompt,
    long Micro,
    long Ticks
);

/// <summary>Reached.</summary>
/// <param name="Request">Sequence of the hold.</param>
/// <param name="Tokens">Delivered so far, the prompt among them.</param>
/// <param name="Micro">What they weigh.</param>
public readonly record struct ReachedRecord(long Request, MeteredTokens Tokens, long Micro);

/// <summary>Settled.</summary>
/// <param name="Request">Sequence of the hold.</param>
/// <param name="Certificate">As in the hold.</param>
/// <param name="Tokens">Charged.</param>
/// <param name="Micro">What they weigh.</param>
/// <param name="OwnPrompt">Our count of the prompt.</param>
/// <param name="OwnOutput">Our count of what was delivered.</param>
/// <param name="SellerPrompt">The seller's; -1: it told none.</param>
/// <param name="SellerOutput">The seller's; -1: it told none.</param>
/// <param name="End">How it ended; none: whole.</param>
/// <param name="Endpoint">Which of the seller's addresses served.</param>
/// <param name="Attempts">How many were asked.</param>
/// <param name="Hour">Of delivery: that of the hold, hours since 1970 UTC.</param>
/// <param name="Ticks">UTC.</param>
/// <param name="By">The account that stood in; 0: the issuer delivered.</param>
public readonly record struct SettledRecord(
    long Request,
    long Certificate,
    MeteredTokens Tokens,
    long Micro,
    long OwnPrompt,
    long OwnOutput,
    long SellerPrompt,
    long SellerOutput,
    MeterRefusal End,
    int Endpoint,
    int Attempts,
    long Hour,
    long Ticks,
    long By = 0
);

/// <summary>Released.</summary>
/// <param name="Request">Sequence of the hold.</param>
/// <param name="Certificate">As in the hold.</param>
/// <param name="Reason">Why nothing was delivered.</param>
/// <param name="FailedMicro">What was asked for in vain by the seller's fault; 0: by another's.</param>
/// <param name="Hour">That of the hold.</param>
/// <param name="Ticks">UTC.</param>
public readonly record struct ReleasedRecord(
    long Request,
    long Certificate,
    MeterRefusal Reason,
    long FailedMicro,
    long Hour,
    long Ticks
);

/// <summary>Voided.</summary>
public readonly record struct VoidedRecord(long Request, long Ticks);

/// <summary>Billed.</summary>
/// <param name="Record">Its number at the venue.</param>
/// <param name="Certificate">What is drawn.</param>
/// <param name="Hour">Of delivery.</param>
/// <param name="Units">Whole units delivered.</param>
/// <param name="Failed">Whole units asked for in vain.</param>
/// <param name="Requests">How many requests it adds to those of earlier bills.</param>
/// <param name="Through">Sequence of the last of them.</param>
/// <param name="Evidence">SHA-256 of their records, 32 bytes as four numbers.</param>
/// <param name="By">The account that stood in; 0: the issuer delivered.</param>
public readonly record struct BilledRecord(
    long Record,
    long Certificate,
    long Hour,
    long Units,
    long Failed,
    long Requests,
    long Through,
    Digest256 Evidence,
    long By = 0
);

/// <summary>Posted.</summary>
/// <param name="Record">Its number at the venue.</param>
/// <param name="Num">0: taken; otherwise the number of the venue's refusal.</param>
/// <param name="Ticks">UTC.</param>
public readonly record struct PostedRecord(long Record, int Num, long Ticks);

/// <summary>A SHA-256.</summary>
public readonly record struct Digest256(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>Out of 32 bytes.</summary>
    public static Digest256 Of(ReadOnlySpan<byte> hash) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(hash),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(hash[24..])
        );

    /// <summary>64 hex digits.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, First);
        BinaryPrimitives.WriteUInt64LittleEndian(hash[8..], Second);
        BinaryPrimitives.WriteUInt64LittleEndian(hash[16..], Third);
        BinaryPrimitives.WriteUInt64LittleEndian(hash[24..], Fourth);
        return Convert.ToHexStringLower(hash);
    }
}
