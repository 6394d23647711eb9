using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Budget.Hosting.Telemetry;

/// <summary>
/// Traces, metrics and logs that leave the process: to a collector when the standard's own variables name one
/// (OTEL_EXPORTER_OTLP_ENDPOINT), and metrics to whoever scrapes the operator's port. Without either nothing is set up and nothing is paid.
/// </summary>
static class Telemetry
{
    /// <summary>Sources and meters of the house are all named so.</summary>
    const string House = "Budget.*";

    public static void AddTelemetry(this IHostApplicationBuilder builder, bool prometheus)
    {
        var collector = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        if (!collector && !prometheus) return;
        // The library names gRPC calls by service and method only when asked to.
        builder.Configuration["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_ENABLE_GRPC_INSTRUMENTATION"] ??= "true";

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName, serviceVersion: Version()))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(House, "MassTransit", "Npgsql", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                    .AddHttpClientInstrumentation();
                if (prometheus) metrics.AddPrometheusExporter();
            });
        if (!collector) return;
        telemetry
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new Beginnings()))
                .AddSource(House, "MassTransit")
                .AddAspNetCoreInstrumentation(options => options.Filter = IsNoProbe)
                .AddHttpClientInstrumentation(options => options.EnrichWithHttpRequestMessage = (activity, request) =>
                {
                    if (request.Content?.Headers.ContentType?.MediaType == "application/grpc") activity.DisplayName = request.RequestUri!.AbsolutePath[1..];
                })
                .AddNpgsql())
            .WithLogging(null, options => (options.IncludeFormattedMessage, options.IncludeScopes) = (true, true))
            .UseOtlpExporter();
    }

    /// <summary>Whoever watches asks every few seconds, and each would be a trace.</summary>
    static bool IsNoProbe(HttpContext http) => !http.Request.Path.StartsWithSegments("/grpc.health.v1.Health") && !Operator.OperatorPort.IsAsked(http);

    static string? Version() => Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>
    /// A trace begins with a call, a message or a piece of work; the queries a worker asks every second, and its questions to others,
    /// are worth a span within such a trace and none by themselves.
    /// </summary>
    sealed class Beginnings : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == System.Diagnostics.ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
    }
}
