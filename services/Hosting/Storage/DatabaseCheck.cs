using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Budget.Hosting.Storage;

/// <summary>An instance that cannot reach its database answers nothing, and says so: a balancer then asks another one.</summary>
sealed class DatabaseCheck<TContext>(TContext db) : IHealthCheck where TContext : ServiceDb
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await db.Database.ExecuteSqlRawAsync("SELECT 1", limit.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (DatabaseAway.Reason(error) is { } reason)
        {
            return HealthCheckResult.Unhealthy($"The database cannot be reached: {reason}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The database did not answer within {Patience.TotalSeconds} s.");
        }
    }
}
