// What the doors are watched with, in one hand.
namespace Tokenbourse.Gateways.Watch;

/// <summary>Instruments, the text they are read as, and health.</summary>
/// <param name="Meters">Of the doors.</param>
/// <param name="Book">Null: no <c>/metrics</c>.</param>
/// <param name="Health">Null: alive and ready whenever it answers.</param>
public sealed record DoorWatch(DoorMeters Meters, MetricsBook? Book, Health? Health)
{
    private volatile bool _began;

    /// <summary>The warm-up of the doors is over: from now on requests are counted and told.</summary>
    public void Begin() => _began = true;

    internal bool HasBegun => _began;
}
