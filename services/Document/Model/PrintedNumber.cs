using System.Globalization;

namespace Budget.Document;

/// <summary>
/// A number exactly as a document printed it: its digits and how many decimals stand there.
/// The decimals matter: "0" and "0.00" are the same amount but not the same print, and the
/// tolerance of a comparison follows from the last digit that was printed.
/// </summary>
public readonly record struct PrintedNumber(long Unscaled, int Decimals)
{
    /// <summary>Reads digits with an optional sign, decimals and thousands separators; null if it is anything else or too long.</summary>
    public static PrintedNumber? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var negative = false;
        if (text.Length > 0 && text[0] is '-' or '－' or '−' or '+')
        {
            negative = text[0] != '+';
            text = text[1..];
        }
        long value = 0;
        int decimals = 0, digits = 0;
        var fraction = false;
        foreach (var c in text)
        {
            if (c is >= '0' and <= '9')
            {
                if (++digits > 18) return null;
                value = value * 10 + (c - '0');
                if (fraction) decimals++;
            }
            else if (c is '.' && !fraction) fraction = true;
            else if (c is ',' or '，' && !fraction) continue;
            else return null;
        }
        return digits == 0 ? null : new(negative ? -value : value, decimals);
    }

    /// <summary>The amount printed with the decimals of what stood there, or as many more as it needs.</summary>
    public static PrintedNumber Of(long fen, MoneyUnit unit, string was)
    {
        var most = unit == MoneyUnit.Wan ? 6 : 2;
        for (var decimals = Math.Min(Parse(was)?.Decimals ?? 2, most); ; decimals++)
        {
            var scaled = (Int128)fen * (long)Pow10(decimals);
            if (decimals == most || scaled % unit.Fen() == 0) return new((long)(scaled / unit.Fen()), decimals);
        }
    }

    /// <summary>The number in place of the one that a text prints: fen as money of its unit, else a count.</summary>
    public static PrintedNumber Of(long number, Figure figure) =>
        MoneyUnits.Parse(figure.Unit) is { } unit ? Of(number, unit, figure.Value?.ToString() ?? "") : new(number, 0);

    public decimal Value => Unscaled / Pow10(Decimals);

    /// <summary>As money in the unit; null if the digits reach below one fen or above what fits.</summary>
    public Amount? AsMoney(MoneyUnit unit)
    {
        // Integers only: this runs for every cell of every document made elsewhere.
        var (factor, below) = (unit.Fen(), Decimals);
        for (; below > 0 && factor > 1; below--) factor /= 10;
        var fen = Unscaled;
        for (; below > 0; below--)
        {
            if (fen % 10 != 0) return null;
            fen /= 10;
        }
        var high = Math.BigMul(fen, factor, out var low);
        return high == low >> 63 ? new Amount(low) : null;
    }

    /// <summary>What one unit of the last printed digit is worth in fen; at least one fen.</summary>
    public long LastDigitInFen(MoneyUnit unit) => Math.Max(1, (long)(unit.Fen() / Pow10(Decimals)));

    public override string ToString() =>
        Value.ToString(Decimals == 0 ? "0" : "0." + new string('0', Decimals), CultureInfo.InvariantCulture);

    static decimal Pow10(int n)
    {
        var p = 1m;
        while (n-- > 0) p *= 10;
        return p;
    }
}
