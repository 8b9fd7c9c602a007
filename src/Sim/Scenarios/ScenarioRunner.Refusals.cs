// What a refusal tells, in a story's spelling: prices as prices, money as money, moments as moments.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private List<string> RefusalsOf(IReadOnlyList<Happening> events)
    {
        var refusals = new List<string>();
        foreach (var happening in events)
        {
            switch (happening.Kind)
            {
                case MessageKind.OrderRejected:
                    refusals.Add(Told(happening.As<OrderRejected>()));
                    break;
                case MessageKind.CommandRefused
                    when happening.As<CommandRefused>() is var c
                        && (c.Reason != RejectReason.BadDocument || refusals.Count == 0):
                    var limit = Value(c.Reason, default, c.Limit, 1m);
                    refusals.Add($"{c.Reason} given {Value(c.Reason, default, c.Given, 1m)} limit {limit}");
                    break;
                case MessageKind.DocumentRefused:
                    refusals.Add($"BadDocument {happening.Message}");
                    break;
            }
        }

        // A document is refused field by field and then once as a command.
        if (refusals.Count > 1 && refusals.TrueForAll(r => r.StartsWith("BadDocument", StringComparison.Ordinal)))
            refusals.RemoveRange(1, refusals.Count - 1);
        return refusals;
    }

    private string Told(OrderRejected r)
    {
        var tick = _symbols.Values.FirstOrDefault(s => s.Instrument == r.Instrument.Value)?.TickSize ?? 1m;
        var first =
            r.Original.Value == 0 ? "" : $" first {_orderIds.FirstOrDefault(o => o.Value == r.Original.Value).Key}";
        var given =
            r.Reason == RejectReason.WouldMeetOwn && NamesOf(new(r.Given)) is [var name, ..]
                ? name
                : Value(r.Reason, r.Field, r.Given, tick);
        return $"{r.Reason} given {given} limit {Value(r.Reason, r.Field, r.Limit, tick)}{first} field {r.Field}";
    }

    private static string Value(RejectReason reason, OrderField field, long value, decimal tick)
    {
        if (
            reason
            is RejectReason.InsufficientFunds
                or RejectReason.OverWithdrawal
                or RejectReason.OverQuota
                or RejectReason.LossNotCovered
                or RejectReason.ClientShort
                or RejectReason.NotionalCap
        )
            return Plain(value / 100m);
        if (reason is RejectReason.PriceAboveLimit or RejectReason.PriceBelowLimit)
            return Plain(value * tick);
        if (reason == RejectReason.PriceOutOfOrder)
            return new TradingDate((int)value).ToString();
        if (reason is RejectReason.TooLate or RejectReason.MembersFirst or RejectReason.RiskSilent)
            return ClockOf(new(value));
        // Given is how many, the limit a moment.
        if (reason == RejectReason.TooManyRepeats)
            return value < Instant.PerSecond ? value.ToString(CultureInfo.InvariantCulture) : ClockOf(new(value));
        if (reason == RejectReason.NotInThisPhase)
            return value.ToString(CultureInfo.InvariantCulture);
        return field switch
        {
            OrderField.Price or OrderField.StopPrice => Plain(value * tick),
            OrderField.Expires when value != 0 => new TradingDate((int)value).ToString(),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };
    }

    // The time of day, HH:mm:ss: a story's day is known.
    private static string ClockOf(Instant moment)
    {
        var text = moment.ToString();
        return text[(text.IndexOf('T') + 1)..].TrimEnd('Z');
    }

    private static string Plain(decimal value) =>
        (value / 1.000000000000000000m).ToString("0.##########", CultureInfo.InvariantCulture);

    private void Refusal(
        WordReader words,
        IReadOnlyList<Happening> events,
        string got,
        List<OutcomePart> parts,
        int number
    )
    {
        var reason = words.Take("a reason of the list of refusals");
        if (!Enum.TryParse<RejectReason>(reason, out _))
            throw words.Fault($"a reason of the list of refusals instead of '{reason}'");
        var fits = got.Split(' ')[0] == reason;
        var expected = reason;
        while (words.Peek is "given" or "limit" or "first" or "field")
        {
            var what = words.Take("");
            var value =
                what is "given" or "limit" && words.NextIsNumber ? Plain(words.Decimal("")) : words.Take("a value");
            expected += $" {what} {value}";
            fits &=
                what == "field" && reason == nameof(RejectReason.BadDocument)
                    ? events.Any(e =>
                        e.Kind == MessageKind.DocumentRefused
                        && e.As<string>().Contains($"\"field\":\"{value}", StringComparison.Ordinal)
                    )
                    : $"{got} ".Contains($" {what} {value} ", StringComparison.Ordinal);
        }

        if (fits)
            return;
        var came =
            got.Length > 0 ? $"refused {got}"
            : parts.Count > 0 ? string.Join(" and ", parts)
            : "taken";
        Differ(number == 0 ? $"refused {expected}" : $"as refusal {number + 1} {expected}", came);
    }

    private void Differ(string expected, string got) =>
        _failures.Add(
            string.Create(CultureInfo.InvariantCulture, $"{_story.File}:{_line}: expected {expected}; got {got}")
        );

    private void Same(string what, string expected, string got)
    {
        if (expected != got)
            Differ($"{what} {expected}", got);
    }
}
