// Between which bounds the operator may set other price limits within a day.
namespace Tokenbourse.Model.Specs;

/// <summary>Bounds of a price limit that people set (rule BND-003), parts per million of the previous
/// settlement.</summary>
public sealed record OperatorLimitTerms(int LeastPpm, int MostPpm)
{
    /// <summary>Reads <c>{"least": "0.01", "most": "0.2"}</c>.</summary>
    public static OperatorLimitTerms Read(Fields f)
    {
        var terms = new OperatorLimitTerms(f.Ppm("least", 0.001m, 0.999m), f.Ppm("most", 0.001m, 0.999m));
        if (terms.MostPpm < terms.LeastPpm)
            f.Fault("most", "must not be below least");
        f.Done();
        return terms;
    }
}
