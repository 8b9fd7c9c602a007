// Whether a field's value is of the field's type and on its list.
using Tokenbourse.Gateways.Fix.Codec;

namespace Tokenbourse.Gateways.Fix.Dictionary;

/// <summary>The check of one value.</summary>
public sealed class FixFormat(FixDictionary dictionary)
{
    /// <summary>Longest value of a field that is no data: what is sent back of a message stays within one.</summary>
    public const int MostValue = 1_000;

    /// <summary>What is wrong with the value of a tag, or <see cref="FixFault.None"/>.</summary>
    public FixFault Check(int tag, ReadOnlySpan<byte> value)
    {
        var field = dictionary.Field(tag);
        if (field is null)
            return new(FixReason.InvalidTagNumber, tag);
        if (value.IsEmpty)
            return new(FixReason.TagWithoutValue, tag);
        if (value.Length > MostValue && field.Type != FixType.Data)
            return new(FixReason.ValueOutOfRange, tag);
        if (!Fits(field.Type, value))
            return new(FixReason.IncorrectDataFormat, tag);
        return Listed(field, value) ? FixFault.None : new(FixReason.ValueOutOfRange, tag);
    }

    private static bool Fits(FixType type, ReadOnlySpan<byte> value) =>
        type switch
        {
            FixType.Char => value.Length == 1,
            FixType.Boolean => value is [(byte)'Y' or (byte)'N'],
            FixType.Int => FixText.TryInt(value, out _),
            FixType.Length or FixType.NumInGroup => FixText.TryWhole(value, out _),
            FixType.SeqNum => FixText.TrySequence(value, out _),
            FixType.Float => FixText.IsDecimal(value),
            FixType.Timestamp => FixTime.TryTimestamp(value, out _),
            FixType.Clock => FixTime.TryClock(value, out _),
            FixType.Date => FixTime.TryDate(value, out _),
            FixType.MonthYear => IsMonthYear(value),
            FixType.Country => value.Length == 2,
            FixType.Currency => value.Length == 3,
            _ => true,
        };

    /// <summary>YYYYMM, YYYYMMDD or YYYYMMw1 to w5.</summary>
    private static bool IsMonthYear(ReadOnlySpan<byte> value)
    {
        if (value.Length == 8 && value[6] != 'w')
            return FixTime.TryDate(value, out _);
        var month = value.Length is 6 or 8 && FixText.TryWhole(value[..6], out var whole) ? whole % 100 : 0;
        return month is >= 1 and <= 12 && (value.Length == 6 || value[7] is >= (byte)'1' and <= (byte)'5');
    }

    private static bool Listed(FixField field, ReadOnlySpan<byte> value)
    {
        if (field.Type != FixType.MultipleValue)
            return field.Allows(value);
        while (true)
        {
            var space = value.IndexOf((byte)' ');
            if (!field.Allows(space < 0 ? value : value[..space]))
                return false;
            if (space < 0)
                return true;
            value = value[(space + 1)..];
        }
    }
}
