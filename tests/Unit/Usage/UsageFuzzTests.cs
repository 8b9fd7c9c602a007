// Noise in usage files: rows are refused, or the file is by name; nothing falls over and no row is lost.
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Metering.Usage;
using Xunit;

namespace Tokenbourse.Unit.Usage;

public sealed class UsageFuzzTests
{
    private static readonly (UsageFormat Format, string Text)[] _files =
    [
        (UsageFormat.Bill, "day,model,input,cached_input,output\n2026-03-01,m,1,2,3\n2026-03-02,\"m\",1,2,3\n"),
        (
            UsageFormat.Focus,
            "ChargePeriodStart,ConsumedQuantity,ConsumedUnit,SkuId,BillingCurrency,EffectiveCost,ProviderName\n"
                + "2026-03-01,1.5,1K Tokens,gpt-4o input tokens,USD,1,OpenAI\n"
        ),
        (UsageFormat.LiteLlm, "startTime,model,prompt_tokens,completion_tokens,metadata\n2026-03-01,m,1,2,{}\n"),
        (
            UsageFormat.LiteLlm,
            "{\"startTime\":\"2026-03-01\",\"model\":\"m\",\"prompt_tokens\":1,\"completion_tokens\":2,\"metadata\":\"{}\"}\n"
        ),
        (
            UsageFormat.OpenAi,
            "{\"data\":[{\"start_time\":1741000000,\"results\":[{\"model\":\"m\",\"input_tokens\":1,\"output_tokens\":2}]}]}\n"
        ),
        (
            UsageFormat.Responses,
            "{\"created\":1741000000,\"model\":\"m\",\"usage\":{\"input_tokens\":1,\"cache_read_input_tokens\":2,\"output_tokens\":3}}\n"
        ),
        (
            UsageFormat.AzureTrace,
            "service,timestamp_utc,context_tokens,generated_tokens\nconv,2023-11-16 18:15:46,1,2\n"
        ),
        (UsageFormat.MooncakeTrace, "timestamp_ms,input_tokens,output_tokens,cached_input_tokens_derived\n0,3,2,1\n"),
        (UsageFormat.ServeGenRates, "workload,client,t_seconds,rate_req_per_s\nm,0,600,0.5\n"),
        (
            UsageFormat.OpenRouter,
            "activity_date,model_variant,variant,requests,prompt_tokens,completion_tokens,cached_tokens,reasoning_tokens\n"
                + "2026-08-01,m,standard,1,2,3,0,0\n"
        ),
    ];

    [Fact]
    public void The_files_are_good_before_they_are_hurt()
    {
        foreach (var (format, text) in _files)
        {
            Assert.Equal(format, UsageFormats.Of(Encoding.UTF8.GetBytes(text)));
            Assert.True(Read(format, Encoding.UTF8.GetBytes(text)) > 0, $"{format}");
        }
    }

    [Fact]
    public void No_noise_brings_a_reader_down()
    {
        var hurts = Prop.ForAll(
            ArbMap.Default.ArbFor<(byte[] Noise, int Place, bool Replace)>(),
            hurt =>
            {
                foreach (var (format, text) in _files)
                {
                    var bytes = Hurt(Encoding.UTF8.GetBytes(text), hurt);
                    Read(format, bytes);
                    Read(UsageFormats.Of(bytes), bytes);
                }

                return true;
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), hurts);
    }

    [Fact]
    public void No_cut_brings_a_reader_down()
    {
        foreach (var (format, text) in _files)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var length = 0; length < bytes.Length; length++)
                Read(format, bytes[..length]);
        }
    }

    private static int Read(UsageFormat format, byte[] bytes)
    {
        try
        {
            var totals = new UsageTotals();
            var report = UsageImport.Read(new MemoryStream(bytes), "hurt", format, totals);
            Assert.Equal(report.Read, report.Used + report.Skipped.Values.Sum());
            return report.Used;
        }
        catch (FeedException)
        {
            return 0;
        }
    }

    private static byte[] Hurt(byte[] good, (byte[] Noise, int Place, bool Replace) hurt)
    {
        var place = (int)(unchecked((uint)hurt.Place) % (uint)(good.Length + 1));
        var noise = hurt.Noise;
        return hurt.Replace && place + noise.Length <= good.Length
            ? [.. good.Take(place), .. noise, .. good.Skip(place + noise.Length)]
            : [.. good.Take(place), .. noise, .. good.Skip(place)];
    }
}
