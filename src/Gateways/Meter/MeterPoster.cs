// Tells the venue what was drawn: bills in the order of their records, each until it is answered.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Gateways.Meter;

/// <summary>One loop. A bill is durable before it is sent, so a repeated one is the same one.</summary>
/// <param name="books">Whose bills.</param>
/// <param name="config">The meter's number, and how often.</param>
/// <param name="venue">Where they go.</param>
/// <param name="clock">For waiting.</param>
/// <param name="tell">Hears what somebody should look at.</param>
public sealed class MeterPoster(
    MeterBooks books,
    MeterConfig config,
    IDeliveryVenue venue,
    TimeProvider clock,
    Action<string> tell
)
{
    private const int LongestPause = 100;
    private const int EvidenceLetters = 24;

    /// <summary>Posts until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        var factor = 1;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Round(stop);
                factor = 1;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (DeliveryVenueException e)
            {
                if (factor == 1)
                    tell($"the venue cannot be told, trying again: {e.Message}");
                factor = int.Min(factor * 2, LongestPause);
            }

            await Task.Delay(config.Limits.Post * factor, clock, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sums up and posts everything that is settled now.</summary>
    /// <exception cref="DeliveryVenueException">The venue could not be told; the bills wait.</exception>
    public async Task Round(CancellationToken stop)
    {
        await books.Bill();
        while (books.NextUnposted is { } bill)
        {
            var record = new DeliveryRecord(
                bill.Certificate,
                config.Meter,
                bill.Record,
                bill.Hour,
                bill.Units,
                bill.Failed,
                bill.Evidence.ToString()[..EvidenceLetters],
                bill.By
            );
            var answer = await venue.Record(record, stop);
            Must.Hold(answer.Taken == (answer.Num == 0));
            if (!answer.Taken)
                tell($"the venue refused delivery {bill.Record} of certificate {bill.Certificate}: {answer.Message}");
            books.Posted(answer.Num);
        }
    }
}
