// What a command should come to, after the arrow, against the events that it caused.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // Reasons that take many orders at once: a story may leave them out.
    private static readonly CancelReason[] InBulk =
    [
        CancelReason.MassCancel,
        CancelReason.Protection,
        CancelReason.Replaced,
        CancelReason.MemberDefault,
        CancelReason.SessionOver,
        CancelReason.DeadMan,
        CancelReason.KillSwitch,
    ];

    private void Outcome(WordReader words, IReadOnlyList<Happening> events)
    {
        var refusals = RefusalsOf(events);
        if (!words.Has("->"))
        {
            if (words.AtEnd && refusals.Count > 0)
                Differ("the command taken", $"refused {refusals[0]}");
            return;
        }

        var got = PartsOf(events);
        if (words.Peek == "taken" && words.PeekSecond != "off" && words.Has("taken"))
        {
            if (refusals.Count > 0)
                Differ("taken", $"refused {refusals[0]}");
            return;
        }

        var expected = new List<OutcomePart>();
        var asked = 0;
        do
        {
            if (words.Has("refused"))
                Refusal(words, events, asked < refusals.Count ? refusals[asked] : "", got, asked++);
            else
                expected.Add(Part(words));
        } while (words.Has("and"));
        foreach (var reason in InBulk)
        {
            if (!expected.Any(e => e.Word == Spelled(reason.ToString())))
                got.RemoveAll(g => g.Kind == PartKind.Cancelled && g.Word == Spelled(reason.ToString()));
        }

        // A refused command may still have reached a moment at which the calendar owed something.
        if (asked > 0 && expected.Count == 0)
            got.Clear();
        // One 'rests' for all sides of a quote.
        if (
            expected is [.., { Kind: PartKind.Rests, Whole: true, Names.Count: 0 }]
            && expected.Count(e => e.Kind == PartKind.Rests) == 1
            && got.Where(g => g.Kind == PartKind.Rests).All(g => g.Whole)
            && got.FindIndex(g => g.Kind == PartKind.Rests) is >= 0 and var first
        )
            got.RemoveRange(first + 1, got.Count - first - 1);
        var fits = expected.Count == got.Count && expected.Zip(got).All(p => p.First.Fits(p.Second));
        if (!fits || refusals.Count > asked)
        {
            Differ(
                expected.Count == 0 ? "nothing else" : string.Join(" and ", expected),
                refusals.Count > asked ? $"refused {refusals[asked]}"
                    : got.Count == 0 ? "nothing"
                    : string.Join(" and ", got)
            );
        }
    }

    private OutcomePart Part(WordReader words)
    {
        if (words.Has("spread", "traded"))
            return Trade(PartKind.SpreadTraded, words);
        if (words.Has("traded") || words.NextIsNumber)
            return Trade(PartKind.Traded, words);
        if (words.Has("rests"))
            return Left(PartKind.Rests, words, []);
        if (words.Has("sleeps"))
            return Left(PartKind.Sleeps, words, []);
        if (words.Peek is "bid" or "ask")
        {
            string[] side = [words.Take("")];
            words.Need("rests");
            return Left(PartKind.Rests, words, side);
        }

        if (words.Has("cancelled"))
            return CancelledPart(words);
        if (words.Has("reduced"))
        {
            var names = NamesNext(words);
            words.Need("by");
            return new(PartKind.Reduced, names, words.Whole("a number of lots"));
        }

        if (words.Has("woke"))
        {
            var names = NamesNext(words);
            return new(PartKind.Woke, names, null, words.Has("at") ? words.Decimal("a price") : null);
        }

        if (words.Has("amended"))
        {
            var place =
                words.Has("kept") ? "kept place"
                : words.Has("lost") ? "lost place"
                : "";
            if (place.Length > 0)
                words.Need("place");
            return new(PartKind.Amended, [], null, null, place);
        }

        if (words.Has("uncrossed"))
        {
            var lots = words.Whole("a number of lots");
            words.Need("@");
            return new(PartKind.Uncrossed, [], lots, words.Decimal("a price"));
        }

        if (words.Has("interrupted"))
            return new(PartKind.Interrupted, []);
        if (words.Has("protection", "triggered"))
            return new(PartKind.Protection, [], words.NextIsNumber ? words.Whole("") : null);
        if (words.Has("mass", "cancelled"))
            return new(PartKind.MassCancelled, [], words.Whole("a number of orders"));
        if (words.Has("repeated"))
            return new(PartKind.Repeated, NamesNext(words));
        if (words.Has("taken", "off"))
            return new(PartKind.TakenOff, [], words.Whole("a number of orders"));
        throw words.Fault(
            "rests, sleeps, traded, spread traded, cancelled, reduced, woke, amended, uncrossed, interrupted, "
                + "protection triggered, mass cancelled, repeated, taken off, taken or refused"
        );
    }

    private static OutcomePart Trade(PartKind kind, WordReader words)
    {
        var lots = words.Whole("a number of lots");
        words.Need("@");
        var price = words.Decimal("a price");
        var symbol = words.Has("in") ? words.Take("a symbol") : "";
        var names = new List<string>();
        while (words.Has("with"))
            names.Add(words.Take("an account"));
        return new(kind, names, lots, price) { Symbol = symbol };
    }

    private static OutcomePart Left(PartKind kind, WordReader words, string[] names) =>
        words.NextIsNumber ? new(kind, names, words.Whole("a number of lots")) : new(kind, names) { Whole = true };

    private OutcomePart CancelledPart(WordReader words)
    {
        var names = IsReason(words.Peek) || words.NextIsNumber ? [] : NamesNext(words);
        long? lots = words.NextIsNumber ? words.Whole("") : null;
        var reason = IsReason(words.Peek) ? words.Take("") : "";
        if (names.Count == 0 && lots is null && reason.Length == 0)
            throw words.Fault("a number of lots, an order, or why it left");
        return new(PartKind.Cancelled, names, lots, null, reason);
    }

    private static bool IsReason(string word) =>
        word.Length > 0 && Enum.GetNames<CancelReason>().Any(r => Spelled(r) == word);

    // An order's id or an account's name, when one comes next.
    private IReadOnlyList<string> NamesNext(WordReader words)
    {
        if (words.AtEnd || words.Peek is "and" or "by" or "with" or "at")
            return [];
        return _orderIds.ContainsKey(words.Peek) || _accounts.ContainsKey(words.Peek)
            ? [words.Take("")]
            : throw words.Fault("an order's id or an account");
    }

    private List<OutcomePart> PartsOf(IReadOnlyList<Happening> events)
    {
        var parts = new List<OutcomePart>();
        var own = new List<long>();
        foreach (var happening in events)
        {
            switch (happening.Message)
            {
                case OrderAccepted accepted:
                    own.Add(accepted.Order.Value);
                    break;
                case OrderAmended amended:
                    own.Add(amended.Order.Value);
                    parts.Add(
                        new(PartKind.Amended, [], null, null, amended.KeptPlace == 1 ? "kept place" : "lost place")
                    );
                    break;
                case Traded t:
                    parts.Add(
                        new(
                            PartKind.Traded,
                            [AccountNameOf(t.Buyer), AccountNameOf(t.Seller)],
                            t.Quantity.Lots,
                            t.Price.Ticks * TickOf(t.Instrument.Value)
                        )
                        {
                            Symbol = SymbolOf(t.Instrument),
                        }
                    );
                    break;
                case SpreadTraded s:
                    parts.Add(PartOf(s));
                    break;
                case OrderCancelled c:
                    parts.Add(
                        new(PartKind.Cancelled, NamesOf(c.Order), c.Remaining.Lots, null, Spelled(c.Reason.ToString()))
                    );
                    break;
                case OrderReduced r:
                    parts.Add(new(PartKind.Reduced, NamesOf(r.Order), r.By.Lots));
                    break;
                case OrderElected e:
                    parts.Add(new(PartKind.Woke, NamesOf(e.Order), null, e.Trigger.Ticks * TickOf(e.Instrument.Value)));
                    break;
                case AuctionUncrossed u:
                    var price = u.Price.Ticks * TickOf(u.Instrument.Value);
                    parts.Add(new(PartKind.Uncrossed, [], u.Quantity.Lots, price));
                    break;
                case StateChanged { Phase: TradingPhase.VolatilityAuction }:
                    parts.Add(new(PartKind.Interrupted, []));
                    break;
                case ProtectionTriggered p:
                    parts.Add(new(PartKind.Protection, [], p.Lots.Lots));
                    break;
                case MassCancelled m:
                    parts.Add(new(PartKind.MassCancelled, [], m.Orders));
                    break;
                case RequestRepeated again:
                    parts.Add(new(PartKind.Repeated, NamesOf(again.Order)));
                    break;
                case SessionEnded { Cancel: 1 } over:
                    parts.Add(new(PartKind.TakenOff, [], over.Orders));
                    break;
                case CancelAllFired fired:
                    parts.Add(new(PartKind.TakenOff, [], fired.Orders));
                    break;
                case KillSwitchSet { Engage: 1 } kill:
                    parts.Add(new(PartKind.TakenOff, [], kill.Orders));
                    break;
            }
        }

        parts.AddRange(own.Distinct().Select(RestOf).OfType<OutcomePart>());
        return parts;
    }

    // What is left of an order that the command entered or amended: in the book, or asleep.
    private OutcomePart? RestOf(long number)
    {
        if (_venue.Order(number) is not { Left: > 0 } seen)
            return null;
        var shown = _venue.Book.Find(seen.Words.Instrument.Value, number) is not null;
        var side = seen.Words.Side == Side.Buy ? "bid" : "ask";
        return new(shown ? PartKind.Rests : PartKind.Sleeps, [side], seen.Left) { Whole = seen.Left == seen.Lots };
    }

    private string AccountNameOf(AccountId account) =>
        _accounts.FirstOrDefault(a => a.Value == account.Value).Key ?? $"account-{account.Value}";

    // The id that the story gave and the account: a story may use either.
    private List<string> NamesOf(OrderId order)
    {
        var names = _orderIds.Where(o => o.Value == order.Value).Select(o => o.Key).ToList();
        if (_venue.Order(order.Value) is { } seen)
            names.Add(AccountNameOf(seen.Words.Account));
        return names;
    }

    private decimal TickOf(int instrument) => _symbols.Values.First(s => s.Instrument == instrument).TickSize;
}
