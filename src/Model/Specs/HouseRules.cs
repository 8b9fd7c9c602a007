// The rules that the house gives itself, as one versioned document. A part that is left out is off.
namespace Tokenbourse.Model.Specs;

/// <summary>The house's own rules.</summary>
public sealed record HouseRules
{
    /// <summary>Before the first document: everything is off.</summary>
    public static readonly HouseRules None = new();

    /// <summary>What the house calls itself.</summary>
    public string Name { get; init; } = "";

    /// <summary>Rises with each document; zero before the first.</summary>
    public int Version { get; init; }

    /// <summary>How much may be taken out in a day; null: all that is available.</summary>
    public WithdrawalRules? Withdrawals { get; init; }

    /// <summary>What collateral may cover of required margin; null: all of it.</summary>
    public CollateralRules? Collateral { get; init; }

    /// <summary>Margin calls with a deadline (CAL); null: off.</summary>
    public CallTerms? Calls { get; init; }

    /// <summary>Closing by force (LIQ); null: off.</summary>
    public LiquidationTerms? Liquidation { get; init; }

    /// <summary>How a member's default is managed; null: it is not.</summary>
    public DefaultRules? Default { get; init; }

    /// <summary>The watch over risk (RSK-004); null: off.</summary>
    public InterlockTerms? Interlock { get; init; }

    /// <summary>Price limits that the operator sets within a day (BND-003); null: none.</summary>
    public OperatorLimitTerms? OperatorLimits { get; init; }

    /// <summary>Reads a house document; null when it has faults.</summary>
    /// <param name="interventions">The rules of release 7 hold; before it their parts are no fields of the
    /// document.</param>
    public static HouseRules? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults, bool interventions = true)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var rules = new HouseRules
        {
            Name = f.Text("house"),
            Version = (int)f.Whole("version", 1, 1_000_000),
            Withdrawals = WithdrawalRules.Read(f),
            Collateral = CollateralRules.Read(f),
            Calls = f.Has("calls") && f.Object("calls") is { } calls ? CallTerms.Read(calls) : null,
            Liquidation =
                f.Has("liquidation") && f.Object("liquidation") is { } forced ? LiquidationTerms.Read(forced) : null,
            Default = f.Object("default", required: false) is { } d ? DefaultRules.Read(d) : null,
            Interlock =
                f.Has("interlock") && f.Object("interlock") is { } silence ? InterlockTerms.Read(silence) : null,
            OperatorLimits =
                interventions && f.Has("operatorLimits") && f.Object("operatorLimits") is { } bounds
                    ? OperatorLimitTerms.Read(bounds)
                    : null,
        };
        f.Done();
        return faults.Count == before ? rules : null;
    }
}
