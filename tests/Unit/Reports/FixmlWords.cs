// The words of FIXML as the standard's own machine-readable file has them: what an element may hold.
using System.Xml.Linq;

namespace Tokenbourse.Unit.Reports;

/// <summary>Asks elements of FIXML against a file of FIX Orchestra: names, values of closed lists, what is
/// required.</summary>
internal sealed class FixmlWords
{
    private static readonly XNamespace _names = "http://fixprotocol.io/2020/orchestra/repository";
    private readonly Dictionary<string, XElement> _fields;
    private readonly Dictionary<string, XElement> _components;
    private readonly Dictionary<string, XElement> _groups;
    private readonly Dictionary<string, HashSet<string>> _lists;
    private readonly Dictionary<string, XElement> _tops;

    public FixmlWords(string file)
    {
        var root = XElement.Load(file);
        _fields = ById(root, "fields");
        _components = ById(root, "components");
        _groups = ById(root, "groups");
        _lists = root.Element(_names + "codeSets")!
            .Elements()
            .ToDictionary(
                c => (string)c.Attribute("name")!,
                c => c.Elements(_names + "code").Select(v => (string)v.Attribute("value")!).ToHashSet()
            );
        _tops = root.Element(_names + "messages")!
            .Elements()
            .Where(m => m.Attribute("abbrName") is not null)
            .GroupBy(Name)
            .ToDictionary(g => g.Key, g => g.First().Element(_names + "structure")!);
        var header = _components.Values.First(c => (string?)c.Attribute("name") == "StandardHeader");
        _tops[Name(header)] = header;
    }

    /// <summary>Elements, attributes and values that the standard does not have there.</summary>
    public List<string> Unknown(XElement element) =>
        _tops.TryGetValue(element.Name.LocalName, out var top) ? Unknown(element, top) : [element.Name.LocalName];

    /// <summary>Required fields of a message that are not there, header aside.</summary>
    public List<string> Missing(XElement element) =>
        [
            .. _tops[element.Name.LocalName]
                .Elements(_names + "fieldRef")
                .Where(f => (string?)f.Attribute("presence") == "required")
                .Select(f => Name(_fields[Id(f)]))
                .Where(n => element.Attribute(n) is null),
        ];

    private List<string> Unknown(XElement element, XElement holder)
    {
        var unknown = new List<string>();
        var fields = holder.Elements(_names + "fieldRef").Select(f => _fields[Id(f)]);
        var known = fields.GroupBy(Name).ToDictionary(g => g.Key, g => g.First());
        foreach (var attribute in element.Attributes())
        {
            var name = attribute.Name.LocalName;
            if (!known.TryGetValue(name, out var field))
                unknown.Add($"{element.Name.LocalName}@{name}");
            else if (
                _lists.TryGetValue((string)field.Attribute("type")!, out var list) && !list.Contains(attribute.Value)
            )
                unknown.Add($"{element.Name.LocalName}@{name}={attribute.Value}");
        }

        foreach (var child in element.Elements())
        {
            var parts = holder
                .Elements(_names + "componentRef")
                .Select(c => _components[Id(c)])
                .Concat(holder.Elements(_names + "groupRef").Select(g => _groups[Id(g)]));
            if (parts.FirstOrDefault(p => Name(p) == child.Name.LocalName) is { } part)
                unknown.AddRange(Unknown(child, part));
            else
                unknown.Add($"{element.Name.LocalName}/{child.Name.LocalName}");
        }

        return unknown;
    }

    private static Dictionary<string, XElement> ById(XElement root, string list) =>
        root.Element(_names + list)!.Elements().ToDictionary(Id);

    private static string Id(XElement element) => (string)element.Attribute("id")!;

    private static string Name(XElement element) => (string?)element.Attribute("abbrName") ?? "";
}
