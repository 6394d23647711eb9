using Budget.Document.Rules;
using Budget.Testing;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests.Reading;

public sealed class ReadingTests(PerformanceOnSqlite on) : IClassFixture<PerformanceOnSqlite>
{
    async Task<string> Saved(int revisions)
    {
        var department = PerformanceOnSqlite.NewDepartment();
        for (var i = 0; i < revisions; i++)
        {
            await on.Performance.SaveTargetsAsync(Sample.Save(Sample.Targets(department, 100 + i), expected: i), Preparer(department));
        }
        return department;
    }

    [Fact]
    public async Task Gives_the_newest_revision_or_the_one_that_is_asked_for()
    {
        var department = await Saved(3);

        var newest = await on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year }, Preparer(department));
        var second = await on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year, Revision = 2 }, Preparer(department));

        Assert.Equal((3, Sample.Targets(department, 102)), (newest.Revision.Revision, newest.Targets));
        Assert.Equal((2, Sample.Targets(department, 101)), (second.Revision.Revision, second.Targets));
    }

    [Fact]
    public async Task Says_not_found_or_what_is_missing()
    {
        var department = await Saved(1);

        await Refused.With(StatusCode.NotFound, on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year, Revision = 2 }, Preparer(department)));
        await Refused.With(StatusCode.NotFound, on.Performance.ListTargetRevisionsAsync(new() { Department = department, Year = 2022 }, Preparer(department)));
        await Refused.Field("year", on.Performance.GetTargetsAsync(new() { Department = department }, Preparer(department)));
        await Refused.Field("department", on.Performance.GetTargetsAsync(new() { Year = 2021 }, Preparer(department)));
        await Refused.Field("page_token", on.Performance.ListTargetsAsync(new() { PageToken = "nonsense" }, Preparer(department)));
        await Refused.Field("what", on.Performance.CheckTargetsAsync(new(), Preparer(department)));
    }

    [Fact]
    public async Task Tells_the_history_newest_first_page_by_page()
    {
        var department = await Saved(3);

        var first = await on.Performance.ListTargetRevisionsAsync(new() { Department = department, Year = Sample.Year, PageSize = 2 }, Preparer(department));
        var second = await on.Performance.ListTargetRevisionsAsync(new() { Department = department, Year = Sample.Year, PageSize = 2, PageToken = first.NextPageToken }, Preparer(department));

        Assert.Equal([3, 2, 1], first.Revisions.Concat(second.Revisions).Select(r => r.Revision));
        Assert.Empty(second.NextPageToken);
    }

    [Theory, ClassData(typeof(Databases))]
    public async Task Lists_the_newest_of_each_page_by_page(string database)
    {
        var (service, performance) = await Sample.Start(database);
        await using var _ = service;
        foreach (var code in new[] { "103", "101", "102" })
        {
            await performance.SaveTargetsAsync(Sample.Save(Sample.Targets(code, 1)), Preparer(code));
            await performance.SaveTargetsAsync(Sample.Save(Sample.Targets(code, 2), expected: 1), Preparer(code));
        }

        var first = await performance.ListTargetsAsync(new() { PageSize = 2 }, Finance);
        var second = await performance.ListTargetsAsync(new() { PageSize = 2, PageToken = first.NextPageToken }, Finance);

        Assert.Equal([("101", 2), ("102", 2), ("103", 2)], first.Targets.Concat(second.Targets).Select(r => (r.Department, r.Revision)));
        Assert.Equal(["102"], (await performance.ListTargetsAsync(new(), As("102", "reader"))).Targets.Select(r => r.Department));
    }

    [Fact]
    public async Task Shows_a_department_only_what_is_its_own()
    {
        var department = await Saved(1);

        await Refused.With(StatusCode.PermissionDenied, on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year }, As("101", "approver")));
        await Refused.With(StatusCode.PermissionDenied, on.Performance.ListTargetRevisionsAsync(new() { Department = department, Year = Sample.Year }, As("101", "approver")));
        await Refused.With(StatusCode.PermissionDenied, on.Performance.CheckTargetsAsync(new() { Targets = Sample.Targets(department) }, As("101", "approver")));
        await Refused.With(StatusCode.NotFound, on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year }, InDistrict("putuo", department, "preparer")));
    }

    [Fact]
    public async Task Checks_saved_and_unsaved_targets_alike_and_saves_nothing()
    {
        var department = PerformanceOnSqlite.NewDepartment();

        var unsaved = await on.Performance.CheckTargetsAsync(new() { Targets = Sample.Targets(department) }, Preparer(department));
        await Refused.With(StatusCode.NotFound, on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year }, Preparer(department)));
        await on.Performance.SaveTargetsAsync(Sample.Save(Sample.Targets(department)), Preparer(department));
        var saved = await on.Performance.CheckTargetsAsync(new() { Saved = new() { Department = department, Year = Sample.Year } }, Preparer(department));

        Assert.Equal(unsaved, saved);
        Assert.Equal(RuleBook.Rules.Count, saved.Report.Passed + saved.Report.Failed + saved.Report.NotCheckable);
    }
}
