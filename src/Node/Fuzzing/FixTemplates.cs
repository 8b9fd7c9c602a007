// Messages of the FIX desks that are right, to be spoiled; and whom a fuzzer says them for.
using System.Globalization;

namespace Tokenbourse.Node.Fuzzing;

/// <summary>One session that a fuzzer logs on for.</summary>
/// <param name="Name">Its CompID.</param>
/// <param name="Begin">BeginString.</param>
/// <param name="Logon">Type and body of a logon that is right.</param>
/// <param name="Messages">What the session may say, of <see cref="FixTemplates"/>.</param>
/// <param name="Symbols">Some that are listed, and one that is not.</param>
/// <param name="Accounts">Those that it trades for.</param>
/// <param name="Ticks">From the lowest price to the highest, in steps of <paramref name="Tick"/>.</param>
internal sealed record FixSubject(
    string Name,
    string Begin,
    string Logon,
    IReadOnlyList<string> Messages,
    IReadOnlyList<string> Symbols,
    IReadOnlyList<int> Accounts,
    (int Low, int High) Ticks,
    decimal Tick
)
{
    public const string Fix44 = "FIX.4.4";
    public const string Fixt11 = "FIXT.1.1";

    public string Price(Random random) =>
        (random.Next(Ticks.Low, Ticks.High + 1) * Tick).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Type, then the body. <c>#</c> a new id, <c>$O</c> an earlier one, <c>@</c> the time, <c>$S</c> a symbol,
/// <c>$P</c> a price, <c>$A</c> an account, <c>$N</c> lots, <c>$B</c> a side.</summary>
internal static class FixTemplates
{
    /// <summary>The other side's numbers begin anew with each connection.</summary>
    public const string Fresh = "A|98=0|108=0|141=Y|";

    /// <summary>What ends a session, begins another, or speaks of its numbers.</summary>
    public static readonly IReadOnlyList<string> Session =
    [
        "0|112=#|",
        "1|112=#|",
        "2|7=1|16=0|",
        "2|7=2|16=3|",
        "3|45=1|58=no|",
        "4|123=Y|36=7|",
        "4|36=9|",
        "A|98=0|108=30|",
        "A|98=0|108=30|141=Y|",
        "5|58=bye|",
        "ZZ|9999=1|",
    ];

    /// <summary>Asked by every role.</summary>
    private static readonly string[] _questions =
    [
        "x|320=#|559=4|",
        "x|320=#|559=0|55=$S|",
        "x|320=#|559=2|762=TK|",
        "c|320=#|321=0|55=$S|",
        "c|320=#|321=1|555=2|600=$S|624=1|600=$S|624=2|",
        "e|324=#|55=$S|263=1|",
        "e|324=$O|55=$S|263=2|",
        "g|335=#|263=1|",
        "g|335=#|336=CN|263=0|",
    ];

    private static readonly string[] _clearing =
    [
        "AD|568=#|569=0|",
        "AD|568=#|569=1|263=1|55=$S|",
        "AD|568=#|569=1|580=2|75=20260302|75=20260303|",
        "AN|710=#|724=0|453=1|448=$A|447=D|452=24|1=$A|581=1|715=20260302|60=@|",
        "AN|710=#|724=0|263=1|453=1|448=$A|447=D|452=24|1=$A|581=1|715=20260302|60=@|",
    ];

    /// <summary>A session for orders and quotes.</summary>
    public static readonly IReadOnlyList<string> Orders =
    [
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=2|44=$P|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=2|44=$P|60=@|",
        "D|97=Y|11=$O|1=$A|55=$S|54=$B|38=$N|40=2|44=$P|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=1|59=3|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=2|44=$P|59=4|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=2|44=$P|59=1|18=6|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=2|44=$P|59=6|432=20260316|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=3|99=$P|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=4|44=$P|99=$P|77=C|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=9|40=2|44=$P|110=2|111=3|7928=D|60=@|",
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=K|60=@|453=1|448=$A|447=D|452=24|58=text|354=4|355=a=b|",
        "F|11=#|41=$O|1=$A|55=$S|54=$B|38=5|60=@|",
        "F|11=#|41=none|37=5|1=$A|55=$S|54=$B|38=5|60=@|",
        "G|11=#|41=$O|1=$A|55=$S|54=$B|38=$N|40=2|44=$P|60=@|",
        "H|11=$O|1=$A|55=$S|54=$B|",
        "q|11=#|1=$A|530=7|60=@|",
        "q|11=#|1=$A|530=1|55=$S|54=$B|60=@|",
        "AF|584=#|585=7|",
        "AF|584=#|585=1|55=$S|1=$A|",
        "i|117=#|1=$A|296=1|302=s|304=1|295=1|299=1|55=$S|132=$P|133=$P|134=$N|135=$N|",
        "i|117=#|1=$A|296=1|302=s|304=2|295=2|299=1|55=$S|132=$P|134=$N|299=2|55=$S|133=$P|135=$N|",
        "Z|117=#|298=4|1=$A|",
        "Z|117=#|298=1|1=$A|295=1|55=$S|",
        .. _clearing,
        .. _questions,
        "V|262=#|263=1|264=0|267=1|269=0|146=1|55=$S|",
    ];

    /// <summary>A session for market data.</summary>
    public static readonly IReadOnlyList<string> Data =
    [
        "V|262=#|263=1|264=0|265=1|267=2|269=0|269=1|146=1|55=$S|",
        "V|262=#|263=1|264=5|265=0|267=3|269=0|269=1|269=2|146=2|55=$S|55=$S|",
        "V|262=#|263=0|264=1|267=2|269=0|269=1|146=1|55=$S|",
        "V|262=$O|263=2|264=1|267=1|269=0|146=1|55=$S|",
        .. _questions,
        "D|11=#|1=$A|55=$S|54=$B|38=$N|40=2|44=$P|60=@|",
    ];

    /// <summary>A session for drop copy.</summary>
    public static readonly IReadOnlyList<string> Copies =
    [
        "BW|1346=#|1347=0|1351=1|1355=$A|1182=1|1183=0|",
        "BW|1346=#|1347=2|1351=1|1355=$A|1182=1|1183=5|",
        .. _clearing,
        .. _questions,
        "F|11=#|41=$O|1=$A|55=$S|54=$B|38=5|60=@|",
    ];

    /// <summary>Whatever the dictionary knows: the echo host gives all of it back.</summary>
    public static readonly IReadOnlyList<string> Any =
    [
        .. Orders,
        .. Data,
        "D|11=#|1=1|386=1|336=1|38=5|40=1|54=2|55=$S|60=@|58=text|354=4|355=a=b|",
        "R|131=#|146=2|55=$S|54=1|55=$S|54=2|",
        "B|148=head|33=3|58=one|58=two|58=three|95=7|96=a10=00b|",
    ];

    /// <summary>Groups by the field that counts them, with the fields of an entry in their order.</summary>
    public static readonly IReadOnlyList<(string Counts, string Entry)> Groups =
    [
        ("146", "55=$S"),
        ("295", "299=#|55=$S|132=$P|133=$P|134=$N|135=$N"),
        ("267", "269=0"),
        ("453", "448=$A|447=D|452=24"),
        ("1351", "1355=$A|1182=1|1183=0"),
        ("555", "600=$S|624=1"),
        ("580", "75=20260302"),
        ("33", "58=line"),
    ];
}
