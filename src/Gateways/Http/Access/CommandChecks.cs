// Rules of access that need more than the address: cancels, cash, trading states, and commands by their word.
using Tokenbourse.Gateways.Identity;
using static Tokenbourse.Gateways.Http.Access.Checks;

namespace Tokenbourse.Gateways.Http.Access;

/// <summary>Each decides one address of <see cref="AccessRules"/>.</summary>
internal static class CommandChecks
{
    // What parameters are is only changed by a proposal that a second person approved.
    private const string Proposal = "a proposal that a second person approved";

    private static readonly Dictionary<string, Func<AskedAccess, AccessRefusal?>> _spot = new(StringComparer.Ordinal)
    {
        ["define-product"] = OnlyProposed,
        ["place-bid"] = ForBody(Scopes.Trade),
        ["cancel-bid"] = ForBody(Scopes.Trade, Scopes.CancelOnly),
        ["place-order"] = ForBody(Scopes.Trade),
        ["cancel-order"] = ForBody(Scopes.Trade, Scopes.CancelOnly),
        ["ask-quote"] = ForBody(Scopes.Trade),
        ["give-quote"] = ForBody(Scopes.Trade),
        ["take-quote"] = ForBody(Scopes.Trade),
        ["withdraw-quote"] = ForBody(Scopes.Trade, Scopes.CancelOnly),
        ["set-standby"] = ForBody(Scopes.Trade),
        ["issue-certificate"] = ForBody(Scopes.Trade),
        ["transfer-certificate"] = ForBody(Scopes.Transfer),
        ["split-certificate"] = ForBody(Scopes.Trade),
        ["redeem-certificate"] = ForBody(Scopes.Trade),
        // A meter's word moves money between two accounts: it comes by clearing.
        ["record-delivery"] = As(Roles.Clearing),
        ["record-supply"] = As(Roles.Clearing),
        ["tender-certificate"] = ForBody(Scopes.Trade),
        ["withdraw-tender"] = ForBody(Scopes.Trade),
        ["request-delivery"] = ForBody(Scopes.Trade),
        ["define-supply"] = asked =>
            SignedIn(asked) ?? Owns(asked, asked.Account("seller"), "seller") ?? May(asked, Scopes.Trade),
        ["accept-supply"] = ForBody(Scopes.Trade),
        ["invoice-supply"] = ForBody(Scopes.Trade),
        ["pay-supply"] = ForBody(Scopes.Transfer),
        ["end-supply"] = ForBody(Scopes.Trade),
    };

    private static readonly Dictionary<string, Func<AskedAccess, AccessRefusal?>> _index = new(StringComparer.Ordinal)
    {
        ["define-index"] = OnlyProposed,
        ["define-source"] = OnlyProposed,
        ["observe-price"] = As(Roles.MarketOps),
        ["observe-quality"] = As(Roles.MarketOps),
        ["observe-rate"] = As(Roles.MarketOps),
        ["observe-deal"] = As(Roles.MarketOps),
        ["observe-measure"] = As(Roles.MarketOps),
        ["announce-change"] = InPerson(Roles.MarketOps),
        ["name-affiliate"] = InPerson(Roles.MarketOps),
        ["propose-judgement"] = InPerson(Roles.MarketOps),
        ["approve-judgement"] = InPerson(Roles.MarketOps),
        ["correct-observation"] = InPerson(Roles.MarketOps),
        ["answer-complaint"] = InPerson(Roles.MarketOps),
        ["file-complaint"] = SignedIn,
    };

    /// <summary>The words that have a line, for a test that walks over the doors' own.</summary>
    public static IEnumerable<string> Words => _spot.Keys.Concat(_index.Keys);

    /// <summary>A cancel names its account in the query, in the body, or in both.</summary>
    public static AccessRefusal? Cancel(AskedAccess asked)
    {
        if (SignedIn(asked) is { } stranger)
            return stranger;
        var query = asked.Context.Request.Query["account"];
        int? named = query.Count == 1 && int.TryParse(query[0], out var number) ? number : null;
        if (query.Count > 0 && Owns(asked, named, "account") is { } foreign)
            return foreign;
        if ((!asked.Body.IsEmpty || query.Count == 0) && Owns(asked, asked.Account(), "account") is { } other)
            return other;
        return May(asked, Scopes.Trade, Scopes.CancelOnly) ?? OwnsOrder(asked);
    }

