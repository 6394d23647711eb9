namespace Budget.Contracts;

/// <summary>Values of the token's "role" claim.</summary>
public static class Roles
{
    /// <summary>编制人: types figures and targets, submits.</summary>
    public const string Preparer = "preparer";

    /// <summary>保密审查人</summary>
    public const string SecrecyReviewer = "secrecy_reviewer";

    /// <summary>审定人: approves, never what they submitted.</summary>
    public const string Approver = "approver";

    /// <summary>财政审核人: the finance bureau, district-wide.</summary>
    public const string FinanceReviewer = "finance_reviewer";

    /// <summary>查阅人</summary>
    public const string Reader = "reader";

    public static readonly IReadOnlyList<string> All = [Preparer, SecrecyReviewer, Approver, FinanceReviewer, Reader];
}
