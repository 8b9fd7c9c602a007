// Parts of the state that came after the first logs: they stand in a snapshot only when they hold something.
using Tokenbourse.Model.Machine;

namespace Tokenbourse.Index;

/// <summary>A part of the state that is written with its tag behind everything else, and only when it is not empty: the
/// state of a log that knows nothing of it keeps its bytes and its digest.</summary>
internal interface IStateSection
{
    /// <summary>Its number, once and for all.</summary>
    byte Tag { get; }

    bool Empty { get; }

    void Save(StateWriter w);

    /// <summary>Into an empty one.</summary>
    void Load(StateReader r);
}
