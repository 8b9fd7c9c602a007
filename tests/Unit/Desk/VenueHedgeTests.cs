// From the live curve to fills, over real HTTP on a real venue: plan, propose, approve, send, killed in between,
// sent again.
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Unit.Http;
using Xunit;

namespace Tokenbourse.Unit.Desk;

public sealed class VenueHedgeTests : IDisposable
{
    private const string Moment = "2026-03-02T09:00:00Z";
    private readonly string _folder = Directory.CreateTempSubdirectory("hedge").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, true);

    /// <summary>A door whose answers to orders get lost after the
    /// venue took them, as when the process is killed.</summary>
    private sealed class CutDoor(IVenueDoor inner) : IVenueDoor
    {
        public Task<VenueStatus> Status(CancellationToken cancel) => inner.Status(cancel);

        public Task<IReadOnlyList<VenueInstrument>> Instruments(CancellationToken cancel) => inner.Instruments(cancel);

        public async Task<OrderAnswer> Place(VenueOrderRequest order, CancellationToken cancel)
        {
            await inner.Place(order, cancel);
            throw new VenueException("killed here");
        }

        public Task<VenueStatement?> Statement(int account, string day, CancellationToken cancel) =>
            inner.Statement(account, day, cancel);

        public Task<IReadOnlyList<VenueOpenOrder>> Orders(int account, CancellationToken cancel) =>
            inner.Orders(account, cancel);
    }

    private static async Task<HedgePlan> Planned(VenueClient client)
    {
        var market = await MarketReader.Read(client, "http://floor", "tt", new(0.16m, 0.00002m, 0), 10, Cancel);
        var april = ContractMonth.Of(2026, 4);
        var exposure = SamplePlan.Exposure with
        {
            Contract = "TT",
            IndexPrice = 6.4m,
            Actual = [],
            Months = [new(april, 0, 50_000, 60_000, 70_000, 1, 0, 60_000)],
        };
        var programme = SamplePlan.Programme with
        {
            Contract = "TT",
            Budget = null,
            Mapping = [new("*", "TT", "price", null, PriceBasis.IndexLinked, 0, 0, "linked")],
        };
        var policy = SamplePlan.Policy with
        {
            Bands = [new(1, 12, 0.5m, 1)],
            Contracts = ["TT"],
            MostOfOpenInterest = 1,
            MostOfDailyVolume = 1,
        };
        return PlanMaker.Make(new(programme, exposure, market, policy, null, [], new() { Paths = 500, Threads = 1 }));
    }

    // Somebody traded ten lots of April and twenty more are offered.
    private static async Task Traded(Floor floor)
    {
        await floor.Ask("POST", "/v1/orders", Floor.Order(3, "sell", "6.404", 30, "offer", "TT-J26"));
        await floor.Ask("POST", "/v1/orders", Floor.Order(4, "buy", "6.404", 10, "take", "TT-J26"));
    }

    private Journal Open() => Journal.Open(Path.Combine(_folder, "journal.jsonl"));

    private static Sender Sender(Journal journal, IVenueDoor door) =>
        new(journal, door, new("http://floor", 1, 0.02m, false, 50, "test"), () => Moment);

    [Fact]
    public async Task A_plan_of_the_live_curve_is_agreed_to_sent_cut_and_completed_without_a_lot_too_many()
    {
        await using var floor = await Floor.Open(sockets: true);
        await Traded(floor);
        var client = new VenueClient(floor.Http);
        var plan = await Planned(client);
        var hedge = Assert.Single(plan.Strategies.First(s => s.Name == plan.Chosen).Months);
        Assert.Equal(("TT-J26", 6L), (hedge.Symbol, hedge.Lots));
        Assert.True(plan.Simulated);
        Assert.True(plan.Market.AsOf > 0);

        using (var journal = Open())
        {
            Agreements.Propose(journal, plan, "Marta", Moment);
            Agreements.Approve(journal, plan, plan.Policy, "Lin", plan.Made, Moment);
            await Assert.ThrowsAsync<VenueException>(() =>
                Sender(journal, new CutDoor(client)).Send(plan, plan.Policy, Cancel)
            );
        }

        // A new process: the venue tells the order that it took, and what it filled.
        using (var journal = Open())
        {
            var report = await Sender(journal, client).Send(plan, plan.Policy, Cancel);
            Assert.Contains(report.Said, s => s.Contains("6 filled", StringComparison.Ordinal));
            Assert.Equal(6, Assert.Single(Orders.FillsOf(plan.Digest, journal.Lines)).Lots);
        }

        floor.Clock(3, 9);
        using (var journal = Open())
        {
            var report = await Sender(journal, client).Send(plan, plan.Policy, Cancel);
            Assert.True(report.Done, string.Join("; ", report.Said));
            var fill = Assert.Single(Orders.FillsOf(plan.Digest, journal.Lines));
            Assert.Equal((6L, 6.404m), (fill.Lots, fill.Price));
            var given = Assert.Single(journal.Lines.Select(l => l.Allocated).OfType<AllocatedFills>());
            Assert.Equal(6, given.Fills.Sum(f => f.Lots));
        }

        var statement = await client.Statement(1, "2026-03-02", Cancel);
        Assert.Equal(6, statement!.Trades.Where(t => t.Side == "buy").Sum(t => t.Lots));
    }

    [Fact]
    public async Task Fills_come_back_at_once_and_the_track_begins()
    {
        await using var floor = await Floor.Open();
        await Traded(floor);
        var client = new VenueClient(floor.Http);
        var plan = await Planned(client);
        using var journal = Open();
        Agreements.Propose(journal, plan, "Marta", Moment);
        Agreements.Approve(journal, plan, plan.Policy, "Lin", plan.Made, Moment);
        Assert.True((await Sender(journal, client).Send(plan, plan.Policy, Cancel)).Done);
        floor.Clock(3, 9);
        var now = await MarketReader.Read(client, "http://floor", "TT", new(0.16m, 0.00002m, 0), 10, Cancel);
        var report = new Tracking(plan, plan.Exposure, now).Of(journal.Lines);
        var open = Assert.Single(report.Open);
        // Bought at 6.404 and settled at the day's average price: all trades were at 6.404.
        Assert.Equal((6.404m, 6.404m, 0m), (open.Paid, open.Mark, open.Gain));
        // 6 x 10,000 x 6.404 x 0.00002.
        Assert.Equal(7.68m, open.Fees);
    }

    [Fact]
    public async Task Refusals_of_the_venue_are_told_with_their_code()
    {
        await using var floor = await Floor.Open();
        var client = new VenueClient(floor.Http);
        var answer = await client.Place(
            new(1, "TT-J26", "buy", "limit", "fak", "6.4001", 5, false, "2026-03-02T09:10:00Z", "x-1"),
            Cancel
        );
        Assert.Equal("TICK", answer.Error!.Code);
        var fault = await Assert.ThrowsAsync<VenueException>(() =>
            MarketReader.Read(client, "http://floor", "XX", new(0, 0, 0), 10, Cancel)
        );
        Assert.Contains("no contract XX; it lists: TT", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_venue_and_a_wrong_address_are_one_line()
    {
        string address;
        await using (var floor = await Floor.Open(sockets: true))
            address = floor.Http.BaseAddress!.ToString();
        using var http = new HttpClient { BaseAddress = new(address), Timeout = TimeSpan.FromSeconds(3) };
        var fault = await Assert.ThrowsAsync<VenueException>(() => new VenueClient(http).Status(Cancel));
        Assert.StartsWith(address, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", fault.Message, StringComparison.Ordinal);
    }
}
