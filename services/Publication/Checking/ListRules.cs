using Budget.Contracts;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Hosting.Callers;
using Budget.Hosting.Errors;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication;

public sealed partial class DisclosureRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override Task<ListRulesResponse> ListRules(ListRulesRequest request, ServerCallContext context)
    {
        IEnumerable<Rule> rules = RuleBook.Rules;
        if (request.Chapter.Length > 0)
        {
            var chapter = RuleCatalogue.Chapters.FirstOrDefault(c => c.Prefix == request.Chapter) ?? throw NoChapter();
            rules = chapter.Rules;
        }
        if (request.Edition.Length > 0)
        {
            var edition = editions.Find(request.Edition) ?? throw NoEdition();
            rules = rules.Where(rule => rule.Explanation.FirstYear <= edition.LastYear && edition.FirstYear <= rule.Explanation.LastYear);
        }
        if (request.Year != 0) rules = rules.Where(rule => rule.Explanation.HoldsFor(request.Year));
        var answer = new ListRulesResponse { RuleBook = RuleBook.Version };
        answer.Rules.AddRange(rules.Select(rule => rule.ToMessage()));
        answer.CodeLists.AddRange(ReportMessages.CodeLists());
        return Task.FromResult(answer);
    }

    static RpcException NoChapter() => RichStatus.InvalidArgument("没有这一章。 / There is no such chapter.",
        ("chapter", $"应为 {string.Join('、', RuleCatalogue.Chapters.Select(c => c.Prefix))} 之一，或不填。 / One of these, or none."));

    RpcException NoEdition() => RichStatus.InvalidArgument("没有这种公开形式。 / There is no such edition.",
        ("edition", $"应为 {string.Join('、', editions.All.Select(e => e.Id))} 之一，或不填。 / One of these, or none."));
}
