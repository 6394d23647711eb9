using Budget.Document.Codes;

namespace Budget.Document.Rules;

/// <summary>Reads one side of a table whose rows are lines: what adds up to which total.</summary>
static class Lines
{
    /// <summary>1 for "一、…" and totals, 2 for what is under it; printed documents do not always say it.</summary>
    public static int Level(Row row)
    {
        if (IsOfWhich(row.Name)) return 2;
        if (row.Level > 0) return row.Level;
        if (string.IsNullOrEmpty(row.Name)) return 1;
        return IsNumberedUnder(row.Name) || row.Name[0] is '　' or ' ' ? 2 : 1;
    }

    public static bool IsNumberedUnder(string? name) => !string.IsNullOrEmpty(name) && name[0] is '（' or '(' or (>= '0' and <= '9');

    /// <summary>"其中：…" names a part of what is above it, not necessarily all parts.</summary>
    public static bool IsOfWhich(string? name) => name is not null && name.AsSpan().TrimStart().StartsWith("其中");

    public static bool IsCarriedOver(Row row) =>
        row.Subject.Kind == SubjectKind.RevenueCarriedOver || (row.Subject.IsNone && row.Name is not null && (row.Name.Contains("上年结转", StringComparison.Ordinal) || row.Name.Contains("上年结余", StringComparison.Ordinal)));

    public static bool IsCarriedForward(Row row) =>
        row.Subject.Kind == SubjectKind.ExpenditureCarriedForward || (row.Subject.IsNone && row.Name is not null && (row.Name.Contains("结转下年", StringComparison.Ordinal) || row.Name.Contains("结转结余", StringComparison.Ordinal)));

    public static bool IsThisYear(Row row) => row.Subject.Kind is SubjectKind.RevenueThisYear or SubjectKind.ExpenditureThisYear || (row.Name is not null && row.Name.Contains("本年", StringComparison.Ordinal));

    /// <summary>
    /// Whether the line surely stands beside the others and not under one: it is numbered "一、", its subject is known, or it
    /// is a class of expenditure.
    /// </summary>
    static bool IsCertain(Row row) => !row.Subject.IsNone || IsHead(row.Name) || IsCarriedOver(row) || IsCarriedForward(row) || FunctionCodes.IsClassName(row.Name);

    static bool IsHead(string? name)
    {
        var rest = name.AsSpan().TrimStart();
        var numerals = rest.IndexOfAnyExcept("一二三四五六七八九十".AsSpan());
        return numerals > 0 && rest[numerals] == '、';
    }

    static bool IsBudget(Row row) => row.Subject.Kind is SubjectKind.RevenueGeneralPublicBudget or SubjectKind.RevenueGovernmentFund or SubjectKind.RevenueStateCapital;

    /// <summary>Each total of the side is the sum of the lines before it; a total of the year leaves out what is carried over or forward.</summary>
    public static void Add(Check check, Sheet sheet, Side side, int column, string rule, string ruleEn)
    {
        if (column < 0) return;
        Adder all = default, year = default, heads = default, doubtful = default;
        var fiscal = sheet.At(sheet.Find(SubjectKind.RevenueFiscalAppropriation, side), column).IsNumber;
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            if (sheet.Rows[i] is not { } row || row.Side != side) continue;
            if (row.IsTotal)
            {
                Total(check, sheet.At(row, column), IsThisYear(row) ? year : all, heads, doubtful, rule, ruleEn);
                continue;
            }
            // Where the appropriation has its own line, its budgets are parts of it, however the print indents them.
            if (Level(row) != 1 || fiscal && IsBudget(row)) continue;
            var value = sheet.At(row, column);
            if (value.IsNumber)
            {
                all.Add(value);
                if (!IsNumberedUnder(row.Name)) heads.Add(value);
                if (!IsCertain(row)) doubtful.Add(value);
                if (!IsCarriedOver(row) && !IsCarriedForward(row)) year.Add(value);
                continue;
            }
            // A head without a figure of its own ("一、本年收入") stands for the lines under it.
            Under(sheet, i, side, column, out var under);
            if (under.Numbers == 0) under.Add(value);
            Join(ref all, under);
            if (!IsCarriedOver(row) && !IsCarriedForward(row)) Join(ref year, under);
        }
    }

    static void Total(Check check, in Reading total, in Adder parts, in Adder heads, in Adder doubtful, string rule, string ruleEn)
    {
        // Where a print does not say its levels, what is under a line must not be counted twice.
        if (total.IsNumber && parts.Numbers > 0 && Int128.Abs(parts.Fen - total.Fen) > parts.Tolerance(total.Grain))
        {
            var without = parts.Fen - doubtful.Fen;
            if (heads.Numbers > 0 && Int128.Abs(heads.Fen - total.Fen) <= heads.Tolerance(total.Grain) || doubtful.Nonzero > 0 && Int128.Abs(without - total.Fen) <= parts.Tolerance(total.Grain))
            {
                check.Compared();
                return;
            }
            if (doubtful.Nonzero > 0)
            {
                check.Missing("有的行名称未识别，无法确定是否计入合计", "lines are not recognised; it is not known whether they are part of the total");
                return;
            }
        }
        check.Sum(total, parts, rule, ruleEn);
    }

    /// <summary>The lines directly under line i; false if they are only some of its parts ("其中").</summary>
    public static bool Under(Sheet sheet, int i, Side side, int column, out Adder parts)
    {
        parts = default;
        var all = true;
        for (var j = i + 1; j < sheet.Rows.Count; j++)
        {
            if (sheet.Rows[j] is not { } row || row.Side != side) continue;
            var level = Level(row);
            if (row.IsTotal || level == 1) break;
            if (level != 2) continue;
            if (IsOfWhich(row.Name)) all = false;
            parts.Add(sheet.At(row, column));
        }
        return all;
    }

    static void Join(ref Adder sum, in Adder part)
    {
        sum.Blanks += part.Blanks;
        if (part.Numbers == 0) return;
        sum.Numbers += part.Numbers;
        sum.Fen += part.Fen;
        sum.Nonzero += part.Nonzero;
        sum.Grain = Math.Max(sum.Grain, part.Grain);
        sum.Loose = Math.Max(sum.Loose, part.Loose);
    }

    /// <summary>Every line that has lines under it is their sum.</summary>
    public static void AddUnder(Check check, Sheet sheet, Side side, int column, string rule, string ruleEn)
    {
        if (column < 0) return;
        for (var i = 0; i < sheet.Rows.Count; i++)
        {
            if (sheet.Rows[i] is not { IsTotal: false } row || row.Side != side || Level(row) != 1) continue;
            var whole = Under(sheet, i, side, column, out var parts);
            var value = sheet.At(row, column);
            if (value.IsNumber && whole && !parts.IsEmpty) check.Sum(value, parts, rule, ruleEn);
        }
    }

    /// <summary>The class that a line "一、一般公共服务支出" names, among the classes of a coded table.</summary>
    public static Row? ClassNamed(Sheet coded, string name)
    {
        var hash = Names.Hash(Names.WithoutNumbering(name));
        for (var i = 0; i < coded.Rows.Count; i++)
        {
            if (coded.NameHash(i) == hash && coded.Rows[i] is { IsTotal: false, Code: >= 100 and < 1000 } row) return row;
        }
        return null;
    }
}
