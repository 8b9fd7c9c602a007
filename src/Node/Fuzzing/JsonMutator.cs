// Bodies that are nearly right: fields, types, nesting, text that is no JSON.
using System.Text;
using System.Text.Json.Nodes;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>Spoils JSON objects.</summary>
internal static class JsonMutator
{
    private static readonly string[] _values =
    [
        "null",
        "true",
        "0",
        "-0",
        "-1",
        "1.5",
        "1e308",
        "1E-400",
        "2147483648",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "\"\"",
        "\" \"",
        "\"0\"",
        "\"-1\"",
        "\"9999999999999999999999.99\"",
        "\"0.0000000000000000000000000001\"",
        "\"1e5\"",
        "\"NaN\"",
        "\"１２\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\u202e\"",
        "\"2026-02-30\"",
        "\"9999-12-31T23:59:59.999999999Z\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"../../etc/passwd\"",
        "\"' OR 1=1 --\"",
        "\"<script>\"",
        "[]",
        "{}",
        "[1,2,3]",
        "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}",
    ];

    /// <summary>Known words put in, then spoiled or not.</summary>
    /// <returns>The bytes, and what was done.</returns>
    public static (byte[] Bytes, string Mutation) Spoil(Random random, JsonObject body, JsonTemplates? words)
    {
        var node = body.DeepClone().AsObject();
        if (words is not null)
            PutWords(random, node, words);
        var names = node.Select(p => p.Key).ToList();
        var name = names.Count == 0 ? "a" : names[random.Next(names.Count)];
        var kind = random.Next(12);
        if (kind == 0)
            node.Remove(name);
        var text = node.ToJsonString();
        return kind switch
        {
            0 => (Utf8(text), "field dropped"),
            < 4 => (Utf8(Replaced(random, node, name)), "odd value"),
            4 => (Utf8(text[..^1] + $"{(names.Count == 0 ? "" : ",")}\"{name}\":1}}"), "field doubled"),
            5 => (Utf8(text[..^1] + $"{(names.Count == 0 ? "" : ",")}\"Odd{random.Next(9)}\":1}}"), "field added"),
            6 => (Utf8(text.Replace($"\"{name}\"", $"\"{name.ToUpperInvariant()}\"")), "name in capitals"),
            7 => (Bits(random, Utf8(text)), "bytes spoiled"),
            8 => (Utf8(text)[..random.Next(text.Length)], "cut short"),
            9 => (Utf8(Huge(random, text)), "huge"),
            _ => (Utf8(text), "none"),
        };
    }

    private static void PutWords(Random random, JsonObject node, JsonTemplates words)
    {
        foreach (var (name, value) in node.ToList())
        {
            if (value is JsonObject inner)
            {
                PutWords(random, inner, words);
            }
            else if (value is JsonArray list)
            {
                foreach (var each in list.OfType<JsonObject>())
                    PutWords(random, each, words);
            }
            else if (value is JsonValue && words.Word(random, name) is { } word)
            {
                var isNumber = value.GetValueKind() == System.Text.Json.JsonValueKind.Number;
                node[name] = isNumber && long.TryParse(word, out var number) ? number : word;
            }
        }
    }

    private static string Replaced(Random random, JsonObject node, string name)
    {
        // By text: some of the values cannot be held by a tree.
        const string Mark = "\"@@\"";
        node[name] = "@@";
        return node.ToJsonString().Replace(Mark, _values[random.Next(_values.Length)]);
    }

    private static string Huge(Random random, string text) =>
        random.Next(4) switch
        {
            0 => text[..^1] + ",\"a\":\"" + new string('A', random.Next(70_000)) + "\"}",
            1 => string.Concat(Enumerable.Repeat("[", random.Next(2_000))),
            2 => string.Concat(Enumerable.Repeat("{\"a\":", random.Next(2_000))) + "1",
            _ => text[..^1] + ",\"a\":" + new string('9', random.Next(1, 30_000)) + "}",
        };

    private static byte[] Bits(Random random, byte[] bytes)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
