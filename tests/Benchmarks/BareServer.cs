using Budget.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Budget.Benchmarks;

/// <summary>The floor of a start: the same server with health and reflection, and no service, database, bus or identity.</summary>
static class BareServer
{
    public static async Task<int> RunAsync(string address)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpcServer();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPEndPoint.Parse(address), listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.MapGrpcServer();
        await app.RunAsync();
        return 0;
    }
}
