namespace Budget.Document.Workflow;

public enum DisclosureState { Draft = 1, Submitted = 2, Approved = 3, Published = 4, Superseded = 5, Withheld = 6 }

public enum Move { Submit, Withdraw, Return, ReviewSecrecy, Approve, Publish, Correct, Supersede, Waive, RevokeWaiver, WithholdPart,
    Withhold }

public enum Role { Preparer = 1, SecrecyReviewer, Approver, FinanceReviewer, Reader }

/// <summary>A line of the table: who may make which move from where to where. By is empty for moves the system makes itself.</summary>
public sealed record Transition(Move Move, DisclosureState From, DisclosureState To, params IReadOnlyList<Role> By);

/// <summary>Why a move is refused: a stable reason for machines, a sentence for people.</summary>
public sealed record Refusal(string Reason, string Message, string MessageEn);

/// <summary>Who must be another person than whom; what the district says in Policy:FourEyes.</summary>
public enum FourEyes
{
    /// <summary>Who wrote the figures and who submitted are one side; who reviews, waives and approves is not of it.</summary>
    Sides,

    /// <summary>Besides, who reviews, who waives and who approves are three people.</summary>
    Everyone,

    /// <summary>Only the submitter may not approve: for departments with too few people.</summary>
    SubmitterOnly,
}

/// <summary>What a decision looks at besides the state. SecrecyCleared is null until the review is recorded.</summary>
public sealed record Situation(string? SubmittedBy = null, bool? SecrecyCleared = null, bool CorrectionUnderWay = false)
{
    /// <summary>Who saved what is submitted.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];
    public string? ReviewedBy { get; init; }

    /// <summary>Who let errors stand that it still has.</summary>
    public IReadOnlyList<string> WaivedBy { get; init; } = [];
    public FourEyes FourEyes { get; init; }

    public bool IsSubmitter(string caller) => SubmittedBy is { Length: > 0 } submitter && People.Same(submitter, caller);

    public bool IsOfTheirSide(string caller) =>
        IsSubmitter(caller) || Authors.Any(author => author.Length > 0 && People.Same(author, caller));
}

/// <summary>The way of a disclosure, as one table. Everything that is not listed is refused, with the reason.</summary>
public static class DisclosureWorkflow
{
    public static readonly IReadOnlyList<Transition> Table =
    [
        new(Move.Submit, DisclosureState.Draft, DisclosureState.Submitted, Role.Preparer),
        new(Move.Withdraw, DisclosureState.Submitted, DisclosureState.Draft, Role.Preparer),
        new(Move.Return, DisclosureState.Submitted, DisclosureState.Draft, Role.Approver, Role.FinanceReviewer),
        new(Move.Return, DisclosureState.Approved, DisclosureState.Draft, Role.FinanceReviewer),
        new(Move.ReviewSecrecy, DisclosureState.Submitted, DisclosureState.Submitted, Role.SecrecyReviewer),
        new(Move.Approve, DisclosureState.Submitted, DisclosureState.Approved, Role.Approver),
        new(Move.Publish, DisclosureState.Approved, DisclosureState.Published),
        new(Move.Correct, DisclosureState.Published, DisclosureState.Published, Role.Preparer),
        new(Move.Correct, DisclosureState.Withheld, DisclosureState.Withheld, Role.Preparer),
        new(Move.Supersede, DisclosureState.Published, DisclosureState.Superseded),
        new(Move.Waive, DisclosureState.Draft, DisclosureState.Draft, Role.FinanceReviewer),
        new(Move.Waive, DisclosureState.Submitted, DisclosureState.Submitted, Role.FinanceReviewer),
        new(Move.Waive, DisclosureState.Approved, DisclosureState.Approved, Role.FinanceReviewer),
        new(Move.RevokeWaiver, DisclosureState.Draft, DisclosureState.Draft, Role.FinanceReviewer),
        new(Move.RevokeWaiver, DisclosureState.Submitted, DisclosureState.Draft, Role.FinanceReviewer),
        new(Move.RevokeWaiver, DisclosureState.Approved, DisclosureState.Draft, Role.FinanceReviewer),
        new(Move.WithholdPart, DisclosureState.Published, DisclosureState.Published, Role.FinanceReviewer),
        new(Move.WithholdPart, DisclosureState.Superseded, DisclosureState.Superseded, Role.FinanceReviewer),
        new(Move.Withhold, DisclosureState.Published, DisclosureState.Withheld, Role.FinanceReviewer),
        new(Move.Withhold, DisclosureState.Superseded, DisclosureState.Withheld, Role.FinanceReviewer),
    ];

