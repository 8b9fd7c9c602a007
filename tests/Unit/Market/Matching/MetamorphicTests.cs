// Relations between two runs of the engine: what must not matter does not matter.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;
using Xunit;

namespace Tokenbourse.Unit.Market.Matching;

public sealed class MetamorphicTests
{
    // Loading makes an engine with the models as they are written, so there is none of it here.
    private static readonly StreamKind Whole = new(BookWorld.Books, Spoilt: false, Reloads: false);

    [Theory]
    [InlineData(137)]
    [InlineData(-290)]
    public void Prices_moved_by_so_many_ticks_move_every_report_by_as_many(long ticks)
    {
        for (var seed = 0; seed < 15; seed++)
        {
            var commands = new CommandStream(seed, Whole).Take(2_000);
            var tape = Run(commands, 0, out var refusals);
            var moved = Run(
                [.. commands.Select(c => StreamMaps.Moved(c, StreamMaps.BookFor(c, commands), ticks))],
                ticks,
                out var movedRefusals
            );
            Same(
                RecordedReports.Changed(
                    tape,
                    (kind, all, name, n) => n + StreamMaps.TicksIn(kind, all, name, n, ticks)
                ),
                RecordedReports.Changed(moved, (_, _, _, n) => n)
            );
            Assert.Equal(refusals.Select(r => r.Reason), movedRefusals.Select(r => r.Reason));
        }
    }

    [Fact]
    public void Sides_swapped_and_prices_mirrored_mirror_every_report()
    {
        // No auctions: their last word is the lower price. No spreads: agreed prices look upwards first.
        var kind = new StreamKind(BookWorld.Outrights, Spoilt: false, Auctions: false, Reloads: false);
        for (var seed = 100; seed < 130; seed++)
        {
            var commands = new CommandStream(seed, kind).Take(2_000);
            var tape = Run(commands, 0, out var refusals);
            var mirrored = Run(
                [.. commands.Select(c => StreamMaps.Mirrored(c, StreamMaps.BookFor(c, commands)))],
                0,
                out var mirroredRefusals
            );
            Same(
                RecordedReports.Changed(tape, (_, _, _, n) => n),
                [
                    .. RecordedReports
                        .Changed(mirrored, (k, all, name, n) => StreamMaps.MirrorOf(k, all, name, n))
                        .Select(StreamMaps.SwapSides),
                ]
            );
            Assert.Equal(refusals.Count, mirroredRefusals.Count);
        }
    }

    [Fact]
    public void A_split_resting_order_changes_nothing_for_those_who_take_it()
    {
        // One book, price then time, strangers only: order n, or its two parts 2n and 2n + 1 one after the other.
        var random = new Random(7);
        for (var run = 0; run < 60; run++)
        {
            var (one, two) = (new TakerLog(), new TakerLog());
            for (var n = 1; n <= 400; n++)
            {
                var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
                var price = 1000 + random.Next(-6, 7);
                var lots = 2 + random.Next(9);
                var taking = random.Next(3) == 0;
                var cancelled = 1 + random.Next(n);
                var first = 1 + random.Next(lots - 1);
                one.Do(n, n, side, price, lots, taking);
                if (taking)
                {
                    two.Do(n, 2 * n, side, price, lots, taking);
                }
                else
                {
                    two.Do(n, 2 * n, side, price, first, taking);
                    two.Do(n, (2 * n) + 1, side, price, lots - first, taking);
                }

                one.Cancel(cancelled);
                two.Cancel(2 * cancelled);
                two.Cancel((2 * cancelled) + 1);
            }

            Assert.NotEmpty(one.Paid);
            Assert.Equal(one.Paid.ToList(), two.Paid.ToList());
        }
    }

    [Fact]
    public void An_order_that_came_and_went_untouched_leaves_no_trace()
    {
        var random = new Random(11);
        var tried = 0;
        for (var seed = 200; seed < 230; seed++)
        {
            var tape = new List<long>();
            var driver = new EngineDriver<RecordedReports>(BookWorld.Usual.NewEngine(), new(tape));
            var stream = new CommandStream(seed, new StreamKind(BookWorld.Books));
            for (var i = 0; i < 1_500; i++)
            {
                driver.Do(stream.Next());
                if (i % 5 == 0)
                    tried += ComeAndGo(driver, tape, random) ? 1 : 0;
            }
        }

        Assert.True(tried > 1_000, $"{tried} orders came and went");
    }

