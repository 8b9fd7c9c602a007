// The desks for reference data, states and market data, as they join a house.
namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>They share one thread, which the house keeps.</summary>
public static class FixPublicDesks
{
    /// <summary>How often the desks look what changed, as on the stream.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(100);

    /// <summary>Before the house opens.</summary>
    /// <param name="house">Joined.</param>
    /// <param name="simulated">Traders are programs of the laboratory.</param>
    /// <param name="every">The pause between two looks.</param>
    /// <param name="failed">Told when a desk breaks.</param>
    public static void Join(FixHouse house, bool simulated, TimeSpan every, Action<Exception> failed)
    {
        ArgumentNullException.ThrowIfNull(house);
        var status = new StatusDesk(house.Venue, simulated);
        var prices = new MarketDataDesk(house.Venue);
        house.Add(new ReferenceDesk(house.Venue));
        house.Add(status);
        house.Add(prices);
        house.Keep(new PublicPump(every, [status, prices], failed));
    }
}
