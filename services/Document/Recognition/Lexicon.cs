using System.Collections.Frozen;

namespace Budget.Document.Recognition;

/// <summary>Words whose subject depends on the chapter they stand in.</summary>
enum Word : byte { None, Balance, Basic, Project, Special, CarriedOver, CurrentYear, Personnel, Operating, Wages, Subsidies, Goods, Capital }

readonly record struct Meaning(SubjectKind Kind, Word Word);

/// <summary>
/// The labels of figures in the budget's prose, as different districts and years word them, folded (no spaces or
/// quotation marks, half-width brackets). A label that is not here stays unrecognised: no rule guesses.
/// </summary>
static class Lexicon
{
    static readonly FrozenDictionary<string, Meaning> Labels = Make();
    static readonly FrozenDictionary<string, Meaning>.AlternateLookup<ReadOnlySpan<char>> ByLabel = Labels.GetAlternateLookup<ReadOnlySpan<char>>();

    static readonly string[] Prefixes =
        ["其中:", "其中", "本部门", "本单位", "我单位", "我部门", "部门预算", "单位预算", "部门", "单位", "区级", "市级", "安排", "预计", "当年", "全年", "年初"];

    static readonly string[] Suffixes = ["科目", "为", "共计", "总额", "金额", "安排", "预算数", "预算", "数"];

    /// <summary>The meaning of a folded label, with or without the words that districts put before and after it.</summary>
    public static bool Find(ReadOnlySpan<char> label, out Meaning meaning)
    {
        while (true)
        {
            if (WithSuffixes(label, out meaning)) return true;
            var stripped = false;
            foreach (var prefix in Prefixes)
            {
                if (label.Length <= prefix.Length || !label.StartsWith(prefix)) continue;
                label = label[prefix.Length..];
                stripped = true;
                break;
            }
            if (!stripped) return false;
        }
    }

    static bool WithSuffixes(ReadOnlySpan<char> label, out Meaning meaning)
    {
        for (var i = 0; i < 3; i++)
        {
            if (ByLabel.TryGetValue(label, out meaning)) return true;
            var stripped = false;
            foreach (var suffix in Suffixes)
            {
                if (label.Length <= suffix.Length || !label.EndsWith(suffix)) continue;
                label = label[..^suffix.Length];
                stripped = true;
                break;
            }
            if (!stripped) break;
        }
        meaning = default;
        return false;
    }

    static FrozenDictionary<string, Meaning> Make()
    {
        var labels = new Dictionary<string, Meaning>();
        void Add(SubjectKind kind, params string[] words)
        {
            foreach (var word in words) labels.Add(word, new(kind, Word.None));
        }
        void AddWord(Word meaning, params string[] words)
        {
            foreach (var word in words) labels.Add(word, new(SubjectKind.None, meaning));
        }

        AddWord(Word.Balance, "收支总预算", "收支预算", "收支总计");
        Add(SubjectKind.Revenue, "收入预算", "收入总预算", "收入总计", "收入合计", "总收入", "收入预算总计", "收入预算合计", "收入总额", "预算收入");
        Add(SubjectKind.RevenueThisYear, "本年收入", "本年收入合计");
        Add(SubjectKind.Expenditure, "支出预算", "支出总预算", "支出总计", "支出合计", "总支出", "支出预算总计", "支出预算合计", "支出总额", "预算支出");
        Add(SubjectKind.ExpenditureThisYear, "本年支出", "本年支出合计");
        Add(SubjectKind.ExpenditureCarriedForward, "结转下年", "年终结转结余");

        Add(SubjectKind.RevenueFiscalAppropriation, "财政拨款收入", "财政拨款收入预算");
        Add(SubjectKind.RevenueGeneralPublicBudget, "一般公共预算财政拨款收入", "一般公共预算拨款收入", "一般公共预算收入", "一般公共预算拨款收入预算", "一般公共预算财政拨款");
        Add(SubjectKind.RevenueGovernmentFund, "政府性基金预算财政拨款收入", "政府性基金预算拨款收入", "政府性基金拨款收入", "政府性基金收入", "政府性基金预算收入", "政府性基金预算财政拨款");
        Add(SubjectKind.RevenueStateCapital, "国有资本经营预算财政拨款收入", "国有资本经营预算拨款收入", "国有资本经营预算收入", "国有资本经营预算财政拨款");
        Add(SubjectKind.RevenueInstitutional, "事业收入");
        Add(SubjectKind.RevenueBusiness, "事业单位经营收入", "经营收入");
        Add(SubjectKind.RevenueSuperiorSubsidy, "上级补助收入");
        Add(SubjectKind.RevenueAffiliateRemittance, "附属单位上缴收入");
        Add(SubjectKind.RevenueOther, "其他收入");
        Add(SubjectKind.RevenueSpecialAccount, "纳入财政专户管理资金", "财政专户管理资金", "财政专户管理资金收入", "纳入财政专户管理的资金", "纳入财政专户管理资金收入");
        AddWord(Word.CarriedOver, "上年结转", "上年结转收入", "上年结转结余", "上年结转资金", "上年结转和结余", "上年结余");

        Add(SubjectKind.Fiscal, "财政拨款收支总预算", "财政拨款收支预算", "财政拨款支出预算", "财政拨款支出", "财政拨款支出总预算");
        Add(SubjectKind.FiscalGeneralPublicBudget, "一般公共预算财政拨款本年收入", "一般公共预算本年收入", "一般公共预算拨款本年收入");
        Add(SubjectKind.FiscalGovernmentFund, "政府性基金预算财政拨款本年收入", "政府性基金预算本年收入", "政府性基金预算拨款本年收入");
        Add(SubjectKind.FiscalStateCapital, "国有资本经营预算财政拨款本年收入", "国有资本经营预算本年收入", "国有资本经营预算拨款本年收入");

        Add(SubjectKind.General, "一般公共预算拨款支出预算", "一般公共预算拨款支出", "一般公共预算财政拨款支出", "一般公共预算财政拨款支出预算", "一般公共预算支出", "一般公共预算支出预算");
        Add(SubjectKind.GovernmentFund, "政府性基金拨款支出预算", "政府性基金拨款支出", "政府性基金预算拨款支出预算", "政府性基金预算拨款支出", "政府性基金预算财政拨款支出",
            "政府性基金预算财政拨款支出预算", "政府性基金预算支出", "政府性基金预算支出预算", "政府性基金支出");
        Add(SubjectKind.StateCapital, "国有资本经营预算拨款支出预算", "国有资本经营预算拨款支出", "国有资本经营预算财政拨款支出", "国有资本经营预算财政拨款支出预算",
            "国有资本经营预算支出", "国有资本经营预算支出预算", "国有资本经营拨款支出", "国有资本经营拨款支出预算");

        AddWord(Word.Basic, "基本支出", "基本支出预算");
        AddWord(Word.Project, "项目支出", "项目支出预算");
        AddWord(Word.Special, "专项支出");
        AddWord(Word.CurrentYear, "当年预算", "当年预算支出", "本年预算");
        AddWord(Word.Personnel, "人员经费");
        AddWord(Word.Operating, "公用经费", "日常公用经费");
        AddWord(Word.Wages, "工资福利支出");
        AddWord(Word.Subsidies, "对个人和家庭的补助", "对个人和家庭的补助支出", "对个人和家庭补助", "对个人和家庭补助支出");
        AddWord(Word.Goods, "商品和服务支出");
        AddWord(Word.Capital, "资本性支出");
        return labels.ToFrozenDictionary();
    }
}
