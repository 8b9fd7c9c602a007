// What a reader of a plan must know, in both languages.
namespace Tokenbourse.Desk.Plans;

/// <summary>Warnings.</summary>
public static class PlanWarnings
{
    /// <summary>All that hold for a plan, the most important first.</summary>
    public static IReadOnlyList<Said> Of(PlanRequest request, PlanCurve curve, RatioFacts ratio)
    {
        var (market, said) = (request.Market, new List<Said>());
        if (PolicyCheck.IsModel(market))
            said.Add(
                new(
                    "The curve is a model on the real index: no futures on it are listed. Open interest and "
                        + "daily volume were not checked; nothing can be sent.",
                    "本曲线是基于真实指数的模型：目前没有上市期货。未检查持仓量与成交量，也不能下单。"
                )
            );
        else if (market.Simulated)
            said.Add(
                new(
                    "The market is simulated: programs of a laboratory trade there.",
                    "行情为模拟：由实验室程序交易产生。"
                )
            );
        if (request.Exposure.Simulated)
            said.Add(new("Prices in the exposure are simulated.", "敞口中的价格含模拟数据。"));
        if (market.HedgesEn is { } hedges)
            said.Add(new($"{market.Contract}: {hedges}", $"{market.Contract}：{market.HedgesZh ?? hedges}"));
        if (ratio.Ratio == 0)
            said.Add(
                new(
                    "No hedge ratio: own prices do not follow the index, or nobody could show that they do. "
                        + "Futures would add risk.",
                    "没有套保比率：自身价格不随指数变动，或无法证明其相关。此时期货只会增加风险。"
                )
            );
        else if (ratio.OutOfSample is { } outside and < 0.5)
            said.Add(
                new(
                    $"Poor hedge: outside the sample it took away {outside:P0} of the variance.",
                    $"套保效果差：样本外只消除了 {outside:P0} 的方差。"
                )
            );
        var absent = curve.Hedges.Where(h => !h.Own).Select(h => $"{h.Month}").ToList();
        if (absent.Count > 0)
            said.Add(
                new(
                    $"No contract of their own: {string.Join(", ", absent)}; the nearest listed month stands in.",
                    $"以下月份无对应合约，以最近的上市月份代替：{string.Join("、", absent)}。"
                )
            );
        if (request.Options.Rate != 1)
            said.Add(
                new(
                    $"{request.Programme.Currency} for one {market.Currency} is taken as {request.Options.Rate} "
                        + $"and constant: the currency risk of futures and prices is not hedged here.",
                    $"汇率按 1 {market.Currency} = {request.Options.Rate} {request.Programme.Currency} 固定计算：此处未套保汇率风险。"
                )
            );
        if (request.Exposure.Faults.Count > 0)
            said.Add(
                new(
                    $"{request.Exposure.Faults.Count} rows of usage were not used; desk expose lists them.",
                    $"有 {request.Exposure.Faults.Count} 行用量未被采用；详见 desk expose。"
                )
            );
        said.Add(
            new(
                "Simulated paths are a model's, no forecast. A token is a unit of consumption, never a crypto-asset.",
                "模拟路径来自模型，并非预测。词元是消耗单位，绝非加密资产。"
            )
        );
        return said;
    }
}
