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

    /// <summary>Reads a house document; null when it has faults.</summary>
    public static HouseRules? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var rules = new HouseRules { Name = f.Text("house"), Version = (int)f.Whole("version", 1, 1_000_000) };
        f.Done();
        return faults.Count == before ? rules : null;
    }
}
