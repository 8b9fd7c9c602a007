// The classes of tokens that a bill tells apart.
namespace Tokenbourse.Metering;

/// <summary>What a token was used as. Prices, bundles and usage records speak of these.</summary>
public enum TokenClass : byte
{
    /// <summary>Prompt tokens that the provider had to read anew.</summary>
    Input = 1,

    /// <summary>Prompt tokens that were found in the provider's cache.</summary>
    CachedInput = 2,

    /// <summary>Tokens that the model wrote, without its reasoning where that is told apart.</summary>
    Output = 3,

    /// <summary>Tokens that the model wrote while it reasoned; billed as output.</summary>
    Reasoning = 4,
}
