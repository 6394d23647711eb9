using System.Diagnostics;
using Budget.Contracts;
using Budget.Hosting.Errors;
using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests;

/// <summary>Nobody with a token takes the service away from the others.</summary>
public sealed class OverloadTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_stops_when_its_caller_has_given_up()
    {
        await using var service = await RunningService.Start(BudgetsService.Create, "sqlite", new Dictionary<string, string?> { ["Quotas:CostlyAtOnceOfAll"] = "1" });
        var budgets = await Registered(service);
        var request = new SuggestRepairsRequest { Budget = Wrong(2_000, 300) };
        for (var i = 0; i < 2; i++)
        {
            var late = await Assert.ThrowsAsync<RpcException>(async () => await budgets.SuggestRepairsAsync(request, As("101", Roles.Reader).WithDeadline(DateTime.UtcNow.AddMilliseconds(300))));
            Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        }
        // There is one place: had the work gone on, this would wait for it.
        var waited = Stopwatch.StartNew();
        await budgets.CheckBudgetAsync(new() { Budget = Sample.Budget() }, Preparer("101"));
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), $"{waited.Elapsed}");
    }

    [Fact]
    public async Task An_answer_does_not_grow_with_what_is_wrong_and_says_how_much_it_leaves_out()
    {
        await using var service = await RunningService.Start(BudgetsService.Create, "sqlite");
        var budgets = await Registered(service);
        var request = new CheckBudgetRequest { Budget = Wrong(2_500, 300) };
        var report = (await budgets.CheckBudgetAsync(request, As("101", Roles.Reader))).Report;
        Assert.True(report.FindingsLeftOut > 0, $"{report.Findings.Count} findings, none left out");
        Assert.True(report.CalculateSize() < 3 * 1024 * 1024, $"{report.CalculateSize()} bytes to {request.CalculateSize()}");
        // The worst are told first.
        Assert.Contains(report.Findings, f => f.Severity == V1.Severity.Error);
    }

    [Fact]
    public async Task One_caller_has_no_more_costly_calls_at_once_than_others_can_bear_and_is_told_when_to_try_again()
    {
        await using var service = await RunningService.Start(BudgetsService.Create, "sqlite", new Dictionary<string, string?> { ["Quotas:CostlyAtOnce"] = "1", ["Drafts:MostOfOne"] = "3" });
        var budgets = await Registered(service);
        var request = new CheckBudgetRequest { Budget = Wrong(300, 300) };
        var calls = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            try
            {
                await budgets.CheckBudgetAsync(request, As("101", Roles.Reader));
                return null;
            }
            catch (RpcException e)
            {
                return e;
            }
        }));
        Assert.Contains(calls, e => e is null);
        var refused = calls.OfType<RpcException>().ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, e =>
        {
            var status = RichStatus.From(e);
            Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_AT_ONCE"), (e.StatusCode, status.ErrorInfo?.Reason));
            Assert.True(Assert.Single(status.All<RetryInfo>()).RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        });
        // Somebody else is answered meanwhile.
        await budgets.CheckBudgetAsync(new() { Budget = Sample.Budget() }, Preparer("101"));
    }

    [Fact]
    public async Task Who_calls_too_often_is_told_to_wait_and_others_are_not()
    {
        await using var service = await RunningService.Start(BudgetsService.Create, "sqlite", new Dictionary<string, string?> { ["Quotas:Burst"] = "10", ["Quotas:CallsPerSecond"] = "1" });
        var budgets = new BudgetService.BudgetServiceClient(service.Channel);
        var answered = 0;
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (; answered < 50; answered++) await budgets.ListDepartmentsAsync(new(), As("101", Roles.Reader));
        });
        Assert.Equal("TOO_MANY_CALLS", RichStatus.From(refused).ErrorInfo?.Reason);
        Assert.InRange(answered, 10, 40);
        await budgets.ListDepartmentsAsync(new(), Preparer("102"));
    }

    [Fact]
    public async Task One_caller_holds_no_more_open_drafts_than_their_share()
    {
        await using var service = await RunningService.Start(BudgetsService.Create, "sqlite", new Dictionary<string, string?> { ["Drafts:MostOfOne"] = "2" });
        var budgets = await Registered(service);
        using var first = await Open(budgets, As("101", Roles.Reader));
        using var second = await Open(budgets, As("101", Roles.Reader));
        var refused = await Assert.ThrowsAsync<RpcException>(async () => { using var third = await Open(budgets, As("101", Roles.Reader)); });
        Assert.Equal("TOO_MANY_DRAFTS", RichStatus.From(refused).ErrorInfo?.Reason);
        Assert.Single(RichStatus.From(refused).All<RetryInfo>());
        using var others = await Open(budgets, Preparer("101"));
    }

    static async Task<AsyncDuplexStreamingCall<CheckEditsRequest, CheckEditsResponse>> Open(BudgetService.BudgetServiceClient budgets, CallOptions options)
    {
        var call = budgets.CheckEdits(options);
        try
        {
            await call.RequestStream.WriteAsync(new() { Open = new() { Budget = Sample.Budget() } }, Stop);
        }
        catch (Exception e) when (e is InvalidOperationException or RpcException)
        {
            // It was refused at once; the answer tells why.
        }
        await call.ResponseStream.MoveNext(Stop);
        return call;
    }

    static async Task<BudgetService.BudgetServiceClient> Registered(RunningService service)
    {
        var budgets = new BudgetService.BudgetServiceClient(service.Channel);
        await budgets.RegisterDepartmentAsync(new() { Department = Sample.Department("101") }, Finance);
        return budgets;
    }

    /// <summary>A document made elsewhere, every statement of which is wrong in several ways and long, and whose tables do not add up.</summary>
    static DepartmentBudget Wrong(int statements, int letters)
    {
        var budget = Sample.Budget();
        budget.Printed = new() { Title = "某局2025年部门预算" };
        for (var i = 0; i < statements; i++)
        {
            var text = $"{Case(i)}2025年支出预算{i}.11万元，比上年增加{i + 7}.35万元，增长{i % 90}.5%；公务接待费{i}.01万元\uF0A3" + new string((char)('一' + i % 1000), letters);
            budget.Printed.Statements.Add(new PrintedStatement
            {
                Section = $"三（{i}）",
                Heading = new string((char)('丁' + i % 1000), 60),
                Text = text,
                Figures =
                {
                    new PrintedFigure { Label = "支出预算", Value = $"{i}.11", Unit = "万元", Measure = Measure.Amount },
                    new PrintedFigure { Label = "比上年增加", Value = $"{i + 7}.35", Unit = "万元", Measure = Measure.Change, Direction = "增加", Basis = "2024年预算" },
                    new PrintedFigure { Label = "公务接待费", Value = $"{i}.01", Unit = "万元", Measure = Measure.Amount },
                },
            });
        }
        foreach (var row in budget.Tables.SelectMany(t => t.Rows))
        {
            foreach (var cell in row.Cells.Where(c => c.HasFen)) cell.Fen += row.Name.Length;
        }
        return budget;

        static string Case(int i) => i % 2 == 0 ? "部门" : "本单位";
    }
}
