using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Budget.Contracts;
using Budget.Hosting;
using Budget.Hosting.Callers;
using Budget.Publication.Tests;
using Budget.Testing;
using Budget.V1;
using RabbitMQ.Client;

namespace Budget.EndToEnd.Tests.Events;

/// <summary>What protos/README.md says an integrator does in the first hour, done: in each language, against the services and a broker.</summary>
public sealed class IntegratorsHourTests : IDisposable
{
    /// <summary>A consumer goes on until it is ended, also after a test that failed.</summary>
    readonly List<Process> started = [];

    public void Dispose()
    {
        foreach (var process in started)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }

    static readonly string Protos = Path.Combine(Golden.RepositoryRoot, "protos");

    static readonly string[] Python = ["/usr/bin/python3"], Node = ["node"];

    [Theory, InlineData("python"), InlineData("node")]
    public async Task A_platform_saves_checks_submits_watches_and_receives_each_event_once(string language)
    {
        using var folder = new Folder();
        var (run, place) = await Prepare(language, folder);
        var broker = (await Broker.Running()).NewVirtualHost();
        await using var district = await District.Start(settings: new() { ["Broker:Uri"] = broker.ToString() });
        var file = Intake(folder);
        await district.BudgetRpcs.RegisterDepartmentAsync(new()
        {
            Department = new() { Code = "301", Name = "示例区城市管理执法局", District = "示例区（虚构）", DistrictCode = "shili", Kind = DepartmentKind.Department },
        }, District.PersonOf("shili", "qian", "", Roles.FinanceReviewer));
        var environment = new Dictionary<string, string>
        {
            ["BUDGETS"] = district.Budgets.Address().Authority,
            ["PERFORMANCE"] = district.Performance.Address().Authority,
            ["PUBLICATION"] = district.Publication.Address().Authority,
            ["TOKEN"] = District.PersonOf("shili", "zhang", "301", Roles.Preparer).Headers!.GetValue("authorization")!["Bearer ".Length..],
            ["AMQP"] = broker.ToString(),
            ["GEN"] = folder["gen"],
            ["PROTOS"] = Protos,
        };
        var receiver = Start([.. run, place + (language == "python" ? "receive.py" : "receive.mjs"), "platform.example.year", "shili.301", folder["state"], "3"], environment);
        Assert.Equal("ready", await Line(receiver));

        var year = place + (language == "python" ? "year.py" : "year.mjs");
        var steps = await Steps([.. run, year, file], environment);
        Assert.Equal(["saved", "saved", "opened", "checked", "submitted"], steps.Select(s => s["step"]!.ToString()).Where(s => s != "watched"));
        Assert.Equal("DISCLOSURE_STATE_SUBMITTED", steps.Last(s => s["step"]!.ToString() == "watched")["state"]!.ToString());
        // Again: nothing is done twice.
        var again = await Steps([.. run, year, file], environment);
        Assert.Equal([1, 1], again.Where(s => s["step"]!.ToString() == "saved").Select(s => (int)s["revision"]!));
        Assert.DoesNotContain(again, s => s["step"]!.ToString() == "submitted");

        string[] due = ["budget.budget-revised", "budget.targets-revised", "budget.disclosure-submitted"];
        var received = new List<JsonNode>();
        while (received.Count < due.Length) received.Add(JsonNode.Parse(await Line(receiver))!);
        Assert.Equal(due.Order(), received.Select(e => e["type"]!.ToString()).Order());
        await receiver.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The same three once more, into its queue: a new start of the program takes none of them.
        await using (var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), TestContext.Current.CancellationToken);
            foreach (var e in received)
            {
                await channel.BasicPublishAsync("", "platform.example.year", true, new BasicProperties
                {
                    MessageId = e["id"]!.ToString(),
                    Type = e["type"]!.ToString(),
                    Headers = new Dictionary<string, object?> { ["ordering-key"] = "again", ["cloudEvents:sequence"] = 1L },
                }, System.Text.Encoding.UTF8.GetBytes("""{"department":"301","year":2025}"""), TestContext.Current.CancellationToken);
            }
        }
        var restarted = Start([.. run, place + (language == "python" ? "receive.py" : "receive.mjs"), "platform.example.year", "shili.301", folder["state"], "1"], environment);
        Assert.Equal("ready", await Line(restarted));
        await district.PerformanceRpcs.SaveTargetsAsync(new() { Targets = new() { Department = "301", Year = 2021, Edition = "wuhan-2021" } }, District.PersonOf("shili", "zhang", "301", Roles.Preparer));
        var next = JsonNode.Parse(await Line(restarted))!;
        Assert.Equal("2021", next["year"]!.ToString());
        await restarted.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory, InlineData("python"), InlineData("node")]
    public async Task The_examples_consumers_pass_the_conformance_kit(string language)
    {
        using var folder = new Folder();
        var (run, place) = await Prepare(language, folder);
        Assert.SkipUnless(File.Exists("/usr/lib/python3/dist-packages/pika/__init__.py"), "python3-pika is not installed");
        var broker = (await Broker.Running()).NewVirtualHost();
        var kit = Start([.. Python, Path.Combine(Protos, "conformance", "kit.py"), broker.ToString(), "platform.kit.a", "--",
            .. run, place + (language == "python" ? "receive.py" : "receive.mjs"), "platform.kit.a", "conformance.101", folder["state"]], new() { ["AMQP"] = broker.ToString() });
        var verdict = await kit.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await kit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["pass  plain", "pass  duplicate", "pass  reorder", "pass  redeliver", "pass  poison", "pass  gap"], verdict.Trim().Split('\n'));
        Assert.Equal(0, kit.ExitCode);
    }

    /// <summary>The program to run it with, and where the examples lie.</summary>
    static async Task<(string[] Run, string Place)> Prepare(string language, Folder folder)
    {
        if (language == "python")
        {
            Assert.SkipUnless(File.Exists("/usr/lib/python3/dist-packages/pika/__init__.py") && Directory.Exists("/usr/lib/python3/dist-packages/grpc") && Programs.Has("grpc_python_plugin"),
                "python3-grpcio, python3-pika or protobuf-compiler-grpc is not installed (tests/run.sh install, as root on Debian)");
            await Programs.Run("bash", [Path.Combine(Protos, "examples", "python", "generate.sh"), folder["gen"]], cancellation: TestContext.Current.CancellationToken);
            return (Python, Path.Combine(Protos, "examples", "python") + "/");
        }
        var modules = Path.Combine(Golden.RepositoryRoot, "tests", "Foreign", "node_modules");
        Assert.SkipUnless(Directory.Exists(Path.Combine(modules, "amqplib")), "npm ci has not run in tests/Foreign");
        foreach (var script in Directory.EnumerateFiles(Path.Combine(Protos, "examples", "node"))) File.Copy(script, folder[Path.GetFileName(script)]);
        File.CreateSymbolicLink(folder["node_modules"], modules);
        return (Node, folder.Path + "/");
    }

    /// <summary>The demo's department whose file has no error left, as year 2025 of the invented district.</summary>
    static string Intake(Folder folder)
    {
        var file = Path.Combine(Golden.RepositoryRoot, "services", "Standalone", "Demo", "301-city-management-2025-mended.json");
        File.Copy(file, folder["intake.json"]);
        return folder["intake.json"];
    }

    async Task<List<JsonNode>> Steps(string[] command, Dictionary<string, string> environment)
    {
        var process = Start(command, environment);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"It ended with {process.ExitCode} after: {output}"));
        return [.. output.Trim().Split('\n').Select(line => JsonNode.Parse(line)!)];
    }

    static async Task<string> Line(Process process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        return await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("The program ended without saying more.");
    }

    Process Start(string[] command, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = Process.Start(start)!;
        started.Add(process);
        return process;
    }
}
