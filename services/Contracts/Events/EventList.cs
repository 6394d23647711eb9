namespace Budget.Contracts.Events;

/// <summary>Who is told: everyone who may bind a queue, or the department it speaks of and the finance bureau alone.</summary>
public enum Audience { Everyone, OwnAndBureau }

/// <summary>One event as the world sees it. Its exchange's name is public: platforms bind to it.</summary>
public sealed record EventContract(Type Type, string Exchange, string Service, Audience Audience, string Says)
{
    public bool ToEveryone => Audience == Audience.Everyone;
}

/// <summary>All events, for the services that send them, for the document that describes them and for the broker's rights (deploy/rabbitmq/definitions.sh).</summary>
public static class EventList
{
    public static readonly IReadOnlyList<EventContract> All =
    [
        new(typeof(BudgetRevised), "budget.budget-revised", "budgets", Audience.OwnAndBureau, "A budget was saved as a new revision."),
        new(typeof(TargetsRevised), "budget.targets-revised", "performance", Audience.OwnAndBureau, "Performance targets were saved as a new revision."),
        new(typeof(DisclosureSubmitted), "budget.disclosure-submitted", "publication", Audience.OwnAndBureau,
            "A department submitted its annual disclosure; both revisions are pinned from here on."),
        new(typeof(DisclosureReturned), "budget.disclosure-returned", "publication", Audience.OwnAndBureau,
            "It went back to draft: returned by a reviewer (also by revoking the waiver of an error), or withdrawn by its preparer."),
        new(typeof(DisclosureApproved), "budget.disclosure-approved", "publication", Audience.OwnAndBureau,
            "It was approved; it becomes public at publishAt, or at once if that is null."),
        new(typeof(DisclosurePublished), "budget.disclosure-published", "publication", Audience.Everyone,
            "It is public. The hash of a revision is empty where a part of it is withheld: it would let a guess at the part be tried."),
        new(typeof(DisclosureSuperseded), "budget.disclosure-superseded", "publication", Audience.Everyone, "A later version took its place; the page stays and says so."),
        new(typeof(DisclosureWithheld), "budget.disclosure-withheld", "publication", Audience.Everyone,
            "What was published in error was taken away: all of this version, or parts of it. Whoever keeps copies removes them and takes what is published now, if anything."),
        new(typeof(DeadlineApproaching), "budget.deadline-approaching", "publication", Audience.OwnAndBureau,
            "A department has not published and the last day is near; once per day of the district's calendar of reminders."),
        new(typeof(DeadlineMissed), "budget.deadline-missed", "publication", Audience.OwnAndBureau, "The last day is over and the department has not published; once."),
    ];

    public static IEnumerable<EventContract> Of(string service) => All.Where(contract => contract.Service == service);
}
