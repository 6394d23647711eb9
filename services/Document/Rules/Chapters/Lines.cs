using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using Budget.Document.Text;

namespace Budget.Document.Rules.Chapters;

/// <summary>One side of a table whose rows are lines: what adds up to which total.</summary>
static class Lines
{
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
                Total(check, sheet.At(row, column), LineNames.IsThisYear(row) ? year : all, heads, doubtful, rule, ruleEn);
                continue;
            }
            // Where the appropriation has its own line, its budgets are parts of it, however the print indents them.
            if (LineNames.Level(row) != 1 || fiscal && LineNames.IsBudget(row)) continue;
            var value = sheet.At(row, column);
            if (value.IsNumber)
            {
                all.Add(value);
                if (!LineNames.IsNumberedUnder(row.Name)) heads.Add(value);
                if (!LineNames.IsCertain(row)) doubtful.Add(value);
                if (!LineNames.IsCarriedOver(row) && !LineNames.IsCarriedForward(row)) year.Add(value);
                continue;
            }
            // A head without a figure of its own ("一、本年收入") stands for the lines under it.
            Under(sheet, i, side, column, out var under);
            if (under.Numbers == 0) under.Add(value);
            Join(ref all, under);
            if (!LineNames.IsCarriedOver(row) && !LineNames.IsCarriedForward(row)) Join(ref year, under);
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
            var level = LineNames.Level(row);
            if (row.IsTotal || level == 1) break;
            if (level != 2) continue;
            if (LineNames.IsOfWhich(row.Name)) all = false;
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
            if (sheet.Rows[i] is not { IsTotal: false } row || row.Side != side || LineNames.Level(row) != 1) continue;
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
