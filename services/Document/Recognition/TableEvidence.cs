using Budget.Document.Codes;
using Budget.Document.Text;

namespace Budget.Document.Recognition;

/// <summary>
/// What speaks for and against each role of one printed table. The points are log odds: three more make it twenty times as likely.
/// They were set on the two built-in forms, the real disclosures at hand and invented third forms (tests/Document.Tests/Recognition).
/// </summary>
sealed class TableEvidence
{
    readonly bool both, revenue, expenditure, general, fund, capital, basic, fiscal, threePublic, project, economic, items, titled;
    readonly bool twoSided, functionCodes, economicCodes, hasRows;
    readonly int sources, threePublicHeads;
    readonly bool basicAndProject, personnel, prior, special, fundsOfExpenditure;
    readonly bool otherSources, threePublicLines, fundsOnly;
    readonly TableRole codesOf, plainly;
    readonly string groups;

    public TableEvidence(PrintedTable table, int year)
    {
        var title = PrintedName.Normalise(table.Title);
        both = Has(title, "收支") || Has(title, "收入支出") || Has(title, "收入、支出") || Has(title, "收入和支出") || Has(title, "收入与支出");
        plainly = TableWords.Plainly(title);
        revenue = Has(title, "收入");
        expenditure = Has(title, "支出");
        general = Has(title, "一般公共预算") || Has(title, "公共财政预算");
        fund = Has(title, "政府性基金");
        capital = Has(title, "国有资本");
        basic = Has(title, "基本支出");
        fiscal = Has(title, "财政拨款");
        threePublic = Has(title, "三公") || Has(title, "出国") || Has(title, "公务接待");
        project = Has(title, "项目支出") || Has(title, "项目明细") || Has(title, "项目预算") || Has(title, "专项");
        economic = Has(title, "经济分类");
        items = Has(title, "项级");
        var elsewise = Has(title, "采购") || Has(title, "资产") || Has(title, "绩效") || Has(title, "债务") || Has(title, "编制") || Has(title, "专户");
        titled = revenue || expenditure || both || general || fund || capital || basic || fiscal || threePublic || project || economic || elsewise;
        groups = string.Concat(table.Columns.Select(column => PrintedName.Normalise(column.Group)).Distinct());

        var roles = new HashSet<ColumnRole>();
        var heads = new HashSet<ColumnRole>();
        foreach (var column in table.Columns)
        {
            twoSided |= column.Side != Side.Single;
            var role = TableWords.Role(column with { Id = "" }, null, year);
            if (column.Side != Side.Revenue) roles.Add(role);
            // "基本支出" may stand over "小计", "人员经费" and "公用经费" instead of over figures of its own.
            if (Has(column.Group, "基本支出") && (Has(column.Header, "计") || role is ColumnRole.Personnel)) roles.Add(ColumnRole.Basic);
            if (column.Side == Side.Single && IsSource(role)) sources++;
            special |= role == ColumnRole.Special || Has(column.Header, "上缴上级") || Has(column.Header, "对附属单位");
            var path = PrintedName.Normalise(column.Group + column.Header);
            if (Has(path, "出国")) heads.Add(ColumnRole.Overseas);
            if (Has(path, "接待")) heads.Add(ColumnRole.Hospitality);
            if (Has(path, "用车")) heads.Add(ColumnRole.Vehicles);
        }
        threePublicHeads = heads.Count;
        basicAndProject = roles.Contains(ColumnRole.Basic) && roles.Contains(ColumnRole.Project);
        personnel = roles.Contains(ColumnRole.Personnel) || roles.Contains(ColumnRole.Operating);
        prior = roles.Contains(ColumnRole.Prior) || roles.Contains(ColumnRole.Change);
        fundsOfExpenditure = twoSided && roles.Contains(ColumnRole.GeneralPublicBudget) && roles.Contains(ColumnRole.GovernmentFund);

        int rows = 0, function = 0, economicItems = 0, ofGeneral = 0, ofFund = 0, ofCapital = 0, fundLines = 0, revenueLines = 0, threePublicNames = 0;
        foreach (var row in table.Rows.Take(MostRows))
        {
            rows++;
            twoSided |= row.Side != Side.Single;
            if (row.Code.Length is 3 or 5 or 7 && int.TryParse(row.Code, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var code))
            {
                if (CodeTable.Class(code) is >= 200 and < 300) function++;
                else if (row.Code.Length < 7 && CodeTable.Class(code) is >= 300 and < 600) economicItems++;
                switch (FunctionCodes.Budget(code, year))
                {
                    case TableRole.GeneralPublic: ofGeneral++; break;
                    case TableRole.GovernmentFund: ofFund++; break;
                    case TableRole.StateCapital: ofCapital++; break;
                }
                continue;
            }
            var name = PrintedName.WithoutNumbering(row.Name);
            if (Has(name, "出国") || Has(name, "接待费") || Has(name, "公务用车")) threePublicNames++;
            if (row.Side == Side.Expenditure) continue;
            if (Has(name, "事业收入") || Has(name, "经营收入") || Has(name, "其他收入") || Has(name, "上级补助") || Has(name, "附属单位")) otherSources = true;
            if (TableWords.IsTotal(name) || name.Length == 0) continue;
            revenueLines++;
            if (Has(name, "一般公共预算") || Has(name, "政府性基金") || Has(name, "国有资本") || TableWords.IsCarriedOverHead(name)) fundLines++;
        }
        hasRows = rows > 0;
        functionCodes = function * 2 >= rows && function > 0;
        economicCodes = economicItems * 2 >= rows && economicItems > 0;
        fundsOnly = fundLines >= 2 && fundLines == revenueLines;
        threePublicLines = threePublicNames >= 2;
        codesOf = ofCapital > ofGeneral + ofFund ? TableRole.StateCapital : ofFund > ofGeneral ? TableRole.GovernmentFund : ofGeneral > 0 ? TableRole.GeneralPublic : TableRole.Unknown;
    }

