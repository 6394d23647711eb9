using Budget.Testing;
using Budget.V1;

namespace Budget.Budgets.Tests;

/// <summary>A small invented budget on the Wuhan form, and a service with its department registered.</summary>
static class Sample
{
    public const string Edition = "wuhan-2021";
    public const int Year = 2021;

    public static async Task<(RunningService Service, BudgetService.BudgetServiceClient Budgets)> Start(string database = "sqlite", params string[] departments)
    {
        var service = await RunningService.Start(BudgetsService.Create, database);
        var budgets = new BudgetService.BudgetServiceClient(service.Channel);
        foreach (var code in departments is [] ? ["101"] : departments)
        {
            await budgets.RegisterDepartmentAsync(new() { Department = Department(code) }, RunningService.Finance);
        }
        return (service, budgets);
    }

    public static Department Department(string code) => new()
    {
        Code = code,
        Name = $"测试区第{code}局",
        District = "东西湖区",
        DistrictCode = "dongxihu",
        Kind = DepartmentKind.Department,
        ShortNames = { $"{code}局" },
    };

    public static DepartmentBudget Budget(string department = "101", long basic = 11_919_501_84, long project = 46_140_000_00) => new()
    {
        Department = department,
        Year = Year,
        Edition = Edition,
        PlanText = "做好机关运行保障。",
        Profile = new Profile { Functions = { "负责政务协调。", "负责督查督办。" } },
        Tables =
        {
            new Table
            {
                Number = 1,
                Rows =
                {
                    Line(Side.Revenue, "一、一般公共预算财政拨款收入", basic + project),
                    Total(Line(Side.Revenue, "本年收入合计", basic + project)),
                    Total(Line(Side.Revenue, "收入总计", basic + project)),
                    Total(Line(Side.Expenditure, "本年支出合计", basic + project)),
                    Total(Line(Side.Expenditure, "支出总计", basic + project)),
                },
            },
            new Table
            {
                Number = 3,
                Rows =
                {
                    Total(Split("", "合计", basic, project)),
                    Split("201", "一般公共服务支出", basic, project), Split("20103", "政府办公厅（室）及相关机构事务", basic, project),
                    Split("2010301", "行政运行", basic, 0), Split("2010302", "一般行政管理事务", 0, project),
                },
            },
            new Table
            {
                Number = 8,
                Rows = { new Row { Cells = { Cell("total", 30_160_000), Cell("vehicle_subtotal", 20_000_000), Cell("vehicle_operation", 20_000_000), Cell("reception", 10_160_000) } } },
            },
        },
        Facts = { new Fact { Subject = "three_public.hospitality", PriorFen = 12_000_000, Basis = Basis.PriorBudget, Reason = "厉行节约" } },
    };

    public static Row Line(Side side, string name, long fen) => new() { Side = side, Name = name, Level = 1, Cells = { Cell("budget", fen) } };

    public static Row Split(string code, string name, long basic, long project) => new()
    {
        Code = code,
        Name = name,
        Cells = { Cell("total", basic + project), Cell("basic", basic), Cell("project", project) },
    };

    public static Row Total(Row row)
    {
        row.IsTotal = true;
        return row;
    }

    public static Cell Cell(string column, long fen) => new() { Column = column, Fen = fen };

    public static SaveBudgetRequest Save(DepartmentBudget budget, int expected = 0, string requestId = "") => new() { Budget = budget, ExpectedRevision = expected, RequestId = requestId };
}
