using Budget.Testing;
using Budget.V1;
using Google.Protobuf.Reflection;

namespace Budget.Architecture.Tests;

/// <summary>services/README promises that an RPC's tests are found by its name.</summary>
public class RpcTestTests
{
    static readonly (ServiceDescriptor Service, string Project)[] Services =
    [
        (BudgetService.Descriptor, "Budgets"), (V1.PerformanceService.Descriptor, "Performance"), (DisclosureService.Descriptor, "Publication"),
    ];

    public static TheoryData<string, string> Rpcs => [.. Services.SelectMany(s => s.Service.Methods.Select(m => (s.Project, m.Name)))];

    [Theory]
    [MemberData(nameof(Rpcs))]
    public void Every_RPC_has_a_file_and_a_test_file_of_its_name(string project, string rpc)
    {
        Assert.Single(Find("services", project, $"{rpc}.cs"));
        var tests = Assert.Single(Find("tests", $"{project}.Tests", $"{rpc}Tests.cs"));
        Assert.Matches(@"\[(Fact|Theory)", File.ReadAllText(tests));
    }

    static string[] Find(string top, string project, string file) => Directory.GetFiles(Path.Combine(Golden.RepositoryRoot, top, project), file, SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToArray();
}
