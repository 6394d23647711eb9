using Budget.Budgets.Storage;
using Budget.Hosting.Storage;
using Budget.Testing;
using Budget.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Storage;

public sealed class BudgetsDbTests
{
    [Theory]
    [InlineData(typeof(SqliteBudgetsDb))]
    [InlineData(typeof(PostgresBudgetsDb))]
    public void Migrations_match_the_model(Type context) => Assert.False(DesignTime.HasPendingChanges(context));

    [Theory, ClassData(typeof(Databases))]
    public async Task Keeps_the_very_bytes_that_were_hashed(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget()), Preparer("101"));

        await using var scope = service.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<BudgetsDb>().Budgets.SingleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(row.ContentHash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(row.Content)));
        Assert.Equal(Sample.Budget(), DepartmentBudget.Parser.ParseFrom(row.Content));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Accepts_no_second_row_for_a_revision_whoever_writes_it(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        await budgets.SaveBudgetAsync(Sample.Save(Sample.Budget()), Preparer("101"));

        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BudgetsDb>();
        var row = await db.Budgets.SingleAsync(TestContext.Current.CancellationToken);
        db.Add(new Hosting.Revisions.RevisionRow
        {
            District = row.District,
            Department = row.Department,
            Year = row.Year,
            Number = row.Number,
            Edition = row.Edition,
            ContentHash = "another",
            SavedBy = "somebody",
            SavedAt = row.SavedAt,
            Content = [1],
        });

        await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
    }
}
