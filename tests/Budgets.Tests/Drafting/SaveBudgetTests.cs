using System.Security.Cryptography;
using System.Text.Json;
using Budget.Budgets.Storage;
using Budget.Hosting.Outbox;
using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Drafting;

public sealed class SaveBudgetTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Keeps_every_figure_and_answers_with_its_hash(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        var budget = Sample.Budget();

        var saved = await budgets.SaveBudgetAsync(Sample.Save(budget), Preparer("101"));
        var read = await budgets.GetBudgetAsync(new() { Department = "101", Year = Sample.Year }, Preparer("101"));

        Assert.Equal(budget, read.Budget);
        Assert.Equal(saved.Revision, read.Revision);
        Assert.Equal(1, read.Revision.Revision);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(read.Budget.ToByteArray())), read.Revision.ContentHash);
        Assert.Equal("preparer-101", read.Revision.SavedBy);
        Assert.Equal(Sample.Edition, saved.Report.Edition);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Refuses_a_stale_revision_and_names_the_newest(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: 1)), Preparer("101"));
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: 2), expected: 1), Preparer("101"));

        var refusal = await Refused.With(StatusCode.Aborted, budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: 3), expected: 1), Preparer("101")));

        Assert.Equal("STALE_REVISION", refusal.ErrorInfo?.Reason);
        Assert.Equal("2", refusal.ErrorInfo?.Metadata["newest_revision"]);
        Assert.Contains("第 2 版", refusal.Message);
        Assert.Equal(2, (await budgets.GetBudgetAsync(new() { Department = "101", Year = Sample.Year }, Preparer("101"))).Revision.Revision);
    }

    [Fact]
    public async Task Refuses_a_revision_that_does_not_exist_yet()
    {
        var (service, budgets) = await Sample.Start();
        await using var _ = service;

        var refusal = await Refused.With(StatusCode.Aborted, budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(), expected: 7), Preparer("101")));

        Assert.Equal("0", refusal.ErrorInfo?.Metadata["newest_revision"]);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Lets_exactly_one_of_many_concurrent_saves_win(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 16).Select(async i =>
        {
            try
            {
                return (await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: i)), Preparer("101"))).Revision.Revision.ToString();
            }
            catch (RpcException e)
            {
                return e.StatusCode.ToString();
            }
        }));

        Assert.Single(outcomes, "1");
        Assert.Equal(15, outcomes.Count(o => o == nameof(StatusCode.Aborted)));
        Assert.Single(await Events(service));
        Assert.Single((await budgets.ListBudgetRevisionsAsync(new() { Department = "101", Year = Sample.Year }, Preparer("101"))).Revisions);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Answers_a_repeated_request_as_the_first_time_even_after_later_revisions(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        var id = Guid.NewGuid().ToString();

        var first = await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: 1), requestId: id), Preparer("101"));
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: 2), expected: 1), Preparer("101"));
        var again = await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: 1), requestId: id), Preparer("101"));

        Assert.Equal(first, again);
        Assert.Equal(2, (await Events(service)).Count);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Answers_one_request_sent_many_times_at_once_with_one_revision(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        var request = Sample.Save(Sample.Budget(), requestId: Guid.NewGuid().ToString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => budgets.SaveBudgetAsync(request, Preparer("101")).ResponseAsync));

        Assert.Single(answers.Select(a => a.Revision).Distinct());
        Assert.Single(await Events(service));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Refuses_a_request_id_that_saved_other_content(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        var id = Guid.NewGuid().ToString();
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: 1), requestId: id), Preparer("101"));

        var refusal = await Refused.With(StatusCode.AlreadyExists, budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(basic: 2), 1, id), Preparer("101")));

        Assert.Equal("REQUEST_ID_USED", refusal.ErrorInfo?.Reason);
        Assert.Single(await Events(service));
    }

    [Fact]
    public async Task Answers_unchanged_content_with_the_newest_revision_and_tells_nobody()
    {
        var (service, budgets) = await Sample.Start();
        await using var _ = service;
        var first = await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget()), Preparer("101"));

        var again = await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget(), expected: 1), Preparer("101"));

        Assert.Equal(first.Revision, again.Revision);
        Assert.Single(await Events(service));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Commits_the_event_with_the_revision(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;

        var saved = await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget()), Preparer("101"));

        var row = Assert.Single(await Events(service));
        Assert.Equal(("BudgetRevised", "dongxihu.101", "dongxihu/101/2021"), (row.Type, row.RoutingKey, row.OrderingKey));
        var fact = JsonDocument.Parse(row.Body).RootElement;
        Assert.Equal(saved.Revision.ContentHash, fact.GetProperty("budget").GetProperty("contentHash").GetString());
        Assert.Equal(saved.Revision.SavedAt.ToDateTimeOffset(), fact.GetProperty("at").GetDateTimeOffset());
        Assert.DoesNotContain("行政运行", row.Body);
    }

    [Fact]
    public async Task Saves_figures_that_break_rules_and_answers_with_findings()
    {
        var (service, budgets) = await Sample.Start();
        await using var _ = service;
        var budget = Sample.Budget();
        budget.Tables[0].Rows[2].Cells[0].Fen += 1;

        var saved = await budgets.SaveBudgetAsync(Sample.Save(budget), Preparer("101"));

        Assert.NotEmpty(saved.Report.Findings);
        Assert.Equal(1, saved.Revision.Revision);
    }

    [Fact]
    public async Task Archives_a_document_made_elsewhere_for_a_finance_reviewer_and_nothing_else()
    {
        var (service, budgets) = await Sample.Start();
        await using var _ = service;
        var budget = Sample.Budget();

        var refusal = await Refused.With(StatusCode.PermissionDenied, budgets.SaveBudgetAsync(Sample.Save(budget), Finance));
        budget.Printed = new PrintedDocument { Title = "部门预算" };
        var saved = await budgets.SaveBudgetAsync(Sample.Save(budget), Finance);

        Assert.Equal("NOT_YOURS_TO_SAVE", refusal.ErrorInfo?.Reason);
        Assert.Equal(1, saved.Revision.Revision);
    }

    internal static async Task<List<OutboxRow>> Events(RunningService service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BudgetsDb>().Outbox.OrderBy(r => r.Id).ToListAsync(TestContext.Current.CancellationToken);
    }
}
