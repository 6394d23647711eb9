using Budget.Testing;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests.Reading;

public sealed class GetTargetsTests(PerformanceOnSqlite on) : IClassFixture<PerformanceOnSqlite>
{
    [Fact]
    public async Task Gives_the_newest_revision_or_the_one_that_is_asked_for()
    {
        var department = await on.Saved(3);

        var newest = await on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year }, Preparer(department));
        var second = await on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year, Revision = 2 }, Preparer(department));

        Assert.Equal((3, Sample.Targets(department, 102)), (newest.Revision.Revision, newest.Targets));
        Assert.Equal((2, Sample.Targets(department, 101)), (second.Revision.Revision, second.Targets));
    }

    [Fact]
    public async Task Says_not_found_or_what_is_missing()
    {
        var department = await on.Saved(1);

        await Refused.With(StatusCode.NotFound, on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year, Revision = 2 }, Preparer(department)));
        await Refused.Field("year", on.Performance.GetTargetsAsync(new() { Department = department }, Preparer(department)));
        await Refused.Field("department", on.Performance.GetTargetsAsync(new() { Year = 2021 }, Preparer(department)));
    }
}
