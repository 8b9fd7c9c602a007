// What holds after each command of any stream.
using Tokenbourse.Market.Matching;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Market.Matching;

public sealed class InvariantTests
{
    // An auction that is cut off without uncrossing may leave a crossed book: no such here.
    private static readonly StreamKind Whole = new(BookWorld.Books, CutAuctions: false);

    [Fact]
    public void Lots_that_entered_have_traded_left_or_rest()
    {
        for (var seed = 400; seed < 430; seed++)
            Follow(seed, Whole, (_, ledger, driver) => ledger.Check(driver.Engine));
    }

    [Fact]
    public void Book_changes_alone_rebuild_the_book_order_by_order()
    {
        var (inFront, steppedForward) = (0, 0);
        for (var seed = 430; seed < 460; seed++)
        {
            var copy = new RebuiltBooks();
            Follow(
                seed,
                Whole with
                {
                    Edges = seed % 2 == 0,
                },
                (command, ledger, driver) =>
                {
                    var count = copy.Read(ledger.Tape);
                    inFront += count;
                    if (command.Deed == BookDeed.NextDay)
                        steppedForward += count;
                    copy.Check(driver.Engine);
                }
            );
        }

        Assert.True(
            inFront > 1_000 && steppedForward > 10,
            $"{inFront} in front, {steppedForward} of them by a new day"
        );
    }

    [Fact]
    public void No_book_is_crossed_in_continuous_trading()
    {
        for (var seed = 460; seed < 480; seed++)
            Follow(seed, Whole, (_, _, driver) => MustNotCross(driver.Engine));
    }

    [Fact]
    public void Each_instrument_has_one_unbroken_sequence()
    {
        for (var seed = 480; seed < 500; seed++)
        {
            var last = new long[BookWorld.Books + 1];
            Follow(
                seed,
                StreamKind.Everything,
                (_, ledger, _) =>
                {
                    foreach (var (kind, n) in RecordedReports.Read(ledger.Tape))
                    {
                        if (IsSequenced(kind))
                            Assert.Equal(++last[n[0]], n[1]);
                    }
                }
            );
        }
    }

    [Fact]
    public void Nothing_is_allocated_over_a_long_mixed_run()
    {
        var driver = new EngineDriver<Nobody>(BookWorld.Usual.NewEngine(), default);
        var stream = new CommandStream(500, Whole with { Reloads = false });
        // Arrays grow and code is compiled.
        for (var i = 0; i < 2_000_000; i++)
            driver.Do(stream.Next());
        // A list that grows for a peak never seen before may cost once more, and so may the runtime beside it: of a few
        // stretches one must be clean, which nothing that allocates by the message could be.
        var least = Allocated.Least(_ =>
        {
            var commands = stream.Take(300_000);
            return () =>
            {
                foreach (var command in commands)
                    driver.Do(command);
            };
        });
        Assert.Equal(0, least);
    }

    private static bool IsSequenced(ReportKind kind) =>
        kind
            is ReportKind.BookChanged
                or ReportKind.Traded
                or ReportKind.SpreadTraded
                or ReportKind.Uncrossed
                or ReportKind.Indicated;

    private static void Follow(
        int seed,
        StreamKind kind,
        Action<BookCommand, LotLedger, EngineDriver<RecordedReports>> afterEach
    )
    {
        var ledger = new LotLedger();
        var driver = new EngineDriver<RecordedReports>(BookWorld.Usual.NewEngine(), new(ledger.Tape))
        {
            Entered = ledger.Enter,
        };
        var stream = new CommandStream(seed, kind);
        afterEach(new(BookDeed.NextDay), ledger, driver);
        for (var i = 0; i < 2_000; i++)
        {
            ledger.Tape.Clear();
            var command = stream.Next();
            driver.Do(command);
            ledger.Post();
            afterEach(command, ledger, driver);
        }
    }

    private static void MustNotCross(MatchingEngine engine)
    {
        for (var i = 1; i <= BookWorld.Books; i++)
        {
            var book = new InstrumentId(i);
            if (engine.PhaseOf(book) != TradingPhase.Continuous)
                continue;
            if (engine.Best(book, Side.Buy) is { } bid && engine.Best(book, Side.Sell) is { } ask)
                Assert.True(bid < ask, $"book {i}: {bid.Ticks} against {ask.Ticks}");
        }
    }

    /// <summary>Each order's lots: entered, less traded, less decremented.</summary>
    private sealed class LotLedger
    {
        private readonly SortedDictionary<long, long> _open = [];

        public List<long> Tape { get; } = [];

        public void Enter(OrderId order, long lots) => _open[order.Value] = lots;