    /// <summary>More rows say nothing that these do not.</summary>
    const int MostRows = 200;

    public int For(TableRole role) => (plainly == TableRole.Unknown ? 0 : plainly == role ? 6 : -2) + Title(role) + Shape(role) + Heads(role) + Lines(role);

    /// <summary>A title speaks of one thing; what it does not mention, it speaks against. "表五" is no title, and one that joins two budgets fits neither.</summary>
    int Title(TableRole role) => !titled ? 0 : role switch
    {
        TableRole.RevenueAndExpenditure => (both ? 5 : -4) - (fiscal ? 5 : 0) - (general || fund || capital ? 8 : 0) - (threePublic || basic ? 6 : 0),
        TableRole.FiscalAppropriation => (both ? 3 : -3) + (fiscal ? 4 : -4) - (threePublic || basic ? 6 : 0),
        TableRole.Revenue => (revenue && !both && !expenditure ? 5 : -4) - (general || fund || capital || fiscal ? 3 : 0),
        TableRole.Expenditure => expenditure && !revenue && !both && !general && !fund && !capital && !basic && !threePublic && !fiscal && !project ? 5 : -4,
        TableRole.GeneralPublic => general && !both && !basic && !threePublic && !fund && !capital ? 6 : fiscal && expenditure && !both && !basic && !threePublic ? 0 : -5,
        TableRole.GeneralPublicItems => (general && !both && !basic && !threePublic && !fund && !capital ? 5 : -5) + (items ? 3 : -2),
        TableRole.GovernmentFund => fund && !capital && !both ? 7 : -5,
        TableRole.StateCapital => capital && !fund && !both ? 7 : -5,
        TableRole.BasicExpenditure => (basic ? 6 : -5) + (economic ? 2 : 0) - (threePublic ? 6 : 0),
        TableRole.ThreePublic => threePublic ? 8 : -5,
        _ => 0,
    };

    /// <summary>Sides and codes: a table of codes is no table of lines, and economic codes stand in one table only.</summary>
    int Shape(TableRole role)
    {
        var twoSides = role is TableRole.RevenueAndExpenditure or TableRole.FiscalAppropriation;
        var points = twoSided ? twoSides ? 4 : -8 : twoSides ? -4 : 0;
        if (!hasRows) return points;
        var coded = !twoSides && role is not (TableRole.ThreePublic or TableRole.BasicExpenditure);
        if (functionCodes) points += coded ? 2 : -6;
        else if (economicCodes) points += role == TableRole.BasicExpenditure ? 5 : -6;
        else points += twoSides || role == TableRole.ThreePublic ? 1 : -3;
        if (codesOf != TableRole.Unknown && role is TableRole.GovernmentFund or TableRole.StateCapital or TableRole.GeneralPublic or TableRole.GeneralPublicItems)
            points += codesOf == role || codesOf == TableRole.GeneralPublic && role == TableRole.GeneralPublicItems ? 2 : -5;
        return points;
    }

    int Heads(TableRole role) => role switch
    {
        TableRole.Revenue => (sources >= 3 ? 5 : 0) - (basicAndProject ? 4 : 0) - (personnel ? 4 : 0),
        TableRole.ThreePublic => threePublicHeads >= 2 ? 7 : basicAndProject || personnel || sources >= 3 ? -6 : 0,
        TableRole.BasicExpenditure => (personnel ? 3 : 0) - (basicAndProject ? 4 : 0) - (threePublicHeads >= 2 ? 5 : 0),
        TableRole.FiscalAppropriation => fundsOfExpenditure ? 4 : 0,
        TableRole.RevenueAndExpenditure => fundsOfExpenditure ? -1 : 0,
        _ => (basicAndProject ? 2 : 0) - (sources >= 3 ? 4 : 0) - (threePublicHeads >= 2 ? 5 : 0) - (personnel && !basicAndProject ? 3 : 0)
            + (role == TableRole.GeneralPublic && prior ? 1 : 0) + (role == TableRole.Expenditure && special ? 2 : 0) + Group(role),
    };

    /// <summary>The head over all columns often says what a title leaves out.</summary>
    int Group(TableRole role) => role switch
    {
        TableRole.GovernmentFund => groups.Contains("政府性基金", StringComparison.Ordinal) ? 3 : 0,
        TableRole.StateCapital => groups.Contains("国有资本", StringComparison.Ordinal) ? 3 : 0,
        TableRole.GeneralPublic or TableRole.GeneralPublicItems => groups.Contains("一般公共预算支出", StringComparison.Ordinal) ? 3 : 0,
        _ => 0,
    };

    int Lines(TableRole role) => role switch
    {
        TableRole.RevenueAndExpenditure => otherSources ? 4 : fundsOnly ? -2 : 0,
        TableRole.FiscalAppropriation => otherSources ? -5 : fundsOnly ? 3 : 0,
        TableRole.ThreePublic => threePublicLines ? 6 : 0,
        _ => 0,
    };

    static bool IsSource(ColumnRole role) => role is >= ColumnRole.FiscalAppropriation and <= ColumnRole.CarriedOver;

    static bool Has(string text, string word) => text.Contains(word, StringComparison.Ordinal);
}
