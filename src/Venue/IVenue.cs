// The waist: whoever drives a venue, in the laboratory or behind sockets, sees this.
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue;

/// <summary>A venue that takes commands and shows views.</summary>
public interface IVenue
{
    VenueViews Views { get; }

    /// <summary>The venue's time. Waits for nobody: it is asked under the views' gate, too.</summary>
    Instant Now { get; }

    /// <summary>Submits a market command; returns when it is durable and applied, or was not taken.</summary>
    Outcome Submit(MessageKind kind, ReadOnlyMemory<byte> payload);

    /// <summary>As <see cref="Submit"/>, without holding a thread where the venue can. What is submitted in turn comes
    /// onto the log in that turn.</summary>
    Task<Outcome> SubmitAsync(MessageKind kind, ReadOnlyMemory<byte> payload) => Task.FromResult(Submit(kind, payload));

    /// <summary>Sequence of the newest market command that is durable and in the views, once whatever was submitted
    /// before this call is; -1 before the first.</summary>
    long Reached();

    /// <summary>Looks ahead without changing anything; null: this venue cannot.</summary>
    IForesight? Foresight => null;

    /// <summary>Submits an index command (an observation, a methodology).</summary>
    Outcome Observe(MessageKind kind, ReadOnlyMemory<byte> payload);
}

/// <summary>What callers of a venue share.</summary>
public static class VenueCommands
{
    /// <summary>Submits a blittable market command.</summary>
    public static Outcome Submit<T>(this IVenue venue, MessageKind kind, in T message)
        where T : unmanaged => venue.Submit(kind, Codec.Bytes(message));
}
