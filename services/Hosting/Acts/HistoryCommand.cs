using Budget.Hosting.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Budget.Hosting.Acts;

/// <summary>
/// <c>verify-history [--head BLOCKS:HASH]</c>: whether every act of this service is as it was entered. Exit code 0: it is, 1: something was changed, removed
/// or inserted.
/// </summary>
public static class HistoryCommand
{
    public static async Task<int> Run(WebApplication app, TextWriter console, CancellationToken stop)
    {
        await using (app)
        {
            await using var scope = app.Services.CreateAsyncScope();
            var kept = ActHead.Parse(app.Configuration["head"] ?? "") is { } head ? new[] { head } : [];
            var report = await ActChain.Verify(scope.ServiceProvider.GetRequiredService<ServiceDb>(), kept, stop);
            foreach (var problem in report.Problems) console.WriteLine("  ✗ " + problem);
            console.WriteLine(report.Problems.Count == 0
                ? $"操作历史 {report.Acts} 条与记入时一致，另有 {report.NotYetSealed} 条尚未封存。 / {report.Acts} acts are as they were entered; {report.NotYetSealed} are not sealed yet."
                : "操作历史被改动过，见上。 / The history was tampered with, see above.");
            console.WriteLine($"请记下末端，下次加上 / keep its end for the next time: --head {report.Head}");
            return report.Problems.Count == 0 ? 0 : 1;
        }
    }
}
