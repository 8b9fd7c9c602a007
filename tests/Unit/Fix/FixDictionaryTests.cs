// Our table of FIX facts against the standard's own machine-readable files, where those are at hand.
using System.Xml.Linq;
using Tokenbourse.Gateways.Fix.Dictionary;
using Xunit;

namespace Tokenbourse.Unit.Fix;

public sealed class FixDictionaryTests
{
    private static readonly XNamespace _names = "http://fixprotocol.io/2020/orchestra/repository";

    [Fact]
    public void Both_versions_are_read_and_each_message_has_its_fields()
    {
        Assert.Equal(44, FixDictionary.Fix44.Messages.Count);
        Assert.Equal(44, FixDictionary.Fixt11.Messages.Count);
        Assert.Contains(55, FixDictionary.Fix44.Message("D"u8)!.Required);
        Assert.DoesNotContain(55, FixDictionary.Fixt11.Message("D"u8)!.Required);
        Assert.Contains(1137, FixDictionary.Fixt11.Message("A"u8)!.Required);
        Assert.Null(FixDictionary.Fix44.Message("A"u8)!.Part(1137));
        Assert.Equal(448, FixDictionary.Fix44.Message("D"u8)!.Part(453)!.Group!.First);
        Assert.Null(FixDictionary.Fix44.Message("ZZ"u8));
        Assert.Null(FixDictionary.Fix44.Message([200]));
        Assert.Null(FixDictionary.Fix44.Field(-1));
    }

    [Fact]
    public void What_is_ours_in_a_place_of_the_standard_s_is_marked()
    {
        var entries = FixDictionary.Fix44.Message("X"u8)!.Part(268)!.Group!;
        Assert.True(entries.Part(83)!.Added);
        Assert.Equal([83], entries.Parts.Where(p => p.Added).Select(p => p.Tag));
    }

    [Fact]
    public void Session_messages_are_the_standard_s()
    {
        Compare(new(Data("FIX44Session.xml")), FixDictionary.Fix44, session: true);
        Compare(new(Data("FIXTSession.xml")), FixDictionary.Fixt11, session: true);
    }

    [Fact]
    public void Application_messages_are_the_standard_s() =>
        Compare(new(Data("OrchestraFIX44.xml")), FixDictionary.Fix44, session: false);

    private static void Compare(Repository standard, FixDictionary ours, bool session)
    {
        var seen = 0;
        foreach (var message in ours.Messages)
        {
            var isSession = message.Type.Length == 1 && "012345An".Contains(message.Type[0], StringComparison.Ordinal);
            // Of FIX 5.0 SP2, of which there is no file here.
            if (isSession != session || message.Type is "BW" or "BX" or "BY")
                continue;
            seen++;
            Assert.Equal(standard.Layout(message.Type), Layout(message.Parts, ours, false));
        }

        Assert.Equal(session ? 8 : 33, seen);
        if (session)
        {
            Assert.Equal(standard.Block("StandardHeader"), Layout(ours.Header.Parts, ours, false));
            Assert.Equal(standard.Block("StandardTrailer"), Layout(ours.Trailer.Parts, ours, false));
        }

        foreach (var field in ours.Fields)
        {
            if (standard.Field(field.Tag) is not { } theirs)
                continue;
            Assert.Equal(theirs.Name, field.Name);
            Assert.True(theirs.Type == field.TypeName || field.Tag is 35 or 372, $"{field.Tag} {theirs.Type}");
            // Three files know some fields; ours holds the values of all of them. MsgType is judged by the messages.
            if (field.Tag != 35)
                Assert.Empty(theirs.Values.Except(field.Values));
            Assert.True(theirs.Values.Length > 0 || field.Values.Count == 0 || session, $"{field.Tag} has values");
        }
    }

    /// <summary>One text a part, without our own. Symbol is required by FIX 4.4 as printed, not by the file: it is left
    /// out here.</summary>
    private static List<string> Layout(IReadOnlyList<FixPart> parts, FixDictionary ours, bool inside)
    {
        var layout = new List<string>();
        foreach (var part in parts.Where(p => !p.Added && p.Tag < 5000))
        {
            layout.Add($"{part.Tag}{(part.Required && part.Tag != 55 ? "!" : "")}");
            if (part.Group is not null)
                layout.AddRange(Layout(part.Group.Parts, ours, true).Select(p => ">" + p));
        }

        return layout;
    }

    private static string Data(string name)
    {
        var named = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA");
        var file = Path.Combine(named ?? "", "fix", name);
        Assert.SkipUnless(File.Exists(file), $"no data: fix/{name} is not under TOKENBOURSE_DATA");
        return file;
    }

    /// <summary>A file of FIX Orchestra.</summary>
    private sealed class Repository(string file)
    {
        private readonly XElement _root = XElement.Load(file);

        public List<string> Layout(string type) =>
            Parts(
                _root
                    .Descendants(_names + "message")
                    .Single(m => (string?)m.Attribute("msgType") == type)
                    .Element(_names + "structure")!,
                true
            );

        public List<string> Block(string name) =>
            Parts(
                _root.Element(_names + "components")!.Elements().Single(c => (string?)c.Attribute("name") == name),
                true
            );

        public (string Name, string Type, string[] Values)? Field(int tag)
        {
            var field = _root.Element(_names + "fields")!.Elements().FirstOrDefault(f => Id(f) == $"{tag}");
            if (field is null)
                return null;
            var type = (string)field.Attribute("type")!;
            var list = _root
                .Element(_names + "codeSets")
                ?.Elements()
                .FirstOrDefault(c => (string?)c.Attribute("name") == type);
            if (list is null)
                return ((string)field.Attribute("name")!, type, []);
            var values = list.Elements(_names + "code").Select(c => (string)c.Attribute("value")!);
            return ((string)field.Attribute("name")!, (string)list.Attribute("type")!, [.. values]);
        }

        private List<string> Parts(XElement holder, bool required)
        {
            var parts = new List<string>();
            foreach (var part in holder.Elements())
            {
                var asked = (string?)part.Attribute("presence") == "required";
                if (part.Name == _names + "fieldRef")
                {
                    parts.Add(Id(part) + (asked && required ? "!" : ""));
                }
                else if (part.Name == _names + "componentRef")
                {
                    var component = Named("components", part);
                    if (((string)component.Attribute("name")!).StartsWith("Standard", StringComparison.Ordinal))
                        continue;
                    parts.AddRange(Parts(component, required && asked));
                }
                else if (part.Name == _names + "groupRef")
                {
                    var group = Named("groups", part);
                    parts.Add(Id(group.Element(_names + "numInGroup")!) + (asked && required ? "!" : ""));
                    parts.AddRange(Parts(group, true).Select(p => ">" + p));
                }
            }

            return parts;
        }

        private XElement Named(string kind, XElement reference) =>
            _root.Element(_names + kind)!.Elements().Single(e => Id(e) == Id(reference));

        private static string Id(XElement element) => (string)element.Attribute("id")!;
    }
}
