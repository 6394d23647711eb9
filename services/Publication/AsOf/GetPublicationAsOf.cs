using Budget.Contracts;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.Publication.AsOf;
using Budget.Publication.Workflow;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override async Task<GetPublicationAsOfResponse> GetPublicationAsOf(GetPublicationAsOfRequest request, ServerCallContext context)
    {
        if (request.Department.Length == 0) throw RichStatus.InvalidArgument("请指明部门。 / Say which department.", ("department", "例如 101 / such as 101"));
        Words.Code(request.Department, "department");
        if (request.Year < 1) throw YearMissing();
        var at = Moment(request.At);
        var timelines = await Timelines(Caller.Of(context).District, request.Year, request.Department, "", 1, context.CancellationToken);
        return new() { Period = timelines.Count == 0 ? null : Wire(timelines[0], at) };
    }

    sealed record Timeline(string District, string Department, int Year, IReadOnlyList<Period> Periods);

    /// <summary>Of departments after a code, by code.</summary>
    async Task<List<Timeline>> Timelines(string district, int year, string department, string after, int most, CancellationToken cancellation)
    {
        var codes = (await db.Disclosures.Where(d => d.District == district && d.Year == year && d.PublishedAt != null && (department == "" || d.Department == department))
            .Select(d => d.Department).Distinct().ToListAsync(cancellation)).Where(code => string.CompareOrdinal(code, after) > 0).Order(StringComparer.Ordinal).Take(most).ToList();
        var entries = await db.Log.Join(db.Disclosures.Where(d => d.District == district && d.Year == year && codes.Contains(d.Department)), entry => entry.DisclosureId, d => d.Id,
            (entry, d) => new { d.Department, Event = new LoggedEvent(entry.Number, entry.At, entry.Event, d.Version, entry.Manifest, entry.Reason) }).ToListAsync(cancellation);
        var events = entries.OrderBy(e => e.Event.Number).ToLookup(e => e.Department, e => e.Event);
        return [.. codes.Select(code => new Timeline(district, code, year, PublicationTimeline.Of(events[code])))];
    }

    static PublicationPeriod? Wire(Timeline timeline, DateTimeOffset at) => PublicationTimeline.AsOf(timeline.Periods, at) is not { } period ? null : new()
    {
        Disclosure = new DisclosureName(timeline.District, timeline.Department, timeline.Year, period.Version).ToString(),
        Version = period.Version,
        From = period.From.ToTimestamp(),
        To = period.To?.ToTimestamp(),
        Kind = period.Kind,
        ManifestSha256 = period.Manifest,
        LogNumber = period.LogNumber,
        Reason = period.Reason,
    };

    DateTimeOffset Moment(Timestamp? at)
    {
        var now = time.GetUtcNow();
        if (at is null) return now;
        return at.Nanos is >= 0 and < 1_000_000_000 && at.Seconds >= 0 && at.Seconds <= now.ToUnixTimeSeconds() ? at.ToDateTimeOffset()
            : throw RichStatus.InvalidArgument("时刻不合理。 / That moment is not possible.", ("at", "应不晚于现在。 / Must not be after now."));
    }
}
