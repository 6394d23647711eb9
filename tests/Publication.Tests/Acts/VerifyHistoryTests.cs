using Budget.Hosting.Acts;
using Budget.Publication.Proof;
using Budget.Publication.Tests.Proof;
using Budget.Testing;
using Budget.V1;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Tests.Acts;

/// <summary>Who can write to the database changes nothing of what was done without its being found.</summary>
public class VerifyHistoryTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Databases))]
    public async Task What_was_done_is_found_as_it_was_entered_with_who_did_it_for_whom_and_from_where(string database)
    {
        await using var district = await District.Start(database);
        var its = await district.NewCase();
        await its.ToPublished();
        await PublishedSite.Entered(district, 1);
        await Sealed(district);
        var report = await Verify(district, its);
        Assert.Empty(report.Problems);
        var acts = await district.WithDb(db => db.Acts.OrderBy(act => act.Id).ToListAsync(Stop));
        var approval = acts.Single(act => act.Action.EndsWith("/ApproveDisclosure", StringComparison.Ordinal));
        Assert.Equal(("wang", "approver", $"dongxihu/{its.Department}"), (approval.Caller, approval.Roles, approval.OnBehalfOf));
        Assert.NotEqual(approval.Before, approval.After);
        Assert.StartsWith("ipv4:127.0.0.1", approval.Peer);
        Assert.Contains(acts, act => act.Caller == "system" && act.Subject.Contains("Log+", StringComparison.Ordinal));
        // Its end is public.
        var checkpoint = Checkpoint.ReadKept(await File.ReadAllTextAsync(Path.Combine(district.SiteFolder, Checkpoint.File), Stop))!;
        Assert.Matches("^acts [0-9]+:", Assert.Single(checkpoint.Extensions));
    }

    [Theory]
    [InlineData("UPDATE History SET Caller = 'nobody' WHERE Action = 'approve'", "History")]
    [InlineData("UPDATE History SET Remark = '?' WHERE Action = 'open'", "History")]
    [InlineData("DELETE FROM History WHERE Action = 'review_secrecy'", "History")]
    [InlineData("INSERT INTO History (DisclosureId, At, Caller, CallerName, Action, \"To\", Remark) SELECT DisclosureId, At, 'x', 'x', 'approve', 3, '' FROM History LIMIT 1", "History")]
    [InlineData("UPDATE Acts SET Caller = 'nobody' WHERE Id = 2", "block")]
    [InlineData("UPDATE Acts SET At = '2020-01-01 00:00:00.000000Z' WHERE Id = 2", "block")]
    [InlineData("UPDATE Acts SET Peer = '' WHERE Id = 2", "block")]
    [InlineData("DELETE FROM Acts WHERE Id = 2", "act 2")]
    [InlineData("DELETE FROM ActBlocks WHERE Number = 1", "chain")]
    [InlineData("UPDATE ActBlocks SET Acts = '1' WHERE Number = 1", "block")]
    [InlineData("UPDATE ActBlocks SET Hash = 'x' WHERE Number = 1", "block")]
    [InlineData("DELETE FROM ActBlocks; DELETE FROM Acts", "no longer has")]
    public async Task An_altered_removed_or_inserted_row_is_found(string sql, string where)
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        await PublishedSite.Entered(district, 1);
        await Sealed(district);
        var head = (await Verify(district, its)).Head;
        await district.WithDb(db => db.Database.ExecuteSqlRawAsync(sql, Stop));
        var report = await Verify(district, its, head);
        Assert.Contains(report.Problems, problem => problem.Contains(where, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Acts_taken_from_the_end_with_their_blocks_are_found_by_who_kept_the_end()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToPublished();
        await Sealed(district);
        await its.Correct();
        await Sealed(district);
        var head = (await Verify(district, its)).Head;
        await district.WithDb(async db =>
        {
            var last = await db.ActBlocks.OrderByDescending(b => b.Number).FirstAsync(Stop);
            var first = long.Parse(last.Acts.Split('-', ',')[0], System.Globalization.CultureInfo.InvariantCulture);
            await db.Acts.Where(act => act.Id >= first).ExecuteDeleteAsync(Stop);
            return await db.ActBlocks.Where(b => b.Number == last.Number).ExecuteDeleteAsync(Stop);
        });
        Assert.Contains((await Verify(district, its, head)).Problems, p => p.Contains("no longer has", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_there_before_there_were_acts_is_known_from_the_first_block_on()
    {
        await using var district = await District.Start();
        var its = await district.NewCase();
        await its.ToReviewed();
        await Sealed(district);
        await district.StopPublication();
        await district.WithStoppedDb(db => db.Database.ExecuteSqlRawAsync("DELETE FROM ActBlocks; DELETE FROM Acts", Stop));
        await district.StartPublication();
        await Sealed(district);
        Assert.Empty((await Verify(district, its)).Problems);
        await district.WithDb(db => db.Database.ExecuteSqlRawAsync("UPDATE History SET Caller = 'nobody' WHERE Action = 'submit'", Stop));
        Assert.NotEmpty((await Verify(district, its)).Problems);
    }

    [Fact]
    public async Task The_services_own_user_can_neither_change_nor_remove_what_it_added()
    {
        Assert.SkipUnless(Postgres.Missing is null, Postgres.Missing ?? "");
        await using var district = await District.Start("postgres");
        var its = await district.NewCase();
        await its.Open();
        var script = (await File.ReadAllTextAsync(Path.Combine(Root(), "deploy", "append-only.sql"), Stop)).Replace(":\"service\"", "publication", StringComparison.Ordinal);
        await district.WithDb(async db =>
        {
            await db.Database.OpenConnectionAsync(Stop);
            await db.Database.ExecuteSqlRawAsync("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'publication') THEN CREATE ROLE publication; END IF; END $$; GRANT USAGE ON SCHEMA publication TO publication", Stop);
            await db.Database.ExecuteSqlRawAsync(script.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), Stop);
            await db.Database.ExecuteSqlRawAsync("SET ROLE publication", Stop);
            foreach (var sql in new[] { "UPDATE publication.\"Acts\" SET \"Caller\" = ''", "DELETE FROM publication.\"History\"", "DELETE FROM publication.\"ActBlocks\"", "TRUNCATE publication.\"Acts\"", "ALTER TABLE publication.\"Acts\" DROP COLUMN \"Caller\"" })
            {
                Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, Stop))).SqlState);
            }
            await db.Database.ExecuteSqlRawAsync("INSERT INTO publication.\"ActBlocks\" SELECT 1000000, now(), '', '', ''", Stop);
            await db.Database.ExecuteSqlRawAsync("RESET ROLE", Stop);
            return 0;
        });
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Budget.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    static async Task<VerifyHistoryResponse> Verify(District district, Case its, params IEnumerable<string> heads) => await district.Rpcs.VerifyHistoryAsync(new() { Heads = { heads } }, its.Finance);

    static async Task Sealed(District district)
    {
        for (var end = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(200, Stop))
        {
            var report = await district.WithDb(db => ActChain.Verify(db, [], Stop));
            if (report.NotYetSealed == 0 && report.Acts > 0) return;
            Assert.True(DateTime.UtcNow < end, "Acts are not sealed after 30 s.");
        }
    }
}
