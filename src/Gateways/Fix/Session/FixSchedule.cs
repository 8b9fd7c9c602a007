// When the numbers of a session begin anew: once a day, at an agreed time.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Fix.Session;

/// <summary>A time of day in UTC, to the second.</summary>
public sealed record FixSchedule
{
    /// <param name="at">From midnight UTC: 0 to less than a day.</param>
    /// <exception cref="ArgumentOutOfRangeException">No time of day.</exception>
    public FixSchedule(TimeSpan at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(at, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(at, TimeSpan.FromDays(1));
        At = at;
    }

    /// <summary>The time of day, from midnight UTC.</summary>
    public TimeSpan At { get; }

    /// <summary>Reads <c>HH:MM</c> or <c>HH:MM:SS</c>, in UTC.</summary>
    public static bool TryParse(string? text, out FixSchedule? schedule)
    {
        string[] forms = [@"hh\:mm", @"hh\:mm\:ss"];
        var reads = TimeSpan.TryParseExact(text, forms, CultureInfo.InvariantCulture, out var at);
        schedule = reads ? new(at) : null;
        return reads;
    }

    /// <summary>The last of its moments that is not after now.</summary>
    public Instant Last(Instant now)
    {
        var today = Instant.At(now.Date, 0).Plus(At.Ticks * 100);
        return today <= now ? today : today.Plus(-Instant.PerDay);
    }

    /// <inheritdoc/>
    public override string ToString() => At.ToString("c", CultureInfo.InvariantCulture) + " UTC";
}
