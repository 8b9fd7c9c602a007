// The desk's journal as verbs open it: its faults become one line for the user.
using Tokenbourse.Desk.Execution;
using Tokenbourse.Node.Verbs;

namespace Tokenbourse.Node.Hedging;

/// <summary>Opens journals.</summary>
internal static class JournalFiles
{
    /// <summary>To write to. A cut last line is told.</summary>
    /// <exception cref="VerbException">It was changed, or another process has it.</exception>
    public static Journal Open(DeskFolder folder)
    {
        try
        {
            var journal = Journal.Open(folder.JournalFile);
            if (journal.Dropped > 0)
                Console.Error.WriteLine(
                    $"tokenbourse: {folder.JournalFile}: the last line was cut off when it was written; its "
                        + $"{journal.Dropped} bytes are dropped"
                );
            return journal;
        }
        catch (JournalException fault)
        {
            throw new VerbException($"{folder.JournalFile}: {fault.Message}", 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VerbException($"{folder.JournalFile}: {e.Message}", 2);
        }
    }

    /// <summary>To read only.</summary>
    /// <exception cref="VerbException">It was changed.</exception>
    public static IReadOnlyList<JournalLine> Read(DeskFolder folder)
    {
        try
        {
            return Journal.Read(folder.JournalFile);
        }
        catch (JournalException fault)
        {
            throw new VerbException($"{folder.JournalFile}: {fault.Message}", 1);
        }
    }

    /// <summary>The moment that a verb writes into the journal.</summary>
    public static string Moment() =>
        DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
}
