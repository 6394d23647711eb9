#if GRPC_PACKAGES
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
#endif

namespace Budget.Testing;

/// <summary>
/// The same two servers from container images, with <c>-p:GrpcPackages=true</c>, for machines whose feed carries
/// Testcontainers and that have an engine. See README.md for which of the two ways was tried.
/// </summary>
static class TestContainers
{
#if GRPC_PACKAGES
    static readonly PostgreSqlContainer PostgresContainer = new PostgreSqlBuilder().WithImage("postgres:15").Build();
    static readonly RabbitMqContainer RabbitContainer = new RabbitMqBuilder().WithImage("rabbitmq:3.13").Build();

    public const bool Enabled = true;

    public static string? PostgresConnection { get; private set; }

    public static async Task StartPostgres()
    {
        await PostgresContainer.StartAsync();
        PostgresConnection = PostgresContainer.GetConnectionString();
    }

    public static async Task<Uri> StartRabbit()
    {
        await RabbitContainer.StartAsync();
        return new Uri(RabbitContainer.GetConnectionString());
    }

    public static Task StopRabbit() => RabbitContainer.StopAsync();

    public static async Task<string> RabbitCommand(params string[] command) =>
        (await RabbitContainer.ExecAsync(["rabbitmqctl", .. command])).Stdout;
#else
    public static bool Enabled => false;

    public static string? PostgresConnection => null;

    public static Task StartPostgres() => throw new NotSupportedException();

    public static Task<Uri> StartRabbit() => throw new NotSupportedException();

    public static Task StopRabbit() => throw new NotSupportedException();
#endif
}
