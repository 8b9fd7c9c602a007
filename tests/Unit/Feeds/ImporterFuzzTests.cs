// Noise in the files of others: an importer reads on, or refuses the file by name; it never falls over.
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Gateways.Feeds;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class ImporterFuzzTests : IDisposable
{
    private const string Tokens = """
        date,source,provider,model,modality,token_type,currency,price_original_per_million,event,commit
        2025-03-01,L4_modelsdev,openai,gpt-4o,text,input,USD,2.5,first,abc
        2025-03-01,L4_modelsdev,openai,gpt-4o,text,output,USD,10,first,abc
        2025-03-05,L4_modelsdev,openai,gpt-4o,text,input,USD,0.1,change,abd
        2025-03-09,L4_modelsdev,openai,gpt-4o,text,output,USD,,removed,abe
        """;

    private const string Gpus = """
        date,source,provider,region,instance,gpu_model,gpu_count,price_usd_per_gpu_hour,kind,event,commit,note
        2026-02-11,G4_multi26,lambda,us,,H100_SXM,1,3.29,on_demand,obs,c,
        2026-02-11,G4_multi26,lambda,us,,H100_SXM,8,23.92,on_demand,obs,c,
        2026-02-12,G1_gcp,gcp,us-west1,a3,H100_SXM,8,11.06,spot,change,c,
        2026-02-13,G1_gcp,gcp,us-west1,a3,H100_SXM,8,,spot,removed,c,
        """;

    private const string Days = "source,date\nL4_modelsdev,2025-03-20\nG1_gcp,2026-02-20\n";
    private const string Rates =
        "date,usdcny,source\n2025-12-01,7.04,Fed H.10 monthly average\n2026-03-10,6.877,ECB cross\n";
    private const string Scores =
        "date,model,creator,intelligence_index,index_is_estimated\n2026-04-10,gpt-5-4,openai,50,False\n";
    private const string Arena = "date,model,arena_score\n2024-07-07,Claude 3.5 Sonnet,1272\n";

    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    [Fact]
    public void No_noise_brings_an_importer_down()
    {
        var hurts = Prop.ForAll(
            ArbMap.Default.ArbFor<(byte[] Noise, int Place, bool Replace)>(),
            hurt =>
            {
                string[] names = ["t.csv", "g.csv", "d.csv", "r.csv", "s.csv", "a.csv"];
                string[] texts = [Tokens, Gpus, Days, Rates, Scores, Arena];
                for (var i = 0; i < names.Length; i++)
                    _tables.Write(names[i], Hurt(Encoding.UTF8.GetBytes(texts[i]), hurt));
                return Survives(() => LlmPriceEvents.Read(At("t.csv"), At("d.csv")))
                    && Survives(() => GpuPrices.Read(At("g.csv"), At("d.csv")))
                    && Survives(() => FxUsdCny.Read(At("r.csv")))
                    && Survives(() => QualityAa.Read(At("s.csv")))
                    && Survives(() => QualityArena.ReadMonthly(At("a.csv")));
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), hurts);
    }

    [Fact]
    public void Digits_added_or_changed_anywhere_bring_no_importer_down()
    {
        for (var place = 0; place < Math.Max(Tokens.Length, Gpus.Length); place++)
        {
            _tables.Write("t.csv", Changed(Tokens, place));
            _tables.Write("g.csv", Changed(Gpus, place));
            _tables.Write("d.csv", Encoding.UTF8.GetBytes(Days));
            Assert.True(Survives(() => LlmPriceEvents.Read(At("t.csv"), At("d.csv"))));
            Assert.True(Survives(() => GpuPrices.Read(At("g.csv"), At("d.csv"))));
        }
    }

    private static byte[] Changed(string text, int place) =>
        Encoding.UTF8.GetBytes(
            place < text.Length ? text[..place] + "9999999999999999999" + text[(place + (place % 2))..] : text
        );

    private static byte[] Hurt(byte[] good, (byte[] Noise, int Place, bool Replace) hurt)
    {
        var noise = hurt.Noise ?? [];
        var place = (int)((long)hurt.Place * 37 & int.MaxValue) % good.Length;
        return hurt.Replace
            ? [.. good.Take(place), .. noise, .. good.Skip(place + noise.Length)]
            : [.. good.Take(place), .. noise, .. good.Skip(place)];
    }

    private static bool Survives(Func<Import> read)
    {
        try
        {
            var report = read().Report;
            return report.Read == report.Used + report.Skipped.Values.Sum();
        }
        catch (FeedException e)
        {
            return e.Fault.File.Length > 0 && e.Fault.Rule.Length > 0;
        }
    }

    private string At(string name) => Path.Combine(_tables.Folder, name);
}
