// Why a request is not forwarded: the window, the units that are left, the tokens of a minute.
using System.Globalization;

namespace Tokenbourse.Gateways.Meter;

/// <summary>Hours since 1970, UTC.</summary>
internal static class MeterHours
{
    /// <summary>The hour of a moment in ticks of 100 ns since the year 1.</summary>
    public static long Of(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerHour;

    /// <summary>The moment at which an hour begins.</summary>
    public static long Begin(long hour) => (hour * TimeSpan.TicksPerHour) + DateTime.UnixEpoch.Ticks;
}

/// <summary>The checks in their order; the account is locked.</summary>
internal static class HoldChecks
{
    public static MeterFault? Shut(CertificateFacts facts, long ticks)
    {
        var hour = MeterHours.Of(ticks);
        if (hour < facts.FirstHour)
        {
            return MeterFault.Of(
                MeterRefusal.WindowNotOpen,
                "The certificate's window has not begun (hours since 1970, UTC).",
                "hour",
                hour,
                facts.FirstHour
            );
        }

        return hour < facts.FirstHour + facts.Hours
            ? null
            : MeterFault.Of(
                MeterRefusal.WindowOver,
                "The certificate's window is over (hours since 1970, UTC).",
                "hour",
                hour,
                facts.FirstHour + facts.Hours - 1
            );
    }

    public static MeterFault? Beyond(CertificateAccount account, Int128 most)
    {
        var left = account.LeftMicro;
        if (most <= left)
            return null;
        var units = (most + TokenWeights.Unit - 1) / TokenWeights.Unit;
        return new(
            MeterRefusal.UnitsExhausted,
            "Prompt and longest answer would draw more units (given) than are left (limit); ask for fewer max_tokens.",
            "max_tokens",
            units.ToString(CultureInfo.InvariantCulture),
            Int128.Max(0, left / TokenWeights.Unit).ToString(CultureInfo.InvariantCulture)
        );
    }

    public static MeterFault? TooFast(CertificateAccount account, long units, long ticks)
    {
        if (account.Bucket is not { } bucket)
            return null;
        var wait = bucket.Take(units, ticks);
        if (wait == 0)
            return null;
        if (wait < 0)
        {
            return MeterFault.Of(
                MeterRefusal.RateTooSmall,
                "Prompt and longest answer are more than a minute of the certificate.",
                "max_tokens",
                units,
                bucket.AMinute
            );
        }

        var seconds = (int)((wait + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
        return MeterFault.Of(
            MeterRefusal.RateExceeded,
            $"More tokens than the certificate has in a minute; in {seconds} s there is room.",
            "max_tokens",
            units,
            bucket.Units(ticks)
        ) with
        {
            RetrySeconds = seconds,
        };
    }
}
