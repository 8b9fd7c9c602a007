// The table of access: each address of the doors with who may use it. An address without a line is shut.
using Tokenbourse.Gateways.Identity;
using static Tokenbourse.Gateways.Http.Access.Checks;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>In force when the venue has an identity folder. A test walks over the real routes and asks for each
/// line.</summary>
internal static class AccessRules
{
    public static IReadOnlyList<AccessRule> All { get; } =
    [
        .. Open(
            "/v1/status",
            "/v1/instruments",
            "/v1/instruments/{symbol}/state",
            "/v1/bars/{symbol}",
            "/v1/depth/{symbol}",
            "/v1/book/{symbol}",
            "/v1/trades/{symbol}",
            "/v1/statistics/{symbol}",
            "/v1/calendars/{calendar}/days/{day}",
            // A replay's documents have the rules of the live ones; these are its clock and its controls.
            "/v1/replays",
            "/v1/replays/{replay}",
            "/v1/contracts/{contract}",
            "/v1/curve/{contract}",
            "/v1/curve/{contract}/days",
            "/v1/curve/{contract}/analytics",
            "/v1/curve/{contract}/history",
            "/v1/curve/{contract}/fits",
            "/v1/curve/{contract}/components",
            "/v1/curve/{contract}/season",
            "/v1/curve/{contract}/inference",
            "/v1/indexes",
            "/v1/indexes/{index}",
            "/v1/indexes/{index}/prints/{day}",
            "/v1/indexes/{index}/methodology",
            "/v1/indexes/{index}/governance",
            "/v1/bulletins",
            "/v1/bulletins/{day}",
            "/v1/bulletins/{day}/rankings",
            "/v1/spot/products",
            "/v1/spot/products/{product}/auctions",
            "/v1/spot/products/{product}/trades",
            "/v1/spot/products/{product}/book",
            // Which channels may be heard is decided with each (StreamRules).
            "/v1/stream",
            "/v1/openapi.json",
            "/v1/asyncapi.json",
            "/v1/session"
        ),
        new("GET", "/v1/replay/{stream}", ReadsStream),
        // Requests of this door are signed in a way of their own, and decided with each method (RpcMethods).
        .. Open("/api/v2/public/{method}", "/api/v2/private/{method}", "/ws/api/v2"),
        .. Of("POST", Anyone, "/api/v2", "/api/v2/public/{method}", "/api/v2/private/{method}"),
        // It takes memory, so it is somebody's; only its maker changes or ends it.
        new("POST", "/v1/replays", SignedIn),
        new("PUT", "/v1/replays/{replay}", SignedIn),
        new("DELETE", "/v1/replays/{replay}", SignedIn),
        new("POST", "/v1/session", Anyone),
        new("DELETE", "/v1/session", Anyone),
        // The list itself leaves out what is not the caller's.
        new("GET", "/v1/accounts", SignedIn),
        .. Of(
            "GET",
            Reads,
            "/v1/accounts/{account}/statement",
            "/v1/accounts/{account}/reports/{day}",
            "/v1/accounts/{account}/reports/{day}/{file}",
            "/v1/accounts/{account}/profit/{day}",
            "/v1/accounts/{account}/ledger/{day}",
            "/v1/accounts/{account}/history/{day}",
            "/v1/accounts/{account}/paper/{day}",
            "/v1/accounts/{account}/margin",
            "/v1/accounts/{account}/orders",
            "/v1/accounts/{account}/positions",
            "/v1/accounts/{account}/protection",
            "/v1/accounts/{account}/obligations",
            "/v1/accounts/{account}/cash",
            "/v1/accounts/{account}/calls",
            "/v1/accounts/{account}/certificates",
            "/v1/accounts/{account}/spot-bids",
            "/v1/accounts/{account}/spot-orders",
            "/v1/accounts/{account}/spot-quotes",
            "/v1/accounts/{account}/supplies",
            "/v1/orders/by-client-id/{account}/{id}"
        ),
        new("GET", "/v1/spot/certificates/{certificate}", ReadsCertificate),
        new("GET", "/v1/spot/certificates/{certificate}/invoice", ReadsCertificate),
        new("GET", "/v1/spot/supplies/{supply}", ReadsSupply),
        new("GET", "/v1/spot/supplies/{supply}/invoices/{month}", ReadsSupply),
        .. Of("POST", ForBody(Scopes.Trade), "/v1/orders", "/v1/orders/preview", "/v1/quotes", "/v1/positions/reverse"),
        new("PATCH", "/v1/orders/{order}", asked => ForBody(Scopes.Trade)(asked) ?? OwnsOrder(asked)),
        new("DELETE", "/v1/orders/{order}", CommandChecks.Cancel, IsCancel: true),
        new("POST", "/v1/orders/cancel", CommandChecks.CancelMany, IsCancel: true),
        new(
            "DELETE",
            "/v1/orders/by-client-id/{account}/{id}",
            ForPath(Scopes.Trade, Scopes.CancelOnly),
            IsCancel: true
        ),
        new("PUT", "/v1/accounts/{account}/cancel-all-after", ForPath(Scopes.Trade, Scopes.CancelOnly), IsCancel: true),
        // What is shut, and what others may do at most, is the venue's own affair.
        .. Of("GET", As([.. Roles.Venue]), "/v1/kill-switches", "/v1/caps"),
        // Makers by name, whom a halt reaches, how the program fares.
        .. Of(
            "GET",
            As([.. Roles.Venue]),
            "/v1/operations/board",
            "/v1/operations/reach/{contract}",
            "/v1/operations/quality",
            "/v1/operations/obligations",
            "/v1/operations/limits/{contract}",
            "/v1/operations/health"
        ),
        new("POST", "/v1/contracts/{contract}/draft", As([.. Roles.Venue])),
        // Who clears through a member changes from day to day: whose eyes may see all of them is the venue's to say.
        .. Of(
            "GET",
            As([.. Roles.Venue]),
            "/v1/members/{member}/reports/{day}",
            "/v1/members/{member}/reports/{day}/{file}"
        ),
        // Everybody's positions and money: for those who answer for the house's risk, and who audits them. The role of
        // risk is a participant's and sees none of it.
        .. Of(
            "GET",
            As(Roles.Clearing, Roles.Auditor),
            "/v1/clearing/overview",
            "/v1/clearing/members/{member}",
            "/v1/clearing/members/{member}/accounts/{account}/margin",
            "/v1/clearing/calls",
            "/v1/clearing/stress",
            "/v1/clearing/concentration",
            "/v1/clearing/back-tests",
            "/v1/clearing/ledger"
        ),
        // Prices that are not published yet, and who proposed them.
        .. Of("GET", As([.. Roles.Venue]), "/v1/settlements/{day}", "/v1/end-of-day/{day}"),
        // Each question plays the log of observations.
        new("GET", "/v1/indexes/{index}/prints/{day}/influence", As([.. Roles.Venue])),
        .. Of(
            "POST",
            CommandChecks.InPerson(Roles.MarketOps),
            "/v1/settlements/{day}/overrides",
            "/v1/settlements/{day}/overrides/approve"
        ),
        .. Of(
            "POST",
            CommandChecks.InPerson(Roles.Clearing),
            "/v1/settlements/{day}/amendments",
            "/v1/settlements/{day}/amendments/approve"
        ),
        new("POST", "/v1/margin-calls/runs", As(Roles.Clearing)),
        new("POST", "/v1/margin-calls/{account}/{currency}/acknowledgement", MarginCallDoor.MayAcknowledge),
        .. Of("POST", As(Roles.Clearing, Roles.Auditor), "/v1/clearing/what-if", "/v1/clearing/waterfall"),
        new("PUT", "/v1/kill-switches", CommandChecks.SetSwitch, IsCancel: true),
        new("PUT", "/v1/caps", CommandChecks.SetCaps),
        new("PUT", "/v1/accounts/{account}/protection", ForPath(Scopes.Trade)),
        new("POST", "/v1/accounts/{account}/cash", ForPath(Scopes.Transfer)),
        new("PUT", "/v1/accounts/{account}/cash/{reference}", CommandChecks.EndCash),
        new("PUT", "/v1/instruments/{symbol}/state", CommandChecks.SetState),
        new("PUT", "/v1/operations/limits/{contract}", CommandChecks.SetLimits),
        new("POST", "/v1/index-commands/{command}", CommandChecks.Index),
        new("POST", "/v1/spot/{command}", CommandChecks.Spot),
        new("GET", AdminRoutes.Address, As([.. Roles.Venue])),
        .. Of(
            "POST",
            As([.. Roles.Proposers]),
            AdminRoutes.Address,
            AdminRoutes.Address + "/{proposal}/approve",
            AdminRoutes.Address + "/{proposal}/reject"
        ),
    ];

    private static readonly Dictionary<(string, string), AccessRule> _byAddress = All.ToDictionary(r =>
        (r.Method, r.Pattern)
    );

    /// <summary>The line of an address; null: it is shut.</summary>
    public static AccessRule? Find(string method, string? pattern) =>
        _byAddress.GetValueOrDefault((method == "HEAD" ? "GET" : method, pattern ?? ""));

    private static IEnumerable<AccessRule> Open(params string[] patterns) => Of("GET", Anyone, patterns);

    private static IEnumerable<AccessRule> Of(
        string method,
        Func<AskedAccess, AccessRefusal?> check,
        params string[] patterns
    ) => patterns.Select(p => new AccessRule(method, p, check));
}
