// Sending: shares of the day, refusals, and every place at which a cut can come between the desk and the venue.
using Tokenbourse.Desk.Client;
using Tokenbourse.Desk.Execution;
using Tokenbourse.Desk.Plans;
using Tokenbourse.Model.Numbers;
using Xunit;

namespace Tokenbourse.Unit.Desk;

/// <summary>A venue in memory that fills at a price, remembers client order ids, and can lose its answers.</summary>
internal sealed class PaperVenue : IVenueDoor
{
    private readonly Dictionary<string, long> _taken = [];
    private readonly List<VenueStatementTrade> _trades = [];

    public string Day { get; set; } = "2026-05-29";
    public string Phase { get; set; } = "continuous";
    public decimal Price { get; set; } = 6.404m;
    public long MostFilled { get; set; } = long.MaxValue;
    public bool Settled { get; set; }
    public string? Refusal { get; set; }

    /// <summary>The order is taken and the answer is lost.</summary>
    public bool LoseAnswers { get; set; }

    /// <summary>The request never arrives.</summary>
    public bool LoseRequests { get; set; }

    public List<VenueOrderRequest> Sent { get; } = [];

    public Task<VenueStatus> Status(CancellationToken cancel) =>
        Task.FromResult(new VenueStatus("paper", true, $"{Day}T02:00:00Z", 1, [new("CN", Day, Phase)], 9));

