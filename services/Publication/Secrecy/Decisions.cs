using Budget.Document;
using Budget.Hosting.Errors;
using Budget.V1;
using Grpc.Core;

namespace Budget.Publication.Secrecy;

/// <summary>Decisions as they come in: each must withhold something, or a slip of the pen would publish a secret without anyone noticing.</summary>
static class Decisions
{
    const int Most = 200, LongestReason = 500;

    public static void MustBeSound(IReadOnlyList<Redaction> decisions, DisclosureFile file, Edition edition, string field)
    {
        if (decisions.Count > Most) throw RichStatus.InvalidArgument("不公开的内容过多。 / Too many parts.", (field, $"最多 {Most} 项 / at most {Most}"));
        var problems = new List<(string, string)>();
        for (var i = 0; i < decisions.Count; i++)
        {
            if (decisions[i].Reason.Length > LongestReason) problems.Add(($"{field}[{i}].reason", $"最多 {LongestReason} 字 / at most {LongestReason} characters"));
            if (Redactor.Problem(file, edition, decisions[i]) is var (chinese, english)) problems.Add(($"{field}[{i}].subject", $"{chinese} / {english}"));
        }
        if (problems.Count > 0) throw RichStatus.InvalidArgument("不公开的内容与公开材料不符。 / A part that is to be withheld does not fit the disclosure.", [.. problems]);
    }
}
