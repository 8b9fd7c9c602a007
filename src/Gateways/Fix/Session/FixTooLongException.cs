// A message that would be longer than one may be.
namespace Tokenbourse.Gateways.Fix.Session;

/// <summary>An answer: the peer's message is refused. Anything else: a bug.</summary>
public sealed class FixTooLongException(int length, int most)
    : InvalidOperationException($"a body of {length} bytes; at most {most}");
