// Asks a message, field by field, whether it is what the dictionary says. The first fault is the answer.
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Gateways.Fix.Dictionary;

/// <summary>The check of one session; it keeps marks between fields, so each session has its own. Allocates
/// nothing.</summary>
public sealed class FixValidator(FixDictionary dictionary)
{
    /// <summary>Most entries of a repeating group.</summary>
    public const int MostInGroup = 200;

    private const int MostDepth = 8;

    private readonly FixFormat _format = new(dictionary);
    private readonly int[] _seen = new int[dictionary.Fields.Max(f => f.Tag) + 1];
    private int _round;
    private FixFault _fault;

    /// <summary>The first fault of a message, or <see cref="FixFault.None"/>.</summary>
    public FixFault Check(FixMessage message)
    {
        var layout = dictionary.Message(message.Type);
        if (layout is null)
            return new(FixReason.InvalidMsgType);
        NextRound();
        _fault = FixFault.None;
        if (!Structure(message) || !Fields(message, layout))
            return _fault;
        if (message.BadLength != 0)
            return new(FixReason.IncorrectDataFormat, message.BadLength);
        return Missing(dictionary.Header.Required) && Missing(layout.Required) ? FixFault.None : _fault;
    }

    /// <summary>Header, body, trailer: a field of the header stands before all others.</summary>
    private bool Structure(FixMessage message)
    {
        var body = false;
        for (var at = 0; at < message.Count; at++)
        {
            var tag = message.Tag(at);
            var header = IsHeader(tag);
            if (header && body)
                return Fails(FixReason.TagOutOfRequiredOrder, tag);
            body |= !header;
            if (dictionary.Trailer.Part(tag) is null)
                continue;
            for (; at < message.Count; at++)
            {
                if (dictionary.Trailer.Part(message.Tag(at)) is null)
                    return Fails(FixReason.TagOutOfRequiredOrder, message.Tag(at));
            }
        }

        return true;
    }

    private bool IsHeader(int tag) => dictionary.Header.Part(tag) is not null || tag is 628 or 629 or 630;

    private bool Fields(FixMessage message, FixLayout layout)
    {
        var at = 0;
        while (at < message.Count)
        {
            var tag = message.Tag(at);
            if (!Value(message, at))
                return false;
            var part = layout.Part(tag) ?? dictionary.Header.Part(tag) ?? dictionary.Trailer.Part(tag);
            if (part is null)
                return Fails(FixReason.TagNotDefinedForThisMessage, tag);
            if (_seen[tag] == _round)
                return Fails(FixReason.TagAppearsMoreThanOnce, tag);
            _seen[tag] = _round;
            at++;
            if (part.Group is not null && !Group(message, part, ref at, 1))
                return false;
        }

        return true;
    }

    /// <summary>The entries behind a count. Each begins with the group's first field; the order of the others in an
    /// entry is free.</summary>
    private bool Group(FixMessage message, FixPart part, ref int at, int depth)
    {
        if (!FixText.TryWhole(message.Value(at - 1), out var said) || said > MostInGroup || depth > MostDepth)
            return Fails(FixReason.ValueOutOfRange, part.Tag);
        var group = part.Group!;
        var entries = 0;
        var entry = at;
        while (at < message.Count && group.Part(message.Tag(at)) is { } member)
        {
            if (member.Tag == group.First)
            {
                if (entries > 0 && !Whole(message, group, entry, at))
                    return false;
                entries++;
                entry = at;
            }
            else if (entries == 0)
            {
                return Fails(FixReason.GroupFieldsOutOfOrder, part.Tag);
            }

            if (!Value(message, at))
                return false;
            for (var before = at - 1; before >= entry && member.Tag != group.First; before--)
            {
                if (message.Tag(before) == member.Tag)
                    return Fails(FixReason.TagAppearsMoreThanOnce, member.Tag);
            }

            at++;
            if (member.Group is not null && !Group(message, member, ref at, depth + 1))
                return false;
        }

        if (entries > 0 && !Whole(message, group, entry, at))
            return false;
        return entries == said || Fails(FixReason.IncorrectNumInGroup, part.Tag);
    }

    private bool Whole(FixMessage message, FixLayout group, int from, int to)
    {
        foreach (var tag in group.Required)
        {
            var found = false;
            for (var at = from; at < to && !found; at++)
                found = message.Tag(at) == tag;
            if (!found)
                return Fails(FixReason.RequiredTagMissing, tag);
        }

        return true;
    }

    private bool Value(FixMessage message, int at)
    {
        _fault = _format.Check(message.Tag(at), message.Value(at));
        return _fault.Reason == FixReason.None;
    }

    private bool Missing(int[] required)
    {
        foreach (var tag in required)
        {
            if (_seen[tag] != _round)
                return Fails(FixReason.RequiredTagMissing, tag);
        }

        return true;
    }

    private void NextRound()
    {
        if (_round < int.MaxValue)
        {
            _round++;
            return;
        }

        Array.Clear(_seen);
        _round = 1;
    }

    private bool Fails(FixReason reason, int tag)
    {
        _fault = new(reason, tag);
        return false;
    }
}
