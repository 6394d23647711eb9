using System.Diagnostics;
using System.Text.Json;
using Budget.Testing;

namespace Budget.Hosting.Tests;

public class ForeignConsumerTests
{
    [Fact]
    public async Task A_node_client_reads_its_districts_events_as_plain_json()
    {
        var script = Path.Combine(Golden.RepositoryRoot, "tests", "Foreign", "amqp-consumer.mjs");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules", "amqplib")), "npm ci has not run in tests/Foreign");
        var broker = (await Broker.Running()).NewVirtualHost();
        using var storage = await TestDatabase.Create("sqlite");
        await using var host = await NotesHost.Start(storage, broker);
        await host.Write("elsewhere", 0);
        await host.Readings.WaitFor(1);

        using var node = Process.Start(new ProcessStartInfo("node", [script, broker.ToString(), "notes.note-written", "420112.book", "2"]) { RedirectStandardOutput = true })!;
        Assert.Equal("ready", await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var id = await host.Write("book", 7);
        await host.Write("elsewhere", 1);
        await host.Write("book", 8);

        var first = JsonDocument.Parse((await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!).RootElement;
        var second = JsonDocument.Parse((await node.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!).RootElement;
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(id.ToString(), first.GetProperty("messageId").GetString());
        Assert.Equal("notes.note-written", first.GetProperty("type").GetString());
        Assert.Equal("application/json", first.GetProperty("contentType").GetString());
        Assert.Equal("420112.book", first.GetProperty("routingKey").GetString());
        Assert.Equal(1_191_950_184, first.GetProperty("event").GetProperty("amount").GetInt64());
        Assert.Equal("行政运行", first.GetProperty("event").GetProperty("题目").GetString());
        Assert.Equal(8, second.GetProperty("event").GetProperty("number").GetInt32());
    }
}
