using System.Diagnostics;
using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Repair;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Publication.Storage;
using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using static Budget.Benchmarks.Report;
using BudgetEdit = Budget.V1.BudgetEdit;

namespace Budget.Benchmarks;

/// <summary>
/// What stands on the rule book: which cell was mistyped, the check while somebody types, and the rehearsal of settings over
/// stored disclosures. Floors: one run of the rule book, and an echo on the same server.
/// </summary>
static class Engines
{
    public static async Task Run(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        var reader = new DocumentReader(EditionBook.BuiltIn);
        var documents = (await Disclosures.All(folder)).Select(d => (d.Name, Document: reader.Read(d.File).Document!)).ToList();
        Repairs(report, documents, quick, limit);
        Edits(report, documents, quick, limit);
        await EditsOverAChannel(report, folder, quick, limit);
        await Rehearsal(report, folder, quick, limit);
    }

    static void Repairs(Report report, List<(string Name, DisclosureDocument Document)> documents, bool quick, CancellationToken limit)
    {
        report.Heading("repair: one cell mistyped, the true one named first with its figure", "disclosure", "slips that a rule sees", "true cell first", "among the first five", "slips no rule sees", "median", "p99", "check (floor)");
        var kinds = new SortedDictionary<string, (int Seen, int First)>(StringComparer.Ordinal);
        foreach (var (name, document) in documents)
        {
            Progress($"repair: {name}");
            int seen = 0, first = 0, among = 0, unseen = 0;
            var (times, floor) = (new Samples(), new Samples());
            var before = RuleBook.Run(document).Findings.Select(f => f.Fingerprint).ToHashSet();
            foreach (var slip in Mistyped.Slips(document, quick ? 100 : 1_100, seed: 11))
            {
                limit.ThrowIfCancellationRequested();
                var started = Stopwatch.GetTimestamp();
                var found = RuleBook.Run(slip.Document).Findings;
                floor.Add(Samples.Since(started));
                if (!found.Any(f => f.Severity != Document.Rules.Engine.Severity.Info && !before.Contains(f.Fingerprint)))
                {
                    unseen++;
                    continue;
                }
                started = Stopwatch.GetTimestamp();
                var repairs = RepairSolver.Suggest(slip.Document);
                times.Add(Samples.Since(started));
                // A document that has findings of its own has groups of its own; the slip's is the one that speaks of its cell.
                bool Right(Document.Repair.Repair r) => r.Changes is [{ Where: { Kind: FigureKind.Cell } at, ToNumber: var to }] && at.Table == slip.Table.Number && at.Row == slip.Row && at.Column == slip.Column && to == slip.Right;
                seen++;
                var right = repairs.FirstOrDefault(Right);
                if (right is not null) among++;
                if (right?.Rank == 1) first++;
                var (s, f) = kinds.GetValueOrDefault(slip.Kind);
                kinds[slip.Kind] = (s + 1, f + (right?.Rank == 1 ? 1 : 0));
            }
            report.Row(name, $"{seen}", $"**{first}** ({Number(100.0 * first / seen)} %)", $"{among}", $"{unseen}", Micros(times.Median), Micros(times.P99), Micros(floor.Median));
            report.Aim($"repair, {name}: missed first of 100", 100.0 - 100.0 * first / seen, 10, "");
            report.Aim($"repair p99, {name}", times.P99 / 1000, 50, " ms");
        }
        report.Heading("repair: by kind of slip, all disclosures", "slip", "seen by a rule", "true cell first");
        foreach (var (kind, (s, f)) in kinds) report.Row(kind, $"{s}", $"{f} ({Number(100.0 * f / s)} %)");
    }

