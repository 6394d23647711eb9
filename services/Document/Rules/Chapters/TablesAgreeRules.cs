using Budget.Document.Recognition;
using Budget.Document.Relations;
using Budget.Document.Rules.Engine;
using static Budget.Document.Rules.Engine.Rule;

namespace Budget.Document.Rules.Chapters;

/// <summary>EXP, third part: the same money wherever two tables have it, and tables that have their total.</summary>
static class TablesAgreeRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("EXP-040", "收支总表的人员、公用、项目支出应与支出总表、经济分类表一致", "Personnel, operating and project money is the same in all tables", Basis.Arithmetic, Exp040),
        Error("EXP-041", "财政拨款收支总表的各预算收支应相等", "Each budget's revenue is its expenditure in the appropriation's table", Basis.Arithmetic, Exp041),
        Warning("EXP-042", "有金额的表应列合计", "A table with money has its total", Basis.Practice, Exp042),
        Warning("EXP-043", "收支总表的科目名称应为当年名称", "Classes in the two-sided tables go by their names of the year", Basis.BudgetLaw32, ExpenditureRules.Exp043),
        Warning("EXP-044", "文中金额的单位应一致", "Amounts in the text have one unit", Basis.Practice, ExpenditureRules.Exp044),
    ];

    const string Rule = "两表的同一支出不符", RuleEn = "the same expenditure differs between two tables";

    static void Exp040(Check check)
    {
        if (check.Need(TableRole.RevenueAndExpenditure) is not { } both) return;
        int personnel = both.Column(ColumnRole.Personnel, Side.Expenditure), operating = both.Column(ColumnRole.Operating, Side.Expenditure), project = both.Column(ColumnRole.Project, Side.Expenditure);
        if (personnel < 0 || operating < 0 || project < 0)
        {
            check.Missing("收支总表没有分人员、公用、项目支出", "the first table does not tell personnel, operating and project money apart");
            return;
        }
        var total = both.Find(SubjectKind.Expenditure, Side.Expenditure);
        if (check.Evidence[TableRole.Expenditure] is { } table)
        {
            Row(check, both, total, (personnel, operating, project), table, table.Summary);
            foreach (var line in both.Rows)
            {
                if (line is { Side: Side.Expenditure, IsTotal: false } && table is { HasCodes: true, IsSplit: false } && table.ClassNamed(line.Name) is { } row) Row(check, both, line, (personnel, operating, project), table, row);
            }
        }
        // The economic table is of the general budget alone: the same money where no other budget has basic expenditure.
        if (check.Evidence[TableRole.BasicExpenditure] is { } basic && check.Evidence.General is { } general && check.Evidence[TableRole.Expenditure] is { } whole && whole.At(whole.Summary, ColumnRole.Basic) is { IsNumber: true } spent && spent.Fen == general.At(general.Summary, ColumnRole.Basic).Fen)
        {
            check.Equal(both.At(total, personnel), basic.At(basic.Summary, ColumnRole.Personnel), Rule, RuleEn);
            check.Equal(both.At(total, operating), basic.At(basic.Summary, ColumnRole.Operating), Rule, RuleEn);
        }
        check.Missing("没有可以比较的支出总表或经济分类表", "there is no table of expenditure to compare with");
    }

    static void Row(Check check, Sheet both, Row? line, (int Personnel, int Operating, int Project) columns, Sheet table, Row? row)
    {
        check.Equal(both.At(line, columns.Project), table.At(row, ColumnRole.Project), Rule, RuleEn);
        Adder basic = default;
        basic.Add(both.At(line, columns.Personnel));
        basic.Add(both.At(line, columns.Operating));
        if (basic.Numbers > 0) check.Sum(table.At(row, ColumnRole.Basic), basic, "基本支出与收支总表的人员、公用支出之和不符", "basic expenditure is not the personnel and operating money of the first table");
    }

    static readonly (SubjectKind Revenue, SubjectKind CarriedOver, ColumnRole Column)[] Funds =
    [
        (SubjectKind.FiscalGeneralPublicBudget, SubjectKind.FiscalGeneralPublicBudgetCarriedOver, ColumnRole.GeneralPublicBudget),
        (SubjectKind.FiscalGovernmentFund, SubjectKind.FiscalGovernmentFundCarriedOver, ColumnRole.GovernmentFund),
        (SubjectKind.FiscalStateCapital, SubjectKind.FiscalStateCapitalCarriedOver, ColumnRole.StateCapital),
    ];

    static void Exp041(Check check)
    {
        if (check.Need(TableRole.FiscalAppropriation) is not { } sheet) return;
        var (amount, last) = (sheet.AmountColumn(Side.Revenue), (Row?)null);
        foreach (var row in sheet.Rows)
        {
            if (row is { Side: Side.Expenditure, IsTotal: true }) last = row;
        }
        foreach (var (revenue, carriedOver, column) in Funds)
        {
            var spent = sheet.At(last, column, Side.Expenditure);
            var received = sheet.At(sheet.Find(revenue, Side.Revenue), amount);
            if (!spent.Exists || !received.Exists || sheet.Column(column, Side.Expenditure) < 0) continue;
            Adder sum = default;
            sum.Add(received);
            sum.Add(sheet.At(sheet.Find(carriedOver, Side.Revenue), amount));
            check.Sum(spent, sum, "该预算的支出与收入不等", "the budget's expenditure is not its revenue");
        }
        check.Missing("财政拨款收支总表没有分预算列支出", "the appropriation's table does not tell the budgets' expenditure apart");
    }

    static void Exp042(Check check)
    {
        foreach (var table in check.Document.Tables ?? [])
        {
            if (table is not { NotInSource: false, Definition.HasCodes: true } || check.Evidence[table.Role] is not { HasCodes: true } sheet || !ReferenceEquals(sheet.Table, table)) continue;
            var (named, money) = (false, false);
            foreach (var row in sheet.Rows)
            {
                if (row is null || row.IsTotal || sheet.At(row, sheet.AmountColumn(Side.Single)).Fen == 0) continue;
                // A row with money and no code is the department's, or a unit's: its total under another name.
                if (row.Code > 0) money = true;
                else named = true;
            }
            if (!money || sheet.Rows.Count < 2) continue;
            if (sheet.Total is not null || named)
            {
                check.Compared();
                continue;
            }
            var place = new Place($"table:{table.Role}", $"表{table.Number} {table.Title}");
            check.Fail(place with { Key = place.Key + "/no-total" }, $"{place.Text} 有金额，没有列合计。请补列合计。", $"{place.English} has money and no total row. Add the total.", "", "合计");
        }
        check.Missing("没有按科目编列的表，或表中没有金额", "no table is by code, or none has money");
    }
}
