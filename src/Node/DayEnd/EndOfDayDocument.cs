// The clearing of a day step by step: when, how much, what was told, what was refused, and that it ties out.
using Tokenbourse.Gateways.Errors;
using Tokenbourse.Gateways.Http.Days;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Node.Clearing;

namespace Tokenbourse.Node.DayEnd;

/// <summary>Every moment is the log's. Steps have no planned times of their own: a day is due at one moment.</summary>
internal static class EndOfDayDocument
{
    /// <summary>Null: no calendar has begun that day.</summary>
    public static EndOfDayShape? Of(DayMoment moment, TradingDate day)
    {
        var parts = moment.Book.Of(day).Select(r => Part(moment, r)).ToList();
        return parts.Count == 0 ? null : new(day.ToString(), moment.AsOf, moment.Time.ToString(), parts);
    }

    private static EndOfDayPartShape Part(DayMoment moment, DayRecord day)
    {
        var positions = Positions(day);
        var sums = day.Sums.Select(s => Sum(s.Key, s.Value)).ToList();
        var isOld = day.Settled is not null && day.Steps.Count == 0;
        return new(
            moment.CalendarOf(day),
            moment.StageOf(day),
            day.Opened?.ToString(),
            day.Closed?.ToString(),
            moment.DueOf(day),
            day.Steps.Count == 0 ? null : day.Steps.Values.First().Time.ToString(),
            day.Settled is null ? null : day.SettledAt.ToString(),
            DayMoment.DigestOf(day),
            isOld ? [] : [.. Enumerable.Range(1, ClearingSteps.Last).Select(n => Step(day, n))],
            [.. day.Refused.Select(Refused)],
            [.. Fallbacks(moment, day)],
            sums,
            positions,
            day.Settled is null ? null : sums.TrueForAll(s => s.Balanced) && positions is null or { Balanced: true }
        );
    }

    private static EndOfDayStepShape Step(DayRecord day, int number)
    {
        var name = ClearingWords.Word((ClearingStepNumber)number);
        return day.Steps.GetValueOrDefault(number) is not { } step
            ? new(number, name, null, null, null, null, [], null)
            : new(
                number,
                name,
                step.Time.ToString(),
                step.Command,
                step.Done.Count,
                step.Done.Total,
                [.. step.Told.Select(t => new ToldShape(t.Key.ToString(), t.Value))],
                step.Sha256
            );
    }

    private static RefusedStepShape Refused(RefusedStep refused) =>
        new(
            refused.Time.ToString(),
            refused.Command,
            (int)refused.Step,
            ClearingWords.Word(refused.Step),
            ErrorTable.Of(refused.Refused.Reason).Code,
            refused.Refused.Given,
            refused.Refused.Limit
        );

    private static IEnumerable<FallbackShape> Fallbacks(DayMoment moment, DayRecord day)
    {
        foreach (var contract in day.Inputs ?? [])
        {
            var first = contract.Spec.SettlementSteps[0];
            foreach (var told in day.Prices)
            {
                var terms = moment.Book.Terms(told.Set.Instrument);
                if (terms.Contract == contract.Spec.Contract && told.Set.Tier != first)
                    yield return new(
                        terms.Symbol,
                        (int)told.Set.Tier,
                        ClearingWords.Word(told.Set.Tier),
                        ClearingWords.Word(first)
                    );
            }
        }
    }

    private static DaySumShape Sum(Currency currency, DaySum sum) =>
        new(
            currency.ToString(),
            sum.Accounts,
            ClearingWords.Of(sum.Before),
            ClearingWords.Of(sum.Moved),
            ClearingWords.Of(sum.Fees),
            ClearingWords.Of(sum.Variation),
            ClearingWords.Of(sum.Balance),
            ClearingWords.Of(sum.Difference),
            ClearingWords.Of(sum.Gains),
            ClearingWords.Of(sum.Losses),
            ClearingWords.Of(sum.Gains + sum.Losses),
            sum.Ledger is { } ledger ? ClearingWords.Of(ledger) : null,
            sum.IsBalanced
        );

    // Held lots are the machine's own, read when it had verified them; open interest is what the prices told.
    private static DayPositionsShape? Positions(DayRecord day)
    {
        if (!day.Steps.ContainsKey((int)ClearingStepNumber.VerifyLots))
            return null;
        long longs = day.Held.Sum(h => h.Longs),
            shorts = day.Held.Sum(h => h.Shorts),
            openInterest = day.Prices.Sum(p => p.Set.OpenInterest.Lots);
        return new(longs, shorts, openInterest, longs == shorts && longs == openInterest);
    }
}
