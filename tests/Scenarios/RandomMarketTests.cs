// Random days on any engine against the naive market, with a failing log cut down to the few commands that matter.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Scenarios;

public sealed class RandomMarketTests
{
    /// <summary>Runs random days on an engine and audits each command.</summary>
    /// <returns>Null, or the first difference and the shortest log found that still shows one.</returns>
    internal static string? FirstDifference(
        Func<IMarketEngine> engine,
        long seed,
        int days,
        int commandsADay,
        bool edges = false,
        RandomTopics topics = RandomTopics.All
    )
    {
        var auditor = new Auditor();
        string? difference = null;
        var market = new RandomMarket(seed, engine())
        {
            Edges = edges,
            Topics = topics,
            Told = (command, events) => difference ??= auditor.Check(command, events),
        };
        market.Begin();
        for (var day = 0; day < days && difference is null; day++)
            market.Day(commandsADay);
        if (difference is null)
            return null;
        var log = Shrunk(
            [.. market.Log.Select(l => l.Command)],
            commands => Kinds(Audit(engine(), commands)) == Kinds(difference)
        );
        var told = log.Select(c => $"  {c.Time} {MessageJson.Write(c)}");
        return $"seed {seed}: {difference}\nshrunk: {Audit(engine(), log)}\n{string.Join('\n', told)}";
    }

    // What was expected and what came instead, in kinds: cutting a log down must not lead to another fault.
    private static string Kinds(string? difference) =>
        difference is null
            ? ""
            : string.Join(
                ' ',
                difference
                    .Split(": ", 2)[1]
                    .Split("; ")
                    .Select(part => part.Split(' ') is [var word, var kind, ..] ? $"{word} {kind}" : part)
            );

    private static string? Audit(IMarketEngine engine, List<LogEntry> commands)
    {
        var auditor = new Auditor();
        for (var i = 0; i < commands.Count; i++)
        {
            // A machine takes the numbers of its log one after the other: what was left out leaves no gap.
            var command = commands[i] with
            {
                Sequence = i,
            };
            if (Check(auditor, engine, command) is { } difference)
                return difference;
        }

        return null;
    }

    // An engine that breaks differs too, and its log is worth cutting down.
    private static string? Check(Auditor auditor, IMarketEngine engine, LogEntry command)
    {
        try
        {
            return auditor.Check(command, engine.Submit(command));
        }
        catch (Exception e) when (e is InvariantBrokenException or ArithmeticException or InvalidOperationException)
        {
            return $"command {command.Sequence} ({command.Kind}): {e}";
        }
    }

    // Leaves out runs of commands, long ones first, as long as a difference remains.
    private static List<LogEntry> Shrunk(List<LogEntry> log, Func<List<LogEntry>, bool> differs)
    {
        for (var run = log.Count / 2; run >= 1; run /= 2)
        {
            for (var at = 0; at + run <= log.Count; )
            {
                var shorter = log.Take(at).Concat(log.Skip(at + run)).ToList();
                if (differs(shorter))
                    log = shorter;
                else
                    at += run;
            }
        }

        return log;
    }

