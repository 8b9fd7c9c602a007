// Which rules hold from which entry on: a log says it itself.
using System.Runtime.InteropServices;

namespace Tokenbourse.Model.Messages;

/// <summary>The releases of the market's rules. A log without a <see cref="SetRelease"/> was written under the first
/// and is replayed under it, for ever.</summary>
public static class Releases
{
    public const int First = 1;

    /// <summary>Positions are lots: what closes them is told lot by lot, and both books are told at
    /// settlement.</summary>
    public const int Lots = 2;

    /// <summary>Accounts may belong to members, and the house has rules of its own as a document.</summary>
    public const int Members = 3;

    /// <summary>A bid for what a member in default holds counts only within its bound, on both sides.</summary>
    public const int BoundedBids = 4;

    /// <summary>There is a spot market beside the futures: products, auctions, certificates, deliveries.</summary>
    public const int Spot = 5;

    /// <summary>An order that comes again is told what the first became; orders belong to sessions; caps, kill
    /// switches and dead man's timers.</summary>
    public const int Orders = 6;

    /// <summary>The clearing house calls margin within the day and calls are acknowledged; the operator sets other
    /// price limits for the rest of a day.</summary>
    public const int Interventions = 7;

    /// <summary>The newest that this program knows.</summary>
    public const int Newest = Interventions;
}

/// <summary>From here on the rules of a release hold.</summary>
/// <param name="Number">Above the one in force, at most <see cref="Releases.Newest"/>.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct SetRelease(int Number);

/// <param name="Number">The release whose rules hold from here on.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct ReleaseSet(int Number);
