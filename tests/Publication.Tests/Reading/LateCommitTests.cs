using System.Diagnostics;
using Budget.Testing;
using Budget.V1;
using Npgsql;

namespace Budget.Publication.Tests.Reading;

public class LateCommitTests
{
    [Fact]
    public async Task A_change_that_commits_long_after_later_ones_is_told_all_the_same()
    {
        var database = await (await Postgres.Running()).NewDatabase();
        await using var district = await District.Start(settings: new() { ["Database:Provider"] = "postgres", ["Database:ConnectionString"] = database });
        var late = await district.NewCase(withBudget: false);
        await late.Open();
        using var watch = district.Rpcs.WatchDisclosures(new(), late.Finance);
        await watch.ResponseHeadersAsync;

        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var insert = new NpgsqlCommand("""
            INSERT INTO publication."History" ("DisclosureId", "At", "Caller", "CallerName", "Action", "From", "To", "Remark")
            SELECT "DisclosureId", "At", "Caller", "CallerName", "Action", "From", "To", 'held' FROM publication."History" LIMIT 1
            """, connection, held)) Assert.Equal(1, await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        // The commit that was lost came 14 s late; so long others move, and each move is told.
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(14);)
        {
            var other = await district.NewCase(withBudget: false);
            await other.Open();
            Assert.DoesNotContain(await UntilTold(watch, other.Name()), told => told.Entry.Remark == "held");
        }
        await held.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Contains(await UntilTold(watch, late.Name(), "held"), told => told.Entry.Remark == "held");

        // And once: what follows is told, and the late one is not told again.
        var last = await district.NewCase(withBudget: false);
        await last.Open();
        Assert.DoesNotContain(await UntilTold(watch, last.Name()), told => told.Entry.Remark == "held");
    }

    static async Task<List<WatchDisclosuresResponse>> UntilTold(Grpc.Core.AsyncServerStreamingCall<WatchDisclosuresResponse> watch, string name, string remark = "")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var told = new List<WatchDisclosuresResponse>();
        do
        {
            Assert.True(await watch.ResponseStream.MoveNext(limit.Token));
            told.Add(watch.ResponseStream.Current);
        }
        while (told[^1].Disclosure.Name != name || told[^1].Entry.Remark != remark);
        return told;
    }
}
