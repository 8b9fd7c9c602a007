// The power fails at every step of the clearing day: the rest is done once, and everything is as if it never failed.
using Tokenbourse.Market;
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Sim.Auditing;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class ClearingKillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-clearing-").FullName;

    [Fact]
    public void Each_step_of_the_days_clearing_has_something_to_do()
    {
        var told = Whole(out _, out _);
        MessageKind[] kinds =
        [
            MessageKind.LimitLockSet,
            MessageKind.VariationPaid,
            MessageKind.PositionMarked,
            MessageKind.InstrumentExpired,
            MessageKind.FinalPriceSet,
            MessageKind.MarginRequired,
            MessageKind.MarginCalled,
            MessageKind.AccountStruck,
            MessageKind.LotClosed,
        ];
        Assert.All(kinds, k => Assert.Contains(told, l => l.Contains($" {k} ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_venue_stopped_at_any_step_goes_on_as_if_it_had_not_been()
    {
        var whole = Whole(out var digest, out var first);
        var before = Place("before");
        Stop(before, Failure.BeforeCommand, first, trade: true);
        var restarts = 0;
        for (var step = 1; step <= ClearingSteps.Last; step++)
        {
            var sequence = first + step - 1;
            // After the step; after its entry and before its events.
            var after = Stop(Copy(before, "after"), Failure.BeforeCommand, sequence + 1);
            var unsaid = Stop(Copy(before, "unsaid"), Failure.BeforeEvents, sequence);
            // Half of its events are on the disk, and the last of them is torn.
            var halfSaid = Copy(after, "half-said");
            Tear(ClearedVenue.Events(halfSaid), Length(ClearedVenue.Events(unsaid)));
            // Half of its entry is on the disk.
            var torn = Copy(unsaid, "torn");
            Tear(ClearedVenue.Commands(torn), CommandsBefore(before, sequence));
            foreach (var stopped in (string[])[after, unsaid, halfSaid, torn])
            {
                foreach (var snapshots in (bool[])[true, false])
                {
                    using var venue = new ClearedVenue(Copy(stopped, "again"), snapshots);
                    var recovery = venue.Venue.Recovery.Market;
                    Assert.Equal(snapshots, recovery.Snapshot >= 0);
                    Assert.Equal(stopped == torn, venue.Torn);
                    Assert.Equal(stopped == unsaid || stopped == halfSaid, recovery.Missing > 0);
                    venue.Clear();
                    Assert.Equal(digest, venue.Venue.Digest);
                    Assert.Equal(whole, venue.Told());
                    restarts++;
                }
            }

            // A snapshot between two steps is enough by itself.
            using (var saved = new ClearedVenue(after, snapshots: true))
                saved.Venue.SaveSnapshots();
            using var resumed = new ClearedVenue(after, snapshots: true);
            Assert.Equal(
                (sequence, 0L),
                (resumed.Venue.Recovery.Market.Snapshot, resumed.Venue.Recovery.Market.Replayed)
            );
            resumed.Clear();
            Assert.Equal(digest, resumed.Venue.Digest);
            Assert.Equal(whole, resumed.Told());
            restarts++;
        }

        Assert.Equal(ClearingSteps.Last * 9, restarts);
    }

    [Fact]
    public void A_step_that_is_sent_twice_changes_nothing_but_the_number_of_the_next_entry()
    {
        Whole(out _, out var first);
        using var played = new ClearedVenue(Place("whole"), snapshots: false);
        var (once, twice) = (new MarketMachine(), new MarketMachine());
        var (plain, repeated) = (new MachineEngine(once), new MachineEngine(twice));
        var (more, refused) = (0, 0);
        foreach (var entry in played.Venue.Logs.Commands.Read(0))
        {
            var told = repeated.Submit(entry with { Sequence = entry.Sequence + more });
            Assert.Equal(plain.Submit(entry).Select(Plain), told.Select(Plain));
            var done = entry.Sequence - first + 1;
            if (entry.Kind != MessageKind.ClearingStep || done < 1)
                continue;
            var before = StateOf(twice);
            for (var step = 1; step <= ClearingSteps.Last; step++)
            {
                if (step == done + 1)
                    continue;
                more++;
                var again = new ClearingStep(1, ClearedVenue.LastDay, (ClearingStepNumber)step);
                var answer = repeated.Submit(
                    entry with
                    {
                        Sequence = entry.Sequence + more,
                        Payload = Codec.Bytes(again),
                    }
                );
                var refusal = Assert.Single(answer).As<CommandRefused>();
                Assert.Equal(
                    done == ClearingSteps.Last ? RejectReason.DayAlreadySettled : RejectReason.StepOutOfOrder,
                    refusal.Reason
                );
                refused++;
            }

            Assert.Equal(before, StateOf(twice));
            Assert.Equal(StateOf(once), StateOf(twice));
        }

        // All but the next one, thirteen times; all after the last.
        Assert.Equal((13 * 13) + 14, refused);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The run that is never stopped.
    private List<string> Whole(out ulong digest, out long firstStep)
    {
        using var venue = new ClearedVenue(Place("whole"), snapshots: false);
        venue.Trade();
        venue.Clear();
        digest = venue.Venue.Digest;
        firstStep = venue
            .Venue.Logs.Commands.Read(0)
            .First(e => e.Kind == MessageKind.ClearingStep && e.As<ClearingStep>().Day == ClearedVenue.LastDay)
            .Sequence;
        return venue.Told();
    }

    // Runs until the power fails; what is in memory is lost.
    private static string Stop(string folder, Failure failure, long sequence, bool trade = false)
    {
        using var venue = new ClearedVenue(folder, snapshots: true, failure, sequence);
        if (trade)
            venue.Trade();
        Assert.Throws<IOException>(venue.Clear);
        return folder;
    }

    private long CommandsBefore(string before, long sequence) =>
        Length(ClearedVenue.Commands(Stop(Copy(before, "shorter"), Failure.BeforeCommand, sequence)));

    // Keeps what was there before and half of what came after it.
    private static void Tear(string log, long from)
    {
        var file = Directory.GetFiles(log, "*.log").Single();
        using var stream = File.OpenWrite(file);
        Assert.True(stream.Length > from);
        stream.SetLength((from + stream.Length) / 2);
    }

    private static long Length(string log) => new FileInfo(Directory.GetFiles(log, "*.log").Single()).Length;

    private string Place(string name) => Path.Combine(_folder, name);

    private string Copy(string from, string name)
    {
        var copy = Place(name);
        if (Directory.Exists(copy))
            Directory.Delete(copy, recursive: true);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private static Happening Plain(Happening happening) =>
        happening.Message is DaySettled settled ? happening with { Message = settled with { Digest = 0 } } : happening;

    // The state without the number of the next entry and the digest of all that was said, refusals included.
    private static string StateOf(MarketMachine machine)
    {
        var writer = new StateWriter();
        machine.Save(writer);
        var bytes = writer.Bytes.ToArray();
        bytes.AsSpan(8, 8).Clear();
        bytes.AsSpan(48, 8).Clear();
        return Convert.ToHexString(bytes);
    }
}
