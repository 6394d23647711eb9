using Budget.Testing;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests.Reading;

/// <summary>What every question about targets has in common.</summary>
public sealed class ReadingTests(PerformanceOnSqlite on) : IClassFixture<PerformanceOnSqlite>
{
    [Fact]
    public async Task Shows_a_department_only_what_is_its_own()
    {
        var department = await on.Saved(1);

        await Refused.With(StatusCode.PermissionDenied, on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year }, As("101", "approver")));
        await Refused.With(StatusCode.PermissionDenied, on.Performance.ListTargetRevisionsAsync(new() { Department = department, Year = Sample.Year }, As("101", "approver")));
        await Refused.With(StatusCode.PermissionDenied, on.Performance.CheckTargetsAsync(new() { Targets = Sample.Targets(department) }, As("101", "approver")));
        await Refused.With(StatusCode.NotFound, on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year }, InDistrict("putuo", department, "preparer")));
    }
}
