using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;

namespace Budget.Document.Rules.Chapters;

/// <summary>Tables by code: items add up to sections, sections to classes, classes to the total, in every money column.</summary>
static class Trees
{
    public static void Add(Check check, Sheet sheet, string rule, string ruleEn)
    {
        if (!sheet.HasCodes) return;
        var n = sheet.Rows.Count;
        for (var c = 0; c < sheet.Columns.Count; c++)
        {
            // Last year's amounts add up as well; elsewhere a code that only last year had may have no row any more.
            if (sheet.Columns[c] is not { } head || !Sheet.Adds(head.Role) && head.Role != ColumnRole.Prior) continue;
            Severity? severity = head.Role == ColumnRole.Prior && !check.Evidence.MadeHere ? Severity.Info : null;
            var sums = check.Adders(n);
            for (var i = 0; i < n; i++)
            {
                if (sheet.Parent(i) is >= 0 and var parent) sums[parent].Add(sheet.At(sheet.Rows[i], c));
            }
            for (var i = 0; i < n; i++)
            {
                if (!sums[i].IsEmpty) check.Sum(sheet.At(sheet.Rows[i], c), sums[i], rule, ruleEn, severity);
            }
        }
    }

    /// <summary>The total row is the sum of the classes; where the table has none, of its topmost rows.</summary>
    public static void Total(Check check, Sheet sheet, string rule, string ruleEn)
    {
        if (!sheet.HasCodes || sheet.Total is not { } total || !sheet.HasRows()) return;
        var hasClasses = false;
        foreach (var row in sheet.Rows) hasClasses |= row is { IsTotal: false, Code: >= 100 and < 1000 };
        for (var c = 0; c < sheet.Columns.Count; c++)
        {
            if (sheet.Columns[c] is not { } head || !Sheet.Adds(head.Role)) continue;
            Adder classes = default;
            for (var i = 0; i < sheet.Rows.Count; i++)
            {
                if (sheet.Rows[i] is { IsTotal: false, Code: > 0 } row && (hasClasses ? row.Code < 1000 : sheet.Parent(i) < 0)) classes.Add(sheet.At(row, c));
            }
            if (!classes.IsEmpty) check.Sum(sheet.At(total, c), classes, rule, ruleEn);
        }
    }
}
