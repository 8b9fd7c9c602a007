// Generated streams: what they are made of, where they go, and that a seed gives the same bytes everywhere.
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Streams;
using Xunit;

namespace Tokenbourse.Unit.Streams;

public sealed class GeneratorTests
{
    private const int Messages = 200_000;

    public static TheoryData<string> Shapes => [.. StreamShape.All.Select(s => s.Name)];

    [Theory]
    [InlineData("normal", 1595563447u)]
    [InlineData("static", 48103430u)]
    [InlineData("swing-25", 2579696494u)]
    [InlineData("swing-40", 2551877806u)]
    [InlineData("flash-crash", 2954882843u)]
    public void The_same_seed_gives_the_same_bytes_on_each_machine(string shape, uint check)
    {
        var plan = new StreamPlan(StreamShape.Of(shape)!, Messages: 20_000, Seed: 7);
        using var file = new MemoryStream();
        var header = StreamGenerator.Write(plan, file);
        Assert.Equal(check, header.RecordsCheck);
        file.Position = 0;
        Assert.Equal(StreamGenerator.Build(plan).Messages, new OrderStreamReader(file).ReadAll());
        var other = StreamGenerator.Build(plan with { Seed = 8 }).Messages;
        Assert.NotEqual(other[^100..], StreamGenerator.Build(plan).Messages[^100..]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_mix_is_as_stated_and_cancels_name_resting_orders(string shape)
    {
        var run = new PlainRun(new(StreamShape.Of(shape)!, Messages));
        Assert.InRange(run.News, 0.495, 0.505);
        Assert.InRange(run.Immediate, 0.14, 0.16);
        Assert.InRange(run.Cancels, 0.405, 0.415);
        Assert.InRange(run.Amends, 0.085, 0.095);
        Assert.InRange(run.CancelsFound, 0.97, 0.99);
        Assert.Equal(1, run.AmendsFound);
        Assert.True(run.Trades > Messages / 100, $"{run.Trades} trades");
        Assert.Equal(0, run.SelfMatches);
    }

    [Theory]
    [InlineData("normal", 4_000, 12_000)]
    [InlineData("static", 8_000, 16_000)]
    [InlineData("swing-25", 3_000, 16_000)]
    [InlineData("swing-40", 3_000, 16_000)]
    [InlineData("flash-crash", 1_000, 16_000)]
    public void The_book_stays_as_deep_as_its_shape(string shape, int least, int most)
    {
        var run = new PlainRun(new(StreamShape.Of(shape)!, 400_000));
        Assert.True(
            run.LeastResting >= least && run.MostResting <= most,
            $"{run.LeastResting} to {run.MostResting} orders rested, last {run.LastResting}"
        );
    }

    [Theory]
    [InlineData("normal", 10, 400)]
    [InlineData("static", 0, 40)]
    [InlineData("swing-25", 900, 1200)]
    [InlineData("swing-40", 1400, 1800)]
    [InlineData("flash-crash", 1600, 2000)]
    public void Trades_go_as_far_from_the_reference_as_the_shape_says(string shape, int least, int most)
    {
        var run = new PlainRun(new(StreamShape.Of(shape)!, 400_000));
        var far = long.Max(StreamPlan.Reference - run.LowestTrade, run.HighestTrade - StreamPlan.Reference);
        Assert.True(far >= least && far <= most, $"trades from {run.LowestTrade} to {run.HighestTrade}");
        if (shape == "flash-crash")
            Assert.True(StreamPlan.Reference - run.LastTrade < 400, $"the last trade was at {run.LastTrade}");
    }

    [Fact]
    public void Only_the_main_instrument_is_spoken_to_after_the_loading()
    {
        var (header, all) = StreamGenerator.Build(new(StreamShape.All[0], 5_000, 3, Others: 4, OrdersEach: 10));
        Assert.Equal(5, header.Instruments.Count);
        Assert.Equal(8_040, header.Loading);
        Assert.All(all[8_040..], m => Assert.Equal(StreamPlan.Main, m.Instrument));
        Assert.Equal(
            [8_000, 10, 10, 10, 10],
            all[..8_040].GroupBy(m => m.Instrument).OrderBy(g => g.Key).Select(g => g.Count())
        );
    }

    [Theory]
    [InlineData(StreamExtras.Stop, 1)]
    [InlineData(StreamExtras.Iceberg, 1)]
    [InlineData(StreamExtras.Spread, 1)]
    [InlineData(StreamExtras.Stop | StreamExtras.Iceberg | StreamExtras.Spread, 3)]
    public void Extras_are_added_once_each(StreamExtras extras, int count)
    {
        var plan = new StreamPlan(StreamShape.All[0], 3_000, Others: 1, OrdersEach: 10);
        using var file = new MemoryStream();
        var header = StreamGenerator.Write(plan with { Extras = extras }, file);
        file.Position = 0;
        var all = new OrderStreamReader(file).ReadAll();
        Assert.Equal(3_000 + count, header.Messages);
        Assert.Equal(extras.HasFlag(StreamExtras.Stop) ? 1 : 0, all.Count(m => m.Type == StreamOrderType.Stop));
        Assert.Equal(extras.HasFlag(StreamExtras.Iceberg) ? 1 : 0, all.Count(m => m.Display > 0));
        Assert.Equal(extras.HasFlag(StreamExtras.Spread) ? 1 : 0, all.Count(m => m.Instrument == 3));
        Assert.Equal(extras.HasFlag(StreamExtras.Spread), header.Instruments[^1].IsSpread);
    }

    [Fact]
    public void Plans_that_cannot_be_carried_out_say_why()
    {
        var plan = new StreamPlan(StreamShape.All[0]);
        Assert.Null(plan.Fault());
        Assert.Contains("messages 0", (plan with { Messages = 0 }).Fault(), StringComparison.Ordinal);
        Assert.Contains("others 1001", (plan with { Others = 1001 }).Fault(), StringComparison.Ordinal);
        Assert.Contains("orders each -1", (plan with { OrdersEach = -1 }).Fault(), StringComparison.Ordinal);
        Assert.Contains(
            "second leg",
            (plan with { Others = 0, Extras = StreamExtras.Spread }).Fault(),
            StringComparison.Ordinal
        );
    }

    /// <summary>What an independent book, made of sorted lists, makes of a stream's main instrument.</summary>
    private sealed class PlainRun
    {
        private readonly SortedDictionary<(long Price, long Time), Resting> _bids = [];
        private readonly SortedDictionary<(long Price, long Time), Resting> _asks = [];
        private readonly Dictionary<int, Resting> _all = [];
        private long _time;

        public PlainRun(StreamPlan plan)
        {
            var (header, all) = StreamGenerator.Build(plan with { Others = 0 });
            var counts = new int[4];
            var (immediate, cancelled, amended) = (0, 0, 0);
            for (var i = 0; i < all.Length; i++)
            {
                var m = all[i];
                var found = Apply(m);
                if (i < header.Loading)
                    continue;
                counts[(int)m.Operation]++;
                immediate += m.TimeInForce == StreamTimeInForce.FillAndKill ? 1 : 0;
                cancelled += found && m.Operation == StreamOperation.Cancel ? 1 : 0;
                amended += found && m.Operation == StreamOperation.Amend ? 1 : 0;
                LeastResting = int.Min(LeastResting, _all.Count);
                MostResting = int.Max(MostResting, _all.Count);
            }

            double count = header.Messages;
            (News, Cancels, Amends) = (counts[1] / count, counts[2] / count, counts[3] / count);
            Immediate = immediate / (double)counts[1];
            CancelsFound = cancelled / (double)counts[2];
            AmendsFound = amended / (double)counts[3];
        }

        public double News { get; }
        public double Immediate { get; }
        public double Cancels { get; }
        public double Amends { get; }
        public double CancelsFound { get; }
        public double AmendsFound { get; }
        public int Trades { get; private set; }
        public int SelfMatches { get; private set; }
        public int LeastResting { get; } = int.MaxValue;
        public int MostResting { get; }
        public int LastResting => _all.Count;
        public long LowestTrade { get; private set; } = long.MaxValue;
        public long HighestTrade { get; private set; }
        public long LastTrade { get; private set; }

        private bool Apply(OrderMessage m)
        {
            if (m.Operation == StreamOperation.New)
            {
                Enter(new(m.Order, m.Owner, m.Side, m.Price, 0), m.Lots, m.TimeInForce == StreamTimeInForce.Day);
                return true;
            }

            if (!_all.TryGetValue(m.Order, out var old))
                return false;
            Assert.Equal(old.Owner, m.Owner);
            if (m.Operation == StreamOperation.Amend && m.Price == old.Price && m.Lots <= old.Lots)
            {
                old.Lots = m.Lots;
                return true;
            }

            Take(old);
            if (m.Operation == StreamOperation.Amend)
                Enter(new(m.Order, m.Owner, old.Side, m.Price, 0), m.Lots, rests: true);
            return true;
        }

        private void Enter(Resting order, int lots, bool rests)
        {
            var other = order.Side == Side.Buy ? _asks : _bids;
            while (lots > 0 && other.Count > 0)
            {
                var best = other.First().Value;
                if (order.Side == Side.Buy ? best.Price > order.Price : best.Price < order.Price)
                    break;
                var traded = int.Min(lots, best.Lots);
                lots -= traded;
                best.Lots -= traded;
                Trades++;
                SelfMatches += best.Owner == order.Owner ? 1 : 0;
                LastTrade = best.Price;
                LowestTrade = long.Min(LowestTrade, best.Price);
                HighestTrade = long.Max(HighestTrade, best.Price);
                if (best.Lots == 0)
                    Take(best);
            }

            if (lots == 0 || !rests)
                return;
            order.Lots = lots;
            order.Key = (order.Side == Side.Buy ? -order.Price : order.Price, _time++);
            (order.Side == Side.Buy ? _bids : _asks).Add(order.Key, order);
            _all.Add(order.Order, order);
        }

        private void Take(Resting order)
        {
            (order.Side == Side.Buy ? _bids : _asks).Remove(order.Key);
            _all.Remove(order.Order);
        }

        private sealed class Resting(int order, int owner, Side side, int price, int lots)
        {
            public int Order { get; } = order;
            public int Owner { get; } = owner;
            public Side Side { get; } = side;
            public int Price { get; } = price;
            public int Lots { get; set; } = lots;
            public (long Price, long Time) Key { get; set; }
        }
    }
}
