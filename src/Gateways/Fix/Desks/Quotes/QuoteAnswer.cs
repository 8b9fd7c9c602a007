// MassQuoteAcknowledgement, field by field.
using Tokenbourse.Gateways.Fix.Codec;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Fix.Desks.Quotes;

/// <summary>What is said of quotes.</summary>
/// <param name="QuoteId">QuoteID(117); null: it is about no message.</param>
/// <param name="Status">QuoteStatus(297).</param>
/// <param name="Reason">QuoteRejectReason(300); zero: none.</param>
/// <param name="Entries">Those that are told of.</param>
internal sealed record QuoteAnswer(
    string? RequestId,
    string? QuoteId,
    int Status,
    int Reason,
    int Level,
    int Account,
    string Text,
    IReadOnlyList<MassQuoteEntry> Entries
)
{
    public const int Accepted = 0;
    public const int CancelledForSymbols = 1;
    public const int CancelledAll = 4;
    public const int Rejected = 5;
    public const int RemovedFromMarket = 6;
    public const int NotFound = 9;

    private const int MostText = 2000;

    /// <summary>The body of b.</summary>
    public static void Write(FixWriter message, in QuoteAnswer answer)
    {
        if (answer.RequestId is { } request)
            message.Add(131, request);
        if (answer.QuoteId is { } quote)
            message.Add(117, quote);
        message.Add(297, answer.Status);
        if (answer.Reason != 0)
            message.Add(300, answer.Reason);
        message.Add(301, answer.Level);
        if (answer.Account != 0)
            message.Add(1, answer.Account);
        if (answer.Text.Length > 0)
            message.Add(58, answer.Text.Length > MostText ? answer.Text[..MostText] : answer.Text);
        var sets = answer.Entries.GroupBy(e => e.Set).ToList();
        if (sets.Count == 0)
            return;
        message.Add(296, sets.Count);
        foreach (var set in sets)
        {
            message.Add(302, set.Key).Add(304, set.Count()).Add(295, set.Count());
            foreach (var entry in set)
            {
                message.Add(299, entry.Id).Add(55, entry.Symbol);
                Raw(message, 132, entry.BidPrice);
                Raw(message, 133, entry.AskPrice);
                Raw(message, 134, entry.BidLots);
                Raw(message, 135, entry.AskLots);
                if (entry.Reason != 0)
                    message.Add(368, entry.Reason);
            }
        }
    }

    /// <summary>The refusal of the market as QuoteRejectReason(300) or QuoteEntryRejectReason(368).</summary>
    public static int ReasonOf(RejectReason reason) =>
        reason switch
        {
            RejectReason.UnknownInstrument => 1,
            RejectReason.NotTrading => 2,
            RejectReason.QuantityTooLarge or RejectReason.SizeCap or RejectReason.NotionalCap => 3,
            RejectReason.TooLate => 4,
            RejectReason.PriceAboveLimit or RejectReason.PriceBelowLimit => 8,
            RejectReason.UnknownAccount
            or RejectReason.AccountRestricted
            or RejectReason.MemberInDefault
            or RejectReason.KillSwitch => 9,
            _ => 99,
        };

    private static void Raw(FixWriter message, int tag, byte[]? value)
    {
        if (value is not null)
            message.Add(tag, value);
    }
}
