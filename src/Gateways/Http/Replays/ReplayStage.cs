// The replays that are open: few, each with an end, and none that nobody looks at.
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Venue.Replaying;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Replays;

/// <summary>Each holds views of its own, as large as the venue's: that is what the limits are for.</summary>
internal sealed class ReplayStage : IDisposable
{
    /// <summary>Replays of one caller; the next one ends his oldest.</summary>
    public const int MostOfOne = 2;

    private readonly Lock _gate = new();
    private readonly List<OpenReplay> _open = [];
    private readonly HttpOptions _options;
    private readonly VenueFacts _facts;
    private readonly ReplaySources _sources;
    private readonly ILogger _logger;
    private readonly Timer _rounds;
    private bool _over;

    public ReplayStage(HttpOptions options, VenueFacts facts, ReplaySources sources, ILogger logger)
    {
        (_options, _facts, _sources, _logger) = (options, facts, sources, logger);
        var round = options.ReplayPatience / 4;
        _rounds = new(_ => EndIdle(), null, round, round);
    }

    public int Running
    {
        get
        {
            lock (_gate)
                return _open.Count;
        }
    }

    public OpenReplay? Find(string id)
    {
        lock (_gate)
            return _open.Find(replay => replay.Id == id);
    }

    /// <summary>Null: there are as many as there may be.</summary>
    public OpenReplay? Open(string maker, DaySpan span, Instant start, int speed, bool paused)
    {
        OpenReplay? ended = null;
        OpenReplay made;
        lock (_gate)
        {
            if (_over)
                return null;
            if (_open.Count(replay => replay.Maker == maker) >= MostOfOne)
            {
                ended = _open.Find(replay => replay.Maker == maker);
                _open.Remove(ended!);
            }
            else if (_open.Count >= _options.MostReplays)
            {
                return null;
            }

            var replay = new VenueReplay(_sources.Logs, span, start, speed, paused, TimeProvider.System);
            made = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), maker, replay, Room);
            _open.Add(made);
        }

        ended?.Dispose();
        made.Replay.Start();
        return made;
    }

    public void End(OpenReplay replay)
    {
        lock (_gate)
            _open.Remove(replay);
        replay.Dispose();
    }

    public void Dispose()
    {
        List<OpenReplay> all;
        lock (_gate)
        {
            _over = true;
            all = [.. _open];
            _open.Clear();
        }

        _rounds.Dispose();
        foreach (var replay in all)
            replay.Dispose();
    }

    private void EndIdle()
    {
        List<OpenReplay> idle;
        lock (_gate)
        {
            idle = _open.FindAll(replay => replay.Idle >= _options.ReplayPatience);
            _open.RemoveAll(idle.Contains);
        }

        foreach (var replay in idle)
            replay.Dispose();
    }

    private ReplayRoom Room(OpenReplay open, ReplayedVenue venue, int before)
    {
        var epoch = string.Create(CultureInfo.InvariantCulture, $"{_facts.Epoch}-{open.Id}-{before}");
        var facts = _facts with { Environment = "REPLAY", Epoch = epoch, Replay = open.Id };
        var readers = _sources.Readers(venue) with
        {
            Speed = () => open.Replay.State == ReplayState.Playing ? open.Replay.Speed : 0,
        };
        return new(_options, venue, facts, readers, e => DoorLog.Failed(_logger, open.Id, e));
    }
}
