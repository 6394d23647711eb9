using Budget.Document.Rules;
using Budget.Testing;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests.Reading;

public sealed class CheckTargetsTests(PerformanceOnSqlite on) : IClassFixture<PerformanceOnSqlite>
{
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

    [Fact]
    public async Task Refuses_to_check_nothing() => await Refused.Field("what", on.Performance.CheckTargetsAsync(new(), Preparer("101")));
}
