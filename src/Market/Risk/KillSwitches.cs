// Kill switches that are engaged: at six levels, each with who asked for it.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Market.Risk;

/// <summary>What one switch stops.</summary>
/// <param name="Number">Of the session, account, member or instrument; zero for key and market.</param>
internal readonly record struct KillScope(KillLevel Level, int Number, Name24 Key = default);

/// <summary>The switches that are engaged (rule KIL-001).</summary>
internal sealed class KillSwitches
{
    private readonly Dictionary<KillScope, int> _places = [];
    private readonly List<(KillScope Scope, Name24 Person)> _engaged = [];

    /// <summary>Nothing is stopped: so it is with nearly every order.</summary>
    public bool IsEmpty => _engaged.Count == 0;

    public bool Has(in KillScope scope) => _places.ContainsKey(scope);

    public void Engage(in KillScope scope, in Name24 person)
    {
        _places.Add(scope, _engaged.Count);
        _engaged.Add((scope, person));
    }

    public void Release(in KillScope scope)
    {
        _engaged.RemoveAt(_places[scope]);
        _places.Clear();
        for (var i = 0; i < _engaged.Count; i++)
            _places.Add(_engaged[i].Scope, i);
    }

    public void Save(StateWriter writer)
    {
        writer.Int(_engaged.Count);
        foreach (var (scope, person) in _engaged)
        {
            writer.Byte((byte)scope.Level);
            writer.Int(scope.Number);
            writer.Struct(scope.Key);
            writer.Struct(person);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--)
        {
            var scope = new KillScope((KillLevel)reader.Byte(), reader.Int(), reader.Struct<Name24>());
            Engage(scope, reader.Struct<Name24>());
        }
    }
}
