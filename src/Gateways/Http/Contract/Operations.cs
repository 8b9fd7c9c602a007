// Every operation of the REST door, in the order of the pages.
namespace Tokenbourse.Gateways.Http.Contract;

/// <summary>The table behind the contract. A test holds it against the routes of the server, both ways.</summary>
internal static partial class Operations
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int TooLarge = 413;
    private const int OtherMedia = 415;
    private const int Upgrade = 426;
    private const int Refused = 422;
    private const int Unavailable = 503;
    private static readonly int[] WhenSent = [NotFound, TooLarge, OtherMedia, Refused, Unavailable];

    public static IReadOnlyList<Operation> All { get; } =
    [
        .. Market,
        .. Curves,
        .. Replays,
        .. Indexes,
        .. Accounts,
        .. Orders,
        .. Safety,
        .. Clearing,
        .. Operating,
        .. Days,
        .. Spot,
        .. Deribit,
    ];

    private static WireJson W => WireJson.Wire;

    private static Operation[] Market =>
        [
            new("GET", "/v1/status", "getStatus", "market", "Venue, time, calendars, newest sequences.", W.StatusShape),
            new(
                "GET",
                "/v1/instruments",
                "listInstruments",
                "market",
                "Contract months and spreads that have not ended, with terms, quotes and limits.",
                W.IReadOnlyListInstrumentShape
            ),
            OfSymbol("/v1/instruments/{symbol}/state", "getState", "Phase, cause, until when.", W.StateShape),
            OfSymbol("/v1/statistics/{symbol}", "getStatistics", "The day in numbers.", W.StatisticsShape),
            OfSymbol(
                "/v1/depth/{symbol}",
                "getDepth",
                "Both sides of the book by price, best first.",
                W.DepthShape
            ) with
            {
                Query = [new("levels", Kind.Whole, "Levels a side.", Least: 1, Most: 500, Usual: "10")],
            },
            OfSymbol("/v1/book/{symbol}", "getBook", "The visible book order by order.", W.BookShape) with
            {
                Query = [new("orders", Kind.Whole, "Orders a side.", Least: 1, Most: 10_000, Usual: "500")],
            },
            OfSymbol("/v1/trades/{symbol}", "listTrades", "Trades, newest first.", W.IReadOnlyListTradeShape) with
            {
                Query = [new("limit", Kind.Whole, "Trades.", Least: 1, Most: 500, Usual: "100")],
            },
            OfSymbol("/v1/bars/{symbol}", "listBars", "Bars, oldest first.", W.IReadOnlyListBarShape) with
            {
                Query =
                [
                    new("interval", Kind.Text, "Length of a bar.", Usual: "1m", Words: Present.BarWords),
                    new("limit", Kind.Whole, "The newest so many.", Least: 1, Most: 1440, Usual: "100"),
                ],
            },
            new(
                "GET",
                "/v1/replay/{stream}",
                "replay",
                "market",
                "What a channel of the stream has told in the last 24 hours, in its order.",
                W.ReplayShapeFeedShape
            )
            {
                Query =
                [
                    new("from", Kind.Whole, "The first number wanted; absent: the oldest that is kept.", Least: 0),
                    new("limit", Kind.Whole, "Items.", Least: 1, Most: 10_000, Usual: "1000"),
                ],
                OtherAnswers =
                [
                    W.ReplayShapeBookChangeShape,
                    W.ReplayShapeTradeShape,
                    W.ReplayShapeOrderChangeShape,
                    W.ReplayShapeAccountFillShape,
                    W.ReplayShapeStateShape,
                    W.ReplayShapeReplayPrintShape,
                ],
                Faults = [NotFound],
            },
            new("GET", "/v1/curve/{contract}", "getCurve", "market", "The months of a contract.", W.CurveShape)
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                "/v1/calendars/{calendar}/days/{day}",
                "getCalendarDay",
                "market",
                "A calendar's day: timetable, neighbours, days without trading to come.",
                W.CalendarDayShape
            )
            {
                Faults = [NotFound],
            },
            new(
                "GET",
                "/v1/contracts/{contract}",
                "getContractDocuments",
                "market",
                "A contract's terms, margins and limits: every version as it was taken, and what it changed.",
                W.ContractDocumentsShape
            )
            {
                Faults = [NotFound],
            },
            new("GET", "/v1/bulletins", "listBulletins", "market", "Days that have a bulletin.", W.IReadOnlyListString),
            new("GET", "/v1/bulletins/{day}", "getBulletin", "market", "A day's bulletin.", W.BulletinShape)
            {
                Faults = [NotFound],
            },
            new("GET", "/v1/stream", "openStream", "market", "The WebSocket; its contract is asyncapi.json.", null)
            {
                Faults = [Upgrade],
            },
            new(
                "GET",
                "/v1/session",
                "getSession",
                "market",
                "Who the venue takes the caller for. Signing in and administration: identity.md.",
                W.SessionShape
            ),
            new("GET", "/v1/openapi.json", "getOpenApi", "market", "This document.", null),
            new("GET", "/v1/asyncapi.json", "getAsyncApi", "market", "The contract of the stream.", null),
        ];

    private static Operation[] Indexes =>
        [
            new(
                "GET",
                "/v1/indexes",
                "listIndexes",
                "indexes",
                "Each index with its newest value.",
                W.IReadOnlyListIndexShape
            ),
            OfIndex("/v1/indexes/{index}", "getIndexHistory", "Days of an index.", W.IndexHistoryShape) with
            {
                Query =
                [
                    new("from", Kind.Date, "The first day; absent: the oldest."),
                    new("to", Kind.Date, "The last day; absent: the newest."),
                ],
            },
            OfIndex("/v1/indexes/{index}/prints/{day}", "getPrint", "One print and what it rests on.", W.PrintShape),
            OfIndex(
                "/v1/indexes/{index}/prints/{day}/influence",
                "getInfluence",
                "The print made again without each of its constituents.",
                W.InfluenceShape
            ),
            OfIndex("/v1/indexes/{index}/methodology", "getMethodology", "The methodology in force.", null),
            OfIndex("/v1/indexes/{index}/governance", "getGovernance", "Governance of an index.", W.GovernanceShape),
            new(
                "POST",
                "/v1/index-commands/{command}",
                "sendIndexCommand",
                "indexes",
                "A document of the index administrator.",
                W.IndexAnswerShape
            )
            {
                Body = [],
                Faults = WhenSent,
                PathWords = string.Join(", ", IndexDoor.Commands.Select(c => c.Word)),
            },
        ];

    private static Operation OfSymbol(
        string path,
        string id,
        string summary,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo answer
    ) => new("GET", path, id, "market", summary, answer) { Faults = [NotFound] };

    private static Operation OfIndex(
        string path,
        string id,
        string summary,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo? answer
    ) => new("GET", path, id, "indexes", summary, answer) { Faults = [NotFound] };
}
