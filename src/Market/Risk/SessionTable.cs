// Sessions over which orders come: each with the key that signs for it, alive or over.
using Tokenbourse.Model.Machine;
using Tokenbourse.Model.Messages;

namespace Tokenbourse.Market.Risk;

/// <summary>Numbers from 1, never used twice: an order keeps its session's number as long as it lives.</summary>
internal sealed class SessionTable
{
    private readonly List<Name24> _keys = [];
    private readonly Dictionary<Name24, int> _places = [];
    private readonly List<(int Key, bool Over)> _sessions = [];

    public int Begin(in Name24 key)
    {
        if (!_places.TryGetValue(key, out var place))
        {
            place = _keys.Count;
            _keys.Add(key);
            _places.Add(key, place);
        }

        _sessions.Add((place, false));
        return _sessions.Count;
    }

    public void End(int session) => _sessions[session - 1] = (_sessions[session - 1].Key, true);

    public bool Has(int session) => session >= 1 && session <= _sessions.Count;

    public bool IsOver(int session) => _sessions[session - 1].Over;

    /// <summary>Who signs for a session that there is.</summary>
    public Name24 KeyOf(int session) => _keys[_sessions[session - 1].Key];

    public void Save(StateWriter writer)
    {
        writer.Int(_sessions.Count);
        foreach (var (key, over) in _sessions)
        {
            writer.Struct(_keys[key]);
            writer.Bool(over);
        }
    }

    public void Load(StateReader reader)
    {
        for (var count = reader.Count(); count > 0; count--)
        {
            var session = Begin(reader.Struct<Name24>());
            if (reader.Bool())
                End(session);
        }
    }
}
