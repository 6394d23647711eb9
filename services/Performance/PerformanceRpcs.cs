using Budget.Contracts.Reading;
using Budget.Hosting.Errors;
using Budget.Hosting.Revisions;
using Budget.Performance.Storage;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Budget.Performance;

/// <summary>PerformanceService, a file per RPC. Every query is bounded by the caller's district, which comes from the token.</summary>
public sealed partial class PerformanceRpcs(PerformanceDb db, RevisionStore revisions, DocumentReader reader) : V1.PerformanceService.PerformanceServiceBase
{
    async Task<RevisionRow> SavedAsync(string district, string department, int year, int revision, ServerCallContext context) =>
        await revisions.FindAsync(db, district, department, year, revision, context.CancellationToken) ?? throw NotSaved(department, year, revision);

    /// <summary>
    /// The department as the rules over targets need it. The directory is the Budgets service's; here the department calls itself
    /// as its own form does, and whether that is its registered name is asked where both parts meet, at submission.
    /// </summary>
    static Department DepartmentOf(string district, PerformanceTargets targets) => new()
    {
        Code = targets.Department,
        Name = targets.Overall is { DepartmentName.Length: > 0 } overall ? overall.DepartmentName : targets.Department,
        DistrictCode = district,
    };

    static TargetsRevision ToWire(Revision revision) => new()
    {
        Department = revision.Department,
        Year = revision.Year,
        Revision = revision.Number,
        ContentHash = revision.ContentHash,
        SavedBy = revision.SavedBy,
        SavedAt = Timestamp.FromDateTimeOffset(revision.SavedAt),
        Edition = revision.Edition,
    };

    static RpcException Malformed(IEnumerable<FieldViolation> violations) => RichStatus.InvalidArgument(
        "提交的内容有误，未保存任何内容；请按各字段的说明改正。 / The message is malformed and nothing was saved; mend each field as said.",
        violations.Select(v => (v.Field, $"{v.Message} / {v.MessageEn}")));

    static RpcException Malformed(string field, string message, string messageEn) => RichStatus.InvalidArgument($"{message} / {messageEn}", (field, $"{message} / {messageEn}"));

    static RpcException NotSaved(string department, int year, int revision) => RichStatus.Refused(StatusCode.NotFound, "TARGETS_NOT_FOUND",
        revision == 0
            ? $"部门 {Shown(department)} {year} 年还没有绩效目标。 / Department {Shown(department)} has no targets for {year} yet."
            : $"部门 {Shown(department)} {year} 年没有第 {revision} 版绩效目标。 / Department {Shown(department)} has no targets revision {revision} for {year}.");

    /// <summary>As much of a stranger's text as a message should repeat.</summary>
    static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
