// What a reconciliation of GPU hours is made from: runs of nodes as records tell them, windows as they were sold.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Metering.Delivery;

/// <summary>A node stood at somebody's disposal, as one record tells it.</summary>
/// <param name="Row">The record's place in its file; a reader's line number.</param>
/// <param name="Node">The node by the operator's own name; compared letter by letter. A node that is shared out is
/// several nodes, as <c>n1/0-3</c> and <c>n1/4-7</c>.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended: this moment is no longer part of it. Not later than <paramref name="Start"/>: the
/// record delivers nothing.</param>
/// <param name="Gpus">GPUs of the node that were there; 1 to 1,000,000.</param>
/// <param name="Certificate">The certificate that it was for; zero: the record does not say.</param>
public readonly record struct GpuInterval(int Row, string Node, Instant Start, Instant End, int Gpus, long Certificate);

/// <summary>The right that a certificate gives: so much in each hour of its window.</summary>
/// <param name="Certificate">Its number, above zero.</param>
/// <param name="FirstHour">Its first delivery hour, counted since 1970.</param>
/// <param name="Hours">How many hours in a row; at least 1.</param>
/// <param name="SecondsAnHour">GPU-seconds sold in each of them: lots by units per lot.</param>
public sealed record SoldWindow(long Certificate, long FirstHour, int Hours, long SecondsAnHour)
{
    /// <summary>Is an hour inside?</summary>
    public bool Holds(long hour) => hour >= FirstHour && hour - FirstHour < Hours;
}

/// <summary>One hour of one certificate.</summary>
/// <param name="Sold">GPU-seconds sold.</param>
/// <param name="Delivered">GPU-seconds by the records; a broken second is left out, once an hour.</param>
public readonly record struct DeliveredHour(long Certificate, long Hour, long Sold, long Delivered)
{
    /// <summary>GPU-seconds sold and not delivered.</summary>
    public long Shortfall => long.Max(0, Sold - Delivered);

    /// <summary>GPU-seconds delivered beyond what was sold: nobody bought them.</summary>
    public long Excess => long.Max(0, Delivered - Sold);
}

/// <summary>Why a record, or part of it, counts for no certificate.</summary>
public enum RecordFinding : byte
{
    None = 0,

    /// <summary>It names no certificate, and no window holds the hour.</summary>
    Outside = 1,

    /// <summary>It names a certificate whose window does not hold the hour.</summary>
    OutsideNamed = 2,

    /// <summary>It names a certificate that is not among those asked about.</summary>
    Unknown = 3,

    /// <summary>It names no certificate, and the windows of two or more hold the hour.</summary>
    Contested = 4,

    /// <summary>Another record has the same node at the same time for another certificate.</summary>
    SameNode = 5,
}

/// <summary>What is wrong with a record.</summary>
/// <param name="Row">Its place in its file.</param>
/// <param name="FirstHour">The first hour of which this holds.</param>
/// <param name="Seconds">GPU-seconds of it that count for nobody; a broken second is left out.</param>
/// <param name="Certificates">The certificates that have a claim, or the one that is named.</param>
public sealed record RecordFault(
    int Row,
    RecordFinding Finding,
    long FirstHour,
    long Seconds,
    IReadOnlyList<long> Certificates
);
