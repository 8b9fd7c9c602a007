// The random market's watch over risk, which beats now and then, falls silent, and is asked for or not.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Sim;

namespace Tokenbourse.Scenarios;

internal sealed partial class RandomMarket
{
    // Of its own, so that the stream of orders is what it was without it.
    private readonly Random64 _watch = Random64.Of(seed, 1, 5);
    private readonly SortedList<string, string> _house = new(StringComparer.Ordinal);
    private int _houseVersion = 2;

    /// <summary>Sets one part of the house's rules, or takes it out, and sends the whole document.</summary>
    private void House(string part, string? rule)
    {
        if (rule is null)
            _house.Remove(part);
        else
            _house[part] = rule;
        SendHouse();
    }

    /// <summary>The whole document of the house as its parts stand.</summary>
    private void SendHouse()
    {
        var parts = string.Concat(_house.Select(p => $",\"{p.Key}\":{p.Value}"));
        Text(
            MessageKind.DefineHouse,
            $$"""{"house":"H","version":{{++_houseVersion}}{{parts}}{{CallParts}}{{DefaultParts}}{{_cashParts}}}"""
        );
    }

    // Two of five markets have a watch; some minutes of silence are enough.
    private void Watch()
    {
        Correct();
        if (!HasMembers || !Has(RandomTopics.Watch))
            return;
        if (seed % 5 is not (1 or 2))
        {
            if (_watch.Chance(5))
                Send(MessageKind.RiskHeartbeat, new RiskHeartbeat(Name24.Of("nobody-asked")));
            return;
        }

        if (!_house.ContainsKey("interlock") && _watch.Chance(100))
            House("interlock", $$"""{"silentSeconds":{{_watch.Between(1, 900)}}}""");
        else if (_watch.Chance(130))
            Send(MessageKind.RiskHeartbeat, new RiskHeartbeat(_watch.Chance(50) ? default : Name24.Of("watch")));
        else if (_watch.Chance(4))
            House("interlock", _watch.Chance(500) ? null : $$"""{"silentSeconds":{{_watch.Between(1, 900)}}}""");
        else if (_watch.Chance(4))
            Text(MessageKind.DefineHouse, """{"house":"H","version":999,"interlock":{"silentSeconds":0}}""");
    }
}