    [Fact]
    public void Random_days_reach_every_refusal_every_event_and_every_way_to_leave()
    {
        var reasons = new SortedSet<RejectReason>();
        var refused = new SortedSet<(MessageKind, RejectReason)>();
        var kinds = new SortedSet<MessageKind>();
        var sent = new SortedSet<MessageKind>();
        var leavings = new SortedSet<CancelReason>();
        var causes = new SortedSet<StateCause>();
        var spreads = new SortedSet<(TradeOrigin, Side)>();
        var origins = new SortedSet<TradeOrigin>();
        var tiers = new SortedSet<SettlementTier>();
        // About everything, and about one thing alone: with all the rest few come far in it.
        RandomTopics[] topics =
        [
            RandomTopics.All & ~RandomTopics.Spot,
            RandomTopics.Calls,
            RandomTopics.Defaults,
            RandomTopics.Limits | RandomTopics.Groups,
        ];
        for (var at = 0; at < 160; at++)
        {
            var market = new RandomMarket(1 + (at / 4), new NaiveMarket()) { Topics = topics[at % 4] };
            market.Begin();
            for (var day = 0; day < 5; day++)
                market.Day(260);
            sent.UnionWith(market.Log.Select(l => l.Command.Kind));
            foreach (var happening in market.Log.SelectMany(l => l.Events))
            {
                kinds.Add(happening.Kind);
                if (happening.Message is OrderRejected rejected)
                    reasons.Add(rejected.Reason);
                if (happening.Message is CommandRefused other)
                    refused.Add((other.Command, other.Reason));
                if (happening.Message is OrderCancelled cancelled)
                    leavings.Add(cancelled.Reason);
                if (happening.Message is SettlementPriceSet settled)
                    tiers.Add(settled.Tier);
                if (happening.Message is StateChanged state)
                    causes.Add(state.Cause);
                if (happening.Message is SpreadTraded spread)
                    spreads.Add((spread.Origin, spread.Aggressor));
                if (happening.Message is Traded trade)
                    origins.Add(trade.Origin);
            }
        }

        Assert.Equal([], Enum.GetValues<SettlementTier>().Except(tiers).Where(t => t != SettlementTier.None));
        RejectReason[] elsewhere = [RejectReason.None];
        var missing = Enum.GetValues<RejectReason>()
            .Where(r => r < RejectReason.BadDocument && !elsewhere.Contains(r) && !reasons.Contains(r));
        Assert.Equal([], missing);
        Assert.Equal([], Enum.GetValues<CancelReason>().Except(leavings).Where(r => r != CancelReason.None));
        Assert.Equal([], Enum.GetValues<StateCause>().Except(causes).Where(r => r != StateCause.None));
        Assert.Equal(
            [],
            Enum.GetValues<TradeOrigin>()
                .Except(origins)
                .Where(r => r is > TradeOrigin.None and < TradeOrigin.ForcedReduction)
        );
        // Two spread orders; an incoming one against its legs; an incoming leg order or a crossed book against a
        // standing one.
        Assert.Equal(
            [
                (TradeOrigin.Continuous, Side.Buy),
                (TradeOrigin.Continuous, Side.Sell),
                (TradeOrigin.Implied, Side.None),
                (TradeOrigin.Implied, Side.Buy),
                (TradeOrigin.Implied, Side.Sell),
            ],
            spreads
        );
        // From 220 on messages are the index machine's.
        var silent = Enum.GetValues<MessageKind>()
            .Where(k =>
                k is >= MessageKind.AuctionUncrossed and < MessageKind.ObserveDeal
                && !kinds.Contains(k)
                && !sent.Contains(k)
            );
        Assert.Equal([], silent);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(' ', refused));
    }

    [Fact]
    public void Random_days_reduce_positions_up_and_down_against_others_and_against_oneself()
    {
        var pairs = new List<ForcedReduced>();
        var (up, down) = (0, 0);
        foreach (var seed in new[] { 3, 6, 9, 12, 18, 21, 24, 27 })
        {
            var market = new RandomMarket(seed, new NaiveMarket()) { Topics = RandomTopics.None };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(300);
            foreach (var events in market.Log.Select(l => l.Events.Select(e => e.Message).ToList()))
            {
                var told = events.OfType<ForcedReduced>().ToList();
                pairs.AddRange(told);
                foreach (
                    var locked in events.OfType<LimitLockSet>().Where(l => told.Any(t => t.Instrument == l.Instrument))
                )
                {
                    up += locked.Side == Side.Buy ? 1 : 0;
                    down += locked.Side == Side.Sell ? 1 : 0;
                }
            }
        }

        var own = pairs.Count(p => p.Buyer == p.Seller);
        var words = $"{pairs.Count} pairs, {own} with oneself, in {up} months locked up and {down} locked down";
        TestContext.Current.TestOutputHelper?.WriteLine(words);
        Assert.True(pairs.Count > 20 && own > 0 && up > 2 && down > 2, words);
    }

    [Fact]
    public void Random_days_call_release_and_close_by_force_carried_lots_and_those_of_the_day()
    {
        var (opened, met, missed, released) = (0, 0, 0, 0);
        var orders = new List<LiquidationOrdered>();
        var done = new List<LiquidationDone>();
        var (today, carried, own) = (0, 0, 0);
        foreach (var seed in new[] { 1, 2, 3, 5, 6, 7, 9, 11 })
        {
            var market = new RandomMarket(seed, new NaiveMarket()) { Topics = RandomTopics.Calls };
            market.Begin();
            for (var day = 0; day < 6; day++)
                market.Day(300);
            foreach (var events in market.Log.Select(l => l.Events.Select(e => e.Message).ToList()))
            {
                opened += events.OfType<CallOpened>().Count();
                met += events.OfType<CallMet>().Count();
                missed += events.OfType<CallMissed>().Count();
                released += events.OfType<AccountReleased>().Count();
                orders.AddRange(events.OfType<LiquidationOrdered>());
                done.AddRange(events.OfType<LiquidationDone>());
                own += events.OfType<OrderCancelled>().Count(c => c.Reason == CancelReason.Liquidation);
                if (!events.OfType<LiquidationDone>().Any())
                    continue;
                today += events.OfType<LotClosed>().Count(c => c.IsToday == 1);
                carried += events.OfType<LotClosed>().Count(c => c.IsToday == 0);
            }
        }

        var words =
            $"{opened} calls told, {met} met, {missed} missed, {released} releases, {orders.Count} forced orders in "
            + $"{done.Count(d => d.Lots.Lots > 0)} of {done.Count} rounds closed {done.Sum(d => d.Lots.Lots)} lots; "
            + $"{today} parts of today and {carried} carried, {own} own orders left";
        TestContext.Current.TestOutputHelper?.WriteLine(words);
        Assert.True(opened > 50 && met > 20 && missed > 20 && released > 10, words);
        Assert.True(orders.Count > 20 && done.Exists(d => d.Short > 0) && today > 0 && carried > 0 && own > 0, words);
        Assert.Contains(orders, o => o.Side == Side.Buy);
        Assert.Contains(orders, o => o.Side == Side.Sell);
    }

    [Fact]
    public void Random_days_set_other_price_limits_and_reach_every_reason_against_them()
    {
        var reasons = new SortedSet<RejectReason>();
        var (set, left, spreads) = (0, 0, 0);
        foreach (var seed in new[] { 1, 2, 4, 7, 8, 11, 13, 14 })
        {
            var market = new RandomMarket(seed, new NaiveMarket()) { Topics = RandomTopics.PriceLimits };
            market.Begin();
            for (var day = 0; day < 4; day++)
                market.Day(300);
            foreach (var (command, events) in market.Log.Where(l => l.Command.Kind == MessageKind.SetPriceLimits))
            {
                set += events.Count(e => e.Kind == MessageKind.PriceLimitsSet);
                left += events.Count(e => e.Message is OrderCancelled { Reason: CancelReason.OutsideLimits });
                spreads += events.Count(e => e.Message is BandSet band && band.Low.Ticks < 0);
                reasons.UnionWith(
                    events
                        .Select(e => e.Message)
                        .OfType<CommandRefused>()
                        .Where(r => r.Command == command.Kind)
                        .Select(r => r.Reason)
                );
            }
        }

        RejectReason[] expected =
        [
            RejectReason.UnknownInstrument,
            RejectReason.NotTrading,
            RejectReason.NotForSpreads,
            RejectReason.UnknownContract,
            RejectReason.PersonMissing,
            RejectReason.ReasonMissing,
            RejectReason.SamePerson,
            RejectReason.OperatorLimitsOff,
            RejectReason.AuctionUnderWay,
            RejectReason.LimitOutOfBounds,
            RejectReason.TradedOutside,
        ];
        Assert.Equal([], expected.Except(reasons));
        Assert.True(set > 50 && left > 10 && spreads > 20, $"{set} set, {left} orders left, {spreads} spreads moved");
    }

    [Fact]
    public void Random_days_at_the_edges_put_closing_orders_in_front_by_day_and_over_night()
    {
        var (inFront, overNight) = (0, 0);
        for (var seed = 1; seed <= 8; seed++)
        {
            var market = new RandomMarket(seed, new NaiveMarket()) { Edges = true, Topics = RandomTopics.None };
            market.Begin();
            for (var day = 0; day < 5; day++)
                market.Day(260);
            foreach (var (_, events) in market.Log)
            {
                var count = events.Count(e => e.Message is BookChanged { Action: BookAction.AddedInFront });
                inFront += count;
                overNight += events.Any(e => e.Kind == MessageKind.DayOpened) ? count : 0;
            }
        }

        Assert.True(inFront > 200 && overNight > 10, $"{inFront} added in front, {overNight} of them by a new day");
    }

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public void Lots_money_and_books_hold_over_random_days_of_the_naive_market(long seed)
    {
        var difference = FirstDifference(() => new NaiveMarket(), seed, 6, 400);
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void A_difference_is_found_and_its_log_cut_down()
    {
        // Not every market makes decrements.
        var difference = Enumerable
            .Range(1, 12)
            .Select(seed => FirstDifference(() => new Forgetful(), seed, 3, 300))
            .FirstOrDefault(d => d is not null);
        Assert.NotNull(difference);
        Assert.InRange(difference.Split('\n').Length, 3, 40);
    }

    // A market that tells a decrement wrong by one lot.
    private sealed class Forgetful : IMarketEngine
    {
        private readonly NaiveMarket _market = new();

        public IReadOnlyList<Happening> Submit(in LogEntry command) =>
            [
                .. _market
                    .Submit(command)
                    .Select(e =>
                        e.Message is OrderReduced r ? e with { Message = r with { By = new(r.By.Lots + 1) } } : e
                    ),
            ];
    }
}
