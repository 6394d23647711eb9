using Budget.Publication.Storage;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Schedule;

/// <summary>
/// Keeps a disclosure claimed while it is being published. Losing it harms nothing: whoever comes second finds at the commit that it was
/// moved meanwhile; so a renewal that fails is simply tried again.
/// </summary>
sealed class ClaimRenewal : IAsyncDisposable
{
    readonly CancellationTokenSource over = new();
    readonly Task renewing;

    public ClaimRenewal(IServiceScopeFactory scopes, TimeProvider time, long id, DateTimeOffset until, TimeSpan claim) =>
        renewing = Task.Run(() => Renew(scopes, time, id, until, claim));

    async Task Renew(IServiceScopeFactory scopes, TimeProvider time, long id, DateTimeOffset until, TimeSpan claim)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(claim / 4, over.Token);
                await using var scope = scopes.CreateAsyncScope();
                var (held, next) = (until, time.GetUtcNow() + claim);
                if (await scope.ServiceProvider.GetRequiredService<PublicationDb>().Disclosures.Where(row => row.Id == id && row.ClaimedUntil == held)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimedUntil, next), over.Token) == 0) return;
                until = next;
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
            catch (System.Data.Common.DbException)
            {
                // Who publishes runs into the same and says so.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await renewing;
        over.Dispose();
    }
}
