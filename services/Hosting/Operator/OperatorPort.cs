using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Budget.Hosting.Operator;

/// <summary>
/// A port of its own for whoever runs the service (Operator:Url; off without it): is it alive, is it well and if not why, and its
/// metrics. What comes through any other port never gets here, and what comes here reaches nothing else.
/// </summary>
static class OperatorPort
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsAsked(HttpContext http) => http.Features.Get<Mark>() is not null;

    public static void ConfigureOperatorPort(this ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Features.Set(new Mark());
            return next(connection);
        });
    }

    /// <summary>Before everything else of the pipeline, whatever the service adds to it.</summary>
    public static IServiceCollection AddOperatorPort(this IServiceCollection services) => services.AddSingleton<IStartupFilter, First>();

    sealed class Mark;

    sealed class First : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.MapWhen(IsAsked, port => port.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics").Run(Answer));
            next(app);
        };
    }

    static Task Answer(HttpContext http) => http.Request.Path.Value switch
    {
        "/health/live" => Say(http, StatusCodes.Status200OK, new { status = "alive" }),
        "/health/ready" => Ready(http),
        _ => Say(http, StatusCodes.Status404NotFound, new { here = (string[])["/health/live", "/health/ready", "/metrics"] }),
    };

    /// <summary>Degraded is ready: it answers, and something of its work waits. Only what cannot serve at all is not.</summary>
    static async Task Ready(HttpContext http)
    {
        var report = await http.RequestServices.GetRequiredService<HealthCheckService>().CheckHealthAsync(http.RequestAborted);
        await Say(http, report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK, new
        {
            status = Word(report.Status),
            checks = report.Entries.OrderBy(entry => entry.Value.Status).ThenBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new { name = entry.Key, status = Word(entry.Value.Status), reason = entry.Value.Description ?? entry.Value.Exception?.Message }),
        });
    }

    static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();

    static Task Say<T>(HttpContext http, int code, T answer)
    {
        http.Response.StatusCode = code;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsJsonAsync(answer, Json, http.RequestAborted);
    }
}
