// tokenbourse standard-token factors: the frozen corpus, its hashes and its counts, done again.
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tokenbourse.Gateways.Tokenizers;
using Tokenbourse.Metering.StandardToken;
using Tokenbourse.Model.Specs;

namespace Tokenbourse.Node.Verbs;

/// <summary>One tokenizer. Counts by part, in the order of the document.</summary>
/// <param name="Outcome">same, DIFFERENT or not installed.</param>
internal sealed record FactorJsonLine(
    string Tokenizer,
    decimal DocumentFactor,
    IReadOnlyList<long> DocumentCounts,
    decimal? Factor,
    IReadOnlyList<long>? Counts,
    string Outcome
);

internal sealed record FactorJsonReport(
    string Vintage,
    IReadOnlyList<string> Parts,
    IReadOnlyList<string> CorpusFaults,
    IReadOnlyList<FactorJsonLine> Tokenizers
);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(FactorJsonReport))]
internal sealed partial class FactorJson : JsonSerializerContext;

/// <summary>Recomputes the factors of a vintage.</summary>
internal static class StandardTokenFactorsVerb
{
    public static Command Build()
    {
        var vintage = StandardTokenVerb.VintageOption();
        var rulebook = StandardTokenVerb.RulebookOption();
        var corpus = new Option<string>("--corpus")
        {
            Description = "Folder with PACKAGE@VERSION/PATH; build/corpus.sh fills it.",
            DefaultValueFactory = _ => Path.Combine(Home.Folder, "metering", "corpus"),
        };
        var packages = new Option<string>("--packages")
        {
            Description = "Folder of npm packages with the tokenizers; build/tokenizers.sh fills it.",
            DefaultValueFactory = _ => Home.Tokenizers,
        };
        var json = new Option<bool>("--json") { Description = "The findings as JSON." };
        var command = new Command(
            "factors",
            "Recompute the tokenizer factors from the frozen corpus and compare them with the document; "
                + "exit 1 on a difference, 2 when corpus or tokenizers are not installed. "
                + "Example: build/corpus.sh && tokenbourse standard-token factors"
        )
        {
            vintage,
            rulebook,
            corpus,
            packages,
            json,
        };
        command.SetAction(parsed =>
        {
            var spec = StandardTokenVerb.Load(parsed.GetValue(rulebook)!, parsed.GetValue(vintage));
            var report = Run(spec, parsed.GetValue(corpus)!, new TokenizerShelf(parsed.GetValue(packages)!));
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(report, FactorJson.Default.FactorJsonReport));
            else
                foreach (var line in Lines(report))
                    Console.WriteLine(line);
            if (report.Tokenizers.Any(t => t.Outcome == Different))
                return 1;
            return report.CorpusFaults.Count > 0 ? 2 : 0;
        });
        return command;
    }

    private const string Same = "same";
    private const string Different = "DIFFERENT";

    private static FactorJsonReport Run(StandardTokenSpec spec, string corpus, TokenizerShelf shelf)
    {
        var faults = new List<string>();
        var texts = CorpusText.Read(spec.Corpus, file => Bytes(corpus, file), faults);
        var lines = new List<FactorJsonLine>();
        foreach (var tokenizer in spec.Tokenizers)
        {
            if (faults.Count > 0)
            {
                lines.Add(Line(tokenizer, null, "corpus not whole"));
            }
            else if (shelf.Missing(tokenizer.Tokenizer) is { } missing)
            {
                lines.Add(Line(tokenizer, null, missing));
            }
            else
            {
                Console.Error.WriteLine($"counting with {tokenizer.Tokenizer} ...");
                var counter = shelf.Open(tokenizer.Tokenizer);
                var finding = FactorCheck.Of(spec, texts, tokenizer.Tokenizer, text => counter.Count(text));
                lines.Add(Line(tokenizer, finding, finding.Same ? Same : Different));
            }
        }

        if (faults.Count == 0 && lines.TrueForAll(l => l.Factor is null))
            faults.Add("no tokenizer of the vintage is installed: build/tokenizers.sh");
        return new(spec.Vintage, [.. spec.Corpus.Select(p => p.Part)], faults, lines);
    }

    private static byte[]? Bytes(string corpus, CorpusFile file)
    {
        var path = Path.Combine([corpus, $"{file.Package}@{file.Version}", .. file.Path.Split('/')]);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    private static FactorJsonLine Line(TokenizerFactor document, FactorFinding? found, string outcome) =>
        new(document.Tokenizer, document.Factor, document.Counts, found?.Factor, found?.Counts, outcome);

    private static IEnumerable<string> Lines(FactorJsonReport report)
    {
        foreach (var fault in report.CorpusFaults)
            yield return $"FAULT {fault}";
        if (report.CorpusFaults.Count > 0)
            yield return "build/corpus.sh fetches the corpus";
        yield return $"{report.Vintage}: tokens by part ({string.Join(", ", report.Parts)})";
        foreach (var t in report.Tokenizers)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {t.Tokenizer, -14}document {string.Join(' ', t.DocumentCounts)} = {t.DocumentFactor}; "
            )
                + (
                    t.Counts is null
                        ? t.Outcome
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"counted {string.Join(' ', t.Counts)} = {t.Factor:0.000000}: {t.Outcome}"
                        )
                );
        }
    }
}
