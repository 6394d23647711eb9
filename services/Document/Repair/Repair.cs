using Budget.Document.Rules;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Repair;

/// <summary>A change, or the fewest together, after which every sum and copy that its figures take part in holds again.</summary>
public sealed record Repair(IReadOnlyList<FigureChange> Changes, IReadOnlyList<Finding> Resolves, IReadOnlyList<Finding> Raises)
{
    /// <summary>Findings that one slip explains are one group; its repairs exclude each other.</summary>
    public int Group { get; init; }

    /// <summary>From 1, the likeliest of its group.</summary>
    public int Rank { get; init; }

    /// <summary>How many sums and copies that do not hold now would hold.</summary>
    public int Mended { get; init; }

    public string Text => $"{string.Join("；", Changes.Select(c => c.Text))}（改后 {Mended} 处勾稽关系成立）";
    public string TextEn => $"{string.Join("; ", Changes.Select(c => c.TextEn))} ({Mended} sums or copies would hold)";
}

/// <summary>One figure that would become another.</summary>
/// <param name="From">What stands there, as people write it.</param>
/// <param name="FromNumber">In fen, or the count; null where it is blank.</param>
public sealed record FigureChange(FigureAddress Where, Place Place, string From, string To, long? FromNumber, long ToNumber, Slip Slip)
{
    public string Text => $"{Place.Text} 现为 {From}，可能应为 {To}（{Slip.Chinese()}）";
    public string TextEn => $"{Place.Text} is {From} and may have to be {To} ({Slip.English()})";
}

public enum FigureKind
{
    /// <summary>A cell of a table.</summary>
    Cell,

    /// <summary>The amount of a typed fact, its count, and the figure it is compared with.</summary>
    Fact, Count, Prior,

    /// <summary>The amount of a project in the list.</summary>
    Project,

    /// <summary>Of a project's target form: the year's budget, the total of its lines, one of its lines.</summary>
    FormYear, FormTotal, FormLine,

    /// <summary>A figure printed in the text of a document made elsewhere.</summary>
    Printed,
}

/// <summary>Where a figure is typed, as an editor needs it. Table is the table's number; the rest are places from 0.</summary>
public readonly record struct FigureAddress(FigureKind Kind)
{
    public int Table { get; init; }
    public int Row { get; init; }
    public int Column { get; init; }
    public Subject Subject { get; init; }

    /// <summary>The project, form or statement.</summary>
    public int Index { get; init; }

    /// <summary>The line of the form, or the figure of the statement.</summary>
    public int Part { get; init; }
}

/// <summary>How a figure may have gone wrong.</summary>
public enum Slip
{
    Unexplained,
    Sign, SwappedDigits, WrongDigit, MissingDigit, ExtraDigit,
    YuanForWan, WanForYuan, DecimalPoint,
    LeftOut, NotMeant,
    OtherRow, OtherColumn, TotalOnWrongRow, LastYear,
}

public static class Slips
{
    public static string Chinese(this Slip slip) => slip switch
    {
        Slip.Sign => "正负号相反",
        Slip.SwappedDigits => "两位数字颠倒",
        Slip.WrongDigit => "一位数字有误",
        Slip.MissingDigit => "少一位数字",
        Slip.ExtraDigit => "多一位数字",
        Slip.YuanForWan => "把元当作万元，扩大一万倍",
        Slip.WanForYuan => "把万元当作元，缩小一万倍",
        Slip.DecimalPoint => "小数点错位",
        Slip.LeftOut => "漏填",
        Slip.NotMeant => "不应有数",
        Slip.OtherRow => "填成相邻一行的数",
        Slip.OtherColumn => "填成同一行另一栏的数",
        Slip.TotalOnWrongRow => "合计数填错行",
        Slip.LastYear => "填成上年数",
        _ => "原因不明",
    };

    public static string English(this Slip slip) => slip switch
    {
        Slip.Sign => "wrong sign",
        Slip.SwappedDigits => "two digits swapped",
        Slip.WrongDigit => "one wrong digit",
        Slip.MissingDigit => "a digit missing",
        Slip.ExtraDigit => "a digit too many",
        Slip.YuanForWan => "yuan typed as 万元, 10,000 times too much",
        Slip.WanForYuan => "万元 typed as yuan, 10,000 times too little",
        Slip.DecimalPoint => "decimal point misplaced",
        Slip.LeftOut => "left out",
        Slip.NotMeant => "no figure belongs there",
        Slip.OtherRow => "the figure of the next row",
        Slip.OtherColumn => "the figure of another column of the row",
        Slip.TotalOnWrongRow => "a total on the wrong row",
        Slip.LastYear => "last year's figure",
        _ => "no common slip",
    };

