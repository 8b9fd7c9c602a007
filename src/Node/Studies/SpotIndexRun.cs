// The index machine over a laboratory market's deals, each day taken up again: once for each attack on a print.
using System.Text;
using Tokenbourse.Index;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>The same machine and document that real deals would go through, day after day.</summary>
internal sealed class SpotIndexRun
{
    private readonly IndexMachine _machine = new();

    /// <param name="kind">Of the market: compute or tokens.</param>
    /// <param name="first">Day of the first deals.</param>
    public SpotIndexRun(string kind, TradingDate first)
    {
        var file = Path.Combine(Home.Rulebook, "laboratory", kind == "compute" ? "GHX.json" : "TKX.json");
        var begin = Instant.At(first, 0);
        Send(_machine, begin, MessageKind.DefineIndex, File.ReadAllBytes(file));
        Send(_machine, begin, MessageKind.DefineSource, Documents.Write(SpotDeals.DefineSource(first)));
    }

    /// <summary>Takes the deals of the next day and prints; gives the day as it was before the print.</summary>
    /// <exception cref="VerbException">The machine refuses a deal.</exception>
    public SpotIndexFork Next(TradingDate day, IReadOnlyList<DealObservation> deals)
    {
        Observe(_machine, day, deals);
        var writer = new StateWriter();
        _machine.Save(writer);
        Print(_machine, day);
        return new(writer.Bytes.ToArray(), day);
    }

    /// <summary>Tells a machine deals of a day.</summary>
    internal static void Observe(IndexMachine machine, TradingDate day, IReadOnlyList<DealObservation> deals)
    {
        var noon = Instant.At(day, 12 * 60);
        foreach (var deal in deals)
            Send(machine, noon, MessageKind.ObserveDeal, Documents.Write(deal));
    }

    /// <summary>Lets the day end.</summary>
    internal static PrintDocument Print(IndexMachine machine, TradingDate day) =>
        Send(machine, Instant.At(day.Plus(1), 0), MessageKind.Tick, new byte[8])
        ?? throw new VerbException($"index machine: no print on {day}", 1);

    private static PrintDocument? Send(IndexMachine machine, Instant at, MessageKind kind, byte[] payload)
    {
        var outbox = new Outbox();
        machine.Apply(new(machine.Next, at, -1, kind, payload), outbox);
        PrintDocument? print = null;
        for (var rest = outbox.Bytes; Codec.TryDecode(rest, out var entry, out var read); rest = rest[read..])
        {
            if (entry.Kind is MessageKind.DocumentRefused or MessageKind.ObservationRefused)
                throw new VerbException($"index machine: {Encoding.UTF8.GetString(entry.Payload.Span)}", 1);
            if (entry.Kind is MessageKind.Printed or MessageKind.PrintWithheld)
                print = Documents.Read<PrintDocument>(entry.Payload.Span);
        }

        return print;
    }
}

/// <summary>A day on which all honest deals were told and nothing was printed yet.</summary>
internal sealed class SpotIndexFork(byte[] state, TradingDate day)
{
    /// <summary>The day's print with more deals.</summary>
    public PrintDocument Print(IReadOnlyList<DealObservation> more)
    {
        var machine = new IndexMachine();
        machine.Load(new StateReader(state));
        SpotIndexRun.Observe(machine, day, more);
        return SpotIndexRun.Print(machine, day);
    }
}
