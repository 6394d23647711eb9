using Budget.Contracts;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests;

/// <summary>Every RPC × every role. Letters: p preparer, s secrecy reviewer, a approver, f finance reviewer, r reader.</summary>
public sealed class RoleTests(BudgetsOnSqlite on) : IClassFixture<BudgetsOnSqlite>
{
    static readonly Dictionary<string, (string Allowed, Func<BudgetService.BudgetServiceClient, CallOptions, Task> Call)> Walk = new()
    {
        ["RegisterDepartment"] = ("f", async (b, o) => await b.RegisterDepartmentAsync(new() { Department = Sample.Department("101") }, o)),
        ["GetDepartment"] = ("psafr", async (b, o) => await b.GetDepartmentAsync(new() { Code = "101" }, o)),
        ["ListDepartments"] = ("psafr", async (b, o) => await b.ListDepartmentsAsync(new(), o)),
        ["GetForm"] = ("psafr", async (b, o) => await b.GetFormAsync(new() { Edition = Sample.Edition, Year = Sample.Year }, o)),
        ["SaveBudget"] = ("pf", async (b, o) => await b.SaveBudgetAsync(new() { Budget = MadeElsewhere() }, o)),
        ["GetBudget"] = ("psafr", async (b, o) => await b.GetBudgetAsync(new() { Department = "101", Year = Sample.Year }, o)),
        ["ListBudgets"] = ("psafr", async (b, o) => await b.ListBudgetsAsync(new(), o)),
        ["ListBudgetRevisions"] = ("psafr", async (b, o) => await b.ListBudgetRevisionsAsync(new() { Department = "101", Year = Sample.Year }, o)),
        ["CompareBudgets"] = ("psafr", async (b, o) => await b.CompareBudgetsAsync(new() { Department = "101", Year = Sample.Year, FromRevision = 1, ToRevision = 1 }, o)),
        ["CheckBudget"] = ("psafr", async (b, o) => await b.CheckBudgetAsync(new() { Budget = Sample.Budget() }, o)),
        ["CheckEdits"] = ("psafr", Edit),
        ["SuggestRepairs"] = ("psafr", async (b, o) => await b.SuggestRepairsAsync(new() { Budget = Sample.Budget() }, o)),
        ["ProposeMapping"] = ("psafr", async (b, o) => await b.ProposeMappingAsync(new() { Year = Sample.Year, Tables = { new Table { Number = 1 } } }, o)),
        ["GetRollUp"] = ("f", async (b, o) => await b.GetRollUpAsync(new() { Year = Sample.Year }, o)),
    };

    static async Task Edit(BudgetService.BudgetServiceClient budgets, CallOptions options)
    {
        using var call = budgets.CheckEdits(options);
        try
        {
            await call.RequestStream.WriteAsync(new() { Open = new() { Budget = Sample.Budget() } });
        }
        catch (Exception e) when (e is InvalidOperationException or RpcException)
        {
            // The refusal came first; the answer tells it.
        }
        Assert.True(await call.ResponseStream.MoveNext(options.CancellationToken));
    }

    static DepartmentBudget MadeElsewhere()
    {
        var budget = Sample.Budget();
        budget.Printed = new PrintedDocument { Title = "部门预算" };
        return budget;
    }

    public static TheoryData<string, string> Everyone =>
        [.. Walk.Keys.SelectMany(rpc => Roles.All.Append("").Select(role => new TheoryDataRow<string, string>(rpc, role)))];

    [Theory, MemberData(nameof(Everyone))]
    public async Task Lets_each_role_do_what_the_table_says_and_no_more(string rpc, string role)
    {
        await on.Budgets.SaveBudgetAsync(new() { Budget = MadeElsewhere() }, Preparer("101"));
        var (allowed, call) = Walk[rpc];
        var options = role == Roles.FinanceReviewer ? Finance : As("101", role.Length == 0 ? [] : [role]);

        if (role.Length > 0 && allowed.Contains(role[0]))
        {
            await call(on.Budgets, options);
        }
        else
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => call(on.Budgets, options))).StatusCode);
        }
    }

    public static TheoryData<string> Rpcs => [.. Walk.Keys];

    [Theory, MemberData(nameof(Rpcs))]
    public async Task Answers_nobody_without_a_token(string rpc)
    {
        var options = new CallOptions(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => Walk[rpc].Call(on.Budgets, options))).StatusCode);
    }

    [Theory]
    [InlineData("no token at all")]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic cHJlcGFyZXI6MTAx")]
    public async Task Answers_nobody_with_a_token_that_is_not_ours(string authorization)
    {
        var options = new CallOptions(new Metadata { { "authorization", authorization } }, cancellationToken: TestContext.Current.CancellationToken);

        await Refused.With(StatusCode.Unauthenticated, on.Budgets.ListDepartmentsAsync(new(), options));
    }

    [Fact]
    public async Task Answers_nobody_whose_token_names_no_district() =>
        await Refused.With(StatusCode.Unauthenticated, on.Budgets.ListDepartmentsAsync(new(), InDistrict("", "101", Roles.Preparer)));

    [Fact]
    public async Task Lets_no_preparer_without_a_department_save() =>
        await Refused.With(StatusCode.PermissionDenied, on.Budgets.SaveBudgetAsync(Sample.Save(Sample.Budget()), As("", Roles.Preparer)));

    [Fact]
    public void Leaves_no_rpc_out() =>
        Assert.Equal(BudgetService.Descriptor.Methods.Select(m => m.Name).Order(), Walk.Keys.Order());
}
