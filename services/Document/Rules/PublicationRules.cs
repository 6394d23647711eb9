using static Budget.Document.Rules.Rule;

namespace Budget.Document.Rules;

/// <summary>PUB: whether the document may be published as it is. What the way to publication guards is not asked again here.</summary>
static class PublicationRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        Error("PUB-007", "预算表应为文字，不应是图片", "Tables are text, not pictures", Basis.Practice, Pub007),
    ];

    static void Pub007(Check check)
    {
        List<int>? lost = null;
        foreach (var table in check.Document.Tables ?? [])
        {
            if (table is null) continue;
            if (table.NotInSource) (lost ??= []).Add(table.Definition?.Number ?? 0);
            else check.Compared();
        }
        if (lost is not null)
        {
            var numbers = string.Join('、', lost);
            check.Fail(new Place("tables", "预算表"), $"表{numbers}以图片公布，文字无法取得。请以文字（可复制、可检索）公布。", $"tables {numbers} are published as pictures. Publish them as text that can be copied and searched.", numbers);
        }
        check.Missing("没有预算表", "there are no tables");
    }
}
