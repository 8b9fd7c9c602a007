// The rule of sixteen scenarios, line by line: active scenario, spreads formed, credits given.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Market.Risk.Margins;

public sealed partial class Span
{
    private readonly SpanBounds _bounds;

    /// <summary>Bounds of one more lot, worked out from the tables.</summary>
    internal SpanBounds Bounds => _bounds;

    /// <summary>The margin of the lots under this rule with all its lines. A commodity without lots has none.</summary>
    public void Explain(ReadOnlySpan<PositionLots> lots, MarginBreakdown breakdown)
    {
        Evaluate(lots);
        for (var c = 0; c < _results.Length; c++)
        {
            if (HasLots(c))
                Explain(c, breakdown);
        }
    }

    private bool HasLots(int commodity)
    {
        foreach (var i in _members)
        {
            if (_contracts[i].Commodity == commodity && _net[i] != 0)
                return true;
        }

        return false;
    }

    private void Explain(int c, MarginBreakdown breakdown)
    {
        ref readonly var r = ref _results[c];
        var (name, currency) = (_tables.Commodities[c].Name, _tables.Commodities[c].Currency);
        for (var row = 0; row < RiskArray.Rows; row++)
            breakdown.Scenarios.Add(
                new(name, row + 1, RiskArray.Meaning(row), currency, Loss(c, row), row == r.Active && r.Scan > 0)
            );
        foreach (var i in _members)
        {
            if (_contracts[i].Commodity == c && _net[i] != 0)
                breakdown.Detail(
                    "lots",
                    _contracts[i].Name,
                    currency,
                    _net[i] * _losses[(i * RiskArray.Rows) + r.Active],
                    Text($"{_net[i]} lots, delta {_contracts[i].DeltaPpm} ppm, in scenario {r.Active + 1}")
                );
        }

        breakdown.Count(
            "scan",
            name,
            currency,
            r.Scan,
            Text($"scenario {r.Active + 1}: {RiskArray.Meaning(r.Active)}")
        );
        ExplainSpreads(c, breakdown);
        if (r.Spot != 0)
            breakdown.Count("spot", name, currency, r.Spot, SpotWords(c));
        ExplainCredits(c, breakdown);
        var risk = r.Scan + r.InterMonth + r.Spot - r.Credit;
        if (r.ShortOptionMinimum > risk)
        {
            breakdown.Count(
                "short-option-minimum",
                name,
                currency,
                r.ShortOptionMinimum - risk,
                Text($"risk {risk} is below the minimum {r.ShortOptionMinimum}")
            );
            risk = r.ShortOptionMinimum;
        }

        if (r.OptionValue != 0)
        {
            // No margin is below zero, so only as much of the value counts as there is risk.
            breakdown.Count(
                "option-value",
                name,
                currency,
                -long.Min(r.OptionValue, risk),
                Text($"net option value {r.OptionValue}")
            );
        }
    }

    private void ExplainSpreads(int c, MarginBreakdown breakdown)
    {
        ref readonly var r = ref _results[c];
        var (name, currency) = (_tables.Commodities[c].Name, _tables.Commodities[c].Currency);
        var formed = 0;
        for (var i = 0; i < _interMonth.Length; i++)
        {
            var spread = _interMonth[i];
            if (_formed[i] == 0 || _tiers[spread.TierA].Commodity != c)
                continue;
            formed++;
            breakdown.Detail(
                "spread",
                $"{_tiers[spread.TierA].Name} / {_tiers[spread.TierB].Name}",
                currency,
                Rounding.ToLong((Int128)_formed[i] * spread.ChargeMinor, RiskArray.One, RoundingMode.Up),
                Text(
                    $"priority {i + 1}: {Parts(_formed[i])} spreads {spread.RatioA}:{spread.RatioB} x {spread.ChargeMinor}"
                )
            );
        }

        if (r.InterMonth != 0)
            breakdown.Count("inter-month", name, currency, r.InterMonth, Text($"{formed} kinds of spreads formed"));
    }

    private string SpotWords(int c)
    {
        var words = "";
        for (var t = 0; t < _tiers.Length; t++)
        {
            if (_tiers[t].Commodity == c && SpotOf(t) != 0)
                words += Text(
                    $"{(words.Length > 0 ? "; " : "")}{_tiers[t].Name}: {Parts(_used[t])} in spreads, {Parts(_long[t] + _short[t])} alone"
                );
        }

        return words;
    }

    private void ExplainCredits(int c, MarginBreakdown breakdown)
    {
        ref readonly var r = ref _results[c];
        if (r.Credit == 0)
            return;
        var words = "";
        for (var i = 0; i < _interCommodity.Length; i++)
        {
            foreach (var leg in _interCommodity[i].Legs)
            {
                if (_credited[i] > 0 && leg.Commodity == c)
                    words += Text(
                        $"{(words.Length > 0 ? "; " : "")}{_interCommodity[i].Name}: {Parts(_credited[i] * leg.Ratio)} deltas at {_interCommodity[i].CreditPpm} ppm"
                    );
            }
        }

        breakdown.Count(
            "inter-commodity",
            _tables.Commodities[c].Name,
            _tables.Commodities[c].Currency,
            -r.Credit,
            Text($"{words}; price risk {r.PriceRiskTwice}/2 over {Parts(long.Abs(r.NetDelta))} deltas")
        );
    }

    private static string Parts(long millionths) =>
        (millionths / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
