// A book by price: the best levels of each side, then those that changed.
using Tokenbourse.Gateways.Chains;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>depth:SYMBOL and depth.N:SYMBOL: the best N levels of each side; then the levels that changed among them.
/// A level that is worse than the N best has left, one that comes among them is told. Each N is a chain of its
/// own.</summary>
internal sealed class DepthChannel : StreamChannel
{
    /// <summary>Levels a side of depth:SYMBOL.</summary>
    public const int MostLevels = 500;

    private readonly StreamSources _sources;
    private readonly BoardRow _row;
    private readonly int _levels;
    private readonly ChecksumTurn _turn = new();
    private DepthBook _told;

    public DepthChannel(string name, StreamSources sources, BoardRow row, int levels)
        : base(name)
    {
        _sources = sources;
        _row = row;
        _levels = levels;
        _told = Look(sources.Venue.Now);
        Seq = _told.Seq;
    }

    /// <summary>The number of levels that a channel's kind names; null when it names none that is offered.</summary>
    public static int? LevelsOf(string kind) =>
        kind switch
        {
            "depth" => MostLevels,
            "depth.1" => 1,
            "depth.5" => 5,
            "depth.10" => 10,
            "depth.20" => 20,
            "depth.50" => 50,
            "depth.100" => 100,
            _ => null,
        };

    public override StreamNote Snapshot()
    {
        var t = _row.Terms;
        var shape = new DepthShape(
            t.Symbol,
            Seq,
            Present.Levels(_told.Bids, t),
            Present.Levels(_told.Asks, t),
            Words.Of(_told.Last, t),
            _told.Last is null ? null : _told.LastLots,
            _told.Time.ToString()
        );
        return new("snapshot", Seq, Seq, shape, WireJson.Wire.DepthShape) { Checksum = Checksum() };
    }

    public override void Update(Instant now, List<StreamNote> notes)
    {
        var before = _told;
        var after = Look(now);
        if (before.Shows(after))
            return;
        _told = after;
        Seq = after.Seq;
        notes.Add(Delta(before, _turn.IsDue() ? Checksum() : null));
    }

    /// <inheritdoc/>
    public override StreamNote? Since(object? mark) => mark is DepthBook before ? Delta(before, Checksum()) : null;

    private StreamNote Delta(DepthBook before, string? checksum)
    {
        var t = _row.Terms;
        var shape = new DepthDeltaShape(
            Present.Levels(_told.ChangedBids(before), t),
            Present.Levels(_told.ChangedAsks(before), t),
            Words.Of(_told.Last, t),
            _told.Last is null ? null : _told.LastLots
        );
        return new("delta", _told.Seq, before.Seq, shape, WireJson.Wire.DepthDeltaShape)
        {
            Checksum = checksum,
            Before = before,
        };
    }

    private string Checksum() => BookChecksum.Of(_told.Bids, _told.Asks, _row.Terms);

    private DepthBook Look(Instant now) => DepthBook.Look(_sources.Views, _row, _levels, now);
}

/// <summary>Which messages of a chain carry a checksum: each hundredth.</summary>
internal sealed class ChecksumTurn
{
    private const int Every = 100;
    private int _told;

    public bool IsDue() => ++_told % Every == 0;
}
