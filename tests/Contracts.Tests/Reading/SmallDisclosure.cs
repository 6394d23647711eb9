using Budget.V1;

namespace Budget.Contracts.Tests.Reading;

/// <summary>An invented disclosure, small and well-formed, in the Shanghai form: the ground every malformed case starts from.</summary>
static class SmallDisclosure
{
    public static DisclosureFile Here()
    {
        var file = new DisclosureFile
        {
            Year = 2025,
            Edition = "shanghai-2025",
            Department = new() { Code = "101", Name = "示例区档案局", District = "示例区", DistrictCode = "shili", Kind = DepartmentKind.Department },
            Budget = new() { Department = "101", Year = 2025, Edition = "shanghai-2025", Profile = new() { Functions = { "一、保管档案。", "二、提供查阅。" }, Units = { new ProfileUnit { Name = "示例区档案局" } } } },
            Targets = new()
            {
                Projects =
                {
                    new ProjectTarget
                    {
                        Name = "档案修复", TotalFen = 2_000_00, YearFen = 2_000_00, PrintedUnit = "元",
                        Funding = { new FundingLine { Source = "applied_total", Scope = "year", Fen = 2_000_00 } },
                        Expenditure = { new ExpenditureLine { Item = "1.委托业务费", Fen = 2_000_00 } },
                        Indicators = { new Indicator { Level1 = "产出指标", Level2 = "数量指标", Name = "修复卷数", Value = "≥200卷" } },
                    },
                },
                Overall = new() { Goals = { new Goal { Term = GoalTerm.Annual, Number = 1, Text = "修复馆藏" } } },
            },
        };
        file.Budget.Tables.Add(new Table
        {
            Number = 1,
            Rows =
            {
                Line(Side.Revenue, "一、财政拨款收入", ("budget", 10_000_00)),
                Line(Side.Revenue, "1.一般公共预算资金", ("budget", 10_000_00)),
                Line(Side.Revenue, "收入总计", ("budget", 10_000_00)),
                Line(Side.Expenditure, "一、一般公共服务支出", ("budget", 10_000_00)),
                Line(Side.Expenditure, "支出总计", ("budget", 10_000_00)),
            },
        });
        file.Budget.Tables.Add(new Table
        {
            Number = 3,
            Rows =
            {
                Coded("201", "一般公共服务支出", ("total", 10_000_00), ("basic", 8_000_00), ("project", 2_000_00)),
                Coded("20126", "档案事务", ("total", 10_000_00), ("basic", 8_000_00), ("project", 2_000_00)),
                Coded("2012601", "行政运行", ("total", 8_000_00), ("basic", 8_000_00)),
                Coded("2012604", "档案馆", ("total", 2_000_00), ("project", 2_000_00)),
                new Row { Name = "合计", IsTotal = true, Cells = { Cell("total", 10_000_00), Cell("basic", 8_000_00), Cell("project", 2_000_00) } },
            },
        });
        file.Budget.Facts.Add(new Fact { Subject = "procurement.goods", Fen = 500_00 });
        file.Budget.Facts.Add(new Fact { Subject = "vehicles", Count = 2 });
        file.Budget.Projects.Add(new ProjectLine { Name = "档案修复", Fen = 2_000_00 });
        return file;
    }

    /// <summary>The same as a document made elsewhere: figures also as printed, in 元.</summary>
    public static DisclosureFile Elsewhere()
    {
        var file = Here();
        file.Budget.Printed = new() { Title = "示例区档案局2025年部门预算" };
        foreach (var cell in file.Budget.Tables.SelectMany(t => t.Rows).SelectMany(r => r.Cells)) cell.Printed = $"{cell.Fen / 100}.00";
        file.Budget.Printed.Statements.Add(new PrintedStatement
        {
            Text = "2025年收入预算1.00万元。",
            Figures = { new PrintedFigure { Label = "收入预算", Value = "1.00", Unit = "万元", Measure = Measure.Amount } },
        });
        return file;
    }

    static Row Line(Side side, string name, params (string, long)[] cells)
    {
        var row = new Row { Side = side, Name = name };
        row.Cells.Add(cells.Select(c => Cell(c.Item1, c.Item2)));
        return row;
    }

    static Row Coded(string code, string name, params (string, long)[] cells)
    {
        var row = new Row { Code = code, Name = name };
        row.Cells.Add(cells.Select(c => Cell(c.Item1, c.Item2)));
        return row;
    }

    public static Cell Cell(string column, long fen) => new() { Column = column, Fen = fen };
}
