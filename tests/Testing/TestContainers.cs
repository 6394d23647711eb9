using System.Text;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace Budget.Testing;

/// <summary>
/// The same two servers from container images, with TEST_CONTAINERS=true, where a container engine runs. The images are those of
/// deploy/compose.yaml, or what TEST_RABBITMQ_IMAGE and TEST_POSTGRES_IMAGE name.
/// </summary>
static class TestContainers
{
    public readonly record struct Server(Func<Task> Start, Func<Task> Stop, Func<ValueTask> Dispose);

    public static bool Enabled { get; } = Environment.GetEnvironmentVariable("TEST_CONTAINERS") == "true";

    /// <summary>On a fixed port, so that the address stays the same over a stop and a start.</summary>
    public static Server Rabbit(int port, string configuration, string definitions)
    {
        var container = new RabbitMqBuilder(Image("TEST_RABBITMQ_IMAGE", "rabbitmq:4")).WithPortBinding(port, 5672)
            .WithResourceMapping(Encoding.UTF8.GetBytes(configuration), "/etc/rabbitmq/conf.d/90-tests.conf")
            .WithResourceMapping(Encoding.UTF8.GetBytes(definitions), "/etc/rabbitmq/definitions.json")
            .Build();
        return new(() => container.StartAsync(), () => container.StopAsync(), container.DisposeAsync);
    }

    public static async Task<string> Postgres()
    {
        var container = new PostgreSqlBuilder(Image("TEST_POSTGRES_IMAGE", "postgres:17")).Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }

    static string Image(string setting, string otherwise) =>
        Environment.GetEnvironmentVariable(setting) is { Length: > 0 } image ? image : otherwise;
}