    /// <summary>How unlikely each is beside the others; what explains nothing is the least likely.</summary>
    internal static double Cost(this Slip slip) => slip switch
    {
        Slip.Unexplained => 3,
        Slip.NotMeant or Slip.DecimalPoint or Slip.OtherColumn => 1.5,
        Slip.WrongDigit or Slip.ExtraDigit => 1.2,
        Slip.MissingDigit => 1.1,
        _ => 1,
    };

    /// <summary>
    /// The likeliest slip that made the figure out of one between the bounds, and that figure. Rounding leaves bounds; a slip picks
    /// the one number within them that it explains, else the middle is taken.
    /// </summary>
    internal static (Slip Slip, Int128 To) Of(long? from, Int128 low, Int128 high, Int128 middle)
    {
        if (from is null or 0) return (Slip.LeftOut, middle);
        if (low <= 0 && high >= 0) return (Slip.NotMeant, 0);
        var best = new Best(low, high, middle);
        Int128 was = from.Value;
        best.Offer(Slip.Sign, -was);
        // 元 copied from a print in 万元 has lost what is below its last decimal.
        if (was != 0 && Int128.Abs(middle - was * 10_000) <= 5_000) best.Offer(Slip.WanForYuan, middle);
        if (was % 10_000 == 0) best.Offer(Slip.YuanForWan, was / 10_000);
        foreach (var by in (ReadOnlySpan<int>)[100, 1000])
        {
            best.Offer(Slip.DecimalPoint, was * by);
            if (was % by == 0) best.Offer(Slip.DecimalPoint, was / by);
        }
        Digits(Int128.Abs(was), was < 0, ref best);
        return best.Any ? (best.Slip, best.To) : (Slip.Unexplained, middle);
    }

    /// <summary>Every number one slip of a digit away.</summary>
    static void Digits(Int128 number, bool negative, ref Best best)
    {
        Int128 One(Int128 value) => negative ? -value : value;
        Span<Int128> power = stackalloc Int128[20];
        var length = 0;
        for (Int128 p = 1; length < 20; p *= 10)
        {
            power[length] = p;
            if (p > number) break;
            length++;
        }
        length = Math.Min(length, 19);
        for (var i = 0; i < length; i++)
        {
            var digit = (int)(number / power[i] % 10);
            var (above, below) = (number / power[i + 1], number % power[i]);
            for (var j = 0; j < i; j++)
            {
                var other = (int)(number / power[j] % 10);
                if (other == digit || i == length - 1 && other == 0) continue;
                best.Offer(Slip.SwappedDigits, One(number + (other - digit) * power[i] + (digit - other) * power[j]), apart: i - j);
            }
            for (var d = 0; d < 10; d++)
            {
                if (d != digit && (d > 0 || i < length - 1)) best.Offer(Slip.WrongDigit, One(number + (d - digit) * power[i]));
                // What stands lacks the digit that should be here.
                best.Offer(Slip.MissingDigit, One(number / power[i] * power[i + 1] + d * power[i] + below));
                if (i == length - 1 && d > 0) best.Offer(Slip.MissingDigit, One(d * power[length] + number));
            }
            best.Offer(Slip.ExtraDigit, One(above * power[i] + below));
        }
    }

    struct Best(Int128 low, Int128 high, Int128 middle)
    {
        double cost = double.MaxValue;

        public Slip Slip;
        public Int128 To;

        public readonly bool Any => cost < double.MaxValue;

        public void Offer(Slip slip, Int128 to, int apart = 1)
        {
            if (to < low || to > high) return;
            // Neighbours are swapped more often than digits far apart, and of several fits the nearest to the middle is meant.
            var by = slip.Cost() + 0.1 * (apart - 1) + (high > low ? (double)Int128.Abs(to - middle) / (double)(high - low) * 0.5 : 0);
            if (by >= cost) return;
            (cost, Slip, To) = (by, slip, to);
        }
    }
}
