using System.Net;
using Budget.Hosting.Acts;
using Budget.Hosting.Callers;
using Budget.Hosting.Events;
using Budget.Hosting.Health;
using Budget.Hosting.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Budget.Hosting;

/// <summary>What makes a program a service of this house: where it listens, who may call, how it logs and stops.</summary>
public static class Service
{
    /// <summary>Runs until it is stopped; with "health" it asks the one that runs and ends with 0 or 1, with "dead-letters" it looks after what its consumers could not handle.</summary>
    public static async Task<int> RunAsync(string[] args, int port, Func<string[], WebApplication> create)
    {
        if (args is ["health", .. var rest]) return await HealthProbe.AskAsync(rest, port);
        if (args is ["verify-history", .. var settings]) return await HistoryCommand.Run(create(settings), Console.Out, CancellationToken.None);
        if (args is ["dead-letters", .. var words]) return await DeadLetters.RunAsync(words);
        await create(args).RunAsync();
        return 0;
    }

    /// <summary>
    /// Listens for gRPC at Rpc:Url (HTTP/2 without TLS: TLS ends at the district's gateway) and, if Site:Url is set, for browsers
    /// there (HTTP/1.1). Two ports, because without TLS a connection cannot say which of the two it speaks.
    /// </summary>
    public static WebApplicationBuilder AddService(this WebApplicationBuilder builder, int port)
    {
        builder.AddIdentity();
        builder.Services.AddGrpcServer(options =>
        {
            options.Interceptors.Add<CallerInterceptor>();
            options.Interceptors.Add<QuotaInterceptor>();
        });
        builder.Services.AddSingleton<CallerInterceptor>().AddSingleton<Quotas>().AddSingleton<QuotaInterceptor>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietFrameworks });
        builder.Logging.ClearProviders();
        if (builder.Configuration["Logging:Json"] == "true") builder.Logging.AddJsonConsole();
        else builder.Logging.AddSimpleConsole(options => { options.SingleLine = true; options.TimestampFormat = "HH:mm:ss "; });

        var rpc = EndPoint(builder.Configuration["Rpc:Url"] ?? $"http://127.0.0.1:{port}", "Rpc:Url");
        var site = builder.Configuration["Site:Url"] is { Length: > 0 } url ? EndPoint(url, "Site:Url") : null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(rpc, listen => listen.Protocols = HttpProtocols.Http2);
            if (site is not null) kestrel.Listen(site, listen => listen.Protocols = HttpProtocols.Http1);
        });
        return builder;
    }

    /// <summary>Maps the service's RPCs and the replay of its events beside health and reflection.</summary>
    public static WebApplication MapService<TRpcs, TContext>(this WebApplication app) where TRpcs : class where TContext : ServiceDb
    {
        app.MapGrpcServer();
        app.MapGrpcService<TRpcs>();
        app.MapGrpcService<EventRpcs<TContext>>();
        return app;
    }

    /// <summary>Where it really listens for gRPC (Rpc:Url may have asked for any free port).</summary>
    public static Uri Address(this WebApplication app) => Addresses(app)[0];

    /// <summary>Where it really serves browsers.</summary>
    public static Uri SiteAddress(this WebApplication app) => Addresses(app)[1];

    /// <summary>What frameworks say of their ordinary work is noise to an operator; any setting overrides this.</summary>
    static Dictionary<string, string?> QuietFrameworks => new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // It warns that it keeps no keys; nothing here is protected with it.
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
        // It reports broken requests as failures of ours; what is really unexpected is logged by ErrorInterceptor.
        ["Logging:LogLevel:Grpc"] = "None",
        ["Logging:LogLevel:MassTransit"] = "Warning",
        // What a check finds is told to whoever asks for it, which every probe does every few seconds.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "Critical",
    };

    static Uri[] Addresses(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a))];

    static IPEndPoint EndPoint(string url, string setting)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp)
        {
            throw new InvalidOperationException($"{setting} is '{url}'; it must be like http://127.0.0.1:5101 or http://0.0.0.0:8080.");
        }
        var address = uri.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? ip
            : throw new InvalidOperationException($"{setting}: '{uri.Host}' is not an address; use 127.0.0.1 for this machine or 0.0.0.0 for all.");
        return new IPEndPoint(address, uri.Port);
    }
}
