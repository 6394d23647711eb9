using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Budget.Hosting.Outbox;

/// <summary>What the sender last saw: for health, which degrades but does not die while the broker is away, and for metrics.</summary>
public sealed class OutboxStatus : IHealthCheck, IDisposable
{
    public const string Name = "Budget.Hosting.Outbox";
    internal static readonly ActivitySource Activities = new(Name);

    readonly Meter meter = new(Name);
    internal Counter<long> Sent { get; }
    internal Counter<long> Failed { get; }
    internal Histogram<double> Delay { get; }

    public OutboxStatus()
    {
        Sent = meter.CreateCounter<long>("outbox.sent", "{event}", "Events confirmed and routed");
        Failed = meter.CreateCounter<long>("outbox.failed", "{event}", "Attempts that failed");
        Delay = meter.CreateHistogram<double>("outbox.delay", "s", "From the event's row to its confirmation");
        meter.CreateObservableGauge("outbox.pending", () => Pending, "{event}", "Events not sent yet");
        meter.CreateObservableGauge("outbox.stuck", () => Stuck, "{event}", "Events that failed at least once and are still not sent");
    }

    public long Pending { get; internal set; }

    public long Stuck { get; internal set; }

    /// <summary>Since when the oldest event that could have gone out waits; null while none does.</summary>
    public DateTimeOffset? WaitingSince { get; internal set; }

    /// <summary>From when on waiting is worth telling.</summary>
    internal TimeSpan Late { get; set; } = new OutboxSettings().Late;

    /// <summary>Why nothing can be sent at present; null while all is well.</summary>
    public string? Away { get; internal set; }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        Away is { } reason ? HealthCheckResult.Degraded($"Events wait in the outbox: {reason}")
        : Stuck > 0 ? HealthCheckResult.Degraded($"{Stuck} event(s) cannot be sent; see LastError in the Outbox table.")
        : WaitingSince is { } since && DateTimeOffset.UtcNow - since > Late ? HealthCheckResult.Degraded(
            $"{Pending} event(s) wait, the oldest since {since:yyyy-MM-dd HH:mm:ss}Z: the instance that is sending them does not get on (its lease ends by itself).")
        : HealthCheckResult.Healthy());

    public void Dispose() => meter.Dispose();
}
