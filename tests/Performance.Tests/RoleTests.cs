using Budget.Contracts;
using Budget.Testing;
using Budget.V1;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Performance.Tests;

/// <summary>Every RPC × every role. Letters: p preparer, s secrecy reviewer, a approver, f finance reviewer, r reader.</summary>
public sealed class RoleTests(PerformanceOnSqlite on) : IClassFixture<PerformanceOnSqlite>
{
    static readonly Dictionary<string, (string Allowed, Func<PerformanceService.PerformanceServiceClient, CallOptions, Task> Call)> Walk = new()
    {
        ["SaveTargets"] = ("pf", async (p, o) => await p.SaveTargetsAsync(Sample.Save(Sample.Targets()), o)),
        ["GetTargets"] = ("psafr", async (p, o) => await p.GetTargetsAsync(new() { Department = "101", Year = Sample.Year }, o)),
        ["ListTargets"] = ("psafr", async (p, o) => await p.ListTargetsAsync(new(), o)),
        ["ListTargetRevisions"] = ("psafr", async (p, o) => await p.ListTargetRevisionsAsync(new() { Department = "101", Year = Sample.Year }, o)),
        ["CheckTargets"] = ("psafr", async (p, o) => await p.CheckTargetsAsync(new() { Targets = Sample.Targets() }, o)),
    };

    public static TheoryData<string, string> Everyone =>
        [.. Walk.Keys.SelectMany(rpc => Roles.All.Append("").Select(role => new TheoryDataRow<string, string>(rpc, role)))];

    [Theory, MemberData(nameof(Everyone))]
    public async Task Lets_each_role_do_what_the_table_says_and_no_more(string rpc, string role)
    {
        await on.Performance.SaveTargetsAsync(Sample.Save(Sample.Targets()), Preparer("101"));
        var (allowed, call) = Walk[rpc];
        var options = role == Roles.FinanceReviewer ? Finance : As("101", role.Length == 0 ? [] : [role]);

        if (role.Length > 0 && allowed.Contains(role[0]))
        {
            await call(on.Performance, options);
        }
        else
        {
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => call(on.Performance, options))).StatusCode);
        }
    }

    public static TheoryData<string> Rpcs => [.. Walk.Keys];

    [Theory, MemberData(nameof(Rpcs))]
    public async Task Answers_nobody_without_a_token(string rpc)
    {
        var options = new CallOptions(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => Walk[rpc].Call(on.Performance, options))).StatusCode);
    }

    [Fact]
    public async Task Lets_no_preparer_without_a_department_save() =>
        await Refused.With(StatusCode.PermissionDenied, on.Performance.SaveTargetsAsync(Sample.Save(Sample.Targets()), As("", Roles.Preparer)));

    [Fact]
    public void Leaves_no_rpc_out() =>
        Assert.Equal(PerformanceService.Descriptor.Methods.Select(m => m.Name).Order(), Walk.Keys.Order());
}
