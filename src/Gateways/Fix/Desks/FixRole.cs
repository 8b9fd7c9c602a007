// What a session at the production gateway is for.
namespace Tokenbourse.Gateways.Fix.Desks;

/// <summary>One role a session; a desk says which of them it serves.</summary>
[Flags]
public enum FixRole
{
    None = 0,

    /// <summary>Orders, quotes, and questions about them.</summary>
    Orders = 1,

    /// <summary>What became of orders that others entered: it is told, it enters nothing.</summary>
    DropCopy = 2,

    /// <summary>Books and prices.</summary>
    MarketData = 4,

    /// <summary>Whatever a session is for.</summary>
    Any = Orders | DropCopy | MarketData,
}
