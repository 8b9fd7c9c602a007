// What a door needs to know of a submission, in the words of the model: rooms above the venue need not know the log.
using Tokenbourse.Log;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Venue;

/// <summary>Whether a command was taken. The numbers are those of <see cref="OutcomeStatus"/>.</summary>
public enum AnswerStatus : byte
{
    None = 0,

    /// <summary>Durable and applied; whether it was refused is in its events.</summary>
    Taken = 1,
    Busy = 2,
    NotLeading = 3,
    Stopped = 4,

    /// <summary>It may or may not be on the log.</summary>
    Unknown = 5,
}

/// <summary>A command's place on its log and its events.</summary>
/// <param name="Sequence">On the command log; -1 unless taken.</param>
public sealed record Answer(AnswerStatus Status, long Sequence, Instant Time, IReadOnlyList<LogEntry> Events);

/// <summary>Asking, for rooms that do not name the log.</summary>
public static class VenueAnswers
{
    /// <summary>Submits a blittable market command and keeps its events. The venue must hand out events that stay valid
    /// while other
    /// threads submit: a venue of one caller has to be locked around its calls, and copy.</summary>
    public static Answer Ask<T>(this IVenue venue, MessageKind kind, in T message)
        where T : unmanaged
    {
        return Kept(venue.Submit(kind, Codec.Bytes(message)));
    }

    /// <summary>As <see cref="Ask"/>, without holding a thread.</summary>
    public static Task<Answer> AskAsync<T>(this IVenue venue, MessageKind kind, in T message)
        where T : unmanaged => Kept(venue.SubmitAsync(kind, Codec.Bytes(message)));

    /// <summary>Submits a document to the market machine and keeps what it told; as <see cref="Ask"/>.</summary>
    public static Answer AskDocument(this IVenue venue, MessageKind kind, ReadOnlyMemory<byte> document) =>
        Kept(venue.Submit(kind, document));

    /// <summary>Submits a document to the index machine and keeps what it told; as <see cref="Ask"/>.</summary>
    public static Answer AskIndex(this IVenue venue, MessageKind kind, ReadOnlyMemory<byte> document) =>
        Kept(venue.Observe(kind, document));

    private static async Task<Answer> Kept(Task<Outcome> outcome) => Kept(await outcome.ConfigureAwait(false));

    internal static Answer Kept(in Outcome outcome)
    {
        var events = new List<LogEntry>(outcome.EventCount);
        if (outcome.IsTaken)
        {
            foreach (var entry in outcome.Read())
                events.Add(entry);
        }

        return new((AnswerStatus)outcome.Status, outcome.Sequence, outcome.Time, events);
    }
}
