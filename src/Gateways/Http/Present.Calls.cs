// An account's margin calls on the wire.
using Tokenbourse.Venue;

namespace Tokenbourse.Gateways.Http;

public static partial class Present
{
    /// <summary>Open calls, and whether the account may only close; null: no such account.</summary>
    public static CallsShape? Calls(VenueViews views, int account)
    {
        lock (views.Gate)
        {
            if (views.Statements.Account(new(account)) is null)
                return null;
            var calls = new List<CallShape>();
            foreach (var call in views.Calls.Of(new(account)))
            {
                calls.Add(
                    new(
                        call.Currency.ToString(),
                        Words.Of(call.Amount),
                        call.Day.ToString(),
                        call.Deadline.ToString(),
                        call.Missed
                    )
                );
            }

            return new(account, views.Calls.IsRestricted(new(account)), calls);
        }
    }
}
