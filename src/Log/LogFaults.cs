// What can be wrong with logs, each with the place where it was seen.
using System.Globalization;

namespace Tokenbourse.Log;

/// <summary>A log holds what its writer cannot have written. It is refused: a person decides what to restore.</summary>
public sealed class LogDamagedException : Exception
{
    public LogDamagedException()
        : this("") { }

    public LogDamagedException(string message)
        : base(message) { }

    public LogDamagedException(string message, Exception inner)
        : base(message, inner) { }

    /// <param name="sequence">The first entry that cannot be trusted; -1 when not known.</param>
    public LogDamagedException(string file, long offset, long sequence, string what)
        : base(
            string.Create(CultureInfo.InvariantCulture, $"{file}: damaged at offset {offset}{Entry(sequence)}: {what}")
        )
    {
        FilePath = file;
        Offset = offset;
        Sequence = sequence;
    }

    /// <summary>The file; empty when the log has none.</summary>
    public string FilePath { get; } = "";

    /// <summary>Bytes from the start of the file to the first byte that cannot be trusted.</summary>
    public long Offset { get; }

    /// <summary>The first entry that cannot be trusted; -1 when not known.</summary>
    public long Sequence { get; } = -1;

    private static string Entry(long sequence) =>
        sequence < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (entry {sequence})");
}

/// <summary>The commands, replayed, do not give the events that are on the event log (or a snapshot does not fit its
/// log). The node stops.</summary>
public sealed class DivergenceException : Exception
{
    public DivergenceException()
        : this("") { }

    public DivergenceException(string message)
        : base(message) { }

    public DivergenceException(string message, Exception inner)
        : base(message, inner) { }

    public DivergenceException(long command, long sequence, string what)
        : base(
            string.Create(CultureInfo.InvariantCulture, $"divergence at event {sequence} of command {command}: {what}")
        )
    {
        Command = command;
        Sequence = sequence;
    }

    /// <summary>The command whose events differ; -1 when there is none.</summary>
    public long Command { get; } = -1;

    /// <summary>The first sequence on the event log that differs; -1 when there is none.</summary>
    public long Sequence { get; } = -1;
}

/// <summary>Another process writes this log.</summary>
public sealed class LogInUseException : Exception
{
    public LogInUseException()
        : this("") { }

    public LogInUseException(string message)
        : base(message) { }

    public LogInUseException(string message, Exception inner)
        : base(message, inner) { }
}
