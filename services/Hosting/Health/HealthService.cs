using Budget.Hosting.Callers;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Budget.Hosting.Health;

/// <summary>
/// grpc.health.v1 over the process's own health checks. A service is judged by the checks tagged with its full name, or by all of
/// them when none is; "" is the whole process, "liveness" says only that it answers. Answers are at most a second old, however many ask.
/// </summary>
[OpenToAll]
public sealed class HealthService(HealthCheckService checks, MappedServices services, IHostApplicationLifetime lifetime)
    : Grpc.Health.V1.Health.HealthBase, IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>Whether the process answers at all. What is judged by more than that must not be restarted for it: a database that is away does not come back sooner.</summary>
    const string Liveness = "liveness";
    readonly SemaphoreSlim asking = new(1);
    (HealthReport Report, long At)? last;

    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (!Known(request.Service))
        {
            throw new RpcException(new Status(StatusCode.NotFound, $"No service named '{request.Service}' is served here."));
        }
        return request.Service == Liveness ? Answer(ServingStatus.Serving) : Answer(Judge(await Report(context.CancellationToken), request.Service));
    }

    public override async Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var report = await Report(context.CancellationToken);
        var answer = new HealthListResponse { Statuses = { [""] = Answer(Judge(report, "")) } };
        foreach (var service in services.All)
        {
            answer.Statuses[service.FullName] = Answer(Judge(report, service.FullName));
        }
        return answer;
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        ServingStatus? told = null;
        while (true)
        {
            var now = Known(request.Service) ? Judge(await Report(end.Token), request.Service) : ServingStatus.ServiceUnknown;
            if (now != told)
            {
                await responseStream.WriteAsync(Answer(now), end.Token);
                told = now;
            }
            await Task.Delay(Fresh, end.Token);
        }
    }

    public void Dispose() => asking.Dispose();

    bool Known(string service) => service is "" or Liveness || services.All.Any(s => s.FullName == service);

    async Task<HealthReport> Report(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            if (last is not { } known || Environment.TickCount64 - known.At >= Fresh.TotalMilliseconds)
            {
                last = known = (await checks.CheckHealthAsync(cancellation), Environment.TickCount64);
            }
            return known.Report;
        }
        finally
        {
            asking.Release();
        }
    }

    static ServingStatus Judge(HealthReport report, string service)
    {
        if (service == Liveness) return ServingStatus.Serving;
        var tagged = report.Entries.Values.Where(e => e.Tags.Contains(service)).ToList();
        var worst = tagged.Count == 0 ? report.Status : tagged.Min(e => e.Status);
        return worst == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving;
    }

    static HealthCheckResponse Answer(ServingStatus status) => new() { Status = status };
}
