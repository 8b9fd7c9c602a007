// A view: a fold over an event log, always as of a sequence.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Views;

/// <summary>Reads events in order, no gaps, no repeats; what it shows is as of <see cref="AsOf"/>.</summary>
public interface IView
{
    /// <summary>Sequence of the last event folded; -1 before the first.</summary>
    long AsOf { get; }

    void Apply(in LogEntry entry);
}

/// <summary>Keeps the order: the part that every view shares.</summary>
public abstract class View : IView
{
    /// <inheritdoc/>
    public long AsOf { get; private set; } = -1;

    /// <inheritdoc/>
    public void Apply(in LogEntry entry)
    {
        Must.Hold(entry.Sequence == AsOf + 1);
        Fold(entry);
        AsOf = entry.Sequence;
    }

    protected abstract void Fold(in LogEntry entry);
}
