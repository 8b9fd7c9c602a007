// Values and tags that a FIX message hardly ever has.
namespace Tokenbourse.Node.Fuzzing;

/// <summary>Put where something else belongs.</summary>
internal static class FixOddities
{
    public static readonly string[] Values =
    [
        "",
        "0",
        "-1",
        "00000000000000000001",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775808",
        "99999999999999999999999999",
        "1e9",
        "NaN",
        "0.0000000000000000000000000001",
        ".",
        "-",
        "+1",
        "1.2.3",
        " 1",
        "Y",
        "N",
        "y",
        "=",
        "8=FIX.4.4",
        "10=000",
        "20260230-25:61:61",
        "20260302-09:00:00.1234567890123",
        "99999999-99:99:99",
        "\u0000",
        "\u00ff\u00fe",
        "../../etc/passwd",
        "<TIME>",
        "%s%n",
    ];

    public static readonly string[] Tags =
    [
        "0",
        "-1",
        "1x",
        "",
        "00034",
        "8",
        "9",
        "10",
        "34",
        "35",
        "43",
        "49",
        "52",
        "95",
        "96",
        "146",
        "369",
        "789",
        "9999",
        "65536",
        "2147483648",
        "99999999999999999999",
    ];
}
