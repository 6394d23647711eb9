namespace Budget.Publication.Proof;

/// <param name="Said">One sentence or more for the public; empty where nothing is withheld.</param>
/// <param name="OfBudget">The published budget is not the whole revision, so its hash is not published: it could be used to try out what is missing.</param>
public sealed record Withheld(string Said, bool OfBudget, bool OfTargets)
{
    public static readonly Withheld Nothing = new("", false, false), Everything = new("整份公开材料已撤下。", true, true);
}
