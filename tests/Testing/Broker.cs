using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Budget.Testing;

/// <summary>
/// A private RabbitMQ node: own ports, data folder and epmd. Most tests take <see cref="Running"/>, one node per test
/// process, and a virtual host of their own, so that they do not see each other's exchanges and queues; a test that stops
/// the broker starts a node for itself with <see cref="StartOwn"/>.
/// </summary>
public sealed class Broker : IAsyncDisposable
{
    /// <summary>Made at start, because adding one later takes a second of rabbitmqctl each.</summary>
    readonly int virtualHosts;

    const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    static readonly Lazy<Task<Broker>> Shared = new(async () =>
    {
        var broker = new Broker(virtualHosts: 25);
        await broker.Start();
        return broker;
    });

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budget-rabbitmq-");
    readonly int port = ServerProcess.FreePort();
    readonly int distributionPort = ServerProcess.FreePort();
    readonly int epmdPort = ServerProcess.FreePort();
    ServerProcess? epmd;
    ServerProcess? node;
    TestContainers.Server? container;
    int taken;

    readonly string? more;

    Broker(int virtualHosts, string? more = null) => (this.virtualHosts, this.more) = (virtualHosts, more);

    /// <summary>Why there is no broker here; null when there is.</summary>
    public static string? Missing { get; } =
        File.Exists(Program) || TestContainers.Enabled ? null : "RabbitMQ is not installed (apt-get install rabbitmq-server)";

    /// <summary>The shared node; skips the test, saying why, where RabbitMQ is not installed.</summary>
    public static Task<Broker> Running()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        return Shared.Value;
    }

    /// <summary>A node that the test may stop and start; dispose it.</summary>
    /// <param name="definitions">Users, rights and whatever else it begins with, as deploy/rabbitmq/definitions.sh writes them.</param>
    public static async Task<Broker> StartOwn(string? definitions = null)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var broker = new Broker(virtualHosts: 2, definitions);
        await broker.Start();
        return broker;
    }

    /// <summary>The address of a virtual host that no other test uses: the value for <c>Broker:Uri</c>.</summary>
    public Uri NewVirtualHost()
    {
        var next = Interlocked.Increment(ref taken);
        Assert.True(next <= virtualHosts, $"More than the {virtualHosts} virtual hosts this broker was started with.");
        return AddressOf($"test-{next}");
    }

    public async Task Start()
    {
        if (TestContainers.Enabled)
        {
            container ??= TestContainers.Rabbit(port, "load_definitions = /etc/rabbitmq/definitions.json\nloopback_users = none\n", Definitions());
            await container.Value.Start();
            return;
        }
        epmd ??= await ServerProcess.Start("epmd", folder.FullName, "TERM", "TERM", new Dictionary<string, string>(), "epmd", "-port", Text(epmdPort), "-address", "127.0.0.1");
        await WriteConfiguration();
        node = await ServerProcess.Start("node", folder.FullName, stopSignal: "TERM", endSignal: "KILL", Environment(), Program);
        await node.WaitUntil(Answers, TimeSpan.FromMinutes(3));
    }

    /// <summary>Ends the node; <paramref name="now"/> pulls the plug (SIGKILL). Its data stays for the next Start.</summary>
    public async Task Stop(bool now = false)
    {
        if (container is { } inContainer)
        {
            await inContainer.Stop();
            return;
        }
        await node!.Stop(now);
        await node.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (container is { } inContainer)
        {
            await inContainer.Dispose();
        }
        if (node is not null)
        {
            await node.DisposeAsync();
        }
        if (epmd is not null)
        {
            await epmd.DisposeAsync();
        }
        folder.Delete(recursive: true);
    }

    Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = folder.FullName,
        ["RABBITMQ_NODENAME"] = $"test-{port}@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(port),
        ["RABBITMQ_DIST_PORT"] = Text(distributionPort),
        ["ERL_EPMD_PORT"] = Text(epmdPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_MNESIA_BASE"] = PathOf("data"),
        ["RABBITMQ_LOG_BASE"] = PathOf("log"),
        ["RABBITMQ_PID_FILE"] = PathOf("pid"),
        ["RABBITMQ_CONFIG_FILE"] = PathOf("rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = PathOf("no-env.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = PathOf("enabled_plugins"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
        // Lets the start script become the server (exec), so that the process id is the server's.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
    };

    string Definitions()
    {
        var hosts = Enumerable.Range(1, virtualHosts).Select(n => $"test-{n}").Append("/").ToList();
        var own = JsonSerializer.SerializeToNode(new
        {
            users = new[] { new { name = "guest", password = "guest", tags = "administrator" } },
            vhosts = hosts.Select(name => new { name }),
            permissions = hosts.Select(vhost => new { user = "guest", vhost, configure = ".*", write = ".*", read = ".*" }),
        })!.AsObject();
        foreach (var (kind, entries) in more is null ? [] : JsonNode.Parse(more)!.AsObject())
        {
            var all = own[kind]?.AsArray() ?? [];
            foreach (var entry in entries!.AsArray()) all.Add(entry!.DeepClone());
            own[kind] = all.Parent is null ? all : all.DeepClone();
        }
        return own.ToJsonString();
    }

    /// <summary>The address for a user that the definitions name.</summary>
    public Uri AddressFor(string user, string password, string virtualHost) => new($"amqp://{user}:{password}@127.0.0.1:{port}/{virtualHost}");

    async Task WriteConfiguration()
    {
        await File.WriteAllTextAsync(PathOf("definitions.json"), Definitions());
        await File.WriteAllTextAsync(PathOf("enabled_plugins"), "[].\n");
        await File.WriteAllTextAsync(PathOf("rabbitmq.conf"), $"""
            listeners.tcp.default = 127.0.0.1:{port}
            loopback_users = none
            load_definitions = {PathOf("definitions.json")}
            disk_free_limit.absolute = 50MB
            log.console = true
            log.console.level = warning
            """);
    }

    async Task<bool> Answers()
    {
        try
        {
            var factory = new ConnectionFactory { Uri = AddressOf($"test-{virtualHosts}"), RequestedConnectionTimeout = TimeSpan.FromSeconds(2) };
            await using var connection = await factory.CreateConnectionAsync();
            return true;
        }
        catch (Exception error) when (error is BrokerUnreachableException or IOException)
        {
            return false;
        }
    }

    Uri AddressOf(string virtualHost) => new($"amqp://guest:guest@127.0.0.1:{port}/{virtualHost}");

    string PathOf(string name) => Path.Combine(folder.FullName, name);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
