// What goes over the wire of margin calls.
namespace Tokenbourse.Gateways.Http;

/// <summary>A call that is open. <paramref name="Amount"/> is what was missing when <paramref name="Day"/> was
/// cleared.</summary>
public sealed record CallShape(string Currency, string Amount, string Day, string Deadline, bool Missed);

/// <summary>An account's calls. <paramref name="Restricted"/>: it missed one and may only close.</summary>
public sealed record CallsShape(int Account, bool Restricted, IReadOnlyList<CallShape> Calls);
