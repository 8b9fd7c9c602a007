// The watch over risk: its heartbeat, and what happens when it falls silent.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Messages;

/// <summary>The risk service is there and well (rule RSK-004). Nothing is told of it, unless it ends a
/// silence.</summary>
/// <param name="Watch">Who watches.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct RiskHeartbeat(Name24 Watch);

/// <summary>The interlock between risk and matching was engaged or released.</summary>
/// <param name="Engaged">1: new orders are refused from now on; 0: taken again.</param>
/// <param name="Heard">From when on silence was counted: the last heartbeat, the opening or the rules, whichever came
/// last.</param>
/// <param name="SilentSeconds">How long it may last; 0: the rules ask for no heartbeat any more.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly record struct InterlockSet(byte Engaged, Instant Heard, int SilentSeconds);