        public void Post()
        {
            foreach (var (kind, n) in RecordedReports.Read(Tape))
            {
                switch (kind)
                {
                    case ReportKind.Traded:
                        // A spread order is counted in its own lots, below.
                        Trade(n.AsSpan(6, 7), n[3], isSpread: false);
                        Trade(n.AsSpan(13, 7), n[3], isSpread: false);
                        break;
                    case ReportKind.SpreadTraded:
                        Trade(n.AsSpan(8, 7), n[3], isSpread: true);
                        Trade(n.AsSpan(15, 7), n[3], isSpread: true);
                        break;
                    case ReportKind.Reduced:
                        _open[n[0]] -= n[17];
                        Assert.Equal(_open[n[0]], n[12]);
                        break;
                    case ReportKind.Left:
                        Assert.Equal(_open[n[0]], n[12]);
                        _open.Remove(n[0]);
                        break;
                    case ReportKind.Stayed or ReportKind.Lifted when n[0] != 0:
                        Assert.True(kind == ReportKind.Lifted || _open[n[0]] == n[12]);
                        break;
                }
            }
        }

        public void Check(MatchingEngine engine)
        {
            var alive = 0;
            foreach (var (number, lots) in _open)
            {
                Assert.Equal(lots > 0, engine.TryFind(new(number), out var live));
                Assert.Equal(lots, live.Lots);
                alive += lots > 0 ? 1 : 0;
            }

            Assert.Equal(alive, engine.Orders);
            // Traded out: of no more interest.
            foreach (var gone in _open.Where(o => o.Value == 0).Select(o => o.Key).ToList())
                _open.Remove(gone);
        }

        private void Trade(ReadOnlySpan<long> side, long lots, bool isSpread)
        {
            if (side[0] == 0 || (side[6] != 0) != isSpread)
                return;
            _open[side[0]] -= lots;
            Assert.Equal(_open[side[0]], side[4]);
        }
    }

    /// <summary>Books kept from <see cref="ReportKind.BookChanged"/> alone.</summary>
    private sealed class RebuiltBooks
    {
        private readonly List<(long Order, long Side, long Price, long Lots)>[] _books =
        [
            .. Enumerable.Range(0, BookWorld.Books + 1).Select(_ => new List<(long, long, long, long)>()),
        ];

        private readonly HashSet<long> _inFront = [];

        /// <summary>Returns how many were added in front.</summary>
        public int Read(List<long> tape)
        {
            var inFront = 0;
            foreach (var (kind, n) in RecordedReports.Read(tape))
            {
                if (kind != ReportKind.BookChanged)
                    continue;
                Change(_books[n[0]], n);
                inFront += n[3] == (long)BookAction.AddedInFront ? 1 : 0;
            }

            return inFront;
        }

        public void Check(MatchingEngine engine)
        {
            for (var i = 1; i <= BookWorld.Books; i++)
            {
                foreach (var side in new[] { Side.Buy, Side.Sell })
                {
                    var walked = new List<(long, long, long, long)>();
                    engine.Walk(new(i), side, o => walked.Add((o.Order.Value, (long)o.Side, o.Price.Ticks, o.Visible)));
                    var kept = _books[i].Where(o => o.Side == (long)side);
                    Assert.Equal(kept.OrderBy(o => side == Side.Buy ? -o.Price : o.Price).ToList(), walked);
                }
            }
        }

        private void Change(List<(long Order, long Side, long Price, long Lots)> book, long[] n)
        {
            var at = book.FindIndex(o => o.Order == n[2]);
            var now = (n[2], n[4], n[5], n[6]);
            switch ((BookAction)n[3])
            {
                case BookAction.Added:
                    Assert.Equal(-1, at);
                    book.Add(now);
                    break;
                case BookAction.AddedInFront:
                    Assert.Equal(-1, at);
                    _inFront.Add(n[2]);
                    var behind = book.FindLastIndex(o =>
                        o.Side == n[4] && o.Price == n[5] && _inFront.Contains(o.Order)
                    );
                    var first = book.FindIndex(o => o.Side == n[4] && o.Price == n[5]);
                    book.Insert(behind >= 0 ? behind + 1 : int.Max(first, 0), now);
                    break;
                case BookAction.Changed:
                    book[at] = now;
                    break;
                default:
                    Assert.Equal(BookAction.Removed, (BookAction)n[3]);
                    book.RemoveAt(at);
                    _inFront.Remove(n[2]);
                    break;
            }
        }
    }

    private readonly struct Nobody : IMatchingReports
    {
        public void Traded(in Match match) { }

        public void BookChanged(in BookChanged change) { }

        public void Stayed(in LiveOrder order) { }

        public void Lifted(in LiveOrder order) { }

        public void Left(in LiveOrder order, CancelReason reason, bool stayed) { }

        public void Reduced(in LiveOrder order, long by, CancelReason reason, bool stayed) { }

        public void Elected(in LiveOrder order, Price trigger) { }

        public void Uncrossed(InstrumentId instrument, long sequence, Price price, long lots, long surplus) { }

        public void Indicated(in IndicativeChanged indication) { }

        public void Interrupted(InstrumentId instrument) { }

        public void SpreadTraded(in SpreadTraded trade, in MatchSide buyer, in MatchSide seller) { }
    }
}
