using Budget.Document.Relations;
using Budget.Document.Text;

namespace Budget.Document.Recognition;

public enum ValueKind { Blank, Words, Grade, Number, Percent, Money, Date, Period }

public enum Comparator { None, Equal, AtLeast, AtMost, MoreThan, LessThan }

public enum Trend { None, Up, Down }

/// <summary>
/// What an indicator promises, read from the words people type: "≥95%", "下降 1.8%", "2篇以上", "200元/人", "2021年底前",
/// "≥12.00(次)", "不低于50%", "达标". One pass over the text; anything it does not understand is words.
/// </summary>
public readonly record struct IndicatorValue
{
    readonly int unitStart, unitLength;

    IndicatorValue(string text, int start, int length) => (Text, unitStart, unitLength) = (text, start, length);

    public string Text { get; }
    public ValueKind Kind { get; private init; }
    public Comparator Comparator { get; private init; }
    public Trend Trend { get; private init; }

    /// <summary>The first number of the text, without the unit's 万.</summary>
    public PrintedNumber? Number { get; private init; }

    public ReadOnlySpan<char> Unit => Text is null ? default : Text.AsSpan(unitStart, unitLength);

    /// <summary>Words that are neither comparator, direction nor unit stand beside the number ("及时、准确99.5%").</summary>
    public bool HasOtherWords { get; private init; }

    /// <summary>Several promises in one value: parts of a list, of which at least one is a number.</summary>
    public bool IsComposite { get; private init; }

    /// <summary>Money or a count for each of something: "200元/人", "200 每人".</summary>
    public bool IsPerEach { get; private init; }

    public bool HasNumber => Number is not null;
    public bool IsCount => Kind == ValueKind.Number && unitLength > 0 && !IsPerEach;

    static readonly (string Word, Comparator Means)[] Before =
    [
        ("大于等于", Comparator.AtLeast), ("小于等于", Comparator.AtMost), ("不低于", Comparator.AtLeast), ("不少于", Comparator.AtLeast), ("不小于", Comparator.AtLeast), ("不超过", Comparator.AtMost),
        ("不高于", Comparator.AtMost), ("不大于", Comparator.AtMost), ("不多于", Comparator.AtMost), ("控制在", Comparator.AtMost), ("至少", Comparator.AtLeast), ("达到", Comparator.AtLeast), ("至多", Comparator.AtMost),
        ("最多", Comparator.AtMost), ("大于", Comparator.MoreThan), ("超过", Comparator.MoreThan), ("高于", Comparator.MoreThan), ("多于", Comparator.MoreThan), ("小于", Comparator.LessThan),
        ("低于", Comparator.LessThan), ("少于", Comparator.LessThan), (">=", Comparator.AtLeast), ("<=", Comparator.AtMost), ("≥", Comparator.AtLeast), ("≧", Comparator.AtLeast), ("⩾", Comparator.AtLeast),
        ("≤", Comparator.AtMost), ("≦", Comparator.AtMost), ("⩽", Comparator.AtMost), (">", Comparator.MoreThan), ("＞", Comparator.MoreThan), ("<", Comparator.LessThan), ("＜", Comparator.LessThan),
        ("=", Comparator.Equal), ("＝", Comparator.Equal), ("等于", Comparator.Equal),
    ];

    static readonly (string Word, Comparator Means)[] After =
    [
        ("及以上", Comparator.AtLeast), ("以上", Comparator.AtLeast), ("及以下", Comparator.AtMost), ("以下", Comparator.AtMost), ("及以内", Comparator.AtMost), ("以内", Comparator.AtMost),
    ];

    static readonly string[] Downs = ["下降", "降低", "减少", "压减", "压缩", "降"], Ups = ["上升", "增长", "增加", "提高", "提升", "增"];

    static readonly string[] Grades =
    [
        "达标", "未达标", "合格", "不合格", "优秀", "优良", "良好", "中等", "一般", "较差", "优", "良", "中", "差", "好", "较好", "高", "较高", "满意", "基本满意", "比较满意", "非常满意", "不满意",
        "显著", "较显著", "明显", "较明显", "达成", "完成", "部分达成", "是", "否", "有效", "有", "无",
    ];

    static readonly string[] PeriodUnits = ["个工作日", "工作日", "个月", "小时", "分钟", "季度", "天", "日", "周", "年", "月", "秒"];
    static readonly string[] PeriodWords = ["全年", "每月", "每季", "每周", "每日", "每天", "当年", "年内", "年底", "月底", "季末", "年末", "月末", "一季度", "二季度", "三季度", "四季度", "上半年", "下半年", "按月", "按季"];

    public static IndicatorValue Parse(string? text)
    {
        var s = (text ?? "").AsSpan();
        if (s.IsWhiteSpace()) return new(text ?? "", 0, 0) { Kind = ValueKind.Blank };
        var (parts, numbered) = Parts(s);
        var at = s.IndexOfAnyInRange('0', '9');
        var end = at < 0 ? 0 : End(s, at);
        if (at < 0 || PrintedNumber.Parse(s[at..end]) is not { } number)
        {
            return new(text!, 0, 0) { Kind = OneOf(s, Grades) ? ValueKind.Grade : HasOne(s, PeriodWords) ? ValueKind.Period : ValueKind.Words };
        }
        var head = s[..at].TrimEnd();
        var comparator = Take(ref head, Before);
        var trend = HasOne(head, Downs) ? Trend.Down : HasOne(head, Ups) ? Trend.Up : Trend.None;
        if (trend != Trend.None) head = head[..^Math.Min(head.Length, Ending(head))];

        var (start, length) = UnitAt(s, end);
        var unit = s.Slice(start, length);
        var tail = s[(start + length)..].Trim(" \u3000)）。.".AsSpan());
        if (comparator == Comparator.None)
        {
            foreach (var (word, means) in After)
            {
                if (!tail.StartsWith(word)) continue;
                comparator = means;
                tail = tail[word.Length..].TrimStart();
                break;
            }
        }
        var each = unit.StartsWith("每") || unit.Contains('/') || head.EndsWith("每人") || tail.StartsWith("/") || tail.StartsWith("每");
        var kind = KindOf(number, end - at, unit, tail);
        return new(text!, start, length)
        {
            Kind = kind,
            Comparator = comparator,
            Trend = trend,
            Number = number,
            IsPerEach = each,
            HasOtherWords = kind is not (ValueKind.Date or ValueKind.Period) && (head.Trim().Length > 0 || tail.Length > 0),
            IsComposite = parts > 1 && numbered > 0 && kind is not ValueKind.Date,
        };
    }

    /// <summary>The same promise, whatever the spacing, the decimals and the final stop.</summary>
    public bool Same(in IndicatorValue other)
    {
        if (Number is { } a && other.Number is { } b && !HasOtherWords && !other.HasOtherWords && Kind is not (ValueKind.Date or ValueKind.Period))
            return Kind == other.Kind && Comparator == other.Comparator && Trend == other.Trend && SameNumber(a, b) && Names.Same(Unit, other.Unit);
        return Names.Same(Bare(Text), Bare(other.Text));
    }

    static ReadOnlySpan<char> Bare(string text) => text.AsSpan().Trim().TrimEnd("。；;.、，,".AsSpan());

    static bool SameNumber(PrintedNumber a, PrintedNumber b)
    {
        // As whole and rest, because decimals of hostile length do not fit a decimal.
        while (a.Decimals > 0 && a.Unscaled % 10 == 0) a = new(a.Unscaled / 10, a.Decimals - 1);
        while (b.Decimals > 0 && b.Unscaled % 10 == 0) b = new(b.Unscaled / 10, b.Decimals - 1);
        return a == b;
    }

    static ValueKind KindOf(PrintedNumber number, int digits, ReadOnlySpan<char> unit, ReadOnlySpan<char> tail)
    {
        if (unit is "%" or "％" or "﹪" || unit.StartsWith("个百分点") || unit.StartsWith("百分点")) return ValueKind.Percent;
        if (unit.StartsWith("年") && digits == 4 && number is { Decimals: 0, Unscaled: >= 1900 and <= 2200 }) return ValueKind.Date;
        if (unit.StartsWith("月") && number is { Decimals: 0, Unscaled: >= 1 and <= 12 } || digits == 4 && number.Unscaled is >= 1900 and <= 2200 && tail.StartsWith("-")) return ValueKind.Date;
        if (unit.Contains("元", StringComparison.Ordinal)) return ValueKind.Money;
        foreach (var word in PeriodUnits)
        {
            if (unit.StartsWith(word)) return ValueKind.Period;
        }
        return ValueKind.Number;
    }

    /// <summary>Where the digits end; separators count only before another digit.</summary>
    static int End(ReadOnlySpan<char> s, int at)
    {
        var i = at;
        while (i < s.Length && (s[i] is >= '0' and <= '9' || s[i] is '.' or ',' && i + 1 < s.Length && s[i + 1] is >= '0' and <= '9')) i++;
        return i;
    }

    /// <summary>"%", "(次)", "篇", "元/人": what stands directly behind the number, up to a word that compares, a bracket or a stop.</summary>
    static (int Start, int Length) UnitAt(ReadOnlySpan<char> s, int end)
    {
        var i = end;
        while (i < s.Length && (char.IsWhiteSpace(s[i]) || s[i] is '(' or '（')) i++;
        var start = i;
        if (i < s.Length && s[i] is '%' or '％' or '﹪') return (start, 1);
        while (i < s.Length && !char.IsWhiteSpace(s[i]) && s[i] is not (')' or '）' or '、' or '，' or ',' or '；' or ';' or '。') && s[i] is not (>= '0' and <= '9'))
        {
            var rest = s[i..];
            if (rest.StartsWith("以上") || rest.StartsWith("以下") || rest.StartsWith("以内") || rest.StartsWith("及以") || rest.StartsWith("的") || rest.StartsWith("左右") || i - start == 6) break;
            i++;
        }
        return (start, i - start);
    }

    static (int Parts, int Numbered) Parts(ReadOnlySpan<char> s)
    {
        int parts = 0, numbered = 0;
        var (any, number) = (false, false);
        for (var i = 0; i <= s.Length; i++)
        {
            var split = i == s.Length || s[i] is '、' or '，' or '；' or ';' or '。' || s[i] == ',' && !(i + 1 < s.Length && s[i + 1] is >= '0' and <= '9');
            if (!split)
            {
                any |= !char.IsWhiteSpace(s[i]);
                number |= s[i] is >= '0' and <= '9';
                continue;
            }
            if (any) parts++;
            if (number) numbered++;
            (any, number) = (false, false);
        }
        return (parts, numbered);
    }

    /// <summary>Takes the comparing word that ends the text.</summary>
    static Comparator Take(ref ReadOnlySpan<char> text, (string Word, Comparator Means)[] words)
    {
        foreach (var (word, means) in words)
        {
            if (!text.EndsWith(word)) continue;
            text = text[..^word.Length].TrimEnd();
            return means;
        }
        return Comparator.None;
    }

    static int Ending(ReadOnlySpan<char> text)
    {
        foreach (var words in (ReadOnlySpan<string[]>)[Downs, Ups])
        {
            foreach (var word in words)
            {
                if (text.EndsWith(word)) return word.Length;
            }
        }
        return 0;
    }

    static bool OneOf(ReadOnlySpan<char> text, string[] words)
    {
        text = text.Trim().TrimEnd('。');
        foreach (var word in words)
        {
            if (text.SequenceEqual(word)) return true;
        }
        return false;
    }

    static bool HasOne(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal)) return true;
        }
        return false;
    }
}
