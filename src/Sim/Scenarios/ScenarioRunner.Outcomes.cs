// What a command should come to, after the arrow, against the events that it caused.
using System.Globalization;
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    private void Outcome(WordReader words, IReadOnlyList<Happening> events)
    {
        var got = GotOf(events);
        if (!words.Has("->"))
        {
            if (words.AtEnd && got.Refused.Length > 0)
                Differ("the command taken", $"refused {got.Refused}");
            return;
        }

        if (words.Has("refused"))
            Refusal(words, events, got.Refused);
        else if (words.Has("taken"))
        {
            if (got.Refused.Length > 0)
                Differ("taken", $"refused {got.Refused}");
        }
        else
        {
            var expected = new List<string>();
            do expected.Add(Part(words));
            while (words.Has("and"));
            var wanted = string.Join(" and ", expected);
            if (wanted != got.Parts)
                Differ(
                    wanted,
                    got.Refused.Length > 0 ? $"refused {got.Refused}"
                        : got.Parts.Length == 0 ? "nothing"
                        : got.Parts
                );
        }
    }

    // One spelling of an outcome for both sides: what was expected and what came.
    private static string Part(WordReader words)
    {
        if (words.Has("traded"))
            return $"{words.Whole("a number of lots")}{Price(words)}";
        if (words.Has("rests"))
            return words.NextIsNumber ? $"rests {words.Whole("")}" : "rests";
        if (words.Has("cancelled"))
            return $"cancelled {words.Whole("a number of lots")}";
        if (words.NextIsNumber)
            return $"{words.Whole("")}{Price(words)}";
        throw words.Fault("rests, traded, cancelled, taken or refused");
    }

    private static string Price(WordReader words)
    {
        words.Need("@");
        return $" @ {Plain(words.Decimal("a price"))}";
    }

    private static string Plain(decimal value) =>
        (value / 1.000000000000000000m).ToString("0.##########", CultureInfo.InvariantCulture);

    private (string Parts, string Refused) GotOf(IReadOnlyList<Happening> events)
    {
        var parts = new List<string>();
        var refused = "";
        OrderAccepted? order = null;
        foreach (var happening in events)
        {
            switch (happening.Kind)
            {
                case MessageKind.OrderAccepted:
                    order = happening.As<OrderAccepted>();
                    break;
                case MessageKind.Traded:
                    var trade = happening.As<Traded>();
                    parts.Add($"{trade.Quantity.Lots} @ {Plain(trade.Price.Ticks * TickOf(trade.Instrument.Value))}");
                    break;
                case MessageKind.OrderCancelled:
                    parts.Add($"cancelled {happening.As<OrderCancelled>().Remaining.Lots}");
                    break;
                case MessageKind.OrderRejected:
                    refused = Told(happening.As<OrderRejected>());
                    break;
                case MessageKind.CommandRefused
                    when happening.As<CommandRefused>() is var c
                        && (c.Reason != RejectReason.BadDocument || refused.Length == 0):
                    refused = $"{c.Reason} given {Value(c.Reason, c.Given, 1m)} limit {Value(c.Reason, c.Limit, 1m)}";
                    break;
                case MessageKind.DocumentRefused:
                    refused = $"BadDocument {happening.Message}";
                    break;
            }
        }

        if (
            order is not { } placed
            || _venue.Resting(placed.Instrument.Value).FirstOrDefault(o => o.Words.Order == placed.Order)
                is not { } rest
        )
            return (string.Join(" and ", parts), refused);
        parts.Add(parts.Count == 0 ? "rests" : $"rests {rest.Left}");
        return (string.Join(" and ", parts), refused);
    }

    private decimal TickOf(int instrument) => _symbols.Values.First(s => s.Instrument == instrument).TickSize;

    private string Told(OrderRejected r)
    {
        var tick = _symbols.Values.FirstOrDefault(s => s.Instrument == r.Instrument.Value)?.TickSize ?? 1m;
        var first =
            r.Original.Value == 0 ? "" : $" first {_orderIds.FirstOrDefault(o => o.Value == r.Original.Value).Key}";
        return $"{r.Reason} given {Value(r.Reason, r.Given, tick)} limit {Value(r.Reason, r.Limit, tick)}{first}";
    }

    // Prices as prices, money as money, everything else as the number it is.
    private static string Value(RejectReason reason, long value, decimal tick) =>
        reason switch
        {
            RejectReason.PriceAboveLimit or RejectReason.PriceBelowLimit => Plain(value * tick),
            RejectReason.InsufficientFunds or RejectReason.OverWithdrawal => Plain(value / 100m),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };

    private void Refusal(WordReader words, IReadOnlyList<Happening> events, string got)
    {
        var reason = words.Take("a reason of the list of refusals");
        if (!Enum.TryParse<RejectReason>(reason, out _))
            throw words.Fault($"a reason of the list of refusals instead of '{reason}'");
        var fits = got.Split(' ')[0] == reason;
        var expected = reason;
        while (words.Peek is "given" or "limit" or "first" or "field")
        {
            var what = words.Take("");
            var value = what is "given" or "limit" ? Plain(words.Decimal("a number")) : words.Take("a name");
            expected += $" {what} {value}";
            fits &=
                what == "field"
                    ? events.Any(e =>
                        e.Kind == MessageKind.DocumentRefused
                        && e.As<string>().Contains($"\"field\":\"{value}", StringComparison.Ordinal)
                    )
                    : $"{got} ".Contains($" {what} {value} ", StringComparison.Ordinal);
        }

        if (!fits)
            Differ(
                $"refused {expected}",
                got.Length == 0
                    ? GotOf(events).Parts is { Length: > 0 } parts
                        ? parts
                        : "taken"
                    : $"refused {got}"
            );
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
