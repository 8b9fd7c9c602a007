// Who waits for what: one submitter with a task, a lane with a run of commands, or somebody who looks between batches.
namespace Tokenbourse.Log;

/// <summary>Somebody who waits for an answer as a task.</summary>
internal sealed class Submission(Action<Runner>? between, CommandStamps? stamps = null)
{
    private readonly TaskCompletionSource<Outcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What runs between two batches; null for a command.</summary>
    public Action<Runner>? Between => between;

    /// <summary>Where its way is noted; null: nobody traces it.</summary>
    public CommandStamps? Stamps => stamps;

    public Task<Outcome> Task => _answer.Task;

    public void Answer(Outcome outcome) => _answer.TrySetResult(outcome);

    public void Fail(Exception e) => _answer.TrySetException(e);
}

/// <summary>So many commands, one behind the other, and who waits for them. Neither a submission nor a lane: a tick,
/// for which nobody waits.</summary>
/// <param name="First">The lane's number of its first command.</param>
internal readonly record struct Part(Submission? Single, Lane? Lane, long First, int Count)
{
    public bool IsBetween => Single?.Between is not null;

    /// <summary>The lane's run that begins at <paramref name="first"/> follows this one.</summary>
    public bool IsBefore(Lane lane, long first) => Lane == lane && First + Count == first;

    public void Refuse(OutcomeStatus status)
    {
        Single?.Answer(Outcome.Not(status));
        Lane?.Refuse(status, First, Count);
    }
}
