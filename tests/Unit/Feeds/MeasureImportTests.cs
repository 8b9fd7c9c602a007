// Importers of what is no price: runs over midnight, pods that wait, the best comparable result of a submitter.
using Tokenbourse.Gateways.Feeds;
using Tokenbourse.Model.Messages;
using Xunit;

namespace Tokenbourse.Unit.Feeds;

public sealed class MeasureImportTests : IDisposable
{
    private const string Runs = "trace,gap_seconds,start_s,end_s,available_instances";
    private const string Pods =
        "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time";
    private const string Results =
        "id,submitter,availability,category,suite,model,scenario,accelerator,n_accelerators,nodes,weight_dtype,result_tokens_per_s,units,tokens_per_s_per_accelerator,million_tokens_per_accelerator_hour,software,has_power";

    private readonly Tables _tables = new();

    public void Dispose() => _tables.Dispose();

    [Fact]
    public void A_run_over_midnight_gives_each_day_its_own_hours()
    {
        var import = SpotAvailability.Read(
            _tables.Write(
                "a.csv",
                Runs,
                "availability/4-node/aws-02-15-2023/us-east-1a_v100_1,195,0,43200,4",
                "availability/4-node/aws-02-15-2023/us-east-1a_v100_1,195,43200,93600,1",
                "preemption/1-node/gcp-04-30-2023/us-central1-a_c3-88,30,0,100,1",
                "availability/4-node/aws-02-15-2023/us-east-1a_v100_1,195,93600,93500,1",
                "availability/4-node/aws-02-15-2023/us-east-1a_v100_1,195,1e9,2e9,1"
            )
        );
        var told = Measures(import);

        // 15 February: 24 h * 4 asked; 12 h * 4 + 12 h * 1 there. 16 February: 2 h * 4 asked, 2 h * 1 there.
        Assert.Equal(
            ["2023-02-15 capacity 96", "2023-02-15 available 60", "2023-02-16 capacity 8", "2023-02-16 available 2"],
            told.Select(m => FormattableString.Invariant($"{m.Seen} {m.Class} {m.Value:0.######}"))
        );
        Assert.All(told, m => Assert.Equal(("aws", "v100", "us-east-1a"), (m.Seller, m.Item, m.Region)));
        Assert.Equal((5, 2), (import.Report.Read, import.Report.Used));
        Assert.Equal(["end_s", "start_s"], import.Report.Faults.Select(f => f.Field).Order(StringComparer.Ordinal));
        Assert.Equal([5, 6], import.Report.Faults.Select(f => f.Line));
    }

    [Fact]
    public void A_pod_that_waits_past_midnight_was_not_granted_that_day()
    {
        var import = PodRequests.Read(
            _tables.Write(
                "p.csv",
                Pods,
                "a,1,1,1,1000,,LS,Running,10,99999,20",
                "b,1,1,1,500,,LS,Running,86000,99999,86500",
                "c,1,1,8,1000,,BE,Pending,50,99999,",
                "d,1,1,0,0,,LS,Running,0,99999,0",
                "e,1,1,x,0,,LS,Running,0,99999,0"
            )
        );
        Assert.Equal(
            ["2023-01-01 requested 9.5", "2023-01-01 granted 1"],
            Measures(import).Select(m => FormattableString.Invariant($"{m.Seen} {m.Class} {m.Value:0.###}"))
        );
        Assert.Equal("num_gpu", Assert.Single(import.Report.Faults).Field);
        Assert.Equal(1, import.Report.Skipped["asks for no GPU"]);
    }

    [Fact]
    public void A_submitter_counts_once_with_its_node_of_eight()
    {
        var import = Throughput.Read(
            _tables.Write(
                "t.csv",
                Results,
                "5.1-1,A,available,closed,datacenter,llama2-70b-99,Offline,NVIDIA H200-SXM-141GB,16,2,fp8,80000,Tokens/s,,,x,False",
                "5.1-2,A,available,closed,datacenter,llama2-70b-99,Offline,NVIDIA H200-SXM-141GB,8,1,fp8,32000,Tokens/s,,,x,False",
                "5.1-3,A,available,closed,datacenter,llama2-70b-99,Offline,NVIDIA H200-SXM-141GB,8,1,fp8,31000,Tokens/s,,,x,False",
                "5.1-4,B,available,open,datacenter,llama2-70b-99,Offline,NVIDIA H200-SXM-141GB,8,1,fp8,32000,Tokens/s,,,x,False",
                "5.1-5,B,available,closed,datacenter,llama2-70b-99,Offline,TPU,8,1,fp8,32000,Tokens/s,,,x,False",
                "5.1-6,B,available,closed,datacenter,llama2-70b-99,Offline,NVIDIA B200-SXM-180GB,0,1,fp8,32000,Tokens/s,,,x,False"
            )
        );

        // 32,000 tokens a second on eight: 4,000 * 3,600 = 14.4 million an hour of one.
        var one = Assert.Single(Measures(import));
        Assert.Equal(
            (14.4m, "a", "h200", "llama2-70b-99", "offline"),
            (one.Value!.Value, one.Seller, one.Item, one.Class, one.Terms)
        );
        Assert.Contains(new Trait("submission", "5.1-2"), one.Traits!);
        Assert.Contains(new Trait("precision", "fp8"), one.Traits!);
        Assert.Equal(2, import.Report.Skipped["another system of the same submitter"]);
        Assert.Equal("n_accelerators", Assert.Single(import.Report.Faults).Field);
    }

    [Fact]
    public void A_quote_of_a_node_tells_its_size_form_interconnect_and_tier()
    {
        var import = GpuPrices.Read(
            _tables.Write(
                "gpu.csv",
                "date,source,provider,region,instance,gpu_model,gpu_count,price_usd_per_gpu_hour,kind,event,quality,commit,note",
                "2026-08-01,G7_eucri,nebius,eu,,H100_SXM,8,3.25,on_demand,obs,ok,c1,list|static_yaml|NVLink",
                "2026-08-01,G5_gpurentalprices,nobody,,,H100,1,3.10,on_demand,obs,ok,c1,80|2026-08-01T07:00|fresh"
            ),
            _tables.Write("days.csv", "source,date")
        );
        var told = import.Observations.Select(o => (PriceObservation)o.Document).ToDictionary(p => p.Seller);
        Assert.Equal(
            [new("gpus", "8"), new("form", "sxm"), new("interconnect", "nvlink"), new("tier", "neocloud")],
            told["nebius"].Traits!
        );
        Assert.Equal([new("gpus", "1")], told["nobody"].Traits!);
    }

    private static List<MeasureObservation> Measures(Import import) =>
        [.. import.Observations.Select(o => (MeasureObservation)o.Document)];
}
