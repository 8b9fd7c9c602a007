// The way of one command in time, for who traces it: six moments of a clock that only goes forward.
using System.Diagnostics;

namespace Tokenbourse.Log;

/// <summary>Handed in with a command; whole when its answer comes. Ticks of <see cref="Stopwatch"/>; zero: it did not
/// get so far. The machine never sees it.</summary>
public sealed class CommandStamps
{
    /// <summary>It was handed in.</summary>
    public long Entered { get; } = Stopwatch.GetTimestamp();

    /// <summary>It got its sequence.</summary>
    public long Ordered { get; internal set; }

    /// <summary>The machine has applied it.</summary>
    public long Applied { get; internal set; }

    /// <summary>The append that it is part of began.</summary>
    public long Writing { get; internal set; }

    /// <summary>It was durable.</summary>
    public long Durable { get; internal set; }

    /// <summary>Its events were on the event log and followers were told.</summary>
    public long Told { get; internal set; }
}
