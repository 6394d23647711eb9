using Budget.Testing;
using Budget.V1;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests;

/// <summary>One service for the tests of a class that do not disturb each other. Departments 101 and 102 are registered.</summary>
public sealed class BudgetsOnSqlite : IAsyncLifetime
{
    public RunningService Service { get; private set; } = null!;

    public BudgetService.BudgetServiceClient Budgets { get; private set; } = null!;

    public async ValueTask InitializeAsync() => (Service, Budgets) = await Sample.Start("sqlite", "101", "102");

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    /// <summary>A department nobody else uses.</summary>
    public async Task<string> NewDepartment()
    {
        var code = "n" + Guid.NewGuid().ToString("N")[..10];
        await Budgets.RegisterDepartmentAsync(new() { Department = Sample.Department(code) }, Finance);
        return code;
    }

    /// <summary>A new department and so many revisions of its budget, each of a yuan more.</summary>
    public async Task<string> Saved(int revisions)
    {
        var department = await NewDepartment();
        for (var i = 0; i < revisions; i++)
        {
            await Budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(department, basic: 100 + i), expected: i), Preparer(department));
        }
        return department;
    }
}
