// What each refusal of the market means, in one sentence for people.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Gateways.Http;

/// <summary>The sentences of refusals. Field, value and limit are told beside them.</summary>
internal static class RefusalTexts
{
    public static string Of(RejectReason reason) =>
        reason switch
        {
            RejectReason.BadField => "A field cannot be what it says, or not beside the others.",
            RejectReason.TooLate => "It reached the market (given) later than it is valid (limit).",
            RejectReason.UnknownAccount => "There is no such account.",
            RejectReason.AccountRestricted =>
                "A margin call was missed: the account may close and cancel, and nothing else.",
            RejectReason.DuplicateClientOrderId =>
                "The client order id was used today; the limit is the number of the order that first carried it.",
            RejectReason.UnknownInstrument => "No contract month of that symbol is listed.",
            RejectReason.NotTrading => "The contract month takes no orders now.",
            RejectReason.MarketOrderInAuction => "The auction takes orders with a limit, and stops.",
            RejectReason.ImmediateOrderInAuction => "An order that must trade at once is not taken in an auction.",
            RejectReason.NotInThisPhase => "Orders of that life are not taken in this phase (limit).",
            RejectReason.NotForSpreads => "A spread takes plain limit orders: day, fak or fok.",
            RejectReason.QuotesFrozen => "The quotes of the contract are frozen until the protection is set again.",
            RejectReason.OffsetNotPossible => "This account, contract or life does not name which lots it closes.",
            RejectReason.QuantityTooSmall => "Too few lots.",
            RejectReason.QuantityTooLarge => "More lots than one order may have.",
            RejectReason.PriceAboveLimit => "The price is above the day's highest.",
            RejectReason.PriceBelowLimit => "The price is below the day's lowest.",
            RejectReason.NothingToTradeWith => "Nobody is on the other side.",
            RejectReason.CannotFillAll => "Not all of it can trade at once; the limit is how many lots could.",
            RejectReason.WouldTrade => "It would trade at once; the limit is the nearest price at which it rests.",
            RejectReason.CannotFillMinimum => "The minimum cannot trade at once; the limit is how many lots could.",
            RejectReason.ExpiryPassed => "The date lies before the trading day (limit).",
            RejectReason.OverClose => "More lots than there are to close; the limit is how many there are.",
            RejectReason.WouldMeetOwn =>
                "It would meet an order of its own group (given); the limit is the nearest price that does not.",
            RejectReason.PositionLimit => "Were all orders filled, the position would pass the limit.",
            RejectReason.InsufficientFunds =>
                "The order needs more (given) than is free (limit), in the contract's currency.",
            RejectReason.UnknownOrder => "No such order lives.",
            RejectReason.NotYourOrder => "The order belongs to another account.",
            RejectReason.NothingToAmend => "The amendment changes nothing.",
            RejectReason.BelowFilled => "That many lots have traded already; the limit is the least size.",
            RejectReason.CannotAmend => "A side of a quote is replaced by a new quote, not amended.",
            RejectReason.NothingToReverse => "There is no position to reverse.",
            RejectReason.UnknownContract => "There is no such contract.",
            RejectReason.StateUnchanged => "The instrument is in that state already.",
            RejectReason.UnknownRelease => "No such release of the rules lies ahead; the limit is the newest.",
            RejectReason.DayUnderWay => "A calendar's day (limit) is not settled yet.",
            RejectReason.StepOutOfOrder => "Another step of the clearing day is next (limit).",
            RejectReason.PersonMissing => "A price by hand needs the name of a person.",
            RejectReason.ReasonMissing => "A price by hand needs a reason.",
            RejectReason.NothingProposed => "No price is proposed for that month.",
            RejectReason.SamePerson => "Who proposed a price does not approve it.",
            RejectReason.AnotherPriceProposed => "Another price is proposed (limit).",
            RejectReason.AlreadyApproved => "The price is approved already.",
            RejectReason.LiquidationOff => "The house's rules do not close positions by force.",
            RejectReason.MembersFirst => "Until the end of the first session (limit) members close by themselves.",
            _ => "Refused.",
        };
}
