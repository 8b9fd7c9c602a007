// What a programme must keep to; what it does not is named by its place in programme.json.
using System.Globalization;
using Tokenbourse.Model.Numbers;

namespace Tokenbourse.Desk.Exposures;

/// <summary>Checks a programme. Each fault has the JSON path as its place.</summary>
public static class ProgrammeRules
{
    /// <summary>The ways in which a line becomes contract units.</summary>
    public static readonly IReadOnlyList<string> Methods = ["price", "standard token", "factor"];

    /// <summary>The growth curves.</summary>
    public static readonly IReadOnlyList<string> Curves = ["flat", "monthly", "s-curve"];

    /// <summary>All faults of a programme; none when it is good.</summary>
    public static IReadOnlyList<ExposureFault> Faults(HedgeProgramme programme)
    {
        var faults = new List<ExposureFault>();
        Need(programme.Name.Length is > 0 and <= 100, "$.name", programme.Name, "must be 1 to 100 characters");
        Need(IsCode(programme.Currency), "$.currency", programme.Currency, "must be a currency code of three letters");
        Need(programme.Contract.Length > 0, "$.contract", "", "must be a contract's code, as TK");
        Need(programme.Budget is null or > 0, "$.budget", Text(programme.Budget), "must be above zero, or null");
        for (var i = 0; i < programme.Mapping.Count; i++)
            Mapping(programme.Mapping[i], $"$.mapping[{i}]", Need);
        Forecast(programme.Forecast, Need);
        Lender(programme, Need);
        return faults;

        void Need(bool kept, string path, string value, string rule)
        {
            if (!kept)
                faults.Add(new(path, path[(path.LastIndexOf('.') + 1)..], value, rule));
        }
    }

    private delegate void Check(bool kept, string path, string value, string rule);

    private static void Mapping(MappingLine line, string path, Check need)
    {
        need(line.Item.Length > 0, $"{path}.item", "", "must be an item's name, or *");
        need(Methods.Contains(line.Method), $"{path}.method", line.Method, $"must be {string.Join(", ", Methods)}");
        var byFactor = line.Method == "factor";
        need(
            byFactor ? line.Factor > 0 : line.Factor is null,
            $"{path}.factor",
            Text(line.Factor),
            byFactor ? "must be above zero" : "must be null unless the method is factor"
        );
        need(
            line.Basis == PriceBasis.IndexLinked || line.Spread is null,
            $"{path}.spread",
            Text(line.Spread),
            "must be null unless the price is index-linked"
        );
        need(line.Covered is >= 0 and <= 1, $"{path}.covered", Text(line.Covered), "must be from 0 to 1");
        need(
            line.Utilisation is null || (byFactor && line.Utilisation is > 0 and <= 1),
            $"{path}.utilisation",
            Text(line.Utilisation),
            "must be above 0 to 1 with method factor, else null"
        );
    }

    private static void Forecast(ForecastSettings forecast, Check need)
    {
        const string Path = "$.forecast";
        need(forecast.Months is >= 1 and <= 36, $"{Path}.months", Text(forecast.Months), "must be from 1 to 36");
        need(Curves.Contains(forecast.Curve), $"{Path}.curve", forecast.Curve, $"must be {string.Join(", ", Curves)}");
        Growth(forecast.MonthlyGrowth, "monthlyGrowth");
        Growth(forecast.LowGrowth, "lowGrowth");
        Growth(forecast.HighGrowth, "highGrowth");
        need(
            forecast.LowGrowth <= forecast.MonthlyGrowth && forecast.MonthlyGrowth <= forecast.HighGrowth,
            $"{Path}.lowGrowth",
            Text(forecast.LowGrowth),
            "must not exceed monthlyGrowth, nor that highGrowth"
        );
        var curved = forecast.Curve == "s-curve";
        need(
            curved ? forecast.Ceiling is >= 1 and <= 1000 : forecast.Ceiling is null,
            $"{Path}.ceiling",
            Text(forecast.Ceiling),
            curved ? "must be from 1 to 1000 times the last month" : "must be null unless the curve is s-curve"
        );
        var seen = new HashSet<ContractMonth>();
        for (var i = 0; i < forecast.Entered.Count; i++)
        {
            var entered = forecast.Entered[i];
            var path = string.Create(CultureInfo.InvariantCulture, $"{Path}.entered[{i}]");
            need(seen.Add(entered.Month), $"{path}.month", entered.Month.ToString(), "must be entered once");
            need(entered.Low >= 0, $"{path}.low", Text(entered.Low), "must not be below zero");
            need(
                entered.Low <= entered.Base && entered.Base <= entered.High,
                $"{path}.base",
                Text(entered.Base),
                "must lie between low and high"
            );
        }

        Items(forecast, need);

        void Growth(decimal growth, string field) =>
            need(
                forecast.Curve == "flat" ? growth == 0 : growth is >= -0.9m and <= 10,
                $"{Path}.{field}",
                Text(growth),
                forecast.Curve == "flat" ? "must be 0 with a flat curve" : "must be from -0.9 to 10"
            );
    }

    private static void Items(ForecastSettings forecast, Check need)
    {
        var seen = new HashSet<(ContractMonth, string)>();
        for (var i = 0; i < (forecast.Items?.Count ?? 0); i++)
        {
            var entered = forecast.Items![i];
            var path = string.Create(CultureInfo.InvariantCulture, $"$.forecast.items[{i}]");
            need(seen.Add((entered.Month, entered.Item)), $"{path}.month", $"{entered.Month}", "must be entered once");
            need(entered.Low >= 0, $"{path}.low", Text(entered.Low), "must not be below zero");
            need(
                entered.Low <= entered.Base && entered.Base <= entered.High,
                $"{path}.base",
                Text(entered.Base),
                "must lie between low and high"
            );
        }
    }

    private static void Lender(HedgeProgramme programme, Check need)
    {
        var lends = programme.Side == HedgerSide.Lender;
        need(
            lends == programme.Covenant is not null,
            "$.covenant",
            programme.Covenant is null ? "null" : "given",
            lends ? "must be given by a lender" : "must be null unless a lender hedges"
        );
        if (programme.Covenant is not { } covenant)
            return;
        need(covenant.Level > 0, "$.covenant.level", Text(covenant.Level), "must be above zero");
        need(covenant.Notional > 0, "$.covenant.notional", Text(covenant.Notional), "must be above zero");
        need(covenant.Units > 0, "$.covenant.units", Text(covenant.Units), "must be above zero");
        need(
            programme.Forecast.Curve == "flat",
            "$.forecast.curve",
            programme.Forecast.Curve,
            "must be flat for a lender: the covenant names the units"
        );
    }

    /// <summary>Three capital letters, as ISO 4217 has them.</summary>
    public static bool IsCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);

    private static string Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
