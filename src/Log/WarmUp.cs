// Before a venue says that it is ready: what an order goes through is compiled, and its memory touched.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Log;

/// <summary>One command of a script, and the time at which it is put in order.</summary>
public readonly record struct ScriptedCommand(Instant Time, MessageKind Kind, ReadOnlyMemory<byte> Payload);

/// <summary>Drives scratch machines on scratch logs through a script, by the same sequencer as the venue's.</summary>
public static class WarmUp
{
    private const int RunLength = 64;
    private const int MostSingles = 500;

    /// <summary>Plays the script so many times, each time on a new runner. Between two rounds the compiler, which works
    /// in the background, gets the time to put faster code in the place of what was called often.</summary>
    /// <param name="scratch">A runner on a new machine and new logs, whose followers are those of the venue.</param>
    /// <param name="script">In the order of its times. The first half, but not more than 500, is submitted one by one,
    /// the rest in runs.</param>
    /// <param name="rounds">Code is compiled three times at most, each time after a round.</param>
    /// <param name="pause">The compiler waits for a tenth of a second in which nothing new was called.</param>
    /// <returns>How many commands were taken.</returns>
    public static long Run(Func<Runner> scratch, IReadOnlyList<ScriptedCommand> script, int rounds, TimeSpan pause)
    {
        long taken = 0;
        for (var round = 0; round < rounds; round++)
        {
            if (round > 0)
                Thread.Sleep(pause);
            taken += Play(scratch(), script);
        }

        return taken;
    }

    private static long Play(Runner runner, IReadOnlyList<ScriptedCommand> script)
    {
        runner.Recover();
        var clock = new ScriptClock();
        using var sequencer = new Sequencer(runner, clock);
        sequencer.Start();
        var singles = int.Min(script.Count / 2, MostSingles);
        for (var i = 0; i < singles; i++)
        {
            clock.Now = script[i].Time;
            var outcome = sequencer.Submit(script[i].Kind, script[i].Payload).GetAwaiter().GetResult();
            Must.Hold(outcome.IsTaken);
        }

        var count = new Count();
        var lane = sequencer.OpenLane(count);
        for (var i = singles; i < script.Count; i++)
        {
            clock.Now = script[i].Time;
            lane.Add(script[i].Kind, script[i].Payload.Span);
            if (lane.Waiting < RunLength && i < script.Count - 1)
                continue;
            while (!lane.TrySend())
                Thread.Yield();
        }

        sequencer.Between(static _ => { }).GetAwaiter().GetResult();
        Must.Hold(count.Taken == script.Count - singles);
        return script.Count;
    }

    /// <summary>The script's time.</summary>
    private sealed class ScriptClock : TimeProvider
    {
        private long _now;

        public Instant Now
        {
            set => Volatile.Write(ref _now, value.Nanoseconds);
        }

        public override DateTimeOffset GetUtcNow() =>
            DateTimeOffset.UnixEpoch.AddTicks(Volatile.Read(ref _now) / TimeSpan.NanosecondsPerTick);
    }

    private sealed class Count : ILaneAnswers
    {
        public long Taken { get; private set; }

        public void Answered(in LaneAnswer answer)
        {
            if (answer.Status == OutcomeStatus.Taken)
                Taken += answer.Count;
        }
    }
}
