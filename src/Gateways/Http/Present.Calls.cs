// An account's margin calls on the wire.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Venue;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Gateways.Http;

public static partial class Present
{
    /// <summary>Open calls, and whether the account may only close; null: no such account.</summary>
    public static CallsShape? Calls(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            return views.Statements.Account(new(account)) is null
                ? null
                : new(account, views.Calls.IsRestricted(new(account)), [.. views.Calls.Of(new(account)).Select(Call)]);
        }
    }

    /// <summary>Who opened a call.</summary>
    public static string KindOf(CallRecord call) => call.Intraday ? "intraday" : "clearing";

    /// <summary>How it stands.</summary>
    public static string StateOf(CallRecord call) =>
        call.State switch
        {
            CallState.Overdue => "overdue",
            CallState.Paid => "paid",
            CallState.Acknowledged => "acknowledged",
            _ => "issued",
        };

    /// <summary>What a run came to.</summary>
    public static CallRunShape CallRun(in IntradayCallsMade made, string calendar, Instant time) =>
        new(time.ToString(), calendar, made.Day.ToString(), made.Accounts, made.Opened, made.Repeated, made.Met);

    private static CallShape Call(CallRecord call) =>
        new(
            call.Currency.ToString(),
            Words.Of(call.Amount),
            call.Day.ToString(),
            call.Deadline.ToString(),
            call.Missed is not null,
            KindOf(call),
            StateOf(call),
            call.Issued.ToString(),
            call.Seen?.At.ToString(),
            call.Seen?.Person.ToString()
        );
}
