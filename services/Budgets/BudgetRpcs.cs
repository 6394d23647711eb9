using Budget.Budgets.Checking;
using Budget.Budgets.Storage;
using Budget.Contracts;
using Budget.Contracts.Reading;
using Budget.Document.Editions;
using Budget.Hosting.Errors;
using Budget.Hosting.Revisions;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Budget.Budgets;

/// <summary>
/// BudgetService, a file per RPC. Every query is bounded by the caller's district, which comes from the token: departments
/// of two districts may have the same code and never meet.
/// </summary>
public sealed partial class BudgetRpcs(
    BudgetsDb db, RevisionStore revisions, EditionBook editions, DocumentReader reader, OpenDrafts drafts, IHostApplicationLifetime stopping)
    : BudgetService.BudgetServiceBase
{
    async Task<Department> RegisteredAsync(string district, string code, ServerCallContext context) =>
        !DepartmentCodes.IsDepartment(code) ? throw NotRegistered(code) : (await db.FindDepartmentAsync(district, code, context.CancellationToken))?.ToWire() ?? throw NotRegistered(code);

    async Task<RevisionRow> SavedAsync(string district, string department, int year, int revision, ServerCallContext context) =>
        await revisions.FindAsync(db, district, department, year, revision, context.CancellationToken) ?? throw NotSaved(department, year, revision);

    static BudgetRevision ToWire(Revision revision) => new()
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

    static RpcException NotRegistered(string code) => RichStatus.Refused(StatusCode.NotFound, "DEPARTMENT_NOT_REGISTERED",
        $"部门目录中没有“{Shown(code)}”；请核对编码，或请财政部门登记。 / Department \"{Shown(code)}\" is not registered; check the code or ask the finance bureau to register it.");

    static RpcException NotSaved(string department, int year, int revision) => RichStatus.Refused(StatusCode.NotFound, "BUDGET_NOT_FOUND",
        revision == 0
            ? $"部门 {Shown(department)} {year} 年还没有预算。 / Department {Shown(department)} has no budget for {year} yet."
            : $"部门 {Shown(department)} {year} 年没有第 {revision} 版预算。 / Department {Shown(department)} has no budget revision {revision} for {year}.");

    /// <summary>As much of a stranger's text as a message should repeat.</summary>
    static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
