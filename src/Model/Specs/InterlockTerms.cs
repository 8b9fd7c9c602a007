// How long the risk service may be silent before no new orders are taken.
namespace Tokenbourse.Model.Specs;

/// <summary>The interlock between risk and matching (rule RSK-004).</summary>
/// <param name="SilentSeconds">From so many seconds without a heartbeat on, 1 to 3600.</param>
public sealed record InterlockTerms(int SilentSeconds)
{
    /// <summary>Reads <c>{"silentSeconds": 5}</c>.</summary>
    public static InterlockTerms Read(Fields f)
    {
        var terms = new InterlockTerms((int)f.Whole("silentSeconds", 1, 3600));
        f.Done();
        return terms;
    }
}
