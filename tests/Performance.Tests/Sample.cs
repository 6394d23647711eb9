using Budget.Testing;
using Budget.V1;

namespace Budget.Performance.Tests;

/// <summary>Invented targets on the Wuhan form.</summary>
static class Sample
{
    public const int Year = 2021;

    public static async Task<(RunningService Service, PerformanceService.PerformanceServiceClient Performance)> Start(string database = "sqlite")
    {
        var service = await RunningService.Start(PerformanceTargetsService.Create, database);
        return (service, new PerformanceService.PerformanceServiceClient(service.Channel));
    }

    public static PerformanceTargets Targets(string department = "101", long fen = 46_140_000_00) => new()
    {
        Department = department,
        Year = Year,
        Edition = "wuhan-2021",
        Projects =
        {
            new ProjectTarget
            {
                Name = "政务服务保障", Kind = "常年性项目", TotalFen = fen, YearFen = fen,
                Funding = { new FundingLine { Source = "total", Fen = fen }, new FundingLine { Source = "public_budget_appropriation", Fen = fen } },
                Expenditure = { new ExpenditureLine { Item = "1.办公费", Fen = fen } },
                ExpenditureTotalFen = fen,
                AnnualGoal = "保障政务服务大厅全年运行。",
                Indicators = { new Indicator { Level1 = "产出指标", Level2 = "数量指标", Name = "办件量", Value = "≥10000件" } },
            },
        },
        Overall = new DepartmentTarget
        {
            DepartmentName = "测试区第101局",
            Goals = { new Goal { Term = GoalTerm.Annual, Number = 1, Text = "运行保障有力。" } },
        },
    };

    public static SaveTargetsRequest Save(PerformanceTargets targets, int expected = 0, string requestId = "") => new() { Targets = targets, ExpectedRevision = expected, RequestId = requestId };
}

/// <summary>One service for the tests of a class that do not disturb each other.</summary>
public sealed class PerformanceOnSqlite : IAsyncLifetime
{
    public RunningService Service { get; private set; } = null!;

    public PerformanceService.PerformanceServiceClient Performance { get; private set; } = null!;

    public async ValueTask InitializeAsync() => (Service, Performance) = await Sample.Start();

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>A department nobody else uses.</summary>
    public static string NewDepartment() => "n" + Guid.NewGuid().ToString("N")[..10];

    /// <summary>A new department and so many revisions of its targets, each of a yuan more.</summary>
    public async Task<string> Saved(int revisions)
    {
        var department = NewDepartment();
        for (var i = 0; i < revisions; i++)
        {
            await Performance.SaveTargetsAsync(Sample.Save(Sample.Targets(department, 100 + i), expected: i), RunningService.Preparer(department));
        }
        return department;
    }
}
