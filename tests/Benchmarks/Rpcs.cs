using System.Globalization;
using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using static Budget.Benchmarks.Report;

namespace Budget.Benchmarks;

/// <summary>
/// Reads and saves over real sockets against an echo of the same server and against the bare database's commit, client and
/// server on the same cores.
/// </summary>
static class Rpcs
{
    const int Departments = 32;

    public static async Task Run(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        var sqlite = folder.CreateSubdirectory("rpc-sqlite").FullName;
        await using (var commits = new SqliteCommits(sqlite))
        {
            await On("SQLite, synchronous=FULL", commits, new() { ["DataFolder"] = sqlite }, report, quick, limit);
        }
        if (Postgres.Missing is { } why)
        {
            report.Note($"PostgreSQL was not measured: {why}.");
            return;
        }
        await using var server = await Postgres.StartDurable();
        var database = await server.NewDatabase();
        await using (var commits = await PostgresCommits.Open(database))
        {
            await On("PostgreSQL, fsync on", commits, new()
            {
                ["Database:Provider"] = "postgres",
                ["Database:ConnectionString"] = database,
                ["DataFolder"] = folder.CreateSubdirectory("rpc-postgres").FullName,
            }, report, quick, limit);
        }
    }

    static async Task On(string database, Commits commits, Dictionary<string, string?> settings, Report report, bool quick, CancellationToken limit)
    {
        Progress($"rpc: {database}: preparing {Departments} departments");
        await using var district = await MeasuredDistrict.Start(Disclosures.Education, settings);
        var departments = new List<MeasuredDepartment>();
        for (var i = 0; i < Departments; i++) departments.Add(await district.Department($"m{i}", opened: true));
        var read = await district.Department("r0");

        report.Heading($"rpc: {database}", "call", "at once", "median", "p99", "calls/s", "CPU per call", "÷ empty echo", "÷ echo of the same bytes", "÷ commit of the same bytes");
        // Sixteen first: that warms up for the one as well.
        foreach (var atOnce in (int[])[16, 1])
        {
            Progress($"rpc: {database}: {atOnce} at once");
            var callers = departments.Take(atOnce).ToList();
            var budget = district.File.Budget.ToByteArray();
            byte[] submission = [.. budget, .. district.File.Targets.ToByteArray(), .. district.File.Department.ToByteArray()];
            var taken = new SaveBudgetRequest { Budget = district.File.Budget };

            var nothing = new Work("empty echo (floor)", 32 * atOnce, async (_, _) => await district.Echo.NothingAsync(new(), read.Preparer));
            var give = new Work("echo giving the budget (floor)", 16 * atOnce, async (_, _) => await district.Echo.GiveAsync(new(), read.Preparer));
            var take = new Work("echo taking the budget (floor)", 16 * atOnce, async (_, _) => await district.Echo.TakeAsync(taken, read.Preparer));
            var row = new Work("commit of a budget's bytes (floor)", 8 * atOnce, (_, _) => commits.Commit(budget));
            var rows = new Work("commit of a submission's bytes (floor)", 8 * atOnce, (_, _) => commits.Commit(submission));
            var get = new Work("**GetBudget**", 16 * atOnce, (_, _) => read.GetBudget());
            var save = new Work("**SaveBudget**", 4 * atOnce, (caller, _) => callers[caller].SaveBudget());
            var perCaller = Math.Max(1, Departments / 2 / atOnce);
            var submit = new Work("**SubmitDisclosure**", perCaller * atOnce, (caller, call) => departments[caller * perCaller + call].Submit())
            {
                After = async () => { foreach (var department in departments.Take(perCaller * atOnce)) await department.Withdraw(); },
            };

            await Rounds.Run([nothing, give, take, row, rows, get, save, submit], atOnce, warmUp: quick ? 1 : 8, rounds: quick ? 2 : 30, limit);

            foreach (var (work, same, commit) in (ReadOnlySpan<(Work, Work?, Work?)>)[(nothing, null, null), (give, null, null), (take, null, null), (row, null, null), (rows, null, null), (get, give, null), (save, take, row), (submit, null, rows)])
            {
                report.Row(work.Name, atOnce.ToString(CultureInfo.InvariantCulture), Micros(work.Samples.Median), Micros(work.Samples.P99), Number(work.PerSecond), Micros(work.CpuPerCall),
                    work.Name[0] == '*' ? Times(work.Samples.Median, nothing.Samples.Median) : "",
                    same is null ? "" : Times(work.Samples.Median, same.Samples.Median), commit is null ? "" : Times(work.Samples.Median, commit.Samples.Median));
            }
            report.Aim($"GetBudget ÷ empty echo, {database}, {atOnce} at once", get.Samples.Median / nothing.Samples.Median, 2, "×");
            report.Aim($"GetBudget ÷ echo of the same bytes, {database}, {atOnce} at once", get.Samples.Median / give.Samples.Median, 2, "×");
            report.Aim($"SubmitDisclosure ÷ its one commit, {database}, {atOnce} at once", submit.Samples.Median / rows.Samples.Median, 3, "×");
        }
    }
}
