namespace Budget.Document;

public static class TableRoles
{
    /// <summary>GeneralPublicItems → general-public-items, as edition files and messages write it.</summary>
    public static string Id<T>(T role) where T : struct, Enum =>
        string.Concat(role.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>What people call the table, whatever its number in an edition.</summary>
    public static (string Chinese, string English) Name(TableRole role) => role switch
    {
        TableRole.RevenueAndExpenditure => ("部门收支总表", "table of revenue and expenditure"),
        TableRole.Revenue => ("部门收入总表", "revenue table"),
        TableRole.Expenditure => ("部门支出总表", "expenditure table"),
        TableRole.FiscalAppropriation => ("财政拨款收支总表", "fiscal appropriation table"),
        TableRole.GeneralPublic => ("一般公共预算支出表", "general public budget table"),
        TableRole.GeneralPublicItems => ("一般公共预算支出表（项级）", "general public budget table by item"),
        TableRole.GovernmentFund => ("政府性基金预算支出表", "government fund table"),
        TableRole.StateCapital => ("国有资本经营预算支出表", "state capital table"),
        TableRole.BasicExpenditure => ("一般公共预算基本支出表（经济分类）", "basic expenditure table by economic code"),
        TableRole.ThreePublic => ("“三公”经费支出表", "three public expenses table"),
        _ => ("该表", "table"),
    };
}
