using Budget.Document.Workflow;
using static Budget.Document.Workflow.DisclosureState;

namespace Budget.Document.Tests.Workflow;

public class DisclosureWorkflowTests
{
    static readonly Situation Ready = new(SubmittedBy: "zhang", SecrecyCleared: true);

    /// <summary>Written out a second time, by hand, from the regulations and not from the table: state, move, role → state.</summary>
    static readonly Dictionary<(DisclosureState, Move, Role), DisclosureState> Possible = new()
    {
        [(Draft, Move.Submit, Role.Preparer)] = Submitted,
        [(Submitted, Move.Withdraw, Role.Preparer)] = Draft,
        [(Submitted, Move.Return, Role.Approver)] = Draft,
        [(Submitted, Move.Return, Role.FinanceReviewer)] = Draft,
        [(Approved, Move.Return, Role.FinanceReviewer)] = Draft,
        [(Submitted, Move.ReviewSecrecy, Role.SecrecyReviewer)] = Submitted,
        [(Submitted, Move.Approve, Role.Approver)] = Approved,
        [(Published, Move.Correct, Role.Preparer)] = Published,
        [(Draft, Move.Waive, Role.FinanceReviewer)] = Draft,
        [(Submitted, Move.Waive, Role.FinanceReviewer)] = Submitted,
        [(Approved, Move.Waive, Role.FinanceReviewer)] = Approved,
        [(Draft, Move.RevokeWaiver, Role.FinanceReviewer)] = Draft,
        [(Submitted, Move.RevokeWaiver, Role.FinanceReviewer)] = Draft,
        [(Approved, Move.RevokeWaiver, Role.FinanceReviewer)] = Draft,
        [(Withheld, Move.Correct, Role.Preparer)] = Withheld,
        [(Published, Move.WithholdPart, Role.FinanceReviewer)] = Published,
        [(Superseded, Move.WithholdPart, Role.FinanceReviewer)] = Superseded,
        [(Published, Move.Withhold, Role.FinanceReviewer)] = Withheld,
        [(Superseded, Move.Withhold, Role.FinanceReviewer)] = Withheld,
    };

    /// <summary>What the system does by itself, whoever looks on.</summary>
    static readonly Dictionary<(DisclosureState, Move), DisclosureState> BySystem = new()
    {
        [(Approved, Move.Publish)] = Published,
        [(Published, Move.Supersede)] = Superseded,
    };

    public static IEnumerable<TheoryDataRow<DisclosureState, Move, Role>> Everything() =>
        from state in Enum.GetValues<DisclosureState>()
        from move in Enum.GetValues<Move>()
        from role in Enum.GetValues<Role>()
        select new TheoryDataRow<DisclosureState, Move, Role>(state, move, role);

    [Theory]
    [MemberData(nameof(Everything))]
    public void Answers_every_state_move_and_role_as_the_regulations_say(DisclosureState from, Move move, Role role)
    {
        var (to, refusal) = DisclosureWorkflow.Decide(from, move, new HashSet<Role> { role }, "wang", Ready);

        if (Possible.TryGetValue((from, move, role), out var expected) || BySystem.TryGetValue((from, move), out expected))
        {
            Assert.Null(refusal);
            Assert.Equal(expected, to);
            return;
        }
        Assert.NotNull(refusal);
        Assert.Equal(from, to);
        var someoneMay = Possible.Keys.Any(k => k.Item1 == from && k.Item2 == move);
        Assert.Equal(someoneMay ? "WRONG_ROLE" : "WRONG_STATE", refusal.Reason);
        Assert.Contains(from.Chinese(), refusal.Message);
        Assert.Contains(move.Chinese(), refusal.Message);
        Assert.Contains(from.ToString(), refusal.MessageEn);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Nobody_without_a_role_moves_anything_but_the_system(DisclosureState from, Move move, Role _)
    {
        var (to, refusal) = DisclosureWorkflow.Decide(from, move, new HashSet<Role>(), "wang", Ready);
        Assert.Equal(BySystem.TryGetValue((from, move), out var expected) ? expected : from, to);
        Assert.Equal(!BySystem.ContainsKey((from, move)), refusal is not null);
    }

    [Fact]
    public void The_submitter_may_not_approve_even_with_every_role()
    {
        var (to, refusal) = DisclosureWorkflow.Decide(Submitted, Move.Approve, Enum.GetValues<Role>().ToHashSet(), "zhang", Ready);
        Assert.Equal((Submitted, "SUBMITTER_MAY_NOT_APPROVE"), (to, refusal?.Reason));
    }

    [Theory]
    [InlineData(null, "SECRECY_REVIEW_MISSING")]
    [InlineData(false, "SECRECY_REVIEW_REFUSED")]
    [InlineData(true, null)]
    public void Approval_needs_a_cleared_secrecy_review(bool? cleared, string? reason)
    {
        var (_, refusal) = DisclosureWorkflow.Decide(Submitted, Move.Approve, new HashSet<Role> { Role.Approver }, "wang", Ready with { SecrecyCleared = cleared });
        Assert.Equal(reason, refusal?.Reason);
    }

    [Fact]
    public void Only_one_correction_at_a_time()
    {
        var (_, refusal) = DisclosureWorkflow.Decide(Published, Move.Correct, new HashSet<Role> { Role.Preparer }, "wang", new Situation(CorrectionUnderWay: true));
        Assert.Equal("CORRECTION_UNDER_WAY", refusal?.Reason);
    }

    [Fact]
    public void A_wrong_state_names_the_states_where_the_move_is_possible()
    {
        var (_, refusal) = DisclosureWorkflow.Decide(Draft, Move.Return, new HashSet<Role> { Role.FinanceReviewer }, "wang", Ready);
        Assert.Equal("当前状态为“编制中”，不能退回；只有“已报送、已审定”状态可以退回。", refusal?.Message);
        Assert.Equal("The disclosure is Draft; Return is possible only from Submitted, Approved.", refusal?.MessageEn);
    }

    [Fact]
    public void Every_state_is_reached_and_what_the_public_saw_never_goes_back_to_being_worked_on()
    {
        var reached = new HashSet<DisclosureState> { Draft };
        while (DisclosureWorkflow.Table.Any(t => reached.Contains(t.From) && reached.Add(t.To))) { }
        Assert.Equal(Enum.GetValues<DisclosureState>().ToHashSet(), reached);
        DisclosureState[] @public = [Published, Superseded, Withheld];
        Assert.All(DisclosureWorkflow.Table.Where(t => @public.Contains(t.From)), t => Assert.Contains(t.To, @public));
        Assert.Equal([Withheld], DisclosureWorkflow.Table.Where(t => t.From == Withheld).Select(t => t.To));
    }
}
