#if GRPC_PACKAGES
using System.Text;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
#endif

namespace Budget.Testing;

/// <summary>
/// The same two servers from container images, with <c>-p:GrpcPackages=true</c>, for machines whose feed carries
/// Testcontainers and that have an engine. README.md says which of the two ways was tried.
/// </summary>
static class TestContainers
{
    public readonly record struct Server(Func<Task> Start, Func<Task> Stop, Func<ValueTask> Dispose);

#if GRPC_PACKAGES
    public static bool Enabled => true;

    /// <summary>On a fixed port, so that the address stays the same over a stop and a start.</summary>
    public static Server Rabbit(int port, string configuration, string definitions)
    {
        var container = new RabbitMqBuilder().WithImage("rabbitmq:3.13").WithPortBinding(port, 5672)
            .WithResourceMapping(Encoding.UTF8.GetBytes(configuration), "/etc/rabbitmq/conf.d/90-tests.conf")
            .WithResourceMapping(Encoding.UTF8.GetBytes(definitions), "/etc/rabbitmq/definitions.json")
            .Build();
        return new(() => container.StartAsync(), () => container.StopAsync(), container.DisposeAsync);
    }

    public static async Task<string> Postgres()
    {
        var container = new PostgreSqlBuilder().WithImage("postgres:15").Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
#else
    public static bool Enabled => false;

    public static Server Rabbit(int port, string configuration, string definitions) => throw new NotSupportedException();

    public static Task<string> Postgres() => throw new NotSupportedException();
#endif
}
