// A big house's end of day: how long the fourteen steps take over many accounts and lots, on the machine alone.
using System.Diagnostics;
using System.Text;
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>One step's share.</summary>
internal sealed record StepTime(string Step, double Milliseconds, long Count, long Total);

/// <summary>What was measured.</summary>
/// <param name="EventMegabytes">Bytes of the events that the fourteen steps told.</param>
internal sealed record EndOfDayReport(
    string Date,
    int Processors,
    int Accounts,
    long Lots,
    int Months,
    IReadOnlyList<StepTime> Steps,
    double Seconds,
    double EventMegabytes,
    Bar Bar
)
{
    public IEnumerable<string> Text()
    {
        yield return BenchText.Text($"end of day, {Date}, {Processors} processors");
        yield return BenchText.Text($"{Accounts:N0} accounts, {Lots:N0} position lots in {Months} months");
        foreach (var step in Steps)
            yield return BenchText.Text(
                $"  {step.Step, -18}{step.Milliseconds, 10:N1} ms   count {step.Count:N0}, total {step.Total:N0}"
            );
        yield return BenchText.Text($"  {"all", -18}{Seconds * 1000, 10:N1} ms   {EventMegabytes:N0} MB of events");
    }
}

/// <summary>Opens accounts, lets each pair of them trade single lots, closes the day and times its clearing.</summary>
internal static class EndOfDayBench
{
    private const double MostSeconds = 10;

    public static EndOfDayReport Run(int accounts, long lots, Action<string> progress)
    {
        var day = TradingDate.Of(2026, 3, 2);
        var desk = new Desk();
        desk.Now = OrderStream.Before;
        foreach (var (kind, payload) in OrderStream.Opening())
        {
            if (kind is not (MessageKind.OpenAccount or MessageKind.MoveCash))
                desk.Submit(kind, payload);
        }

        progress(BenchText.Text($"opening {accounts:N0} accounts ..."));
        for (var account = 1; account <= accounts; account++)
        {
            var style = account % 2 == 0 ? AccountDocument.OpenAndClose : null;
            desk.Submit(
                MessageKind.OpenAccount,
                Documents.Write(new AccountDocument(account, $"Bench {account}", "trader", true, 0, style))
            );
            desk.Submit(
                MessageKind.MoveCash,
                Codec.Bytes(new MoveCash(new(account), Currency.CNY, new(9_000_000_000), Name24.Of("start")))
            );
        }

        desk.Now = OrderStream.Open;
        desk.Submit(MessageKind.Tick, Codec.Bytes(default(Tick)));
        progress(BenchText.Text($"trading {lots / 2:N0} lots, each long for one and short for another ..."));
        const int Months = 8;
        for (long trade = 0; trade < lots / 2; trade++)
            Trade(desk, trade, accounts, new((int)(trade % Months) + 1));
        desk.Now = Instant.At(day, 22 * 60);
        desk.Submit(MessageKind.Tick, Codec.Bytes(default(Tick)));
        progress("clearing ...");
        var (steps, bytes) = Clear(desk, day);
        var seconds = steps.Sum(s => s.Milliseconds) / 1000;
        return new(
            BenchText.Today(),
            Environment.ProcessorCount,
            accounts,
            lots,
            Months,
            steps,
            seconds,
            bytes / 1e6,
            new("seconds for the fourteen steps", seconds, MostSeconds, AtLeast: false)
        );
    }

    private static void Trade(Desk desk, long trade, int accounts, InstrumentId month)
    {
        // Strides without a common factor, so that everybody meets many others.
        var seller = (int)(trade % accounts) + 1;
        var buyer = (int)((trade * 7 + 1 + (trade / accounts)) % accounts) + 1;
        if (buyer == seller)
            buyer = (buyer % accounts) + 1;
        var price = new Price(3200 + (trade % 7));
        desk.Order(seller, month, Side.Sell, price, trade);
        desk.Order(buyer, month, Side.Buy, price, trade);
    }

    private static (List<StepTime> Steps, long Bytes) Clear(Desk desk, TradingDate day)
    {
        var steps = new List<StepTime>();
        long bytes = 0;
        for (var number = 1; number <= ClearingSteps.Last; number++)
        {
            var step = (ClearingStepNumber)number;
            var began = Stopwatch.GetTimestamp();
            desk.Submit(MessageKind.ClearingStep, Codec.Bytes(new ClearingStep(1, day, step)));
            var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            var done = desk.Said(MessageKind.ClearingStepDone).As<ClearingStepDone>();
            steps.Add(new(step.ToString(), time, done.Count, done.Total));
            bytes += desk.Events.Length;
        }

        return (steps, bytes);
    }

    // The machine with a log that nobody keeps.
    private sealed class Desk
    {
        private readonly MarketMachine _machine = new(MarketMachine.VenueOrders);
        private long _sequence;

        public Instant Now { get; set; }

        public Outbox Events { get; } = new();

        public void Submit(MessageKind kind, ReadOnlyMemory<byte> payload)
        {
            Events.Clear();
            _machine.Apply(new(_sequence++, Now, -1, kind, payload), Events);
            if (kind == MessageKind.PlaceOrder && Events.Count == 1)
                throw new VerbException($"refused: {MessageJson.Write(Said(MessageKind.OrderRejected))}", 1);
        }

        public void Order(int account, InstrumentId month, Side side, Price price, long trade) =>
            Submit(
                MessageKind.PlaceOrder,
                Codec.Bytes(
                    new PlaceOrder(
                        new(account),
                        month,
                        side,
                        OrderType.Limit,
                        TimeInForce.Day,
                        price,
                        new(1),
                        ClientOrderId.Of($"{(side == Side.Buy ? 'b' : 's')}{trade}")
                    )
                )
            );

        public LogEntry Said(MessageKind kind)
        {
            var rest = Events.Bytes;
            while (rest.Length > 0 && Codec.TryDecode(rest, out var entry, out var read))
            {
                if (entry.Kind == kind)
                    return entry;
                rest = rest[read..];
            }

            throw new InvariantBrokenException($"{kind} was not told");
        }
    }
}
