using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests;

/// <summary>Text no database, path or log should meet, in every place of every request that takes a name.</summary>
public sealed class HostileTextTests
{
    static readonly string[] Texts = ["\0", "10\0", "' OR 1=1 --", "../../etc/passwd", "101\r\nset: x", "🏛", new string('1', 100_000)];

    [Theory, ClassData(typeof(Databases))]
    public async Task Is_refused_or_not_found_and_never_an_internal_error(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget()), Preparer("101"));

        foreach (var text in Texts)
        {
            var named = Sample.Department("101");
            named.Code = text;
            var budget = Sample.Budget(text);
            budget.Printed = new PrintedDocument();
            var edition = Sample.Budget();
            edition.Edition = text;
            var calls = new Dictionary<string, Func<CallOptions, Task>>
            {
                ["RegisterDepartment.code"] = async o => await budgets.RegisterDepartmentAsync(new() { Department = named }, o),
                ["GetDepartment.code"] = async o => await budgets.GetDepartmentAsync(new() { Code = text }, o),
                ["ListDepartments.parent"] = async o => await budgets.ListDepartmentsAsync(new() { Parent = text }, o),
                ["ListDepartments.page_token"] = async o => await budgets.ListDepartmentsAsync(new() { PageToken = text }, o),
                ["GetForm.edition"] = async o => await budgets.GetFormAsync(new() { Edition = text, Year = Sample.Year }, o),
                ["SaveBudget.department"] = async o => await budgets.SaveBudgetAsync(Sample.Save(budget), o),
                ["CheckBudget.department"] = async o => await budgets.CheckBudgetAsync(new() { Budget = budget }, o),
                ["CheckBudget.edition"] = async o => await budgets.CheckBudgetAsync(new() { Budget = edition }, o),
                ["GetBudget.department"] = async o => await budgets.GetBudgetAsync(new() { Department = text, Year = Sample.Year }, o),
                ["ListBudgets.department"] = async o => await budgets.ListBudgetsAsync(new() { Department = text }, o),
                ["ListBudgetRevisions.department"] = async o => await budgets.ListBudgetRevisionsAsync(new() { Department = text, Year = Sample.Year }, o),
                ["CompareBudgets.department"] = async o => await budgets.CompareBudgetsAsync(new() { Department = text, Year = Sample.Year, FromRevision = 1, ToRevision = 1 }, o),
            };
            foreach (var (where, call) in calls)
            {
                var error = await Assert.ThrowsAsync<RpcException>(() => call(Finance));
                Assert.True(error.StatusCode is StatusCode.InvalidArgument or StatusCode.NotFound, $"{where} with '{text[..Math.Min(20, text.Length)]}': {error.Status}");
            }
        }
    }
}
