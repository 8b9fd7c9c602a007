// The document of a spread as a story words it.
using System.Text.Json.Nodes;

namespace Tokenbourse.Sim.Scenarios;

/// <summary>A spread under construction: <c>NAME calendar|inter-contract near CONTRACT far CONTRACT TERM…</c>.</summary>
internal sealed class SpreadTerms
{
    private readonly JsonObject _spread = [];

    /// <summary>Reads until the outcome. What is left out of a line is left out of the document, so that faults can be
    /// asked for.</summary>
    public static SpreadTerms Read(WordReader words)
    {
        var name = words.Take("a spread's name");
        var terms = new SpreadTerms();
        terms._spread["spread"] = name;
        terms._spread["name"] = new JsonObject { ["en"] = $"Test spread {name}", ["zh"] = $"测试套利 {name}" };
        terms._spread["kind"] = words.Take("calendar or inter-contract");
        terms._spread["maxOrderLots"] = 500;
        while (!words.AtEnd && words.Peek != "->")
            terms.Term(words);
        return terms;
    }

    private void Term(WordReader words)
    {
        if (words.Peek is "near" or "far")
            Leg(words);
        else if (words.Has("max"))
            _spread["maxOrderLots"] = words.Whole("the most lots of an order");
        else if (words.Has("self"))
            _spread["selfMatch"] = OrderTerms.SpacedMode(words);
        else
            throw words.Fault("near, far, max or self");
    }

    private void Leg(WordReader words)
    {
        var leg = new JsonObject();
        _spread[words.Take("near or far")] = leg;
        leg["contract"] = words.Take("a contract");
        if (words.Has("lots"))
            leg["lots"] = words.Whole("lots of the leg in a lot of the spread");
        if (words.Has("weight"))
            leg["weight"] = words.Whole("what a tick of the leg counts");
    }

    public byte[] Json() => System.Text.Encoding.UTF8.GetBytes(_spread.ToJsonString());
}
