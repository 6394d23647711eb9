using System.Diagnostics;
using System.Text.Json.Nodes;
using Grpc.Core;

namespace Budget.Rpc.Tests;

/// <summary>A client in another language (tests/Foreign/grpc-client.mjs), which learns the service by reflection.</summary>
public sealed class ForeignClientTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_in_Node_calls_every_kind_of_method_and_reads_rich_errors()
    {
        var folder = Foreign();
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Assert.Skip("tests/Foreign has no node_modules; run 'npm ci' there (tests/run.sh does).");
        }
        await using var server = await EchoServer.Start();

        var said = await Node(folder, "grpc-client.mjs", server.Address.Authority);

        Assert.Contains("echo.v1.EchoService", said["services"]!.AsArray().Select(s => (string)s!));
        Assert.Equal("部门预算", (string)said["echo"]!);
        Assert.Equal("abc", (string)said["collected"]!);
        Assert.Equal([1, 2, 3, 4, 5], said["expanded"]!.AsArray().Select(n => (int)n!));
        Assert.Equal(["one", "two"], said["chatted"]!.AsArray().Select(s => (string)s!));
        Assert.Equal((int)StatusCode.DeadlineExceeded, (int)said["late"]!);
        Assert.Equal((int)StatusCode.Internal, (int)said["unexpected"]!);

        var violations = said["violations"]!;
        Assert.Equal(((int)StatusCode.InvalidArgument, "有字段填写错误"), ((int)violations["code"]!, (string)violations["message"]!));
        Assert.Equal("google.rpc.BadRequest", (string)violations["details"]![0]!["type"]!);
        Assert.Equal("tables[1].rows[0].amount_fen", (string)violations["details"]![0]!["field_violations"]![1]!["field"]!);
        Assert.Equal("REV-005", (string)said["findings"]!["details"]![0]!["violations"]![0]!["type"]!);
        Assert.InRange((int)said["manyViolations"]!, 20, 999);
    }

    static async Task<JsonNode> Node(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Now), node.StandardError.ReadToEndAsync(Now));
        try
        {
            await node.WaitForExitAsync(Now).WaitAsync(TimeSpan.FromSeconds(60), Now);
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill();
            }
        }
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(await output)!;
    }

    static string Foreign()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Budget.sln")))
            {
                return Path.Combine(folder.FullName, "tests", "Foreign");
            }
        }
        throw new DirectoryNotFoundException("Budget.sln stands in no folder above the tests.");
    }
}
