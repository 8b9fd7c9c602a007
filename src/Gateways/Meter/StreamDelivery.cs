// A stream: whole events go through as they come, and what the client has is counted and journaled as it grows.
namespace Tokenbourse.Gateways.Meter;

/// <summary>Before the first byte reaches the client a failure is tried elsewhere, in the end with accounts that stand
/// in; after it never.</summary>
internal static class StreamDelivery
{
    /// <summary>Serves a request.</summary>
    /// <exception cref="MeterFaultException">Nothing was delivered and nothing is charged.</exception>
    public static async Task Serve(Serving serving)
    {
        var sellers = serving.House.Sellers;
        var attempts = 0;
        var last = new MeterFault(MeterRefusal.SellerFailed, "The seller has no address.");
        foreach (var route in serving.Routes)
        {
            attempts++;
            // One that was too slow must not use up the time of the next.
            using var deadline = serving.Deadline();
            var stream = new StreamInFlight(serving, deadline, route, attempts);
            try
            {
                var forwarded = serving.Forwarded(route.Upstream);
                using var response = await sellers.Send(route.Endpoint, serving.Path, forwarded, deadline.Token);
                if (response.Content.Headers.ContentType?.MediaType != "text/event-stream")
                    last = new(MeterRefusal.SellerMalformed, "The seller did not answer with a stream.");
                else
                {
                    await using var bytes = await response.Content.ReadAsStreamAsync(deadline.Token);
                    last = await stream.Run(bytes);
                }
            }
            catch (Exception e)
                when (e is MeterFaultException or OperationCanceledException or IOException or HttpRequestException)
            {
                last = deadline.Of(e);
            }

            if (stream.Started)
            {
                await stream.Finish(last);
                return;
            }

            if (!SellerCaller.Elsewhere(last.Reason))
                break;
            sellers.Rest(route.Endpoint);
        }

        serving.House.Books.Release(serving.Open, last.Reason);
        throw new MeterFaultException(last);
    }
}
