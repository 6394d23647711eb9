using Budget.V1;

namespace Budget.Publication.Tests;

/// <summary>Small budgets: what the gate, and not a chapter of rules, is tested with.</summary>
static class Samples
{
    public static DepartmentBudget Balanced(string department, long fen = 1_191_950_184) => OfTotals(department, fen, fen);

    /// <summary>Table 1 does not balance: an open error.</summary>
    public static DepartmentBudget Unbalanced(string department) => OfTotals(department, 100_00, 99_99);

    static DepartmentBudget OfTotals(string department, long revenue, long expenditure) => new()
    {
        Department = department,
        Year = Case.Year,
        Edition = "shanghai-2025",
        PlanText = "做好年度工作。",
        Tables =
        {
            new Table
            {
                Number = 1,
                Rows =
                {
                    Line(Side.Revenue, "一、财政拨款收入", revenue), Line(Side.Revenue, "收入总计", revenue, true),
                    Line(Side.Expenditure, "一般公共服务支出", expenditure), Line(Side.Expenditure, "支出总计", expenditure, true),
                },
            },
        },
    };

    static Row Line(Side side, string name, long fen, bool total = false) =>
        new() { Side = side, Name = name, Level = 1, IsTotal = total, Cells = { new Cell { Column = "budget", Fen = fen } } };
}
