using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests.Drafting;

/// <summary>What is malformed is refused with its place, and nothing of it is kept.</summary>
public sealed class MalformedTargetsTests(PerformanceOnSqlite on) : IClassFixture<PerformanceOnSqlite>
{
    const string SavePath = "/budget.v1.PerformanceService/SaveTargets";

    static readonly Dictionary<string, (Action<PerformanceTargets> Spoil, string Field)> Cases = new()
    {
        ["a project without a name"] = (t => t.Projects[0].Name = "", "targets.projects[0].name"),
        ["an amount beyond any project"] = (t => t.Projects[0].TotalFen = long.MaxValue, "targets.projects[0].total_fen"),
        ["an amount far below zero"] = (t => t.Projects[0].YearFen = long.MinValue, "targets.projects[0].year_fen"),
        ["a control character"] = (t => t.Projects[0].Reason = "\u0007", "targets.projects[0].reason"),
        ["a paragraph without end"] = (t => t.Projects[0].AnnualGoal = new string('保', 500_000), "targets.projects[0].annual_goal"),
        ["an edition nobody knows"] = (t => t.Edition = "atlantis-1999", "targets.edition"),
        ["a year that has no edition"] = (t => t.Year = 1999, "targets.year"),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    [Theory, MemberData(nameof(CaseNames))]
    public async Task Refuses_and_keeps_nothing_of(string what)
    {
        var (spoil, field) = Cases[what];
        var department = PerformanceOnSqlite.NewDepartment();
        var targets = Sample.Targets(department);
        spoil(targets);

        var description = await Refused.Field(field, on.Performance.SaveTargetsAsync(Sample.Save(targets), Preparer(department)));

        Assert.Equal(description, await Refused.Field(field, on.Performance.CheckTargetsAsync(new() { Targets = targets }, Preparer(department))));
        await Refused.With(StatusCode.NotFound, on.Performance.GetTargetsAsync(new() { Department = department, Year = Sample.Year }, Preparer(department)));
    }

    [Theory]
    [InlineData(-1, "", "expected_revision")]
    [InlineData(0, "not-a-uuid", "request_id")]
    public async Task Refuses_a_request_that_cannot_be_meant(int expected, string requestId, string field) =>
        await Refused.Field(field, on.Performance.SaveTargetsAsync(Sample.Save(Sample.Targets("103"), expected, requestId), Preparer("103")));

    [Fact]
    public async Task Refuses_a_request_without_targets() =>
        await Refused.Field("targets", on.Performance.SaveTargetsAsync(new(), Preparer("103")));

    [Fact]
    public async Task Refuses_fields_it_does_not_know()
    {
        var targets = Sample.Targets("103");
        targets.Projects[0].MergeFrom(new byte[] { 0x9A, 0x06, 0x01, (byte)'x' });

        await Refused.Field("targets", on.Performance.SaveTargetsAsync(Sample.Save(targets), Preparer("103")));
    }

    [Fact]
    public async Task Refuses_a_department_that_is_not_the_callers() =>
        await Refused.With(StatusCode.PermissionDenied, on.Performance.SaveTargetsAsync(Sample.Save(Sample.Targets("102")), Preparer("103")));

    [Fact]
    public async Task Refuses_ten_megabytes_of_text()
    {
        var targets = Sample.Targets("103");
        targets.Projects[0].Content = new string('x', 10 * 1024 * 1024);

        await Refused.With(StatusCode.ResourceExhausted, on.Performance.SaveTargetsAsync(Sample.Save(targets), Preparer("103")));
    }

    public static TheoryData<string, byte[]> Bodies => new()
    {
        { "not protobuf", [0xff, 0xff, 0xff, 0xff, 0xff] },
        { "cut off inside a message", new SaveTargetsRequest { Targets = Sample.Targets() }.ToByteArray()[..100] },
        { "text that is not UTF-8", [0x0a, 0x04, 0x0a, 0x02, 0xc0, 0x80] },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task Refuses_a_body_that_is(string what, byte[] body)
    {
        var (status, message) = await RawCall.Send(on.Service.Address, SavePath, Token("dongxihu", "101", "preparer"), body);

        Assert.True(status == (int)StatusCode.InvalidArgument, $"{what}: {status} {message}");
    }
}