    static void Edits(Report report, List<(string Name, DisclosureDocument Document)> documents, bool quick, CancellationToken limit)
    {
        report.Heading("edits: a cell changed and changed back, in process", "disclosure", "edits", "**median**", "**p99**", "rules asked again, mean", "of", "full run (floor)");
        foreach (var (name, document) in documents)
        {
            Progress($"edits: {name}");
            var live = new LiveCheck(document);
            var (times, floor) = (new Samples(), new Samples());
            long asked = 0;
            var edits = 0;
            var count = quick ? 200 : 4_000;
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var slip in Mistyped.Slips(document, count, seed: 13))
                {
                    limit.ThrowIfCancellationRequested();
                    foreach (var value in (long?[])[slip.Wrong, slip.Right])
                    {
                        var table = live.Document.Tables.First(t => t.Number == slip.Table.Number);
                        var printed = slip.Table.Rows[slip.Row].Printed?[slip.Column];
                        var started = Stopwatch.GetTimestamp();
                        var change = live.SetCell(table, slip.Row, slip.Column, value, value == slip.Right ? printed : null);
                        // The first pass warms up.
                        if (pass == 0) continue;
                        times.Add(Samples.Since(started));
                        asked += change.Asked;
                        edits++;
                    }
                    if (pass == 0 || edits % 20 != 0) continue;
                    var full = Stopwatch.GetTimestamp();
                    RuleBook.Run(live.Document);
                    floor.Add(Samples.Since(full));
                }
            }
            report.Row(name, $"{edits}", $"**{Micros(times.Median)}**", $"**{Micros(times.P99)}**", Number((double)asked / edits), $"{RuleBook.Rules.Count}", Micros(floor.Median));
            report.Aim($"edit p99, {name}", times.P99 / 1000, 5, " ms");
        }
    }

    static async Task EditsOverAChannel(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        Progress("edits: over a channel");
        await using var district = await MeasuredDistrict.Start(Disclosures.Education, new Dictionary<string, string?> { ["DataFolder"] = folder.CreateSubdirectory("edits").FullName });
        var department = await district.Department("e0");
        using var call = district.Budgets.CheckEdits(department.Preparer);
        await Ask(call, new() { Open = new() { Budget = department.File.Budget, Targets = department.File.Targets } });
        var (echo, edit) = (new Samples(), new Samples());
        var random = new Random(17);
        for (var i = 0; i < (quick ? 200 : 4_000); i++)
        {
            limit.ThrowIfCancellationRequested();
            var table = department.File.Budget.Tables[random.Next(department.File.Budget.Tables.Count)];
            if (table.Rows.Count == 0) continue;
            var row = random.Next(table.Rows.Count);
            if (table.Rows[row].Cells.Count == 0) continue;
            var cell = table.Rows[row].Cells[random.Next(table.Rows[row].Cells.Count)].Clone();
            if (i % 2 == 0) cell.Fen += 90;
            var started = Stopwatch.GetTimestamp();
            await district.Echo.NothingAsync(new(), department.Preparer);
            var floor = Samples.Since(started);
            started = Stopwatch.GetTimestamp();
            var answer = await Ask(call, new() { Edit = new BudgetEdit { Cell = new() { Table = table.Number, Row = row, Cell = cell } } });
            if (answer.Violations.Count > 0) throw new InvalidOperationException(answer.Violations[0].DescriptionEn);
            if (i < 500 && !quick) continue;
            echo.Add(floor);
            edit.Add(Samples.Since(started));
        }
        report.Heading("edits: over a channel, one at a time", "disclosure", "**median**", "**p99**", "empty echo (floor)", "its p99");
        report.Row("demo 201, Shanghai 2025", $"**{Micros(edit.Median)}**", $"**{Micros(edit.P99)}**", Micros(echo.Median), Micros(echo.P99));
        report.Aim("edit p99, over a channel", edit.P99 / 1000, 5, " ms");
    }

    static async Task<CheckEditsResponse> Ask(AsyncDuplexStreamingCall<CheckEditsRequest, CheckEditsResponse> call, CheckEditsRequest request)
    {
        await call.RequestStream.WriteAsync(request);
        return await call.ResponseStream.MoveNext() ? call.ResponseStream.Current : throw new InvalidOperationException("the stream ended");
    }

    static async Task Rehearsal(Report report, DirectoryInfo folder, bool quick, CancellationToken limit)
    {
        var count = quick ? 100 : 1_000;
        Progress($"rehearsal: storing {count} disclosures");
        await using var district = await MeasuredDistrict.Start(Disclosures.Education, new Dictionary<string, string?> { ["DataFolder"] = folder.CreateSubdirectory("rehearsal").FullName });
        var department = await district.Department("h0", opened: true);
        await department.Submit();
        await using (var scope = district.PublicationServices.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
            var first = await db.Submissions.Include(s => s.Disclosure).SingleAsync(limit);
            for (var i = 1; i < count; i++)
            {
                var code = $"h{i}";
                var file = department.File.Of(code);
                db.Submissions.Add(new SubmissionRow
                {
                    Disclosure = new DisclosureRow { District = first.Disclosure.District, Department = code, DepartmentName = file.Department.Name, Year = file.Year, Edition = first.Disclosure.Edition, State = first.Disclosure.State },
                    Checked = first.Checked,
                    Department = file.Department.ToByteArray(),
                    Budget = file.Budget.ToByteArray(),
                    Targets = file.Targets.ToByteArray(),
                });
                if (i % 100 != 0) continue;
                await db.SaveChangesAsync(limit);
                db.ChangeTracker.Clear();
            }
            await db.SaveChangesAsync(limit);
        }
        Progress("rehearsal: rehearsing");
        var settings = new Budget.V1.RuleSettings { Grades = { new RuleGrade { Rule = "TPE-010", Kind = RuleGradeKind.Error } }, Bands = { new RuleBand { Band = "large_change", Value = 10 }, new RuleBand { Band = "vehicle_cost.most", Value = 1_600_000 } } };
        var times = new Samples();
        RehearsalSummary? summary = null;
        for (var run = 0; run < (quick ? 1 : 3); run++)
        {
            limit.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            using var call = district.Publication.RehearseRules(new() { Settings = settings }, district.As(Roles.FinanceReviewer, ""));
            while (await call.ResponseStream.MoveNext(limit)) summary = call.ResponseStream.Current.Summary ?? summary;
            times.Add(Samples.Since(started));
        }
        report.Heading("rehearsal: settings tried over stored disclosures, SQLite", "disclosures", "checked twice in", "per disclosure", "of which differ", "findings that would come", "would go", "regraded");
        report.Row($"{summary!.Disclosures}", $"**{Number(times.Median / 1e6)} s**", Micros(times.Median / summary.Disclosures), $"{summary.Differ}", $"{summary.Appear}", $"{summary.Go}", $"{summary.Regraded}");
        report.Aim($"rehearsal of {summary.Disclosures}", times.Median / 1e6, 30, " s");
    }
}
