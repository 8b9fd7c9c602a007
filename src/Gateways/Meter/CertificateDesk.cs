// What the venue says of certificates, asked seldom and never used when it is too old.
namespace Tokenbourse.Gateways.Meter;

/// <summary>Safe for many threads.</summary>
/// <param name="books">Whose accounts.</param>
/// <param name="venue">Who is asked.</param>
/// <param name="limits">How old an answer may be.</param>
internal sealed class CertificateDesk(MeterBooks books, IDeliveryVenue venue, MeterLimits limits)
{
    /// <summary>The facts of an account's certificate.</summary>
    /// <exception cref="MeterFaultException">There is none, it is
    /// not redeemed, or the venue cannot be asked.</exception>
    public async ValueTask<CertificateFacts> Know(CertificateAccount account, CancellationToken stop)
    {
        var age = Age(account, out var facts);
        if (facts is null || age > limits.Stale.Ticks)
            facts = await Ask(account, stop);
        else if (age > limits.Refresh.Ticks && account.Asking.CurrentCount > 0)
            _ = Again(account);
        return facts.State == CertificateFacts.Redeemed
            ? facts
            : throw new MeterFaultException(
                new(
                    MeterRefusal.NotRedeemed,
                    "The certificate is not redeemed, or no longer open.",
                    "certificate",
                    facts.State,
                    CertificateFacts.Redeemed
                )
            );
    }

    private long Age(CertificateAccount account, out CertificateFacts? facts)
    {
        lock (account.Gate)
        {
            facts = account.Facts;
            return books.Now - account.FactsTicks;
        }
    }

    private async Task<CertificateFacts> Ask(CertificateAccount account, CancellationToken stop)
    {
        long vain;
        lock (account.Gate)
            vain = account.AskedInVain;
        await account.Asking.WaitAsync(stop);
        try
        {
            // Somebody else may have asked while this one waited.
            if (Age(account, out var known) <= limits.Refresh.Ticks && known is not null)
                return known;
            long taken;
            lock (account.Gate)
            {
                // While this one waited, another heard nothing: all who wait one after the other for a venue that is
                // silent would fill the meter.
                if (account.AskedInVain != vain)
                    throw Unreachable();
                taken = account.TakenUnits;
            }

            var facts = await venue.Certificate(account.Certificate, stop);
            lock (account.Gate)
            {
                if (facts is null)
                    account.Forget();
                else
                    account.Learn(facts, taken, books.Now);
            }

            return facts
                ?? throw new MeterFaultException(
                    new(
                        MeterRefusal.UnknownCertificate,
                        "The venue does not know the key's certificate.",
                        "certificate",
                        Serving.Words(account.Certificate)
                    )
                );
        }
        catch (DeliveryVenueException)
        {
            lock (account.Gate)
                account.AskedInVain++;
            throw Unreachable();
        }
        finally
        {
            account.Asking.Release();
        }
    }

    private static MeterFaultException Unreachable() =>
        new(
            new(MeterRefusal.VenueUnreachable, "The venue could not be asked about the certificate.")
            {
                RetrySeconds = 1,
            }
        );

    private async Task Again(CertificateAccount account)
    {
        try
        {
            await Ask(account, CancellationToken.None);
        }
        catch (MeterFaultException)
        {
            // What was known stays in use until it is stale; then the client hears it.
        }
    }
}
