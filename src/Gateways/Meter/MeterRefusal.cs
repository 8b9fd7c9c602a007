// Why a request is not served, by number; each in the shape in which the OpenAI API tells its errors.
using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Tokenbourse.Gateways.Meter;

/// <summary>The reasons. Numbers are for good: clients keep them.</summary>
public enum MeterRefusal
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The body is not one JSON object in UTF-8.</summary>
    BadBody = 7001,

    /// <summary>A field is missing, stands twice or cannot be what it says.</summary>
    BadField = 7002,

    /// <summary>Content whose tokens cannot be counted: images, sound, files.</summary>
    Uncountable = 7003,

    /// <summary>The body has more bytes than are taken.</summary>
    BodyTooLarge = 7004,

    /// <summary>The prompt has more tokens than the model takes here.</summary>
    PromptTooLong = 7005,

    /// <summary>More output is asked for than the model gives here.</summary>
    OutputTooLong = 7006,

    /// <summary>The certificate's seller has no such model.</summary>
    UnknownModel = 7007,

    /// <summary>The model does not do that.</summary>
    NotThisModel = 7008,

    /// <summary>There is nothing at this address.</summary>
    UnknownAddress = 7009,

    /// <summary>No key was given.</summary>
    NoKey = 7010,

    /// <summary>The key is not one of ours.</summary>
    BadKey = 7011,

    /// <summary>The venue does not know the key's certificate.</summary>
    UnknownCertificate = 7012,

    /// <summary>The certificate is not redeemed, or no longer open.</summary>
    NotRedeemed = 7013,

    /// <summary>The certificate's issuer or product is not delivered through this meter.</summary>
    ForeignCertificate = 7014,

    /// <summary>The window has not begun.</summary>
    WindowNotOpen = 7015,

    /// <summary>The window is over.</summary>
    WindowOver = 7016,

    /// <summary>Prompt and longest output would draw more than is left.</summary>
    UnitsExhausted = 7017,

    /// <summary>More tokens a minute than the certificate has.</summary>
    RateExceeded = 7018,

    /// <summary>The request alone is larger than a minute of the certificate.</summary>
    RateTooSmall = 7019,

    /// <summary>The venue could not be asked about the certificate.</summary>
    VenueUnreachable = 7020,

    /// <summary>The meter cannot write its journal and serves nobody.</summary>
    JournalFailed = 7021,

    /// <summary>As many requests as the meter serves at a time.</summary>
    Busy = 7022,

    /// <summary>No address of the seller, nor of an account that stands in, could be reached, or all failed.</summary>
    SellerFailed = 7030,

    /// <summary>The seller refused the request itself.</summary>
    SellerRefused = 7031,

    /// <summary>What the seller answered is not an answer.</summary>
    SellerMalformed = 7032,

    /// <summary>The seller's stream ended before its end.</summary>
    SellerCut = 7033,

    /// <summary>The seller did not answer in time.</summary>
    SellerSlow = 7034,

    /// <summary>The window ended while the answer was delivered.</summary>
    WindowEnded = 7035,

    /// <summary>The client went away; nobody hears this one, the journal keeps it.</summary>
    ClientGone = 7036,

    /// <summary>A meter was stopped or killed while it served; the journal keeps it.</summary>
    Recovered = 7037,
}

/// <summary>A refusal with what is told beside it.</summary>
/// <param name="Reason">Its number.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Param">The field that is wrong, or null.</param>
/// <param name="Given">What was given, or null.</param>
/// <param name="Limit">What would have been taken, or null.</param>
/// <param name="RetrySeconds">After so many seconds it is worth another try; 0: unknown or never.</param>
public sealed record MeterFault(
    MeterRefusal Reason,
    string Message,
    string? Param = null,
    string? Given = null,
    string? Limit = null,
    int RetrySeconds = 0
)
{
    /// <summary>A fault about a whole number.</summary>
    public static MeterFault Of(MeterRefusal reason, string message, string param, long given, long limit) =>
        new(
            reason,
            message,
            param,
            given.ToString(CultureInfo.InvariantCulture),
            limit.ToString(CultureInfo.InvariantCulture)
        );

    /// <summary>The HTTP status.</summary>
    public int Status =>
        Reason switch
        {
            MeterRefusal.BodyTooLarge => 413,
            MeterRefusal.UnknownModel or MeterRefusal.UnknownAddress => 404,
            MeterRefusal.NoKey or MeterRefusal.BadKey => 401,
            MeterRefusal.UnknownCertificate
            or MeterRefusal.NotRedeemed
            or MeterRefusal.ForeignCertificate
            or MeterRefusal.WindowNotOpen
            or MeterRefusal.WindowOver
            or MeterRefusal.WindowEnded => 403,
            MeterRefusal.UnitsExhausted or MeterRefusal.RateExceeded => 429,
            MeterRefusal.VenueUnreachable or MeterRefusal.JournalFailed or MeterRefusal.Busy => 503,
            MeterRefusal.SellerFailed or MeterRefusal.SellerMalformed or MeterRefusal.SellerCut => 502,
            MeterRefusal.SellerSlow => 504,
            _ => 400,
        };

    /// <summary>The word by which clients of the OpenAI API know such an error.</summary>
    public string Type =>
        Reason switch
        {
            MeterRefusal.NoKey or MeterRefusal.BadKey => "authentication_error",
            MeterRefusal.UnitsExhausted => "insufficient_quota",
            MeterRefusal.RateExceeded or MeterRefusal.RateTooSmall => "rate_limit_error",
            MeterRefusal.UnknownCertificate
            or MeterRefusal.NotRedeemed
            or MeterRefusal.ForeignCertificate
            or MeterRefusal.WindowNotOpen
            or MeterRefusal.WindowOver
            or MeterRefusal.WindowEnded => "permission_error",
            >= MeterRefusal.VenueUnreachable and not MeterRefusal.SellerRefused => "server_error",
            _ => "invalid_request_error",
        };

    /// <summary>The error's code: the reason as a word.</summary>
    public string Code => JsonNamingPolicy.SnakeCaseLower.ConvertName(Reason.ToString());

    /// <summary>Asking again at once cannot help, and a client that repeats by itself should not.</summary>
    public bool Final => Status is not (429 or >= 500) || Reason is MeterRefusal.UnitsExhausted;

    /// <summary>{"error":{message,type,param,code,num,given,limit}}.</summary>
    /// <param name="into">Where it is written.</param>
    /// <param name="charged">Own tokens that were charged before it failed; null: nothing was delivered.</param>
    public void Write(IBufferWriter<byte> into, MeteredTokens? charged = null)
    {
        using var json = new Utf8JsonWriter(into);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, Message);
        json.WriteString("type"u8, Type);
        json.WriteString("param"u8, Param);
        json.WriteString("code"u8, Code);
        json.WriteNumber("num"u8, (int)Reason);
        json.WriteString("given"u8, Given);
        json.WriteString("limit"u8, Limit);
        if (charged is { } tokens)
        {
            json.WriteNumber("charged_prompt_tokens"u8, tokens.AllInput);
            json.WriteNumber("charged_completion_tokens"u8, tokens.Output);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>A refusal on its way to the door.</summary>
public sealed class MeterFaultException(MeterFault fault) : Exception(fault.Message)
{
    /// <summary>What is told.</summary>
    public MeterFault Fault => fault;
}
