using Budget.Testing;

namespace Budget.EndToEnd.Tests;

public class KubernetesTests
{
    static readonly string Script = Path.Combine(Golden.RepositoryRoot, "tests", "Foreign", "kubernetes-check.mjs");
    static readonly string Manifests = Path.Combine(Golden.RepositoryRoot, "deploy", "kubernetes");

    [Fact]
    public async Task The_manifests_are_what_Kubernetes_expects_and_fit_each_other()
    {
        SkipWithoutSchemas();
        Assert.Contains("no fault", await Programs.Run("node", [Script, Manifests], cancellation: TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_in_them_is_told()
    {
        SkipWithoutSchemas();
        using var folder = new Folder();
        foreach (var file in Directory.EnumerateFiles(Manifests)) File.Copy(file, folder[Path.GetFileName(file)]);
        var budgets = await File.ReadAllTextAsync(folder["budgets.yaml"], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder["budgets.yaml"], budgets.Replace("replicas: 2", "replicas: two", StringComparison.Ordinal).Replace("port: 8081, appProtocol", "port: 9, appProtocol", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var told = await Command.RunAsync("node", Script, folder.Path);
        Assert.Equal(1, told.ExitCode);
        Assert.Contains("replicas", told.Output, StringComparison.Ordinal);
        Assert.Contains("leads to port 9, which no pod has", told.Output, StringComparison.Ordinal);
    }

    static void SkipWithoutSchemas() =>
        Assert.SkipUnless(Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules", "kubernetes-models")), "npm ci has not run in tests/Foreign");
}
