using Budget.Contracts;
using Budget.Document.Workflow;
using Budget.V1;
using DisclosureState = Budget.V1.DisclosureState;

namespace Budget.Desk.Frame;

/// <summary>Words of the office, in both languages.</summary>
public static class Words
{
    public static string Role(string role, bool english) => (role, english) switch
    {
        (Roles.Preparer, false) => "经办人",
        (Roles.SecrecyReviewer, false) => "保密审查人",
        (Roles.Approver, false) => "审定人",
        (Roles.FinanceReviewer, false) => "财政局",
        (_, false) => "查阅人",
        (Roles.Preparer, _) => "preparer",
        (Roles.SecrecyReviewer, _) => "secrecy reviewer",
        (Roles.Approver, _) => "approver",
        (Roles.FinanceReviewer, _) => "finance bureau",
        _ => "reader",
    };

    public static string State(DisclosureState state, bool english) => english ? state.ToString().ToLowerInvariant() : ((Document.Workflow.DisclosureState)state).Chinese();

    /// <summary>What somebody did, as a sentence without its subject.</summary>
    public static string Act(HistoryEntry entry, bool english) => english ? entry.Action switch
    {
        "open" => "opened the disclosure",
        "submit" => "submitted it",
        "refuse" => "tried to submit it; refused by the rules",
        "explain" => "explained warnings",
        "withdraw" => "took it back",
        "return" => "returned it",
        "review_secrecy" => "gave the secrecy review",
        "approve" => "approved it",
        "publish" => "it was published",
        "correct" => "opened a correction",
        "supersede" => "it was replaced by its correction",
        "waive" => "waived an error",
        "revoke_waiver" => "took a waiver back",
        "withhold_part" => "withheld a part after publication",
        "withhold" => "withheld it after publication",
        "comment" => "wrote a comment",
        "resolve" => "settled a thread",
        _ => entry.Action,
    } : entry.Action switch
    {
        "open" => "建立了公开事项",
        "submit" => "送审",
        "refuse" => "送审，没有通过检查",
        "explain" => "写了说明",
        "withdraw" => "撤回",
        "return" => "退回",
        "review_secrecy" => "签了保密审查意见",
        "approve" => "审定",
        "publish" => "到时公开",
        "correct" => "开始更正",
        "supersede" => "由更正版取代",
        "waive" => "同意豁免一条错误",
        "revoke_waiver" => "撤销一条豁免",
        "withhold_part" => "公开后撤下一部分",
        "withhold" => "公开后整份撤下",
        "comment" => "留言",
        "resolve" => "了结了一个讨论",
        _ => entry.Action,
    };
}
