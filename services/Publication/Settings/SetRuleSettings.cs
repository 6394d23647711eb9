using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.FinanceReviewer)]
    public override async Task<SetRuleSettingsResponse> SetRuleSettings(SetRuleSettingsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        MustBeDistrictWide(caller);
        var year = Words.Year(request.Year, "year");
        var settings = SettingsOf(request.Settings ?? throw RichStatus.InvalidArgument("缺少规则设置。 / The settings are missing.", ("settings", "不能为空；恢复规则库原样请给出空的设置 / required; empty settings restore the rule book")), "settings");
        var reason = Words.Required(request.Reason, "reason");
        // As the database keeps it, so that the answer is what every later reader sees.
        var now = ToMicrosecond(time.GetUtcNow());
        var from = Words.Hour(request.EffectiveFrom, "effective_from", now) is { } wished && wished > now ? ToMicrosecond(wished) : now;

        var newest = await NewestSettings(caller.District, year, context.CancellationToken);
        if (newest != request.ExpectedRevision) throw SettingsStale(newest);
        var row = new RuleSettingsRow
        {
            District = caller.District,
            Year = year,
            Revision = newest + 1,
            Content = request.Settings.ToByteArray(),
            Hash = settings.Hash,
            EffectiveFrom = from,
            Reason = reason,
            SetBy = caller.Id,
            SetByName = caller.Name,
            SetAt = now,
        };
        db.RuleSettings.Add(row);
        try
        {
            await db.SaveChangesAsync(context.CancellationToken);
        }
        catch (DbUpdateException)
        {
            // The index let one of two callers through; if no other was there, the failure is a real one.
            var meanwhile = await NewestSettings(caller.District, year, context.CancellationToken);
            if (meanwhile > newest) throw SettingsStale(meanwhile);
            throw;
        }
        return new() { Revision = row.ToWire() };
    }

    static DateTimeOffset ToMicrosecond(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

    async Task<int> NewestSettings(string district, int year, CancellationToken cancellation) =>
        await db.RuleSettings.Where(row => row.District == district && row.Year == year).MaxAsync(row => (int?)row.Revision, cancellation) ?? 0;

    static void MustBeDistrictWide(Caller caller)
    {
        if (!caller.IsDistrictWide) throw RichStatus.Refused(StatusCode.PermissionDenied, "NOT_DISTRICT_WIDE",
            $"规则设置由全区范围的财政审核人办理；您属于部门 {caller.Department}。 / Rule settings are for district-wide finance reviewers; you belong to {caller.Department}.");
    }

    static RpcException SettingsStale(int newest) => RichStatus.Refused(StatusCode.Aborted, "STALE",
        $"规则设置已有第 {newest} 版，请读取后再改。 / The newest settings are revision {newest}; read them again.", ("newest_revision", $"{newest}"));
}