    [Fact]
    public void A_stream_says_the_same_however_it_is_cut_into_batches()
    {
        foreach (var size in new[] { 1, 7, 64, 1_000 })
        {
            var commands = new CommandStream(300, Whole).Take(5_000);
            var whole = Run(commands, 0, out _);
            var parts = new List<long>();
            var driver = new EngineDriver<RecordedReports>(Engine(), new(parts));
            foreach (var batch in commands.Chunk(size))
            {
                var own = new List<long>();
                driver.ListenWith(new(own));
                foreach (var command in batch)
                    driver.Do(command);
                var said = own.Count;
                driver.Finish();
                Assert.Equal(said, own.Count);
                parts.AddRange(own);
            }

            Assert.Equal(whole, parts);
        }
    }

    // No rule that counts in parts of a price: those do not move with it.
    private static MatchingEngine Engine() =>
        BookWorld.Usual.NewEngine(m => m with { DynamicBandPpm = 0, MarketProtectionPpm = 0 });

    private static List<long> Run(List<BookCommand> commands, long offset, out List<Refusal> refusals)
    {
        var (tape, refused) = (new List<long>(), new List<Refusal>());
        var driver = new EngineDriver<RecordedReports>(Engine(), new(tape), offset) { Refused = refused.Add };
        foreach (var command in commands)
            driver.Do(command);
        refusals = refused;
        return tape;
    }

    private static void Same(List<string> expected, List<string> got)
    {
        for (var i = 0; i < int.Min(expected.Count, got.Count); i++)
            Assert.Equal(expected[i], got[i]);
        Assert.Equal(expected.Count, got.Count);
    }

    private static bool ComeAndGo(EngineDriver<RecordedReports> driver, List<long> tape, Random random)
    {
        var engine = driver.Engine;
        var book = new InstrumentId(1 + random.Next(BookWorld.Books));
        var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        // Behind the best of its side: a better one would take the top order's privilege for good.
        if (engine.Best(book, side) is not { } best || !engine.PhaseOf(book).TakesOrders())
            return false;
        var price = best.Ticks - (side.Sign() * random.Next(3));
        var order = new OrderEntry(
            new(1_000_000_000),
            book,
            99,
            99,
            side,
            OrderType.Limit,
            TimeInForce.Day,
            new(price),
            5,
            OrderFlags.PostOnly
        );
        if (engine.Check(order, new(BookWorld.MostLots, 0, true, new(1))).IsRefused)
            return false;
        var before = Image(engine);
        tape.Clear();
        var reports = new RecordedReports(tape);
        engine.Enter(order, ref reports);
        engine.Cancel(order.Order, CancelReason.ByParticipant, ref reports);
        Assert.Equal(before, Image(engine));
        return true;
    }

    /// <summary>A snapshot without sequences and without the note that something changed.</summary>
    private static byte[] Image(MatchingEngine engine)
    {
        var writer = new StateWriter();
        engine.Save(writer);
        var bytes = writer.Bytes.ToArray();
        var at = 4;
        for (var book = 0; book < BookWorld.Books; book++)
        {
            at += 1 + 8 + 4 + 8 + 8 + 1;
            bytes.AsSpan(at, 9).Clear();
            at += 9 + 1 + 24;
            at += 4 + (64 * BitConverter.ToInt32(bytes, at)) + 16;
        }

        Assert.Equal(bytes.Length, at);
        return bytes;
    }

    /// <summary>One book of strangers; what each command's taker paid, by price.</summary>
    private sealed class TakerLog
    {
        private readonly MatchingEngine _engine = new();
        private readonly List<long> _tape = [];
        private readonly InstrumentId _book;
        private RecordedReports _reports;

        public TakerLog()
        {
            _reports = new(_tape);
            _book = _engine.Add(MarketModel.Plain);
            _engine.Open(_book, new(950), new(1050), new(1000), ref _reports);
            _engine.SetPhase(_book, TradingPhase.Continuous, ref _reports);
        }

        /// <summary>Lots by command and price.</summary>
        public SortedDictionary<(int Command, long Price), long> Paid { get; } = [];

        public void Do(int command, long number, Side side, long price, long lots, bool takes)
        {
            var life = takes ? TimeInForce.FillAndKill : TimeInForce.Day;
            var order = new OrderEntry(
                new(number),
                _book,
                1,
                (int)number,
                side,
                OrderType.Limit,
                life,
                new(price),
                lots
            );
            Assert.False(_engine.Check(order, new(100, 0, false, default)).IsRefused);
            _tape.Clear();
            _engine.Enter(order, ref _reports);
            foreach (var (kind, n) in RecordedReports.Read(_tape))
            {
                if (kind == ReportKind.Traded)
                    Paid[(command, n[2])] = Paid.GetValueOrDefault((command, n[2])) + n[3];
            }
        }

        public void Cancel(long number)
        {
            if (_engine.TryFind(new(number), out _))
                _engine.Cancel(new(number), CancelReason.ByParticipant, ref _reports);
        }
    }
}
