// What a request is charged, with both counts that led to it.
namespace Tokenbourse.Gateways.Meter;

/// <summary>What a request is charged, and why.</summary>
/// <param name="Charged">Tokens by class.</param>
/// <param name="OwnPrompt">Our count of the prompt.</param>
/// <param name="OwnOutput">Our count of what was delivered.</param>
/// <param name="SellerPrompt">The seller's count; -1: none.</param>
/// <param name="SellerOutput">The seller's count; -1: none.</param>
/// <param name="End">None: whole.</param>
/// <param name="Endpoint">Which address served.</param>
/// <param name="Attempts">How many were asked.</param>
/// <param name="By">The account that stood in; 0: the issuer delivered.</param>
public readonly record struct Settlement(
    MeteredTokens Charged,
    long OwnPrompt,
    long OwnOutput,
    long SellerPrompt,
    long SellerOutput,
    MeterRefusal End,
    int Endpoint,
    int Attempts,
    long By = 0
);
