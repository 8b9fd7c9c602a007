// Accounts whose orders leave at a moment unless they are heard of before.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk;

/// <summary>The dead man's timers that run (rule DMT-001), in the order in which they were first set.</summary>
internal sealed class DeadManTimers
{
    private readonly List<(int Slot, Instant Due)> _timers = [];

    /// <summary>When the first one runs out; <see cref="Instant.Never"/>: none runs.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    /// <summary>Sets an account's timer anew; <see cref="Instant.Never"/> ends it.</summary>
    public void Set(int slot, Instant due)
    {
        _timers.RemoveAll(t => t.Slot == slot);
        if (due != Instant.Never)
            _timers.Add((slot, due));
        Due = Instant.Never;
        foreach (var timer in _timers)
            Due = timer.Due < Due ? timer.Due : Due;
    }

    /// <summary>Of the timers that run out first the one that was set first.</summary>
    public int First
    {
        get
        {
            foreach (var (slot, due) in _timers)
            {
                if (due == Due)
                    return slot;
            }

            return 0;
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Int(_timers.Count);
        foreach (var (slot, due) in _timers)
        {
            writer.Int(slot);
            writer.Long(due.Nanoseconds);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--)
            Set(reader.Int(), new(reader.Long()));
    }
}
