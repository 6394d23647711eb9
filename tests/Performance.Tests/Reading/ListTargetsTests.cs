using Budget.Testing;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests.Reading;

public sealed class ListTargetsTests(PerformanceOnSqlite on) : IClassFixture<PerformanceOnSqlite>
{
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
    public async Task Refuses_a_page_token_it_did_not_give() =>
        await Refused.Field("page_token", on.Performance.ListTargetsAsync(new() { PageToken = "nonsense" }, Preparer("101")));
}
