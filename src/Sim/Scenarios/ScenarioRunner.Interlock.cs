// A story's watch over risk: heartbeats, and what the interlock was last told to be.
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Sim.Scenarios;

public sealed partial class ScenarioRunner
{
    // heartbeat [by WATCH]
    private void Heartbeat(WordReader words)
    {
        var watch = words.Has("by") ? NameOf(words) : Name24.Of("story");
        Outcome(words, _venue.Submit(MessageKind.RiskHeartbeat, Codec.Bytes(new RiskHeartbeat(watch))));
    }

    // interlock engaged|released|never [heard HH:MM[:SS]]
    private void ExpectInterlock(WordReader words)
    {
        var told = Last<InterlockSet>(MessageKind.InterlockSet, _ => true);
        var now =
            told is not { } set ? "never"
            : set.Engaged == 1 ? "engaged"
            : "released";
        Same("interlock", words.Take("engaged, released or never"), now);
        if (words.Has("heard"))
            Same("interlock heard", ClockOf(Moment(words)), told is { } t ? ClockOf(t.Heard) : "never");
    }
}
