// The text of a corpus file, byte for byte the same for everybody.
using System.Security.Cryptography;
using System.Text;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Metering.StandardToken;

/// <summary>A part of the corpus as it is counted: each file's text by itself.</summary>
public sealed record CorpusTexts(string Part, IReadOnlyList<string> Texts);

/// <summary>Reads the frozen corpus and holds it against its hashes.</summary>
public static class CorpusText
{
    private static readonly UTF8Encoding _strict = new(false, throwOnInvalidBytes: true);

    private static readonly (string Name, string Sign)[] _entities =
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];

    /// <summary>The texts of all parts.</summary>
    /// <param name="parts">The corpus of a vintage.</param>
    /// <param name="read">Gives the bytes of a package's file, or null when it is not there.</param>
    /// <param name="faults">What is missing, or is not the file that was frozen.</param>
    public static IReadOnlyList<CorpusTexts> Read(
        IReadOnlyList<CorpusPart> parts,
        Func<CorpusFile, byte[]?> read,
        ICollection<string> faults
    )
    {
        var all = new List<CorpusTexts>();
        foreach (var part in parts)
        {
            var texts = new List<string>();
            foreach (var file in part.Files)
            {
                var name = $"{file.Package}@{file.Version} {file.Path}";
                if (read(file) is not { } bytes)
                    faults.Add($"{name}: not there");
                else if (Hash(bytes) is var found && found != file.Sha256)
                    faults.Add($"{name}: sha256 is {found}, must be {file.Sha256}");
                else if (Text(bytes, file.Html) is not { } text)
                    faults.Add($"{name}: must be UTF-8{(file.Html ? " with a body" : "")}");
                else if (Encoding.UTF8.GetBytes(text) is var plain && Hash(plain) != file.TextSha256)
                    faults.Add($"{name}: the sha256 of its text is {Hash(plain)}, must be {file.TextSha256}");
                else if (plain.LongLength != file.Bytes)
                    faults.Add($"{name}: the text has {plain.LongLength} bytes, must have {file.Bytes}");
                else
                    texts.Add(text);
            }

            all.Add(new(part.Part, texts));
        }

        return all;
    }

    /// <summary>The text that is counted; null when it is not UTF-8, or has no body.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="html">True: from the start of the body to its end, line by line, what stands between &lt; and &gt;
    /// is left out, blanks at both ends go, empty lines go, five named entities become their signs, and each line ends
    /// with one line feed.</param>
    public static string? Text(byte[] file, bool html)
    {
        string text;
        try
        {
            text = _strict.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        return html ? Body(text) : text;
    }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string? Body(string text)
    {
        var start = text.IndexOf("<body", StringComparison.Ordinal);
        var end = text.IndexOf("</body>", StringComparison.Ordinal);
        if (start < 0 || end < start)
            return null;
        var built = new StringBuilder();
        foreach (var line in text[start..end].Split('\n'))
        {
            var plain = WithoutTags(line).Trim();
            if (plain.Length == 0)
                continue;
            foreach (var (name, sign) in _entities)
                plain = plain.Replace(name, sign, StringComparison.Ordinal);
            built.Append(plain).Append('\n');
        }

        return built.ToString();
    }

    private static string WithoutTags(string line)
    {
        var built = new StringBuilder(line.Length);
        var at = 0;
        while (at < line.Length)
        {
            var open = line.IndexOf('<', at);
            var close = open < 0 ? -1 : line.IndexOf('>', open);
            if (close < 0)
                break;
            built.Append(line, at, open - at);
            at = close + 1;
        }

        return built.Append(line, at, line.Length - at).ToString();
    }
}
