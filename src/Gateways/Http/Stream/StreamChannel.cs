// A channel: what its hearers were told last, and what has changed since.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Http.Stream;

/// <summary>What channels are made from.</summary>
internal sealed record StreamSources(IVenue Venue, VenueFacts Facts, VenueReaders Readers)
{
    public VenueViews Views => Venue.Views;
}

/// <summary>One channel, shared by all that hear it. Every method is called under the views' gate, so between
/// commands.</summary>
internal abstract class StreamChannel(string name)
{
    public string Name { get; } = name;

    /// <summary>Sequence of the last message; what the next one's prevSeq is.</summary>
    public long Seq { get; protected set; } = -1;

    /// <summary>Who hears it. The hub's gate guards it.</summary>
    public List<Hearing> Hearers { get; } = [];

    /// <summary>A slow hearer may be given one message instead of every change.</summary>
    public virtual bool Conflates => true;

    /// <summary>Of one account: looked at more often.</summary>
    public virtual bool IsPrivate => false;

    /// <summary>Nobody hears it any more.</summary>
    public virtual void Close() { }

    /// <summary>Everything, as of the last message: a hearer goes on from it with the next one.</summary>
    public abstract StreamNote Snapshot();

    /// <summary>Looks at the views, remembers them, and adds what changed.</summary>
    public abstract void Update(Instant now, List<StreamNote> notes);

    /// <summary>All that happened since a hearer had <paramref name="mark"/> as one message that continues the chain;
    /// null where only a new snapshot will do.</summary>
    /// <param name="mark">The <see cref="StreamNote.Before"/> of the first message that was left out.</param>
    public virtual StreamNote? Since(object? mark) => null;

    /// <summary>The channel of that name; null and why when there is none.</summary>
    public static StreamChannel? Open(string name, StreamSources sources, out WireFault? fault)
    {
        fault = null;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? name : name[..colon];
        var of = colon < 0 ? "" : name[(colon + 1)..];
        switch (kind)
        {
            case "status" when colon < 0:
                return new StatusChannel(name, sources);
            case "board" when colon < 0:
                return new BoardChannel(name, sources);
            case "prints" when colon < 0:
                return new PrintsChannel(name, sources);
            case "bulletins" when colon < 0:
                return new BulletinsChannel(name, sources);
            case "trades" or "book.orders" or "feed" or "state" or "best" or "indication" or "statistics":
            case var book when DepthChannel.LevelsOf(book) is not null:
            case var bars when BarsChannel.MinutesOf(bars) is not null:
                if (sources.Views.Board.Of(of) is { } row)
                    return Open(name, kind, sources, row);
                fault = WireFault.NoInstrument(of);
                return null;
            case "curve":
                if (Present.Curve(sources.Views, of) is not null)
                    return new CurveChannel(name, sources, of);
                fault = WireFault.NotFound("channels", name, "No month of that contract is listed.");
                return null;
            case var own when PrivateChannels.Kinds.Contains(own):
                return PrivateChannels.Open(name, kind, of, sources, out fault);
            case var spot when spot.StartsWith(SpotOpening.Prefix, StringComparison.Ordinal):
                return SpotOpening.Open(name, kind, of, sources, out fault);
            default:
                fault = WireFault.NotFound("channels", name, "There is no such channel.");
                return null;
        }
    }

    private static StreamChannel Open(string name, string kind, StreamSources sources, BoardRow row)
    {
        var (feed, terms) = (sources.Views.Feed.Of(row.Id), row.Terms);
        return kind switch
        {
            _ when DepthChannel.LevelsOf(kind) is { } levels => new DepthChannel(name, sources, row, levels),
            _ when BarsChannel.MinutesOf(kind) is { } minutes => new BarsChannel(name, sources, row, minutes),
            "trades" => new TradesChannel(name, sources, row),
            "book.orders" => new BookOrdersChannel(name, feed, terms),
            "feed" => new FeedChannel(name, sources, feed, terms),
            "state" => new StateChannel(name, feed, terms),
            "best" => new RecordChannel<BestShape>(
                name,
                feed,
                () => Present.Best(feed.Book, terms),
                WireJson.Wire.BestShape
            ),
            "indication" => new RecordChannel<IndicationShape>(
                name,
                feed,
                () => Present.Indication(feed.Indication, terms),
                WireJson.Wire.IndicationShape
            ),
            _ => new RecordChannel<StatisticsShape>(
                name,
                feed,
                () => Present.Statistics(feed.Statistics, terms),
                WireJson.Wire.StatisticsShape
            ),
        };
    }
}
