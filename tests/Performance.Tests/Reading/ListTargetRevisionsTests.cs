using Budget.Testing;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests.Reading;

public sealed class ListTargetRevisionsTests(PerformanceOnSqlite on) : IClassFixture<PerformanceOnSqlite>
{
    [Fact]
    public async Task Tells_the_history_newest_first_page_by_page()
    {
        var department = await on.Saved(3);

        var first = await on.Performance.ListTargetRevisionsAsync(new() { Department = department, Year = Sample.Year, PageSize = 2 }, Preparer(department));
        var second = await on.Performance.ListTargetRevisionsAsync(new() { Department = department, Year = Sample.Year, PageSize = 2, PageToken = first.NextPageToken }, Preparer(department));

        Assert.Equal([3, 2, 1], first.Revisions.Concat(second.Revisions).Select(r => r.Revision));
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public async Task Says_not_found_for_a_year_that_has_none()
    {
        var department = await on.Saved(1);

        await Refused.With(StatusCode.NotFound, on.Performance.ListTargetRevisionsAsync(new() { Department = department, Year = 2022 }, Preparer(department)));
    }
}