    public Task<IReadOnlyList<VenueInstrument>> Instruments(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<VenueInstrument>>([
            .. SamplePlan.Market.Months.Select(m => new VenueInstrument(
                m.Symbol,
                "TK",
                $"{m.Month}",
                "CN",
                "CNY",
                null,
                null,
                "",
                "",
                10_000,
                0.002m,
                "CSTI-S",
                $"{m.LastTradingDay}",
                m.Settlement,
                null,
                0,
                m.OpenInterest,
                5.12m,
                7.68m,
                Phase,
                null,
                false,
                9
            )),
        ]);

    public Task<OrderAnswer> Place(VenueOrderRequest order, CancellationToken cancel)
    {
        if (LoseRequests)
            throw new VenueException("paper: no answer within 10 seconds");
        if (_taken.TryGetValue(order.ClientOrderId, out var first))
            return Error("DUPLICATE_CLIENT_ORDER_ID", $"{first}");
        if (Refusal is { } code)
            return Error(code, null);
        Sent.Add(order);
        _taken[order.ClientOrderId] = 100 + _taken.Count;
        var filled = long.Min(order.Lots, MostFilled);
        if (filled > 0)
            _trades.Add(new("", order.Symbol, order.Side, Price, filled, 0, 900 + _trades.Count));
        if (LoseAnswers)
            throw new VenueException("paper: no answer within 10 seconds");
        IReadOnlyList<VenueFill> fills = filled == 0 ? [] : [new(_trades[^1].Trade, Price, filled)];
        return Task.FromResult(
            new OrderAnswer(
                new(
                    _taken[order.ClientOrderId],
                    order.ClientOrderId,
                    filled == order.Lots ? "filled" : "cancelled",
                    order.Lots,
                    filled,
                    0,
                    fills
                ),
                null
            )
        );
    }

    public Task<VenueStatement?> Statement(int account, string day, CancellationToken cancel) =>
        Task.FromResult(Settled ? new VenueStatement(account, day, _trades) : null);

    Task<IReadOnlyList<VenueOpenOrder>> IVenueDoor.Orders(int account, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<VenueOpenOrder>>([]);

    private static Task<OrderAnswer> Error(string code, string? limit) =>
        Task.FromResult(new OrderAnswer(null, new(code, 1, "a test's", null, null, limit)));
}

public sealed class SenderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sender").FullName;
    private readonly PaperVenue _venue = new();
    private Journal _journal;

    public SenderTests()
    {
        _journal = Journal.Open(Path.Combine(_folder, "journal.jsonl"));
        Agreements.Propose(_journal, Plan, "Marta", "2026-05-29T01:00:00Z");
        Agreements.Approve(_journal, Plan, Policy, "Lin", SamplePlan.Day, "2026-05-29T01:30:00Z");
    }

    // Twenty lots of TK-M26; 120 lots a day trade there, ten percent are twelve lots a day.
    private static HedgePolicy Policy { get; } = SamplePlan.Policy with { MostOfDailyVolume = 0.1m };

    private static HedgePlan Plan { get; } = AgreementTests.Sealed(20, Policy);

    public void Dispose()
    {
        _journal.Dispose();
        Directory.Delete(_folder, true);
    }

    private Task<SendReport> Send(long most = 50) =>
        new Sender(_journal, _venue, new("paper", 3, 0.02m, true, most, "test"), () => "2026-05-29T02:00:00Z").Send(
            Plan,
            Policy,
            TestContext.Current.CancellationToken
        );

    // What a kill leaves: the file as it is on the disk, opened by a new process.
    private void Restart()
    {
        _journal.Dispose();
        _journal = Journal.Open(Path.Combine(_folder, "journal.jsonl"));
    }

    private long Filled => Orders.FillsOf(Plan.Digest, _journal.Lines).Sum(f => f.Lots);

    private long Given =>
        _journal.Lines.Select(l => l.Allocated).OfType<AllocatedFills>().Sum(a => a.Fills.Sum(f => f.Lots));

    [Fact]
    public async Task A_day_takes_the_policys_share_of_volume_and_the_next_day_the_rest()
    {
        var report = await Send();
        Assert.False(report.Done);
        Assert.Equal((12L, 12L), (Filled, Given));
        var order = Assert.Single(_venue.Sent);
        Assert.Equal(
            ("buy", "limit", "fak", "6.532", 12L, true, $"hd-{Plan.Digest[..10]}-TK-M26-1"),
            (order.Side, order.Type, order.TimeInForce, order.Price, order.Lots, order.Hedge, order.ClientOrderId)
        );
        Assert.Equal("2026-05-29T02:00:30Z", order.ValidUntil);
        await Send();
        Assert.Equal(12, Filled);
        _venue.Day = "2026-06-01";
        Assert.True((await Send()).Done);
        Assert.Equal((20L, 20L), (Filled, Given));
    }

    [Fact]
    public async Task Orders_are_cut_and_stop_when_the_book_gives_no_more()
    {
        _venue.MostFilled = 4;
        await Send(5);
        // Five asked, four filled: no second order in the same run.
        Assert.Equal([5L], _venue.Sent.Select(o => o.Lots));
        _venue.MostFilled = 100;
        await Send(5);
        Assert.Equal([5L, 5, 3], _venue.Sent.Select(o => o.Lots));
        Assert.Equal(12, Filled);
    }

    [Fact]
    public async Task An_order_that_never_arrived_is_sent_again_under_the_same_number()
    {
        _venue.LoseRequests = true;
        await Assert.ThrowsAsync<VenueException>(() => Send());
        Restart();
        Assert.NotNull(Orders.Unanswered(_journal.Lines));
        _venue.LoseRequests = false;
        await Send();
        Assert.Equal((12L, 12L), (Filled, Given));
        Assert.EndsWith("-1", Assert.Single(_venue.Sent).ClientOrderId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_whose_answer_was_lost_is_found_again_and_never_doubled()
    {
        _venue.LoseAnswers = true;
        await Assert.ThrowsAsync<VenueException>(() => Send());
        Restart();
        _venue.LoseAnswers = false;
        // Taken, says the venue; the fills are only told by the day's statement, so nothing more is sent until then.
        var report = await Send();
        Assert.Single(_venue.Sent);
        Assert.Equal(0, Filled);
        Assert.Contains(report.Said, s => s.Contains("taken as order 100", StringComparison.Ordinal));
        (_venue.Settled, _venue.Day) = (true, "2026-06-01");
        Assert.True((await Send()).Done);
        Assert.Equal((20L, 20L), (Filled, Given));
        Assert.Equal([12L, 8], _venue.Sent.Select(o => o.Lots));
    }

    [Fact]
    public async Task A_lost_request_of_an_earlier_day_is_settled_by_its_statement()
    {
        _venue.LoseRequests = true;
        await Assert.ThrowsAsync<VenueException>(() => Send());
        Restart();
        (_venue.LoseRequests, _venue.Settled, _venue.Day) = (false, true, "2026-06-01");
        await Send();
        var answers = _journal.Lines.Select(l => l.Answered).OfType<AnsweredOrder>().ToList();
        Assert.Equal(("never arrived", 0), (answers[0].Status, answers[0].Fills.Count));
        Assert.EndsWith("-2", _venue.Sent[0].ClientOrderId, StringComparison.Ordinal);
        Assert.Equal(12, Filled);
    }

    [Fact]
    public async Task A_cut_between_answer_and_allocation_is_made_good()
    {
        await Send();
        _journal.Dispose();
        var path = Path.Combine(_folder, "journal.jsonl");
        var lines = File.ReadAllLines(path);
        // The allocation was half written when the process was killed.
        File.WriteAllText(path, string.Join('\n', lines[..^1]) + "\n" + lines[^1][..20]);
        _journal = Journal.Open(path);
        Assert.Equal((20, 12L, 0L), (_journal.Dropped, Filled, Given));
        await Send();
        Assert.Equal((12L, 12L), (Filled, Given));
    }

    [Fact]
    public async Task A_refusal_is_recorded_and_the_next_run_uses_a_new_number()
    {
        _venue.Refusal = "INSUFFICIENT_FUNDS";
        var report = await Send();
        Assert.True(report.Refused);
        Assert.Contains(report.Said, s => s.Contains("INSUFFICIENT_FUNDS", StringComparison.Ordinal));
        _venue.Refusal = null;
        await Send();
        Assert.EndsWith("-2", Assert.Single(_venue.Sent).ClientOrderId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_leaves_outside_continuous_trading_or_on_a_blackout_day()
    {
        _venue.Phase = "auction";
        await Send();
        Assert.Empty(_venue.Sent);
        (_venue.Phase, _venue.Day) = ("continuous", "2026-06-25");
        var refusal = await Assert.ThrowsAsync<DeskRefusalException>(() => Send());
        Assert.Contains("quarter end", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_venue.Sent);
    }

    private Task<SendReport> SendTo(string venue, HedgePlan plan) =>
        new Sender(_journal, _venue, new(venue, 3, 0.02m, true, 50, "test"), () => "2026-05-29T02:00:00Z").Send(
            plan,
            Policy,
            TestContext.Current.CancellationToken
        );

    [Fact]
    public async Task An_order_without_an_answer_is_asked_for_where_it_was_sent_and_nowhere_else()
    {
        _venue.LoseAnswers = true;
        await Assert.ThrowsAsync<VenueException>(() => Send());
        Restart();
        // Another venue knows nothing of the order: its statement would make it one that never arrived, and it would be
        // sent a second time.
        (_venue.LoseAnswers, _venue.Settled, _venue.Day) = (false, true, "2026-06-01");
        var refusal = await Assert.ThrowsAsync<DeskRefusalException>(() => SendTo("http://other:5080", Plan));
        Assert.Contains("was sent to paper", refusal.Message, StringComparison.Ordinal);
        Assert.Single(_venue.Sent);
        Assert.NotNull(Orders.Unanswered(_journal.Lines));
    }

    [Fact]
    public async Task Orders_go_to_the_venue_whose_market_the_plan_was_made_on()
    {
        var plan = PlanDigest.Sealed(Plan with { Market = Plan.Market with { Source = "venue http://floor:5080" } });
        Agreements.Propose(_journal, plan, "Marta", "");
        Agreements.Approve(_journal, plan, Policy, "Lin", SamplePlan.Day, "");
        var refusal = await Assert.ThrowsAsync<DeskRefusalException>(() => SendTo("http://other:5080", plan));
        Assert.Contains("http://floor:5080", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_venue.Sent);
        await SendTo("http://floor:5080", plan);
        Assert.Single(_venue.Sent);
    }

    [Fact]
    public async Task An_unapproved_or_changed_plan_and_a_model_are_refused()
    {
        async Task<string> Refused(HedgePlan plan) =>
            (
                await Assert.ThrowsAsync<DeskRefusalException>(() =>
                    new Sender(_journal, _venue, new("paper", 3, 0.02m, true, 9, "test"), () => "").Send(
                        plan,
                        Policy,
                        TestContext.Current.CancellationToken
                    )
                )
            ).Message;
        Assert.Contains("changed", await Refused(AgreementTests.Sealed(21, Policy)), StringComparison.Ordinal);
        Assert.Contains("changed", await Refused(Plan with { WhyChosen = "" }), StringComparison.Ordinal);
        var model = PlanDigest.Sealed(Plan with { Market = Plan.Market with { Source = "model: flat" } });
        Agreements.Propose(_journal, model, "Marta", "");
        Assert.Contains("0 of 1 approvals", await Refused(model), StringComparison.Ordinal);
        Agreements.Approve(_journal, model, Policy, "Lin", SamplePlan.Day, "");
        Assert.Contains("model of a curve", await Refused(model), StringComparison.Ordinal);
    }
}
