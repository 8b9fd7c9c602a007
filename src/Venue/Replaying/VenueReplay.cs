// A day of the log played again at a speed: one thread that folds, and the controls.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Venue.Replaying;

/// <summary>What a replay is doing.</summary>
public enum ReplayState
{
    /// <summary>Folding, as fast as it can, what was before the moment that was asked for.</summary>
    Preparing,
    Playing,
    Paused,

    /// <summary>The day is over; it stands at its end.</summary>
    Ended,

    /// <summary>The log could not be read.</summary>
    Failed,
}

/// <summary>Goes its own way beside the venue: it reads the logs and takes nothing of the venue's threads, queue or
/// views. A long silence of the log (over ten minutes) is jumped over.</summary>
public sealed class VenueReplay : IDisposable
{
    public const int MostSpeed = 100;
    private const long Silence = 10 * Instant.PerMinute;

    // Of events under one hold of the gate; and how long the thread rests, so that the venue's own have the processor.
    private const int Chunk = 512;
    private const int Rest = 10;
    private const int RestPreparing = 1;
    private const int ChunksBetweenRests = 16;
    private readonly Lock _gate = new();
    private readonly VenueLogs _logs;
    private readonly ReplayPace _pace;
    private readonly ManualResetEventSlim _changed = new();
    private readonly Thread _thread;
    private ReplayedVenue _venue;
    private ReplayState _state = ReplayState.Preparing;
    private bool _plays;
    private bool _steps;
    private bool _seeks = true;
    private bool _over;
    private int _speed;

    /// <param name="logs">Only read.</param>
    /// <param name="span">The day.</param>
    /// <param name="start">Within the day.</param>
    /// <param name="speed">Seconds of the log in a real second, 1 to <see cref="MostSpeed"/>.</param>
    public VenueReplay(VenueLogs logs, DaySpan span, Instant start, int speed, bool paused, TimeProvider real)
    {
        Must.Hold(start >= span.From && start <= span.To && speed is >= 1 and <= MostSpeed);
        (_logs, Span, _speed, _plays) = (logs, span, speed, !paused);
        _pace = new(real, start, span.To);
        _venue = new(logs, () => Now);
        _thread = new Thread(Work)
        {
            IsBackground = true,
            Name = "replay",
            Priority = ThreadPriority.Lowest,
        };
    }

    public DaySpan Span { get; }

    /// <summary>Told on the replay's thread each time a moment that was asked for is reached: what was told of the
    /// venue before holds no more. Null: being prepared, nothing holds.</summary>
    public Action<ReplayedVenue?>? Reached { get; set; }

    /// <summary>Why it failed.</summary>
    public Exception? Fault { get; private set; }

    public Instant Now => _pace.Now;

    public int Speed
    {
        get
        {
            lock (_gate)
                return _speed;
        }
    }

    public ReplayState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>What is folded.</summary>
    public ReplayedVenue Venue
    {
        get
        {
            lock (_gate)
                return _venue;
        }
    }

    public void Start() => _thread.Start();

    /// <summary>Changes what is asked for; null: as it is.</summary>
    /// <param name="to">A moment of the day: the past is folded again when it is behind.</param>
    /// <param name="step">On to the next trade, and stop there.</param>
    public void Change(Instant? to, int? speed, bool? plays, bool step)
    {
        lock (_gate)
        {
            _speed = speed ?? _speed;
            _plays = !step && (plays ?? _plays);
            _steps |= step;
            if (to is { } moment)
            {
                Must.Hold(moment >= Span.From && moment <= Span.To);
                (_seeks, _steps, _state) = (true, false, ReplayState.Preparing);
                _pace.Stop();
                _pace.JumpTo(moment);
            }
            else if (_state != ReplayState.Preparing && !_seeks)
            {
                Settle();
            }
        }

        _changed.Set();
    }

    public void Dispose()
    {
        lock (_gate)
            _over = true;
        _changed.Set();
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
            _thread.Join(TimeSpan.FromSeconds(5));
        _changed.Dispose();
    }

    // Plays or stands, from where it is.
    private void Settle()
    {
        if (_state == ReplayState.Failed)
            return;
        if (_pace.Now >= Span.To)
            _state = ReplayState.Ended;
        else
            _state = _plays ? ReplayState.Playing : ReplayState.Paused;
        if (_state == ReplayState.Playing)
            _pace.Run(_speed);
        else
            _pace.Stop();
    }

    private void Work()
    {
        try
        {
            while (!IsOver)
            {
                _changed.Reset();
                if (TakesSeek())
                    Prepare();
                else if (TakesStep())
                    Step();
                else
                    Play();
            }
        }
        catch (Exception e)
        {
            // A log that cannot be read ends this replay, not the venue.
            lock (_gate)
                (Fault, _state) = (e, ReplayState.Failed);
            Reached?.Invoke(null);
        }
        finally
        {
            Venue.Dispose();
        }
    }

    private bool IsOver
    {
        get
        {
            lock (_gate)
                return _over;
        }
    }

    private bool TakesSeek()
    {
        lock (_gate)
            return _seeks;
    }

    private bool TakesStep()
    {
        lock (_gate)
        {
            var steps = _steps;
            _steps = false;
            return steps;
        }
    }

    // Ends early when another moment is asked for meanwhile.
    private void Prepare()
    {
        Reached?.Invoke(null);
        Instant to;
        lock (_gate)
        {
            (_seeks, to) = (false, _pace.Now);
            if (_venue.Folded > to)
            {
                _venue.Dispose();
                _venue = new(_logs, () => Now);
            }
        }

        for (var chunk = 1; !_venue.Fold(to, Chunk); chunk++)
        {
            if (IsOver || TakesSeek())
                return;
            if (chunk % ChunksBetweenRests == 0)
                Thread.Sleep(RestPreparing);
        }

        Reached?.Invoke(_venue);
        lock (_gate)
        {
            if (!_seeks)
                Settle();
        }
    }

    private void Step()
    {
        while (!_venue.Fold(Span.To, Chunk, MessageKind.Traded))
        {
            if (IsOver || TakesSeek())
                return;
        }

        lock (_gate)
        {
            if (_seeks)
                return;
            _pace.Stop();
            _pace.JumpTo(_venue.Folded);
            Settle();
        }
    }

    private void Play()
    {
        var now = _pace.Now;
        var whole = _venue.Fold(now, Chunk);
        lock (_gate)
        {
            if (_seeks || _state != ReplayState.Playing)
            {
                whole = true;
            }
            else if (whole && now >= Span.To)
            {
                Settle();
            }
            else if (whole && _venue.Next is var next && next != Instant.Never && next > now.Plus(Silence))
            {
                // A second before it, so that it is seen to come.
                var before = next.Plus(-Instant.PerSecond);
                _pace.JumpTo(before < Span.To ? before : Span.To);
            }
        }

        if (State is ReplayState.Playing)
            _changed.Wait(whole ? Rest : 0);
        else
            _changed.Wait();
    }
}
