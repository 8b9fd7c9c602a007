// Margin calls from issue to end, runs within the day, and whom a run would call now.
using Tokenbourse.Gateways.Http;
using Tokenbourse.Gateways.Http.Clearing;
using Tokenbourse.Market.Figures;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Views.Accounts;

namespace Tokenbourse.Node.Clearing;

/// <summary>What was called is the log's own; what would be called is the machine's.</summary>
internal static class CallsDocument
{
    private const int MostRuns = 100;

    public static CallsBoardShape Of(ClearingMoment moment) =>
        new(
            moment.Run,
            moment.History.IntradayMinutes,
            [.. moment.Figures.Accounts.SelectMany(a => Short(moment, a))],
            [.. moment.History.Runs.Reverse().Take(MostRuns).Select(r => Run(moment, r))],
            [.. moment.History.Calls.Reverse().Select(c => Row(moment, c))]
        );

    private static CallRunShape Run(ClearingMoment moment, in CallRun run)
    {
        var number = run.Made.Calendar;
        return Present.CallRun(run.Made, moment.Figures.Calendars.First(c => c.Number == number).Id, run.Time);
    }

    // As rule CAL-006 looks: free funds below zero, and what brings them and free cash to zero.
    private static IEnumerable<ShortRowShape> Short(ClearingMoment moment, ClearedAccount account)
    {
        foreach (var money in account.Money.Where(m => m.Free.Minor < 0))
        {
            var open = moment.Figures.Calls.Where(c => c.Account == account.Account && c.Currency == money.Currency);
            yield return new(
                account.Account.Value,
                account.Name,
                account.Member,
                money.Currency.ToString(),
                ClearingWords.Of(-(money.Cash < money.Free ? money.Cash : money.Free)),
                open.Select(c => ClearingWords.Of(c.Amount)).FirstOrDefault()
            );
        }
    }

    private static CallRowShape Row(ClearingMoment moment, CallRecord call)
    {
        var account = moment.Account(call.Account.Value)!;
        return new(
            call.Account.Value,
            account.Name,
            account.Member,
            call.Currency.ToString(),
            call.Day.ToString(),
            ClearingWords.Of(call.Amount),
            call.Issued.ToString(),
            call.Deadline.ToString(),
            Present.KindOf(call),
            Present.StateOf(call),
            call.Seen?.At.ToString(),
            call.Seen?.Person.ToString(),
            call.Seen is { } seen ? ClearingWords.Of(seen.Amount) : null,
            call.Missed?.ToString(),
            call.Ended?.ToString(),
            account.Restricted
        );
    }
}
