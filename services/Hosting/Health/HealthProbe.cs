using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Configuration;

namespace Budget.Hosting.Health;

/// <summary>Asks the service that runs beside it, over grpc.health.v1: a container's health check without any tool in the image.</summary>
static class HealthProbe
{
    /// <summary>Both sides may be cold and the machine busy; who asks sets the nearer limit (deploy/Dockerfile).</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<int> AskAsync(string[] args, int port)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var listens = new Uri(settings["Rpc:Url"] ?? $"http://127.0.0.1:{port}");
        using var channel = GrpcClients.Channel(new UriBuilder(listens) { Host = "127.0.0.1" }.Uri);
        try
        {
            var answer = await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience);
            await Console.Out.WriteLineAsync(answer.Status.ToString());
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving ? 0 : 1;
        }
        catch (RpcException e)
        {
            await Console.Out.WriteLineAsync($"{e.StatusCode}: {e.Status.Detail}");
            return 1;
        }
    }
}
