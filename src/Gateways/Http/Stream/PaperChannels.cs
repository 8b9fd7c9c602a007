// The other channels: the venue's status, curves, prints, bulletins.
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>status: at once when a phase changes, else with each second.</summary>
internal sealed class StatusChannel : StreamChannel
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private readonly StreamSources _sources;
    private StatusShape _told;
    private long _at = System.Diagnostics.Stopwatch.GetTimestamp();

    public StatusChannel(string name, StreamSources sources)
        : base(name)
    {
        _sources = sources;
        _told = Present.Status(sources.Venue, sources.Facts, sources.Readers);
        Seq = _told.EventSequence;
    }

    public override StreamNote Snapshot() => new("snapshot", Seq, Seq, _told, WireJson.Wire.StatusShape);

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var status = Present.Status(_sources.Venue, _sources.Facts, _sources.Readers);
        var due = System.Diagnostics.Stopwatch.GetElapsedTime(_at) >= Often && status.Time != _told.Time;
        if (!due && status.Calendars.SequenceEqual(_told.Calendars))
            return;
        var before = Seq;
        _told = status;
        _at = System.Diagnostics.Stopwatch.GetTimestamp();
        Seq = status.EventSequence;
        notes.Add(Snapshot() with { PrevSeq = before });
    }
}

/// <summary>curve:CONTRACT: the whole curve again when a point of it changes.</summary>
internal sealed class CurveChannel : StreamChannel
{
    private readonly StreamSources _sources;
    private readonly string _contract;
    private CurveShape _told;

    public CurveChannel(string name, StreamSources sources, string contract)
        : base(name)
    {
        _sources = sources;
        _contract = contract;
        _told = Present.Curve(sources.Views, contract)!;
        Seq = _told.AsOf;
    }

    public override StreamNote Snapshot() => new("snapshot", Seq, Seq, _told, WireJson.Wire.CurveShape);

    public override void Update(Instant now, List<StreamNote> notes)
    {
        if (
            _sources.Views.AsOf == Seq
            && _sources.Views.Indexes.Newest(_told.Index.Index)?.Print.Day == _told.Index.Day
        )
            return;
        var curve = Present.Curve(_sources.Views, _contract)!;
        if (curve.Index == _told.Index && curve.Points.SequenceEqual(_told.Points))
            return;
        var before = Seq;
        _told = curve;
        Seq = curve.AsOf;
        notes.Add(Snapshot() with { PrevSeq = before });
    }
}

/// <summary>prints: every index with its newest value; then each print or withheld day. Sequences are those of the
/// prints log.</summary>
internal sealed class PrintsChannel : StreamChannel
{
    // A venue that reads in years of history prints thousands at once: then a new snapshot is kinder.
    private const int MostEvents = 100;
    private readonly StreamSources _sources;
    private readonly SortedDictionary<string, int> _told = new(StringComparer.Ordinal);

    public PrintsChannel(string name, StreamSources sources)
        : base(name)
    {
        _sources = sources;
        Skip();
    }

    public override bool Conflates => false;

    public override StreamNote Snapshot() =>
        new("snapshot", Seq, Seq, Present.Indexes(_sources.Views), WireJson.Wire.IReadOnlyListIndexShape);

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var board = _sources.Views.Indexes;
        if (board.AsOf == Seq)
            return;
        var fresh = new List<(long Sequence, IndexShape Shape)>();
        foreach (var name in board.Names)
        {
            var rows = board.Of(name);
            for (var i = _told.GetValueOrDefault(name); i < rows.Count && fresh.Count <= MostEvents; i++)
            {
                if (Present.Index(_sources.Views, rows[i].Print) is { } shape)
                    fresh.Add((rows[i].Sequence, shape));
            }
        }

        var before = Seq;
        Skip();
        if (fresh.Count > MostEvents)
        {
            notes.Add(Snapshot() with { PrevSeq = before });
            return;
        }

        fresh.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        Seq = before;
        foreach (var (sequence, shape) in fresh)
        {
            before = Seq;
            Seq = sequence;
            notes.Add(new("event", Seq, before, shape, WireJson.Wire.IndexShape));
        }
    }

    private void Skip()
    {
        var board = _sources.Views.Indexes;
        foreach (var name in board.Names)
            _told[name] = board.Of(name).Count;
        Seq = board.AsOf;
    }
}

/// <summary>bulletins: the days; then each bulletin when a calendar has settled its part of it.</summary>
internal sealed class BulletinsChannel : StreamChannel
{
    private readonly StreamSources _sources;
    private readonly SortedDictionary<int, int> _parts = [];

    public BulletinsChannel(string name, StreamSources sources)
        : base(name)
    {
        _sources = sources;
        Update(default, []);
        Seq = sources.Views.AsOf;
    }

    public override bool Conflates => false;

    public override StreamNote Snapshot() =>
        new("snapshot", Seq, Seq, Present.BulletinDays(_sources.Views), WireJson.Wire.IReadOnlyListString);

    public override void Update(Instant now, List<StreamNote> notes)
    {
        foreach (var bulletin in _sources.Views.Bulletins.All)
        {
            if (_parts.GetValueOrDefault(bulletin.Day.Days) == bulletin.Parts.Count)
                continue;
            _parts[bulletin.Day.Days] = bulletin.Parts.Count;
            var shape = Present.Bulletin(_sources.Views, bulletin.Day, _sources.Facts.Simulated)!;
            var before = Seq;
            Seq = _sources.Views.AsOf;
            notes.Add(new("event", Seq, before, shape, WireJson.Wire.BulletinShape));
        }
    }
}
