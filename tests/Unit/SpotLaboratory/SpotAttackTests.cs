// Attacks on the spot print from outside of the auction: thousands of them, on the machine and the document as shipped.
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Spot;
using Xunit;

namespace Tokenbourse.Unit.SpotLaboratory;

public sealed class SpotAttackTests
{
    private static readonly TradingDate _first = SpotMarketTests.First;

    /// <summary>Undeclared friends of one seller (many accounts that evade the cap on buyers, or a seller with a
    /// subsidy), related accounts, one name, rings, and a group that buys from everybody.</summary>
    [Fact]
    public void No_random_attack_moves_a_print_beyond_the_bound_that_is_stated_for_it() => Try(3, 20);

    [Fact]
    [Trait("Weight", "heavy")]
    public void Nor_do_thousands() => Try(7, 500);

    [Fact]
    public void The_bound_is_no_idle_one()
    {
        var wash = new SpotWash(0, 1000m, 0.9m, 50);
        var (move, bound) = Fork(3).Attack(wash);
        Assert.InRange(Math.Abs(move), 0.8 * bound, bound);
        Assert.InRange(bound, 0.026, 0.0265);
        Assert.Equal(-Math.Log(0.9), SpotWashes.Bound(wash with { Kind = SpotWashKind.Buying }, 0.25), 12);
    }

    /// <summary>Prints of 1.0000 and 1.0001 may be of 1.00005 and 1.00005: all of the move is rounding.</summary>
    [Fact]
    public void Rounding_can_make_a_move_of_a_whole_last_digit()
    {
        Assert.InRange(SpotBounds.Rounding(1, 1.0001, 4) - Math.Log(1.0001), 0, 1e-8);
        Assert.Equal(2 * -Math.Log(0.995), SpotBounds.Rounding(1, 1, 2), 12);
    }

    private static void Try(long seed, int each)
    {
        var fork = Fork(seed);
        var chance = new Random((int)seed);
        foreach (var kind in Enum.GetValues<SpotWashKind>())
        {
            for (var i = 0; i < each; i++)
            {
                var wash = SpotWashes.Random(kind, SpotTerms.Compute.SellerSizes.Count, chance.NextDouble);
                var (move, bound) = fork.Attack(wash);
                Assert.True(Math.Abs(move) <= bound, $"{wash}: {move} beyond {bound}");
            }
        }
    }

    private static Day Fork(long seed)
    {
        var market = new SpotMarket(SpotTerms.Compute, seed, _first, new MarketsAuction());
        var machine = new IndexMachine();
        var rule = File.ReadAllBytes(Path.Combine(Architecture.Sources.Root, "rulebook", "laboratory", "GHX.json"));
        Send(machine, Instant.At(_first, 0), MessageKind.DefineIndex, rule);
        Send(machine, Instant.At(_first, 0), MessageKind.DefineSource, Documents.Write(SpotDeals.DefineSource(_first)));
        for (var day = 0; ; day++)
        {
            market.Play();
            foreach (var deal in SpotDeals.Of(SpotTerms.Compute, market, _first.Plus(day)))
                Send(machine, Noon(day), MessageKind.ObserveDeal, Documents.Write(deal));
            if (day == 2)
                break;
            Send(machine, Instant.At(_first.Plus(day + 1), 0), MessageKind.Tick, new byte[8]);
        }

        var writer = new StateWriter();
        machine.Save(writer);
        return new(market, writer.Bytes.ToArray());
    }

    private static Instant Noon(int day) => Instant.At(_first.Plus(day), 12 * 60);

    private static PrintDocument? Send(IndexMachine machine, Instant at, MessageKind kind, byte[] payload)
    {
        var outbox = new Outbox();
        machine.Apply(new(machine.Next, at, -1, kind, payload), outbox);
        PrintDocument? print = null;
        for (var rest = outbox.Bytes; Codec.TryDecode(rest, out var entry, out var read); rest = rest[read..])
        {
            Assert.False(entry.Kind is MessageKind.DocumentRefused or MessageKind.ObservationRefused);
            if (entry.Kind is MessageKind.Printed)
                print = Documents.Read<PrintDocument>(entry.Payload.Span);
        }

        return print;
    }

    // The third day: all honest deals were told, nothing printed.
    private sealed class Day(SpotMarket market, byte[] state)
    {
        private readonly PrintDocument _bare = Print(state, []);

        public (double Move, double Bound) Attack(SpotWash wash)
        {
            var print = Print(state, SpotDeals.Of(SpotTerms.Compute, market, _first.Plus(2), wash));
            var seller = "@" + SpotMarket.SellerName(wash.Seller);
            // A weight is told in millionths, of each of 24 rows.
            var weight =
                print.Used.Where(u => u.Name.Contains(seller, StringComparison.Ordinal)).Sum(u => u.WeightPpm + 1)
                / 1e6;
            Assert.InRange(weight, 0, 0.25 + 48e-6);
            var (was, now) = ((double)_bare.Value!, (double)print.Value!);
            return (
                Math.Log(now / was),
                SpotWashes.Bound(wash, weight) + SpotBounds.Rounding(was, now, print.Decimals)
            );
        }

        private static PrintDocument Print(byte[] state, IReadOnlyList<DealObservation> more)
        {
            var machine = new IndexMachine();
            machine.Load(new StateReader(state));
            foreach (var deal in more)
                Send(machine, Noon(2), MessageKind.ObserveDeal, Documents.Write(deal));
            return Send(machine, Instant.At(_first.Plus(3), 0), MessageKind.Tick, new byte[8])!;
        }
    }
}
