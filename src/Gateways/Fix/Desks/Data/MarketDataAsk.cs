// What a MarketDataRequest asks for, and why one is refused.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Venue;
using Tokenbourse.Views.MarketData;

namespace Tokenbourse.Gateways.Fix.Desks.Data;

/// <summary>A refusal: MDReqRejReason(281), blank where the standard has none that fits, and words.</summary>
internal sealed record MarketDataRefusal(char Reason, string Text);

/// <summary>A request that can be served.</summary>
/// <param name="Follows">Changes are told, not only how things stand.</param>
/// <param name="Whole">Each change is told as a snapshot.</param>
/// <param name="Levels">Of the book, a side.</param>
/// <param name="Types">MDEntryTypes.</param>
internal sealed record MarketDataAsk(
    string Id,
    bool Follows,
    bool Whole,
    int Levels,
    string Types,
    IReadOnlyList<BoardRow> Rows
)
{
    /// <summary>Levels a side that MarketDepth(264) may name; 0 stands for <see cref="FullDepth"/>.</summary>
    public const int MostDepth = 100;

    /// <summary>Levels a side of a full book, as on the stream.</summary>
    public const int FullDepth = 500;

    private const char UnknownSymbol = '0';
    private const char TooMany = '2';
    private const char Depth = '5';
    private const char UpdateType = '6';
    private const char Aggregated = '7';
    private const char EntryType = '8';
    private const char Session = '9';
    private const char Scope = 'A';
    private const char SettlFlag = 'B';
    private const char ImplicitDelete = 'C';

    public bool Has(char type) => Types.Contains(type, StringComparison.Ordinal);

    /// <param name="room">Instruments that the session may still hear.</param>
    public static MarketDataAsk? Read(FixMessage message, VenueViews views, int room, out MarketDataRefusal? refusal)
    {
        var follows = message.Letter(263) == '1';
        var depth = message.Whole(264) ?? 0;
        refusal = Check(message, follows, depth);
        if (refusal is not null)
            return null;
        var rows = new List<BoardRow>();
        lock (views.Gate)
        {
            foreach (var symbol in message.All(55))
            {
                if (views.Board.Of(symbol) is not { Expired: false } row)
                    refusal ??= new(UnknownSymbol, $"no instrument {symbol} is listed");
                else if (rows.Contains(row))
                    refusal ??= new(' ', $"{symbol} stands twice");
                else
                    rows.Add(row);
            }
        }

        if (rows.Count == 0)
            refusal ??= new(UnknownSymbol, "no instrument is named");
        if (rows.Count > room)
            refusal ??= new(
                TooMany,
                $"{rows.Count} instruments; the session may hear {MarketDataDesk.MostLines} at a time, {room} more"
            );
        return refusal is not null
            ? null
            : new(
                message.Text(262)!,
                follows,
                message.Letter(265) == '0',
                depth == 0 ? FullDepth : (int)depth,
                string.Concat(message.All(269)),
                rows
            );
    }

    private static MarketDataRefusal? Check(FixMessage message, bool follows, long depth)
    {
        if (depth is < 0 or > MostDepth)
            return new(Depth, $"MarketDepth(264) must be 0 (full: {FullDepth}) or 1 to {MostDepth}");
        if (follows && message.Letter(265) == ' ')
            return new(UpdateType, "MDUpdateType(265) must be 0 or 1 where changes are asked for");
        if (message.Letter(266) == 'N')
            return new(Aggregated, "AggregatedBook(266): books are told by price");
        foreach (var type in message.All(269))
        {
            if (!PublicEntry.Types.Contains(type, StringComparison.Ordinal))
                return new(
                    EntryType,
                    $"MDEntryType(269) must be one of {string.Join(' ', PublicEntry.Types.ToCharArray())}"
                );
        }

        if (message.Find(386) >= 0)
            return new(Session, "NoTradingSessions(386): each instrument has one, it is not chosen");
        if (message.Text(546) is { } scope && scope != "1")
            return new(Scope, "Scope(546) must be 1");
        if (message.Text(286) is { } flag && flag != "0")
            return new(SettlFlag, "OpenCloseSettlFlag(286) must be 0");
        if (message.Letter(547) == 'Y')
            return new(ImplicitDelete, "MDImplicitDelete(547): every level that leaves is told");
        if (message.Whole(815) is { } action && action != 2)
            return new(' ', "ApplQueueAction(815) must be 2: to who is behind the newest is told");
        return message.Find(812) >= 0 ? new(' ', "ApplQueueMax(812) is not chosen") : null;
    }
}
