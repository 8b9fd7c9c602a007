// An exposure from a bill through the library: dotnet run exposure.cs -- BILL [MONTHS]
#:project ../../../src/Gateways/Gateways.csproj
#:project ../../../src/Desk/Desk.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using System.Globalization;
using Tokenbourse.Desk.Exposures;
using Tokenbourse.Gateways.Feeds.Usage;
using Tokenbourse.Model.Numbers;
using Tokenbourse.Model.Specs;

if (args.Length is 0 or > 2)
{
    Console.Error.WriteLine("dotnet run exposure.cs -- BILL [MONTHS]");
    return 2;
}

// A bill of any known shape, added up by month, item, seller and currency.
var book = new UsageBook();
var report = UsageImport.Read(args[0], UsageFormat.None, book);
var file = new ImportedFile(report.File, "", report.Read, report.Used, report.Read - report.Used);
Console.Write(report);

// What the month's prints of the index were: two are enough to show it; a desk takes them from the market.
var last = book.LastDay!.Value;
var month = ContractMonth.Of(last);
var index = new IndexMonths("CSTI-S", [new(month.First, 1.37m), new(month.Last, 1.37m)], simulated: false);

// Everything that it uses becomes standard tokens, floats, and grows by 2 % a month.
var programme = new HedgeProgramme(
    "from the library",
    "",
    HedgerSide.Buyer,
    "TK",
    "CNY",
    [new("*", "TK", "standard token", null, PriceBasis.IndexLinked, null, 0, "one line for all models")],
    new(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 6, "monthly", 0.02m, 0, 0.04m, null, []),
    null,
    null
);
var vintage = StandardTokenSpec.Read(File.ReadAllBytes(Find("rulebook/standard-tokens/S-2026-03.json")), [])!;
var table = ExposureMaker.Make(
    new(
        programme,
        new([file], book.Lines()),
        new("TK", "CNY", "million standard tokens", CountsHours: false),
        index,
        new MonthlyRates([new(month.First, 6.76m)]),
        vintage,
        new Dictionary<ContractMonth, decimal>()
    )
);

Console.WriteLine($"{table.Actual.Count} lines billed, the newest print of {table.AsOf}");
foreach (var to in table.Months)
    Console.WriteLine($"{to.Month}  raw {to.Raw, 14:N2} Mtok   equivalent {to.Base, 14:N2}   open {to.Open, 14:N2}");
foreach (var fault in table.Faults)
    Console.WriteLine($"not used: {fault.Where}: {fault.Field} '{fault.Value}': {fault.Rule}");
return 0;

// The rulebook lies above this file, wherever it is started.
static string Find(string name)
{
    for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        if (Path.Combine(folder.FullName, name) is var path && File.Exists(path))
            return path;
    throw new FileNotFoundException($"{name}: start this inside the repository");
}
