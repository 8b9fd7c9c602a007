// The index machine over a laboratory market's deals: the same machine and document that real deals would go through.
using System.Text;
using Tokenbourse.Index;
using Tokenbourse.Log;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim.Spot;

namespace Tokenbourse.Node.Studies;

/// <summary>Prints of one methodology over deals, day by day.</summary>
internal static class SpotIndexRun
{
    /// <summary>The methodology of the laboratory for a kind of market.</summary>
    public static string Methodology(string kind) =>
        File.ReadAllText(Path.Combine(Home.Rulebook, "laboratory", kind == "compute" ? "GHX.json" : "TKX.json"));

    /// <summary>The prints, one a day.</summary>
    /// <param name="days">The deals of each day, from <paramref name="first"/> on.</param>
    /// <exception cref="VerbException">The machine refuses the methodology or a deal.</exception>
    public static List<PrintDocument> Prints(
        string methodology,
        TradingDate first,
        IReadOnlyList<IReadOnlyList<DealObservation>> days
    )
    {
        var prints = new MemoryLog();
        var runner = new Runner(new IndexMachine(), new MemoryLog(), prints);
        runner.Recover();
        var index = new InlineSequencer(runner);
        var begin = Instant.At(first, 0);
        index.Submit(MessageKind.DefineIndex, Encoding.UTF8.GetBytes(methodology), begin);
        index.Submit(MessageKind.DefineSource, Documents.Write(SpotDeals.DefineSource(first)), begin);
        for (var day = 0; day < days.Count; day++)
        {
            var noon = Instant.At(first.Plus(day), 12 * 60);
            index.Advance(noon);
            foreach (var deal in days[day])
                index.Submit(MessageKind.ObserveDeal, Documents.Write(deal), noon);
        }

        index.Advance(Instant.At(first.Plus(days.Count), 0));
        var events = prints.Read(0).ToList();
        foreach (var e in events)
        {
            if (e.Kind == MessageKind.DocumentRefused)
                throw new VerbException($"index machine: {Documents.Read<RefusedDocument>(e.Payload.Span)}", 1);
            if (e.Kind == MessageKind.ObservationRefused)
                throw new VerbException($"index machine: {Documents.Read<RefusedObservation>(e.Payload.Span)}", 1);
        }

        return
        [
            .. events
                .Where(e => e.Kind is MessageKind.Printed or MessageKind.PrintWithheld)
                .Select(e => Documents.Read<PrintDocument>(e.Payload.Span)),
        ];
    }
}
