using Budget.Document.Workflow;

namespace Budget.Publication.Storage;

/// <summary>The names of moves in the history; they are stored and public, so they are spelled out and never derived.</summary>
static class Actions
{
    public const string Open = "open", Submit = "submit", ReviewSecrecy = "review_secrecy", Approve = "approve", Publish = "publish",
        Supersede = "supersede", Refuse = "refuse", Explain = "explain", Withhold = "withhold", WithholdPart = "withhold_part";

    public static string Of(Move move) => move switch
    {
        Move.Submit => Submit,
        Move.Withdraw => "withdraw",
        Move.Return => "return",
        Move.ReviewSecrecy => ReviewSecrecy,
        Move.Approve => Approve,
        Move.Publish => Publish,
        Move.Correct => "correct",
        Move.Supersede => Supersede,
        Move.Waive => "waive",
        Move.RevokeWaiver => "revoke_waiver",
        Move.Withhold => Withhold,
        Move.WithholdPart => WithholdPart,
        _ => throw new ArgumentOutOfRangeException(nameof(move), move, "This move has no name in the history yet."),
    };
}
