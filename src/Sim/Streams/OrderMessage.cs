// One record of an order stream: 40 bytes, the same in memory and in the file. The page:
// docs/protocols/order-stream.md.
using System.Runtime.InteropServices;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Sim.Streams;

/// <summary>
/// What a record asks for. The numbers of this and the other enumerations are in files and never change.
/// </summary>
public enum StreamOperation : byte
{
    None = 0,
    New = 1,
    Cancel = 2,
    Amend = 3,
}

/// <summary>How a new order is priced.</summary>
public enum StreamOrderType : byte
{
    None = 0,
    Limit = 1,
    Market = 2,
    MarketToLimit = 3,
    Stop = 4,
    StopLimit = 5,
}

/// <summary>How long a new order stands.</summary>
public enum StreamTimeInForce : byte
{
    None = 0,
    Day = 1,
    FillAndKill = 2,
    FillOrKill = 3,
}

/// <summary>Marks of a new order; they add up.</summary>
[Flags]
public enum StreamMarks : byte
{
    None = 0,
    PostOnly = 1,
    CloseOnly = 2,
    Hedge = 4,
}

/// <summary>What happens when an order would meet one of its own owner or group.</summary>
public enum StreamSelfMatch : byte
{
    Allow = 0,
    CancelNewest = 1,
    CancelOldest = 2,
    CancelBoth = 3,
    Decrement = 4,
}

/// <summary>One record. Fields that an operation does not use are zero.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public record struct OrderMessage
{
    /// <summary>Bytes of a record.</summary>
    public const int Size = 40;

    public StreamOperation Operation;

    /// <summary>Buy or Sell in a new order.</summary>
    public Side Side;
    public StreamOrderType Type;
    public StreamTimeInForce TimeInForce;
    public StreamMarks Marks;
    public StreamSelfMatch SelfMatch;

    /// <summary>Place in the header's list of instruments, from 1.</summary>
    public ushort Instrument;

    /// <summary>Whose order it is; above zero.</summary>
    public int Owner;

    /// <summary>Owners under one control, for self-match prevention; 0 is none.</summary>
    public int Group;

    /// <summary>
    /// Number of the order: new orders count from 1 without gaps; cancels and amends name an earlier one.
    /// </summary>
    public int Order;

    /// <summary>Limit in ticks: limit and stop-limit orders, and amends.</summary>
    public int Price;

    /// <summary>Trigger in ticks: stop and stop-limit orders, and amends of them.</summary>
    public int Stop;

    /// <summary>A new order's lots; in an amend the lots that shall be open from now on.</summary>
    public int Lots;

    /// <summary>Lots that an iceberg shows; 0 shows all.</summary>
    public int Display;

    /// <summary>The least lots that must trade at once, or the order is not taken; 0 is none.</summary>
    public int Minimum;
}