    /// <summary>A group may be wider than what one trader speaks for: it is for who watches the firm's risk.</summary>
    public static AccessRefusal? CancelMany(AskedAccess asked) =>
        ForBody(Scopes.Trade, Scopes.CancelOnly)(asked)
        ?? (asked.Field("scope") is null || asked.Word("scope") == "account" ? null : InRole(asked, Roles.Risk));

    /// <summary>The account may take back what it asked for; what the bank says, clearing says.</summary>
    public static AccessRefusal? EndCash(AskedAccess asked) =>
        asked.Word("outcome") == "taken back" ? ForPath(Scopes.Transfer)(asked) : As(Roles.Clearing)(asked);

    /// <summary>One person may stop trading; two let it go on.</summary>
    public static AccessRefusal? SetState(AskedAccess asked) =>
        As(Roles.MarketOps)(asked) ?? (IsHalt(asked) ? null : OnlyProposed(asked));

    /// <summary>Other price limits take two people.</summary>
    public static AccessRefusal? SetLimits(AskedAccess asked) => OnlyProposed(asked);

    /// <summary>One person shuts, under one's own name: the market's operators everything, who watches a firm's risk
    /// an account of its own. Two let it go on.</summary>
    public static AccessRefusal? SetSwitch(AskedAccess asked)
    {
        if (asked.Word("state") != "engaged")
            return OnlyProposed(asked);
        if (InPerson(Roles.MarketOps)(asked) is not { } refusal)
            return null;
        if (asked.Caller?.Is(Roles.Risk) != true || asked.Word("level") != "account")
            return refusal;
        return Owns(asked, asked.Account("number"), "number") ?? InPerson(Roles.Risk)(asked);
    }

    /// <summary>Caps of one's own account are for who watches its risk; all others are parameters.</summary>
    public static AccessRefusal? SetCaps(AskedAccess asked) =>
        SignedIn(asked)
        ?? (asked.Caller!.Is(Roles.Risk) ? Owns(asked, asked.Account(), "account") : OnlyProposed(asked));

    /// <summary>What an operator does alone, in the words that the audit log is told; null: nothing of the
    /// kind.</summary>
    public static string? ActsAlone(AskedAccess asked, AccessRule rule) =>
        rule switch
        {
            { Method: "PUT", Pattern: "/v1/kill-switches" } =>
                $"kill switch {asked.Word("level")} {Named(asked)}: {asked.Word("state")}",
            { Method: "PUT", Pattern: "/v1/instruments/{symbol}/state" } when IsHalt(asked) =>
                $"{asked.Part("symbol")}: {asked.Word("state")}{Because(asked)}",
            { Method: "POST", Pattern: "/v1/margin-calls/runs" } =>
                $"margin calls within the day: {asked.Word("calendar")}",
            _ => null,
        };

    private static string Named(AskedAccess asked) =>
        asked.Word("symbol") ?? asked.Word("key") ?? asked.Field("number")?.GetRawText() ?? "all";

    private static string Because(AskedAccess asked) => asked.Word("cause") is { } cause ? $" ({cause})" : "";

    private static bool IsHalt(AskedAccess asked) => asked.Word("state") is "halted" or "cancel-only";

    /// <summary>By the command's word.</summary>
    public static AccessRefusal? Spot(AskedAccess asked) => ByWord(_spot, asked);

    /// <summary>By the command's word.</summary>
    public static AccessRefusal? Index(AskedAccess asked) => ByWord(_index, asked);

    private static AccessRefusal? ByWord(
        Dictionary<string, Func<AskedAccess, AccessRefusal?>> checks,
        AskedAccess asked
    ) =>
        SignedIn(asked)
        ?? (
            checks.TryGetValue(asked.Part("command"), out var check)
                ? check(asked)
                : asked.Refusal(AccessReason.ForbiddenScope, "command", asked.Part("command"))
        );

    /// <summary>In a role, and under one's own name where the document names a person.</summary>
    public static Func<AskedAccess, AccessRefusal?> InPerson(string role) =>
        asked =>
            As(role)(asked)
            ?? (
                asked.Word("person") == asked.Caller!.User
                    ? null
                    : asked.Refusal(AccessReason.NotOwner, "person", asked.Word("person"), asked.Caller.User)
            );

    private static AccessRefusal? OnlyProposed(AskedAccess asked) =>
        SignedIn(asked)
        ?? asked.Refusal(AccessReason.ForbiddenScope, "command", asked.Context.Request.Path.Value, Proposal);
}
