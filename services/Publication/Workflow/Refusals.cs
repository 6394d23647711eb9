using Budget.Document.Workflow;
using Budget.Hosting.Errors;
using Budget.Publication.Storage;
using Grpc.Core;

namespace Budget.Publication.Workflow;

/// <summary>Refusals that several RPCs share; those of one RPC stand at the foot of its file.</summary>
static class Refusals
{
    public static RpcException BadName(string name) => RichStatus.InvalidArgument(
        "公开材料名称格式不正确。 / This is no name of a disclosure.",
        ("name", $"“{Shown(name)}”应形如 districts/dongxihu/departments/101/disclosures/2025/versions/1。 / Expected districts/…/departments/…/disclosures/…/versions/…."));

    public static RpcException NotFound(string name) => new(new Status(StatusCode.NotFound,
        $"没有公开材料 {Shown(name)}，或其尚未公开。 / There is no disclosure {Shown(name)}, or it is not published yet."));

    public static RpcException Stale(DisclosureRow row) => RichStatus.Refused(StatusCode.Aborted, "STALE",
        "该公开材料刚刚被他人办理，请刷新后再试。 / Someone else has moved this disclosure meanwhile; read it again.",
        ("disclosure", row.Name.ToString()));

    public static RpcException Of(Refusal refusal, DisclosureRow row) => refusal.Reason == "WRONG_ROLE"
        ? RichStatus.Refused(StatusCode.PermissionDenied, refusal.Reason, $"{refusal.Message} / {refusal.MessageEn}", ("disclosure", row.Name.ToString()))
        : Precondition(refusal.Reason, row, refusal.Message, refusal.MessageEn);

    public static RpcException Precondition(string reason, DisclosureRow row, string message, string messageEn) =>
        RichStatus.FailedPrecondition($"{message} / {messageEn}", (reason, row.Name.ToString(), message));

    public static RpcException AfterDeadline(DisclosureRow row, ReplyRow reply) => Precondition("AFTER_DEADLINE", row,
        $"批复日期为 {ReplyRow.Day(reply.RepliedOn)}，最迟应在 {ReplyRow.Day(reply.PublishBy)} 公开（预算法第十四条），请把公开时间提前，或改为立即公开。",
        $"The reply is of {ReplyRow.Day(reply.RepliedOn)}, so {ReplyRow.Day(reply.PublishBy)} is the last day to publish; set an earlier hour, or publish at once.");

    public static string Shown(string name) => name.Length <= 120 ? name : name[..120] + "…";
}
