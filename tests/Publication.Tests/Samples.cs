using Budget.V1;

namespace Budget.Publication.Tests;

/// <summary>Small whole budgets, all of it wages: what the gate, and not a chapter of rules, is tested with.</summary>
static class Samples
{
    public static DepartmentBudget Balanced(string department, long fen = 1_191_950_184) => OfTotals(department, fen, fen);

    /// <summary>Table 1 does not balance: an open error.</summary>
    public static DepartmentBudget Unbalanced(string department, long expenditure = 99_99) => OfTotals(department, 100_00, expenditure);

    /// <summary>Balanced, with a character that cannot be shown: a warning.</summary>
    public static DepartmentBudget WithWarning(string department, char character = '\uF0A3')
    {
        var budget = Balanced(department);
        budget.PlanText = $"做好年度工作{character}。";
        return budget;
    }

    static DepartmentBudget OfTotals(string department, long fen, long expenditureOfTable1) => new()
    {
        Department = department,
        Year = Case.Year,
        Edition = "shanghai-2025",
        PlanText = "做好年度工作。",
        Tables =
        {
            Of(1,
                Line(Side.Revenue, "一、财政拨款收入", fen, "budget"), Total(Side.Revenue, "收入总计", fen, "budget"),
                Line(Side.Expenditure, "一、一般公共服务支出", expenditureOfTable1, "budget"), Total(Side.Expenditure, "支出总计", expenditureOfTable1, "budget")),
            Of(2, Functions(fen, "total", "fiscal_appropriation")),
            Of(3, Functions(fen, "total", "basic")),
            Of(4,
                Line(Side.Revenue, "一、一般公共预算资金", fen, "budget"), Total(Side.Revenue, "收入总计", fen, "budget"),
                Line(Side.Expenditure, "一、一般公共服务支出", fen, "total", "general_public_budget"), Total(Side.Expenditure, "支出总计", fen, "total", "general_public_budget")),
            Of(5, Functions(fen, "total", "basic")),
            Empty(6, "政府性基金预算"),
            Empty(7, "国有资本经营预算"),
            Of(8,
                Coded("301", "工资福利支出", 1, fen, "total", "personnel"), Coded("30101", "基本工资", 2, fen, "total", "personnel"),
                Total(Side.Unspecified, "合计", fen, "total", "personnel")),
            Of(9, new Row { Cells = { new Cell { Column = "total", Fen = 0 } } }),
        },
    };

    static Row[] Functions(long fen, params string[] columns) =>
    [
        Coded("201", "一般公共服务支出", 1, fen, columns), Coded("20103", "政府办公厅（室）及相关机构事务", 2, fen, columns),
        Coded("2010301", "行政运行", 3, fen, columns), Total(Side.Unspecified, "合计", fen, columns),
    ];

    static Table Of(int number, params Row[] rows) => new() { Number = number, Rows = { rows } };

    static Table Empty(int number, string budget) => new() { Number = number, Note = $"注：本部门{Case.Year}年无{budget}财政拨款安排的预算，故本表为空表。" };

    static Row Coded(string code, string name, int level, long fen, params string[] columns) =>
        new() { Code = code, Name = name, Level = level, Cells = { Cells(fen, columns) } };

    static Row Line(Side side, string name, long fen, params string[] columns) => new() { Side = side, Name = name, Level = 1, Cells = { Cells(fen, columns) } };

    static Row Total(Side side, string name, long fen, params string[] columns) => new() { Side = side, Name = name, IsTotal = true, Cells = { Cells(fen, columns) } };

    static IEnumerable<Cell> Cells(long fen, string[] columns) => columns.Select(column => new Cell { Column = column, Fen = fen });
}
