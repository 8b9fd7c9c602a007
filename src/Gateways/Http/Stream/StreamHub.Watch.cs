// What a watcher is told of the stream: how many are connected, and what they hear.
using Tokenbourse.Gateways.Watch;

namespace Tokenbourse.Gateways.Http.Stream;

internal sealed partial class StreamHub
{
    /// <summary>Tells how many there are when somebody reads.</summary>
    public void Watch(DoorMeters meters)
    {
        meters.ObserveSessions(
            "stream",
            () =>
            {
                lock (_gate)
                    return _sessions.Count;
            }
        );
        meters.ObserveSubscribers(() =>
        {
            lock (_gate)
            {
                return
                [
                    .. _sessions
                        .SelectMany(s => s.Hearings.Keys)
                        .GroupBy(c => c.Split(':')[0], StringComparer.Ordinal)
                        .Select(g => (g.Key, g.Count())),
                ];
            }
        });
    }
}
