// An asset that may be pledged for margin, as data.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>The document of an asset (rule COL-001).</summary>
/// <param name="Asset">Its name in commands.</param>
/// <param name="NameEn">Shown to people.</param>
/// <param name="NameZh">Shown to people.</param>
/// <param name="Currency">The currency whose margin it covers.</param>
/// <param name="HaircutPpm">Taken off its value; 0 to 1,000,000.</param>
/// <param name="CapPpm">The most of required margin that it may cover; 0 to 1,000,000.</param>
/// <param name="Decimals">Units on the log are so many decimals of one; 0 to 6.</param>
/// <param name="PricedPer">Its price is that of so many whole units; 1 to 1,000,000.</param>
/// <param name="Version">1 or more.</param>
public sealed record CollateralSpec(
    string Asset,
    string NameEn,
    string NameZh,
    Currency Currency,
    int HaircutPpm,
    int CapPpm,
    int Decimals,
    int PricedPer,
    int Version
)
{
    /// <summary>Units on the log in that which the price is for.</summary>
    public long UnitsPerPrice
    {
        get
        {
            long units = PricedPer;
            for (var i = 0; i < Decimals; i++)
                units *= 10;
            return units;
        }
    }

    /// <summary>Reads a document; null when it has faults.</summary>
    public static CollateralSpec? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } root)
            return null;
        var asset = root.Text("asset");
        if (asset.Length > 0 && !Name24.TryParse(asset, out _))
            root.Fault("asset", "must be 1 to 24 letters, digits and marks without spaces");
        var name = root.Object("name");
        var (english, chinese) = (name?.Text("en") ?? "", name?.Text("zh") ?? "");
        name?.Done();
        var spec = new CollateralSpec(
            asset,
            english,
            chinese,
            root.Word("currency", [("CNY", Currency.CNY), ("USD", Currency.USD), ("EUR", Currency.EUR)]),
            root.Ppm("haircut", 0, 1),
            root.Ppm("cap", 0, 1, 1),
            (int)root.Whole("decimals", 0, 6, 0),
            (int)root.Whole("pricedPer", 1, 1_000_000, 1),
            (int)root.Whole("version", 1, int.MaxValue)
        );
        root.Done();
        return faults.Count == before ? spec : null;
    }
}
