// What a verb throws when it cannot do what was asked.
namespace Tokenbourse.Node;

/// <summary>A verb cannot do what was asked: one line for the user, and the exit code.</summary>
internal sealed class VerbException(string message, int exit) : Exception(message)
{
    public int Exit { get; } = exit;
}
