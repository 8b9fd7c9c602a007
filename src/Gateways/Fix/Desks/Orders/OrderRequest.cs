// A message of order entry that is under way: what its answer must say again.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue.Watch;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>What a request asks.</summary>
internal enum RequestKind : byte
{
    None = 0,
    New = 1,
    Replace = 2,
    Cancel = 3,
    MassCancel = 4,

    /// <summary>No message: the connection has gone.</summary>
    End = 5,
}

/// <summary>One request, from the reading of its message until its command is settled.</summary>
internal struct OrderRequest
{
    public RequestKind Kind;

    /// <summary>It came with PossDupFlag(43) or PossResend(97): its first coming may have been answered.</summary>
    public bool IsAgain;

    /// <summary>MassCancelRequestType(530).</summary>
    public byte Scope;
    public Side Side;
    public AccountId Account;

    /// <summary>The life of the session's numbers in which it came.</summary>
    public int Life;

    /// <summary>OrderQty(38); below zero: not known.</summary>
    public long Quantity;
    public OrderId Order;
    public ClientOrderId Id;
    public ClientOrderId Original;
    public FixInstrument? Instrument;

    /// <summary>Ends when it is settled; null: nobody traces it.</summary>
    public LaneTrace? Trace;
}
