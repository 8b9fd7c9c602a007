// Heartbeats: who was told nothing for a while is told that the venue lives.
using System.Diagnostics;
using System.Text.Json;

namespace Tokenbourse.Gateways.Http.Stream;

internal sealed partial class StreamHub
{
    // How late a heartbeat may be, as a part of the silence.
    private const int Part = 10;
    private long _beaten;

    private void BreakSilence()
    {
        if (Stopwatch.GetElapsedTime(_beaten) < options.Heartbeat / Part)
            return;
        _beaten = Stopwatch.GetTimestamp();
        var silent = _sessions.Where(s => s.IsSilent).ToList();
        if (silent.Count == 0)
            return;
        long seq;
        lock (venue.Views.Gate)
            seq = venue.Views.AsOf;
        var time = venue.Now.ToString();
        // Most hear the same and have heard all of it: one text does for them.
        var told = new SortedDictionary<string, long>(StringComparer.Ordinal);
        byte[]? text = null;
        foreach (var session in silent)
        {
            if (text is null || !IsTold(session, told))
            {
                told.Clear();
                foreach (var (name, hearing) in session.Hearings)
                {
                    if (hearing.Told is { } last)
                        told.Add(name, last);
                }

                text = JsonSerializer.SerializeToUtf8Bytes(
                    new("heartbeat", seq, time, facts.Epoch, told),
                    WireJson.Wire.HeartbeatShape
                );
            }

            session.Send(new(text));
        }
    }

    private static bool IsTold(StreamSession session, SortedDictionary<string, long> told)
    {
        if (session.Hearings.Count != told.Count)
            return false;
        foreach (var (name, hearing) in session.Hearings)
        {
            if (!told.TryGetValue(name, out var seq) || seq != hearing.Told)
                return false;
        }

        return true;
    }
}
