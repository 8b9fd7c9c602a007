// A way in that the sequencer asks by itself, on its own thread: nothing is handed from thread to thread.
namespace Tokenbourse.Log;

/// <summary>What a door says after it was asked.</summary>
public enum DoorState : byte
{
    /// <summary>It calls <see cref="Sequencer.Wake"/> when it has something: the sequencer may sleep.</summary>
    Quiet = 0,

    /// <summary>Something may come at any moment, and nobody will call: the sequencer stays awake and asks again. Right
    /// where the sequencer's thread has a processor to itself.</summary>
    Watching = 1,

    /// <summary>It is not asked again. What it has added is taken and answered like everything else.</summary>
    Closed = 2,
}

/// <summary>A door without a thread: an event loop over sockets or a ring in shared memory, run by the one who matches.
/// Its answers come by the same thread, so it needs no lock.</summary>
public interface IDoor : ILaneAnswers
{
    /// <summary>Adds to the lane what has come in. Called on the sequencer's thread, between two runs of commands, while
    /// there is room: it must be quick, must not wait and must not throw. Not called while the sequencer is full, so
    /// what has come in waits where it is.</summary>
    /// <param name="lane">The door's own, empty. It is sent by the sequencer when this returns.</param>
    /// <param name="most">Commands that should be added at most: few, so that answers are not kept waiting. 1 or
    /// more.</param>
    DoorState Ask(Lane lane, int most);
}