    /// <summary>The state after the move, or why it is refused.</summary>
    public static (DisclosureState To, Refusal? Refusal) Decide(DisclosureState from, Move move, IReadOnlySet<Role> roles, string caller,
        Situation situation)
    {
        var fromHere = Table.Where(t => t.Move == move && t.From == from).ToList();
        if (fromHere.Count == 0) return (from, WrongState(from, move));
        var transition = fromHere.FirstOrDefault(t => t.By.Count == 0 || t.By.Any(roles.Contains));
        if (transition is null) return (from, WrongRole(fromHere[0]));
        return (move switch
        {
            Move.Approve when situation.IsSubmitter(caller) => SubmitterMayNotApprove,
            Move.Approve or Move.ReviewSecrecy or Move.Waive when situation.FourEyes != FourEyes.SubmitterOnly
                && situation.IsOfTheirSide(caller) => SideMayNot(move),
            Move.Approve when situation.FourEyes == FourEyes.Everyone && situation.ReviewedBy is { } reviewer
                && People.Same(reviewer, caller) => ReviewerMayNotApprove,
            Move.Approve or Move.ReviewSecrecy when situation.FourEyes == FourEyes.Everyone
                && situation.WaivedBy.Any(waiver => People.Same(waiver, caller)) => WaiverMayNot(move),
            Move.Approve when situation.SecrecyCleared is null => SecrecyReviewMissing,
            Move.Approve when situation.SecrecyCleared is false => SecrecyReviewRefused,
            Move.Correct when situation.CorrectionUnderWay => CorrectionUnderWay,
            _ => null,
        }) is { } refusal ? (from, refusal) : (transition.To, null);
    }

    static readonly Refusal SubmitterMayNotApprove = new("SUBMITTER_MAY_NOT_APPROVE",
        "报送人不得审定自己报送的公开材料，请由其他审定人审定。", "The submitter may not approve; another approver must.");

    static Refusal SideMayNot(Move move) =>
        new("SIDE_MAY_NOT_" + (move switch { Move.Approve => "APPROVE", Move.Waive => "WAIVE", _ => "REVIEW" }),
        $"编制或报送本份材料的人不得{move.Chinese()}，请由其他人办理。",
            $"Who wrote the figures or submitted them may not do this ({move}); somebody else must.");

    static readonly Refusal ReviewerMayNotApprove = new("REVIEWER_MAY_NOT_APPROVE",
        "本地区规定保密审查人不得审定同一份材料。", "The district's policy: who reviewed secrecy may not approve.");

    static Refusal WaiverMayNot(Move move) => new("WAIVER_MAY_NOT_" + (move == Move.Approve ? "APPROVE" : "REVIEW"),
        $"本地区规定豁免过错误的人不得{move.Chinese()}。", $"The district's policy: who waived an error of it may not do this ({move}).");

    static readonly Refusal SecrecyReviewMissing = new("SECRECY_REVIEW_MISSING",
        "尚未进行保密审查，审查通过后方可审定（政府信息公开条例第十七条）。",
            "The secrecy review is missing; it must be cleared before approval.");

    static readonly Refusal SecrecyReviewRefused = new("SECRECY_REVIEW_REFUSED",
        "保密审查结论为不予公开，不能审定，请退回修改。", "The secrecy review refused publication; return the disclosure to be mended.");

    static readonly Refusal CorrectionUnderWay = new("CORRECTION_UNDER_WAY",
        "已有更正版本正在办理，请在该版本中修改。", "A correction is already under way; mend that version.");

    public static string Chinese(this DisclosureState state) => state switch
    {
        DisclosureState.Draft => "编制中",
        DisclosureState.Submitted => "已报送",
        DisclosureState.Approved => "已审定",
        DisclosureState.Published => "已公开",
        DisclosureState.Superseded => "已被更正版本取代",
        _ => "已撤下",
    };

    public static string Chinese(this Move move) => move switch
    {
        Move.Submit => "报送",
        Move.Withdraw => "撤回",
        Move.Return => "退回",
        Move.ReviewSecrecy => "保密审查",
        Move.Approve => "审定",
        Move.Publish => "公开",
        Move.Correct => "更正",
        Move.Supersede => "取代",
        Move.Waive => "豁免错误",
        Move.RevokeWaiver => "撤销豁免",
        Move.WithholdPart => "撤下部分内容",
        _ => "撤下",
    };

    public static string Chinese(this Role role) => role switch
    {
        Role.Preparer => "编制人",
        Role.SecrecyReviewer => "保密审查人",
        Role.Approver => "审定人",
        Role.FinanceReviewer => "财政审核人",
        _ => "查阅人",
    };

    static Refusal WrongState(DisclosureState from, Move move)
    {
        var states = Table.Where(t => t.Move == move).Select(t => t.From).Distinct().ToList();
        var possible = string.Join('、', states.Select(s => s.Chinese()));
        return new("WRONG_STATE",
            $"当前状态为“{from.Chinese()}”，不能{move.Chinese()}；只有“{possible}”状态可以{move.Chinese()}。",
            $"The disclosure is {from}; {move} is possible only from {string.Join(", ", states)}.");
    }

    static Refusal WrongRole(Transition transition) => new("WRONG_ROLE",
        $"“{transition.From.Chinese()}”状态下的{transition.Move.Chinese()}须由{string.Join('、', transition.By.Select(Chinese))}进行。",
        $"{transition.Move} from {transition.From} is made by: {string.Join(", ", transition.By)}.");
}
