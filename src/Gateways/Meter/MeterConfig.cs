// What a meter is told once: which sellers it forwards to, what their tokens weigh, where the limits are.
namespace Tokenbourse.Gateways.Meter;

/// <summary>One model of a seller.</summary>
public sealed record MeteredModel
{
    /// <summary>What clients ask for.</summary>
    public required string Name { get; init; }

    /// <summary>What the seller calls it.</summary>
    public required string Upstream { get; init; }

    /// <summary>What it does.</summary>
    public required IReadOnlyList<MeterKind> Kinds { get; init; }

    /// <summary>The tokenizer that counts it, by its name on the shelf.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>What its tokens weigh.</summary>
    public required TokenWeights Weights { get; init; }

    /// <summary>Tokens that the model's template puts around each message of a chat.</summary>
    public int AMessage { get; init; }

    /// <summary>Tokens that the template puts in front of the answer.</summary>
    public int AReply { get; init; }

    /// <summary>Most tokens of a prompt.</summary>
    public required long MostPrompt { get; init; }

    /// <summary>Most tokens of one answer; also what is asked for when the client names no bound.</summary>
    public required long MostOutput { get; init; }
}

/// <summary>One address of a seller.</summary>
/// <param name="Base">What <c>/chat/completions</c> is put behind, e.g. <c>http://127.0.0.1:9000/v1/</c>.</param>
/// <param name="KeyVariable">Environment variable that holds our key there; null: none is sent.</param>
public sealed record SellerEndpoint(Uri Base, string? KeyVariable);

/// <summary>A seller: the issuer of certificates.</summary>
/// <param name="Issuer">Its account at the venue.</param>
/// <param name="Products">Spot products whose certificates it delivers through this meter.</param>
/// <param name="Endpoints">Tried in this order.</param>
/// <param name="Models">What it serves.</param>
public sealed record Seller(
    long Issuer,
    IReadOnlyList<string> Products,
    IReadOnlyList<SellerEndpoint> Endpoints,
    IReadOnlyList<MeteredModel> Models
);

/// <summary>A model as an account that stands in serves it.</summary>
/// <param name="Name">The seller's model that it takes the place of: counted, weighed and bounded as that one.</param>
/// <param name="Upstream">What it is called there.</param>
public sealed record StandbyModel(string Name, string Upstream);

/// <summary>An account that delivers in the place of a seller that fails.</summary>
/// <param name="Account">At the venue, where it must have offered to stand in.</param>
/// <param name="Products">For certificates of these spot products.</param>
/// <param name="Endpoints">Tried in this order.</param>
/// <param name="Models">What it serves.</param>
public sealed record Standby(
    long Account,
    IReadOnlyList<string> Products,
    IReadOnlyList<SellerEndpoint> Endpoints,
    IReadOnlyList<StandbyModel> Models
);

/// <summary>How far the two counts may lie apart without being called a difference.</summary>
/// <param name="Tokens">So many tokens, or</param>
/// <param name="Ppm">so many parts per million of our count, whichever is more.</param>
public readonly record struct CountTolerance(long Tokens, long Ppm)
{
    /// <summary>True when the counts agree.</summary>
    public bool Agree(long ours, long theirs) =>
        long.Abs(ours - theirs) <= long.Max(Tokens, (long)((Int128)ours * Ppm / 1_000_000));
}

/// <summary>Times and sizes.</summary>
public sealed record MeterLimits
{
    /// <summary>Bytes of a request.</summary>
    public int MostBody { get; init; } = 4 << 20;

    /// <summary>Bytes of a plain answer, and of one event of a stream.</summary>
    public int MostAnswer { get; init; } = 32 << 20;

    /// <summary>Answers to one prompt.</summary>
    public int MostChoices { get; init; } = 8;

    /// <summary>Requests that are served at a time.</summary>
    public int MostAtOnce { get; init; } = 1024;

    /// <summary>Tokens of a stream that a killed meter leaves
    /// uncharged at most (or one event, if that is more).</summary>
    public long MostUncharged { get; init; } = 256;

    /// <summary>For a connection to a seller.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For a seller's next bytes.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For a client's connection to take what was sent to it.</summary>
    public TimeSpan Client { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An endpoint that failed is asked last for so long.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The venue is asked about a certificate anew when what it said is older than this.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What the venue said is not used when it is older than this.</summary>
    public TimeSpan Stale { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Settled requests are summed up and posted so often.</summary>
    public TimeSpan Post { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Bytes of a segment of the journal.</summary>
    public long JournalSegment { get; init; } = 32 << 20;
}

/// <summary>The whole document.</summary>
/// <param name="Meter">The meter's number; with a record's number it names a delivery for good.</param>
/// <param name="Tolerance">Between our count and the seller's.</param>
/// <param name="Sellers">At most one of each issuer.</param>
/// <param name="Limits">Times and sizes.</param>
public sealed record MeterConfig(
    long Meter,
    CountTolerance Tolerance,
    IReadOnlyList<Seller> Sellers,
    MeterLimits Limits
)
{
    /// <summary>Accounts that stand in for sellers that fail, in the order in which they are tried.</summary>
    public IReadOnlyList<Standby> Standbys { get; init; } = [];

    /// <summary>The seller of an issuer's certificates, or null.</summary>
    public Seller? Of(long issuer)
    {
        foreach (var seller in Sellers)
        {
            if (seller.Issuer == issuer)
                return seller;
        }

        return null;
    }
}
