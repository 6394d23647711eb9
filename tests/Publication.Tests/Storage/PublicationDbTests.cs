using Budget.Hosting.Storage;
using Budget.Publication.Storage;
using Budget.Testing;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Storage;

public class PublicationDbTests
{
    [Theory]
    [InlineData(typeof(PublicationSqlite))]
    [InlineData(typeof(PublicationPostgres))]
    public void Its_migrations_match_the_model(Type context) => Assert.False(DesignTime.HasPendingChanges(context));

    [Theory, ClassData(typeof(Databases))]
    public async Task A_disclosure_goes_the_whole_way(string database)
    {
        await using var district = await District.Start(database);
        var its = await district.NewCase();
        await its.ToPublished();
        await its.Correct();
        await its.SaveBudget(Samples.Balanced(its.Department, 3_00), expected: 1);
        await its.Submit(version: 2);
        await its.Review(version: 2);
        await its.Approve(version: 2, publishAt: district.Clock.GetUtcNow().AddHours(1));
        district.Clock.Advance(TimeSpan.FromMinutes(61));
        await its.Until(DisclosureState.Published, version: 2);
        Assert.Equal(DisclosureState.Superseded, (await its.Get()).State);

        var page = await district.Rpcs.ListDisclosuresAsync(new() { PageSize = 1 }, its.Finance);
        Assert.Equal(its.Name(2), Assert.Single(page.Disclosures).Name);
        page = await district.Rpcs.ListDisclosuresAsync(new() { PageSize = 1, PageToken = page.NextPageToken }, its.Finance);
        Assert.Equal(its.Name(), Assert.Single(page.Disclosures).Name);
        Assert.Empty(page.NextPageToken);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Of_two_moves_on_one_state_the_database_lets_one_commit(string database)
    {
        await using var district = await District.Start(database);
        var its = await district.NewCase(withBudget: false);
        await its.Open();
        await district.WithDb(async first =>
        {
            var mine = await first.Disclosures.AsTracking().SingleAsync();
            await district.WithDb(async second =>
            {
                (await second.Disclosures.AsTracking().SingleAsync()).Moves++;
                return await second.SaveChangesAsync();
            });
            mine.Moves++;
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => first.SaveChangesAsync(TestContext.Current.CancellationToken));
            return 0;
        });
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Going_back_to_draft_clears_an_hour_that_was_set_after_the_row_was_read(string database)
    {
        await using var district = await District.Start(database);
        var its = await district.NewCase();
        await its.ToReviewed(district.Clock.GetUtcNow().AddHours(1));
        await its.Approve();
        await district.WithDb(async reader =>
        {
            var row = await reader.Disclosures.AsTracking().SingleAsync();
            row.DueAt = null;
            reader.Entry(row).Property(r => r.DueAt).OriginalValue = null;
            await district.WithDb(publisher => publisher.Disclosures.ExecuteUpdateAsync(set => set
                .SetProperty(d => d.DueAt, district.Clock.GetUtcNow().AddHours(5)).SetProperty(d => d.Attempts, 3).SetProperty(d => d.LastError, "x")));
            reader.BackToDraft(row);
            (row.State, row.Moves) = (State.Draft, row.Moves + 1);
            return await reader.SaveChangesAsync();
        });
        var after = await district.WithDb(db => db.Disclosures.SingleAsync());
        Assert.Equal((null, null, 0, null), (after.DueAt, after.ClaimedUntil, after.Attempts, after.LastError));
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task One_version_has_one_row(string database)
    {
        await using var district = await District.Start(database);
        await district.WithDb(async db =>
        {
            for (var i = 0; i < 2; i++) db.Disclosures.Add(new DisclosureRow { District = District.Code, Department = "1", DepartmentName = "某局", Year = 2025 });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
            return 0;
        });
    }
}
