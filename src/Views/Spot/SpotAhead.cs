// What the spot market owes next, so that a clock that goes over dead hours stops before it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Views.Spot;

/// <summary>Looks ahead in the views of the spot market.</summary>
public static class SpotAhead
{
    /// <summary>The first moment after now at which something happens by itself: a gate, the begin or end of a
    /// certificate's window, the end of a certificate, of an order or of a request, a supply invoice that falls
    /// due.</summary>
    public static Instant Next(SpotBoard board, SupplyBoard supplies, Instant now)
    {
        var next = supplies.NextDue(now);
        foreach (var product in board.Products)
        {
            Look(product.Spec.NextGate(now));
            foreach (var block in board.Dealing.Blocks(product.Spec.Product, null, null))
                Look(DeliveryHours.Begin(block.FirstHour));
        }

        foreach (var request in board.Dealing.Requests)
            Look(request.Words.Until);
        foreach (var certificate in board.Live)
        {
            Look(certificate.Begin);
            Look(certificate.WindowEnd);
            Look(certificate.End);
        }

        return next;

        void Look(Instant moment)
        {
            if (moment > now && moment < next)
                next = moment;
        }
    }

    /// <summary>A certificate that was redeemed may be drawn on now: its buyer has paid for this hour.</summary>
    public static bool IsDelivering(SpotBoard board, Instant now)
    {
        foreach (var certificate in board.Live)
        {
            if (
                certificate.State == CertificateState.Redeemed
                && certificate.Begin <= now
                && now < certificate.WindowEnd
                && certificate.Drawn < certificate.Units
            )
                return true;
        }

        return false;
    }
}
