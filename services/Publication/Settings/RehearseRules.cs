using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Settings;
using Budget.Publication.Workflow;
using Budget.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using RuleSettings = Budget.Document.Rules.Engine.RuleSettings;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    /// <summary>Submissions read at once: some megabytes, so that a slow reader holds neither the database nor the memory.</summary>
    const int RehearsedAtOnce = 50;

    [Allow(Roles.FinanceReviewer)]
    [Costly]
    public override async Task RehearseRules(RehearseRulesRequest request, IServerStreamWriter<RehearseRulesResponse> responseStream, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        MustBeDistrictWide(caller);
        if (request.Year != 0) Words.Year(request.Year, "year");
        var rehearsal = new Rehearsal(SettingsOf(request.Settings, "settings"));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping.ApplicationStopping);

        var newest = await NewestSubmissions(caller.District, request.Year, end.Token);
        var inForce = new Dictionary<int, RuleSettings>();
        for (var done = 0; done < newest.Count; done += RehearsedAtOnce)
        {
            var ids = newest.Skip(done).Take(RehearsedAtOnce).ToList();
            var submissions = await db.Submissions.Include(s => s.Disclosure).Where(s => ids.Contains(s.DisclosureId)).OrderBy(s => s.DisclosureId).ToListAsync(end.Token);
            foreach (var submission in submissions)
            {
                end.Token.ThrowIfCancellationRequested();
                var row = submission.Disclosure;
                if (!inForce.TryGetValue(row.Year, out var settings)) inForce[row.Year] = settings = await SettingsInForce(row.District, row.Year, end.Token);
                var (document, _) = reader.Read(Department.Parser.ParseFrom(submission.Department), DepartmentBudget.Parser.ParseFrom(submission.Budget), PerformanceTargets.Parser.ParseFrom(submission.Targets));
                if (document is null)
                {
                    rehearsal.Summary.Unreadable.Add(row.Name.ToString());
                    continue;
                }
                if (rehearsal.Add(row, document, V1.Disclosure.Parser.ParseFrom(submission.Checked).Report, settings, end.Token) is { } differs) await responseStream.WriteAsync(new() { Disclosure = differs }, end.Token);
            }
            await responseStream.WriteAsync(new() { Progress = new() { Done = Math.Min(done + RehearsedAtOnce, newest.Count), All = newest.Count } }, end.Token);
        }
        await responseStream.WriteAsync(new() { Summary = rehearsal.Finish() }, end.Token);
    }

    /// <summary>Of each department and year the newest version whose submission was accepted once; what it pinned is still there.</summary>
    async Task<List<long>> NewestSubmissions(string district, int year, CancellationToken cancellation)
    {
        var submitted = await db.Disclosures.Where(row => row.District == district && row.Edition != "" && (year == 0 || row.Year == year))
            .Select(row => new { row.Id, row.Department, row.Year, row.Version }).ToListAsync(cancellation);
        return [.. submitted.GroupBy(row => (row.Department, row.Year)).Select(versions => versions.MaxBy(row => row.Version)!.Id).Order()];
    }

    static RuleSettings SettingsOf(V1.RuleSettings? wire, string path)
    {
        var (settings, violations) = SettingsReader.Read(wire, path);
        return settings ?? throw RichStatus.InvalidArgument("规则设置有误，请按各字段的说明改正。 / The settings are malformed; mend each field as said.",
            violations.Select(v => (v.Field, $"{v.Message} / {v.MessageEn}")));
    }
}
