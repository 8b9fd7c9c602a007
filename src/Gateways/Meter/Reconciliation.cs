// Two counts of one answer, ours and the seller's, become one charge.
using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Tokenbourse.Gateways.Meter;

/// <summary>The rule: our count stands where the two agree within the tolerance or the seller told none; beyond it the
/// smaller one is charged. Nobody is ever charged more than we counted.</summary>
internal static class Reconciliation
{
    /// <summary>Charges an answer.</summary>
    /// <param name="tolerance">How far counts may lie apart.</param>
    /// <param name="prompt">Our count of the prompt.</param>
    /// <param name="output">Our count of what was delivered.</param>
    /// <param name="seller">The seller's.</param>
    /// <param name="mostOutput">What was asked for; more than that is the seller's gift.</param>
    public static MeteredTokens Charge(
        CountTolerance tolerance,
        long prompt,
        long output,
        SellerUsage seller,
        long mostOutput
    )
    {
        var read = Smaller(tolerance, prompt, seller.Prompt);
        var cached = long.Min(seller.Cached, read);
        return new(read - cached, cached, long.Min(mostOutput, Smaller(tolerance, output, seller.Output)));
    }

    /// <summary>True when the seller's counts lie beyond the tolerance.</summary>
    public static bool Differs(CountTolerance tolerance, in Settlement s) =>
        (s.SellerPrompt >= 0 && !tolerance.Agree(s.OwnPrompt, s.SellerPrompt))
        || (s.SellerOutput >= 0 && !tolerance.Agree(s.OwnOutput, s.SellerOutput));

    /// <summary>The usage object that the client gets.</summary>
    /// <param name="into">Where it is written.</param>
    /// <param name="kind">Embeddings have no output.</param>
    /// <param name="request">The request's number.</param>
    /// <param name="micro">What it weighs, in millionths of a standard token.</param>
    /// <param name="settlement">What is charged.</param>
    /// <param name="differs">The seller's counts lie beyond the tolerance.</param>
    public static void WriteUsage(
        IBufferWriter<byte> into,
        MeterKind kind,
        long request,
        long micro,
        in Settlement settlement,
        bool differs
    )
    {
        using var json = new Utf8JsonWriter(into);
        var tokens = settlement.Charged;
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens"u8, tokens.AllInput);
        if (kind != MeterKind.Embedding)
            json.WriteNumber("completion_tokens"u8, tokens.Output);
        json.WriteNumber("total_tokens"u8, tokens.AllInput + tokens.Output);
        if (tokens.Cached > 0)
        {
            json.WriteStartObject("prompt_tokens_details"u8);
            json.WriteNumber("cached_tokens"u8, tokens.Cached);
            json.WriteEndObject();
        }

        json.WriteStartObject("meter"u8);
        json.WriteNumber("request"u8, request);
        json.WriteString("standard_tokens"u8, Standard(micro));
        json.WriteBoolean("counts_differ"u8, differs);
        if (settlement.SellerPrompt >= 0)
            json.WriteNumber("seller_prompt_tokens"u8, settlement.SellerPrompt);
        if (settlement.SellerOutput >= 0)
            json.WriteNumber("seller_completion_tokens"u8, settlement.SellerOutput);
        if (settlement.By != 0)
            json.WriteNumber("delivered_by"u8, settlement.By);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Standard tokens with six decimals.</summary>
    public static string Standard(long micro) =>
        ((decimal)micro / TokenWeights.Unit).ToString("F6", CultureInfo.InvariantCulture);

    private static long Smaller(CountTolerance tolerance, long ours, long theirs) =>
        theirs < 0 || tolerance.Agree(ours, theirs) ? ours : long.Min(ours, theirs);
}
