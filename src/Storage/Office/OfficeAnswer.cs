// The answer to a question: the same rows say the same text, whichever database was asked.
using System.Data.Common;
using System.Globalization;

namespace Tokenbourse.Storage.Office;

/// <summary>Names of columns, and rows whose fields are nothing, whole numbers (long), or texts. A number with a
/// fraction is a text without closing zeros; how many digits a mean has is the database's own choice.</summary>
public sealed record OfficeAnswer(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>A field as text; nothing is the empty text.</summary>
    public static string Text(object? field) => Convert.ToString(field, CultureInfo.InvariantCulture) ?? "";

    internal static OfficeAnswer Of(DbDataReader reader)
    {
        var columns = new string[reader.FieldCount];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = reader.GetName(i);
        List<IReadOnlyList<object?>> rows = [];
        while (reader.Read())
        {
            var row = new object?[columns.Length];
            for (var i = 0; i < row.Length; i++)
                row[i] = Plain(reader.GetValue(i));
            rows.Add(row);
        }

        return new(columns, rows);
    }

    /// <summary>A sum of whole numbers is a numeric for PostgreSQL and a whole number for SQLite; a truth is 1 or
    /// 0.</summary>
    private static object? Plain(object value) =>
        value switch
        {
            DBNull => null,
            bool truth => truth ? 1L : 0L,
            sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(
                value,
                CultureInfo.InvariantCulture
            ),
            decimal number when decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue =>
                (long)number,
            decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
            byte[] bytes => Convert.ToHexStringLower(bytes),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
}
