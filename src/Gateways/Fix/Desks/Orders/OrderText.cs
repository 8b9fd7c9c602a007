// Why an order left or was refused, in words for Text(58).
using Tokenbourse.Gateways.Http;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Fix.Desks.Orders;

/// <summary>Words only; the reason in the standard's codes is in ExecType and OrdStatus.</summary>
internal static class OrderText
{
    /// <summary>Code, sentence, field, what was given, and the limit.</summary>
    /// <param name="terms">Of the instrument; null: none was named.</param>
    public static string Of(in OrderRejected rejected, InstrumentDocument? terms)
    {
        var error = WireFault.Refused(rejected, terms).Error;
        var text = $"{error.Code}: {error.Message}";
        if (error.Field is not null)
            text += $" field {error.Field}";
        if (error.Given is not null)
            text += $" given {error.Given}";
        return error.Limit is null ? text : $"{text} limit {error.Limit}";
    }

    public static string Of(CancelReason reason) =>
        reason switch
        {
            CancelReason.ByParticipant => "cancelled by the participant",
            CancelReason.Unfilled => "the rest found nothing to trade with",
            CancelReason.EndOfDay => "the trading day ended",
            CancelReason.Expiry => "the contract month ended",
            CancelReason.SelfMatch => "it would have met an order of its own group",
            CancelReason.OutsideLimits => "outside the new day's limits",
            CancelReason.AuctionOver => "the auction is over",
            CancelReason.MassCancel => "mass cancel",
            CancelReason.Protection => "market maker's protection",
            CancelReason.NothingToClose => "nothing left to close",
            CancelReason.Replaced => "replaced by a newer quote",
            CancelReason.OverLimit => "above a position limit",
            CancelReason.Restricted => "the account may only close",
            CancelReason.Liquidation => "in the way of closing by force",
            CancelReason.MemberDefault => "the member is in default",
            CancelReason.SessionOver => "the session ended",
            CancelReason.DeadMan => "dead man's timer",
            CancelReason.KillSwitch => "kill switch",
            _ => "cancelled by the venue",
        };
}
