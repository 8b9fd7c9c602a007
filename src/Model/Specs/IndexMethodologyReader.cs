// A methodology document becomes rules, or a list of what is wrong with it.
using Tokenbourse.Model.Messages;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Model.Specs;

/// <summary>Reads <c>rulebook/indexes/*.json</c>.</summary>
internal static class IndexMethodologyReader
{
    private const int MostSteps = 40;

    public static IndexMethodology? Read(ReadOnlyMemory<byte> json, List<SpecFault> faults)
    {
        var before = faults.Count;
        if (Fields.Parse(json, faults) is not { } f)
            return null;
        f.Text("note", fallback: "-");
        var name = f.Object("name", required: false);
        name?.Text("en");
        name?.Text("zh");
        name?.Done();
        var at = f.Object("printAt");
        var methodology = new IndexMethodology
        {
            Index = f.Text("index"),
            Version = (int)f.Whole("version", 1, 9999),
            Product = f.Word("product", [("token", "token"), ("gpu", "gpu")]),
            Unit = f.Text("unit"),
            Currency = f.Word("currency", [("CNY", Currency.CNY), ("USD", Currency.USD), ("EUR", Currency.EUR)]),
            Decimals = (int)f.Whole("decimals", 0, 9),
            PrintMinute = at?.Clock("clock") ?? 0,
            OffsetMinutes = (int)(at?.Whole("offsetMinutes", -720, 840, 0) ?? 0),
            Days = f.Word("days", [("every day", PrintDays.EveryDay), ("business days", PrintDays.BusinessDays)]),
            From = f.Date("from"),
            Steps = StepsOf(f),
            Fallbacks = FallbacksOf(f),
            Governance = GovernanceTerms.Read(f.Object("governance", required: false)),
            Effective = GovernanceTerms.Effective(f),
        };
        at?.Done();
        f.Done();
        if (!Name24.TryParse(methodology.Index, out _))
            f.Fault("index", "must be 1 to 24 of A-Z a-z 0-9 . _ : -");
        if (methodology.Unit.Length > 80)
            f.Fault("unit", "must be at most 80 characters");
        if (methodology.From.Year is < 1970 or > 2200)
            f.Fault("from", "must lie between 1970 and 2200");
        return faults.Count > before ? null : methodology;
    }

    private static List<IndexStep> StepsOf(Fields f)
    {
        var steps = new List<IndexStep>();
        var objects = f.Objects("steps");
        if (objects.Count > MostSteps)
            f.Fault("steps", "must be at most 40 steps");
        var order = new StepOrder();
        foreach (var s in objects.Take(MostSteps))
        {
            var step = IndexStepReader.Read(s);
            s.Done();
            if (step is null)
                continue;
            if (order.Refuses(step) is { } rule)
                s.Fault("step", rule);
            steps.Add(step);
        }

        foreach (var rule in order.Missing(steps))
            f.Fault("steps", rule);
        return steps;
    }

    private static List<IndexFallback> FallbacksOf(Fields f)
    {
        var list = new List<IndexFallback>();
        foreach (var o in f.Objects("fallback", required: false))
        {
            var fallback = new IndexFallback(
                o.Text("name"),
                (int)o.Whole("makers", 0, 1000, 0),
                (int)o.Whole("sellers", 0, 1000, 0),
                (int)o.Whole("rows", 0, 1000, 0),
                (int)o.Whole("previousPrintDays", 0, 31, 0),
                o.Flag("committee", false)
            );
            o.Done();
            var lower = fallback.Makers + fallback.Sellers + fallback.Rows > 0;
            var kinds = (lower ? 1 : 0) + (fallback.PreviousPrintDays > 0 ? 1 : 0) + (fallback.Committee ? 1 : 0);
            if (kinds != 1)
                o.Fault("name", "a fallback has either makers, sellers, rows or previousPrintDays, or is a committee");
            if (fallback.Name.Length > 120)
                o.Fault("name", "must be at most 120 characters");
            list.Add(fallback);
        }

        if (list.Count > 9)
            f.Fault("fallback", "must be at most nine tiers");
        return list;
    }

    /// <summary>Steps go from prices to offers to groups to one value: each stage is entered once and not left
    /// backwards.</summary>
    private sealed class StepOrder
    {
        private int _stage = -1;

        public string? Refuses(IndexStep step)
        {
            var (from, to, then) = step switch
            {
                TakeStep => (-1, -1, 0),
                ScreenStep or ConvertStep or WeighStep => (0, 1, 1),
                BundleStep => (0, 1, 2),
                DropStep or GradeStep or ProbationStep => (0, 3, -1),
                PeersStep => (0, 3, 3),
                GroupStep => (0, 3, 4),
                RequireStep or TrimStep or CapStep => (0, 5, 5),
                CombineStep or ChainStep => (0, 5, 6),
                _ => (6, 6, 7),
            };
            var good = _stage >= from && _stage <= to;
            if (then > _stage)
                _stage = then;
            return good
                ? null
                : "stands in a wrong place: take; drop, grade, probation, screen, weigh, convert; bundle; peers; "
                    + "group; require, trim, cap; combine or chain; round";
        }

        public IEnumerable<string> Missing(List<IndexStep> steps)
        {
            if (steps.OfType<ConvertStep>().Count() != 1)
                yield return "must hold convert exactly once";
            foreach (var one in new[] { typeof(ScreenStep), typeof(GradeStep), typeof(WeighStep) })
            {
                if (steps.Count(s => s.GetType() == one) > 1)
                    yield return "must hold screen, grade and weigh at most once each";
            }

            if (steps.FindIndex(s => s is WeighStep) > steps.FindIndex(s => s is ConvertStep))
                yield return "weigh stands before convert: a weight is no money";
            if (_stage != 7)
                yield return "must begin with take and end with combine or chain and then round";
            if (steps.OfType<TakeStep>().FirstOrDefault() is not { } take)
                yield break;
            var bundle = steps.OfType<BundleStep>().FirstOrDefault();
            var weights = steps.OfType<WeighStep>().Select(w => w.Class).ToList();
            if (bundle is null && take.Classes.Count(c => !weights.Contains(c)) != 1)
                yield return "several classes need a bundle";
            foreach (var c in weights.Concat(bundle?.Parts.Select(p => p.Class) ?? []))
            {
                if (!take.Classes.Contains(c))
                    yield return $"take must name the class '{c}' that a later step uses";
            }

            if (steps.OfType<ChainStep>().Any() && steps.OfType<GroupStep>().Any())
                yield return "chain averages by its own key and takes no group before it";
        }
    }
}
