// An account's fills out of the stream's messages: each once, in order, and a gap is never silent.
using System.Text.Json;

namespace Tokenbourse.Desk.Client;

/// <summary>A fill of an account.</summary>
/// <param name="Sequence">Of the market event that told it, the same on every door.</param>
/// <param name="Order">Null: no order stands behind it.</param>
public sealed record VenueAccountFill(
    long Sequence,
    long Trade,
    long? Order,
    string? ClientOrderId,
    string Symbol,
    string Side,
    decimal Price,
    long Lots,
    decimal Fee
);

/// <summary>Keeps the chain of <c>fills:ACCOUNT</c> over connections.</summary>
public sealed class FillChain(int account)
{
    /// <summary>Its name in a subscription.</summary>
    public string Channel { get; } = $"fills:{account}";

    /// <summary>The newest number told; null before the first.</summary>
    public long? Sequence { get; private set; }

    /// <summary>The fills that a message tells, oldest first.</summary>
    /// <exception cref="VenueException">Fills are missing: <c>/v1/replay/fills:ACCOUNT</c> has them.</exception>
    public IReadOnlyList<VenueAccountFill> Take(JsonElement message)
    {
        if (message.GetProperty("channel").GetString() != Channel)
            return [];
        var (seq, before) = (message.GetProperty("seq").GetInt64(), message.GetProperty("prevSeq").GetInt64());
        var fills = message.GetProperty("data").Deserialize(VenueJson.Default.IReadOnlyListVenueAccountFill) ?? [];
        var last = Sequence;
        if (message.GetProperty("type").GetString() == "snapshot")
        {
            Sequence = seq;
            return last is { } known ? [.. fills.Where(f => f.Sequence > known).Reverse()] : [];
        }

        if (before != last)
            throw new VenueException($"{Channel}: fills between {last} and {before} are missing");
        Sequence = seq;
        return fills;
    }
}
