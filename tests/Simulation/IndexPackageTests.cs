// The index verbs as a user calls them: a package comes back, a changed one is told, the decomposition stands.
using System.Text.Json;
using Xunit;

namespace Tokenbourse.Simulation;

public sealed class IndexPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenbourse-package").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_package_is_the_same_bytes_twice_and_comes_back_digit_for_digit()
    {
        var (first, second) = (Path.Combine(_folder, "a.zip"), Path.Combine(_folder, "b.zip"));
        foreach (var file in new[] { first, second })
            Assert.Equal(0, ProgramRun.ToEnd("index", "package", "GHI-H100", "2025-02-03", "-o", file).ExitCode);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        var run = ProgramRun.ToEnd("index", "recompute", first, "--json");
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal("same", json.RootElement.GetProperty("result").GetString());
        Assert.True(json.RootElement.GetProperty("madeAgain").GetDecimal() > 0);
    }

    [Fact]
    public void A_changed_input_is_named_by_its_hash_and_a_forged_print_by_its_field()
    {
        var folder = Path.Combine(_folder, "p");
        Assert.Equal(0, ProgramRun.ToEnd("index", "package", "GHI-H100", "2025-02-03", "-o", folder).ExitCode);
        var (inputs, print) = (Path.Combine(folder, "inputs.ndjson"), Path.Combine(folder, "print.json"));
        var before = File.ReadAllText(print);
        using var json = JsonDocument.Parse(before);
        var value = json.RootElement.GetProperty("value").GetRawText();
        var after = before.Replace($"\"value\":{value},\"decimals\"", "\"value\":9.9999,\"decimals\"");
        File.WriteAllText(print, after);
        var broken = ProgramRun.ToEnd("index", "recompute", folder);
        Assert.Equal(2, broken.ExitCode);
        Assert.Contains("broken package: print.json: its SHA-256 is", broken.Error, StringComparison.Ordinal);

        // The forger mends the manifest too: the package is whole, and its print does not follow from its inputs.
        var manifest = Path.Combine(folder, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(Hash(before), Hash(after)));
        var forged = ProgramRun.ToEnd("index", "recompute", folder);
        Assert.Equal(1, forged.ExitCode);
        Assert.Contains(
            $"DIFFERENT: value: published 9.9999, made again {value}",
            forged.Out,
            StringComparison.Ordinal
        );

        File.AppendAllText(inputs, "{}\n");
        Assert.Contains("inputs.ndjson", ProgramRun.ToEnd("index", "recompute", folder).Error);
    }

    [Fact]
    public void An_explanation_names_every_observation_and_its_weights_are_whole()
    {
        var run = ProgramRun.ToEnd("index", "explain", "CSTI-S", "2025-09-16", "--json");
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var used = json.RootElement.GetProperty("used").EnumerateArray().ToList();
        Assert.Equal(100m, used.Sum(u => u.GetProperty("weight").GetDecimal()));
        Assert.All(
            used.SelectMany(u => u.GetProperty("prices").EnumerateArray()),
            p =>
                Assert.All(
                    p.GetProperty("observations").EnumerateArray(),
                    o => Assert.NotEqual("", o.GetProperty("source").GetString())
                )
        );
        Assert.All(
            json.RootElement.GetProperty("leftOut").EnumerateArray(),
            l => Assert.NotEqual("", l.GetProperty("reason").GetString())
        );
        Assert.Equal(2, ProgramRun.ToEnd("index", "explain", "CSTI-S", "2019-01-01").ExitCode);
    }

    [Fact]
    public void A_shadow_that_began_late_does_not_cut_the_years_of_its_index_off_the_picture()
    {
        var svg = Path.Combine(_folder, "c.svg");
        var run = ProgramRun.ToEnd("index", "compare", "CSTI-S", "CSTI-S-MED", "--svg", svg, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        var first = json
            .RootElement.EnumerateArray()
            .ToDictionary(r => r.GetProperty("name").GetString()!, r => r.GetProperty("figures").GetProperty("first"));
        Assert.StartsWith("2026", first["CSTI-S-MED"].GetString());
        Assert.StartsWith("2024", first["CSTI-S"].GetString());
        Assert.Contains($">{first["CSTI-S"]} = 100, log scale", File.ReadAllText(svg), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Weight", "heavy")]
    public void The_figures_of_the_page_on_naive_averages_come_out_of_the_public_data()
    {
        var data = Environment.GetEnvironmentVariable("TOKENBOURSE_DATA");
        if (data is null || !Directory.Exists(data))
            Assert.Skip("no public data (TOKENBOURSE_DATA)");
        string[] arguments = ["index", "compare", "--data", data, "--from", "2024-08-01", "--decompose", "--json"];
        var run = ProgramRun.ToEnd(arguments);
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var rows = json.RootElement.EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!);
        // A seller recorded a thousandfold for weeks is half of what it shows; a reader that refuses him leaves less.
        Share("mean of all list prices", 0.72, 0.27);
        Share("median of all list prices", 0.81, 0.05);
        Share("router average", 0.95, 0.04);
        Share("unit value of a router", 0.92, 0.05);
        Share("mean of all H100 offers", 0.99, 0.02);
        Share("median of all H100 offers", 0.94, 0.04);

        void Share(string name, double share, double tolerance)
        {
            var split = rows[name].GetProperty("variance");
            double Of(string field) => split.GetProperty(field).GetDouble();
            Assert.InRange(Of("panelShare"), share - tolerance, share + tolerance);
            Assert.Equal(1.0, Of("matched") + Of("panel") + Of("joint"), 9);
            var change = rows[name].GetProperty("figures").GetProperty("change").GetDouble();
            Assert.Equal(change, Of("matchedSum") + Of("panelSum"), 9);
        }
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))
        );
}
