// Cash that is announced or asked for, on the wire.
namespace Tokenbourse.Gateways.Http;

/// <summary>One movement. <paramref name="State"/>: asked, paid, failed, taken back. <paramref name="Done"/> and
/// <paramref name="BankReference"/> are null while it waits or where there is none.</summary>
public sealed record CashRequestShape(
    string Reference,
    string Currency,
    string Amount,
    string State,
    string Asked,
    string? Done,
    string? BankReference
);

/// <summary>What a request about cash came to. <paramref name="Free"/>: free cash after it.</summary>
public sealed record CashAnswerShape(
    int Account,
    string Reference,
    string Currency,
    string Amount,
    string State,
    string Free,
    long CommandSequence
);
