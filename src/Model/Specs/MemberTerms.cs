// A clearing member as data.
namespace Tokenbourse.Model.Specs;

/// <summary>What kind of firm a member is; position limits differ by it.</summary>
public enum MemberKind : byte
{
    /// <summary>A futures firm: it clears for clients and for itself.</summary>
    FuturesFirm = 1,

    /// <summary>A member that is no futures firm: it clears for itself.</summary>
    OtherFirm = 2,
}

/// <summary>A clearing member.</summary>
public sealed record MemberTerms
{
    /// <summary>No member has a higher number.</summary>
    public const int HighestNumber = 10_000;

    /// <summary>Its number, 1 to <see cref="HighestNumber"/>.</summary>
    public required int Member { get; init; }

    public required string Name { get; init; }

    /// <summary>Rises with each document of the member.</summary>
    public required int Version { get; init; }

    public required MemberKind Kind { get; init; }

    /// <summary>What it asks of its clients beyond the house's margin rate, ppm of the contract value.</summary>
    public required int MarkUpPpm { get; init; }

    /// <summary>It clears for clients.</summary>
    public bool HasClients => Kind == MemberKind.FuturesFirm;

    /// <summary>Reads a member document; null when it has faults.</summary>
    public static MemberTerms? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        var terms = new MemberTerms
        {
            Member = (int)f.Whole("member", 1, HighestNumber),
            Name = f.Text("name"),
            Version = (int)f.Whole("version", 1, 1_000_000, 1),
            Kind = f.Word("kind", _kinds),
            MarkUpPpm = f.Ppm("markUp", 0m, 0.5m, 0m),
        };
        if (terms.Name.Length > 60)
            f.Fault("name", "must be 60 characters or fewer");
        f.Done();
        return faults.Count == before ? terms : null;
    }

    private static readonly (string, MemberKind)[] _kinds =
    [
        ("futures firm", MemberKind.FuturesFirm),
        ("other firm", MemberKind.OtherFirm),
    ];
}
