// A book by price: the best levels of each side, then those that changed.
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
    private Told _told;

    public DepthChannel(string name, StreamSources sources, BoardRow row, int levels)
        : base(name)
    {
        _sources = sources;
        _row = row;
        _levels = levels;
        _told = Look(sources.Venue.Now);
        Seq = _told.Seq;
    }

    /// <summary>A book as hearers have it.</summary>
    private sealed record Told(
        IReadOnlyList<DepthLevel> Bids,
        IReadOnlyList<DepthLevel> Asks,
        Price? Last,
        long LastLots,
        long Seq,
        Instant Time
    );

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
        if (
            Same(before.Bids, after.Bids)
            && Same(before.Asks, after.Asks)
            && (before.Last, before.LastLots) == (after.Last, after.LastLots)
        )
            return;
        _told = after;
        Seq = after.Seq;
        notes.Add(Delta(before, _turn.IsDue() ? Checksum() : null));
    }

    /// <inheritdoc/>
    public override StreamNote? Since(object? mark) => mark is Told before ? Delta(before, Checksum()) : null;

    private StreamNote Delta(Told before, string? checksum)
    {
        var t = _row.Terms;
        var shape = new DepthDeltaShape(
            Present.Levels(Changes(before.Bids, _told.Bids, descending: true), t),
            Present.Levels(Changes(before.Asks, _told.Asks, descending: false), t),
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

    private Told Look(Instant now) =>
        new(Levels(Side.Buy), Levels(Side.Sell), _row.Last, _row.LastLots, _sources.Views.AsOf, now);

    private IReadOnlyList<DepthLevel> Levels(Side side) => _sources.Views.Books.Depth(_row.Id, side, _levels);

    private static bool Same(IReadOnlyList<DepthLevel> a, IReadOnlyList<DepthLevel> b)
    {
        if (a.Count != b.Count)
            return false;
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
                return false;
        }

        return true;
    }

    /// <summary>Both lists best first: a walk side by side. A level that is gone is told with zero lots.</summary>
    private static List<DepthLevel> Changes(
        IReadOnlyList<DepthLevel> before,
        IReadOnlyList<DepthLevel> after,
        bool descending
    )
    {
        var changes = new List<DepthLevel>();
        int b = 0,
            a = 0;
        while (b < before.Count || a < after.Count)
        {
            var order =
                b == before.Count ? 1
                : a == after.Count ? -1
                : before[b].Price.CompareTo(after[a].Price) * (descending ? -1 : 1);
            if (order < 0)
            {
                changes.Add(new(before[b++].Price, 0, 0));
            }
            else if (order > 0)
            {
                changes.Add(after[a++]);
            }
            else
            {
                if (before[b] != after[a])
                    changes.Add(after[a]);
                b++;
                a++;
            }
        }

        return changes;
    }
}

/// <summary>Which messages of a chain carry a checksum: each hundredth.</summary>
internal sealed class ChecksumTurn
{
    private const int Every = 100;
    private int _told;

    public bool IsDue() => ++_told % Every == 0;
}
