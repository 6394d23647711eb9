using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Budget.Testing;
using Budget.Transcriptions;

namespace Budget.EndToEnd.Tests;

/// <summary>
/// The real, arithmetically faultless disclosure as other departments and years would have printed it: other heads, wording and layout, other
/// heads of expenditure, money carried over or from a fund. Nothing that is consistent may be found; an amount that is wrong
/// must be found all the same.
/// </summary>
public sealed class VariantTests
{
    const string Putuo = "shanghai-putuo-government-office-2025.json";

    static readonly Dictionary<string, Action<JsonNode>> Variants = new()
    {
        ["as it is"] = _ => { },
        ["of 2026"] = d => OfYear(d, 2026),
        ["of 2024"] = d => OfYear(d, 2024),
        ["a unit's document"] = d =>
        {
            d["department"]!["kind"] = "unit";
            Words(d, s => s.Replace("本部门", "本单位", StringComparison.Ordinal).Replace("部门预算", "单位预算", StringComparison.Ordinal).Replace("年部门", "年单位", StringComparison.Ordinal));
        },
        ["whole 元"] = WholeYuan,
        ["levels not told"] = d => Rows(d, r => r.Remove("level")),
        ["lines without numbers"] = d =>
        {
            foreach (var table in Tables(d, 1, 4))
            {
                foreach (var row in RowsOf(table)) row["name"] = Regex.Replace(row["name"]!.GetValue<string>(), "^([一二三四五六七八九十]+、|[0-9]+[.．、] *)", "");
            }
        },
        ["lines without numbers and levels"] = d =>
        {
            Variants!["lines without numbers"](d);
            Rows(d, r => r.Remove("level"));
        },
        ["other heads and column names"] = OtherHeads,
        ["no figures given"] = NoFigures,
        ["every third figure left out"] = d =>
        {
            var n = 0;
            foreach (var figures in Statements(d).Select(s => s["figures"]!.AsArray()))
            {
                for (var i = figures.Count - 1; i >= 0; i--)
                {
                    if (n++ % 3 == 0) figures.RemoveAt(i);
                }
            }
        },
        ["无 instead of a note"] = d =>
        {
            foreach (var table in Tables(d, 6, 7))
            {
                table["note"] = null;
                table["rows_text"] = "无";
            }
        },
        ["zeros in empty tables"] = d =>
        {
            foreach (var table in Tables(d, 6, 7))
            {
                foreach (var cell in table["total"]!["cells"]!.AsObject().Select(c => c.Key).ToArray()) table["total"]!["cells"]![cell] = "0.00";
            }
        },
        ["empty tables left to the text"] = d =>
        {
            foreach (var table in Tables(d, 6, 7)) table["note"] = null;
        },
        ["a code nobody has loaded"] = d =>
        {
            foreach (var row in Tables(d, 2, 3, 5).SelectMany(RowsOf).Where(r => r["code"]?.GetValue<string>() == "2010302"))
            {
                row["code"] = "2010377";
                row["name"] = "新设事务";
            }
            Words(d, s => s.Replace("相关机构事务-一般行政管理事务", "相关机构事务-新设事务", StringComparison.Ordinal));
        },
        ["codes with spaces and without zeros"] = d =>
        {
            foreach (var row in Tables(d, 2, 3, 5).SelectMany(RowsOf)) row["code"] = Regex.Replace(row["code"]!.GetValue<string>(), "^([0-9]{3})([0-9]{2})?([0-9]{2})?$", m => string.Join(' ', m.Groups.Values.Skip(1).Where(g => g.Length > 0).Select(g => g.Value)));
            foreach (var row in RowsOf(Tables(d, 8).Single())) row["code"] = Regex.Replace(row["code"]!.GetValue<string>(), "^([0-9]{3})0([0-9])$", "$1$2");
        },
        ["compared with 上年, with a percentage"] = d =>
        {
            NoFigures(d);
            Words(d, s => s.Replace("比2024年预算减少2,389.52万元", "较上年预算减少2,389.52万元，下降20.79%", StringComparison.Ordinal).Replace("与2024年预算持平", "与上年持平", StringComparison.Ordinal).Replace("比2024年预算持平", "较上年无变化，与上年持平", StringComparison.Ordinal));
        },
        ["reasons in one sentence each"] = d =>
        {
            NoFigures(d);
            Words(d, s => s.Replace("（三）公务接待费28.50万元，与2024年预算持平。", "（三）公务接待费28.50万元，比2024年预算减少1.50万元，下降5.00%，主要原因是厉行节约，压减接待5批次。", StringComparison.Ordinal)
                .Replace("2025年“三公”经费预算数为867.50万元，与2024年预算持平。", "2025年“三公”经费预算数为867.50万元，比2024年预算减少1.50万元，主要原因是压减公务接待费。", StringComparison.Ordinal));
        },
        ["items with last year's execution"] = d =>
        {
            NoFigures(d);
            Words(d, s => Regex.Replace(s, "(“[^”]*-[^”]*-[^”]*”)科目([0-9,.]+)万元，主要用于([^。]*)。", m =>
                $"{Regex.Replace(m.Groups[1].Value, "“([^-]*)-([^-]*)-([^”]*)”", "“$1（类）$2（款）$3（项）”")}{m.Groups[2].Value}万元，主要用于{m.Groups[3].Value}。2024年当年预算执行数为{Number(m.Groups[2].Value) * 2:0.00}万元，2025年预算安排{m.Groups[2].Value}万元，比2024年预算执行数减少50.00%。主要原因是：相关经费减少。"));
        },
        ["money carried over"] = CarriedOver,
        ["a fund's project"] = Fund,
        ["state capital"] = StateCapital,
        ["institutional revenue"] = Institutional,
        ["each unit listed by itself"] = d =>
        {
            // Half of each row for the office, the rest for the centre, in one table.
            foreach (var table in Tables(d, 3))
            {
                var rows = table["rows"]!.AsArray();
                var second = rows.Select(r => r!.DeepClone()).ToArray();
                foreach (var row in rows) Halve(row!, first: true);
                foreach (var row in second)
                {
                    Halve(row, first: false);
                    rows.Add(row);
                }
            }
        },
        ["project of another year in a heading"] = d => Words(d, s => s.Replace("区政府督查及建议提案工作业务经费项目经费", "2023年区政府督查及建议提案工作业务经费（尾款）项目经费", StringComparison.Ordinal)),
    };

    public static TheoryData<string> Names => [.. Variants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_consistent_document_has_no_new_error_or_warning(string variant)
    {
        var known = Bad(Read(_ => { })).Select(f => f.Rule.Id).ToArray();
        var found = Bad(Read(Variants[variant])).ToList();
        // What the document says wrongly of itself it says in every variant, if the words are still there.
        foreach (var id in known)
        {
            if (found.FindIndex(f => f.Rule.Id == id) is >= 0 and var at) found.RemoveAt(at);
        }
        Assert.True(found.Count == 0, variant + "\n" + string.Join('\n', found.Select(f => $"{f.Rule.Id} {f.Severity} {f.Message}")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_amount_is_found_in_every_variant(string variant)
    {
        var before = Bad(Read(Variants[variant])).Select(f => f.Rule.Id + f.Place.Key).ToHashSet();
        foreach (var (table, row, column) in new[] { (5, "行政单位医疗", 1), (8, "福利费", 0), (3, "合计", 0), (2, "合计", 0), (4, "支出总计", 0), (9, "", 0) })
        {
            var wrong = Read(d =>
            {
                Variants[variant](d);
                var t = Tables(d, table).Single();
                var cells = (row is "合计" or "支出总计" ? t["total"]!["expenditure"]?["cells"] ?? t["total"]!["cells"]! : RowsOf(t).First(r => row.Length == 0 || r["name"]?.GetValue<string>() == row)["cells"]!).AsObject();
                var at = cells.Where(c => c.Value is not null).ElementAt(column);
                cells[at.Key] = (Number(at.Value!.GetValue<string>()) + 1000).ToString(CultureInfo.InvariantCulture);
            });
            Assert.True(Bad(wrong).Any(f => f.Severity == Severity.Error && !before.Contains(f.Rule.Id + f.Place.Key)), $"{variant}: 表{table} {row} with 1000 more");
        }
    }

    static IEnumerable<Finding> Bad(DisclosureDocument document) => RuleBook.Run(document).Findings.Where(f => f.Severity != Severity.Info);

    static DisclosureDocument Read(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(File.ReadAllText(RealDocumentsTests.Find(Putuo)))!;
        change(json);
        using var document = JsonDocument.Parse(json.ToJsonString());
        return RealDocumentsTests.Read(document.RootElement);
    }

    static void OfYear(JsonNode document, int year)
    {
        document["year"] = year;
        document["edition"] = $"shanghai-{year}";
        Words(document, s => s.Replace("2025年", "〓年", StringComparison.Ordinal).Replace("2025年度", "〓年度", StringComparison.Ordinal).Replace("2024年", $"{year - 1}年", StringComparison.Ordinal).Replace("〓", $"{year}", StringComparison.Ordinal));
    }

    /// <summary>Every text but figures of tables and the district's data.</summary>
    static void Words(JsonNode? node, Func<string, string> change)
    {
        switch (node)
        {
            case JsonArray array:
                for (var i = 0; i < array.Count; i++)
                {
                    if (array[i] is JsonValue value && value.TryGetValue<string>(out var text)) array[i] = change(text);
                    else Words(array[i], change);
                }
                break;
            case JsonObject members:
                foreach (var (key, child) in members.ToArray())
                {
                    if (key is "cells" or "code" or "edition" or "id") continue;
                    if (child is JsonValue value && value.TryGetValue<string>(out var text)) members[key] = change(text);
                    else Words(child, change);
                }
                break;
        }
    }

    static IEnumerable<JsonObject> Statements(JsonNode document) => document["statements"]!.AsArray().Select(s => s!.AsObject());

    static void NoFigures(JsonNode document)
    {
        foreach (var statement in Statements(document)) statement["figures"] = new JsonArray();
    }

    static IEnumerable<JsonObject> Tables(JsonNode document, params int[] numbers) => document["tables"]!.AsArray().Select(t => t!.AsObject()).Where(t => numbers.Contains(t["number"]!.GetValue<int>()));

    static IEnumerable<JsonObject> RowsOf(JsonObject table) => new[] { "rows", "revenue_rows", "expenditure_rows" }.SelectMany(n => table[n]?.AsArray().Select(r => r!.AsObject()) ?? []).ToArray();

    static void Rows(JsonNode document, Action<JsonObject> change)
    {
        foreach (var row in Tables(document, 1, 2, 3, 4, 5, 6, 7, 8, 9).SelectMany(RowsOf)) change(row);
    }

    static IEnumerable<JsonObject> CellsOf(JsonObject table) => RowsOf(table).Select(r => r["cells"]!.AsObject())
        .Concat(new[] { table["total"]?["cells"], table["total"]?["revenue"]?["cells"], table["total"]?["expenditure"]?["cells"] }.Where(c => c is not null).Select(c => c!.AsObject()));

    static decimal Number(string printed) => decimal.Parse(printed, NumberStyles.Number, CultureInfo.InvariantCulture);

    static void WholeYuan(JsonNode document)
    {
        foreach (var cells in Tables(document, 1, 2, 3, 4, 5, 8).SelectMany(CellsOf))
        {
            foreach (var (key, value) in cells.ToArray())
            {
                if (value is not null) cells[key] = decimal.Round(Number(value.GetValue<string>()), MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    static void OtherHeads(JsonNode document)
    {
        foreach (var table in Tables(document, 1, 2, 3, 4, 5, 6, 7, 8, 9))
        {
            foreach (var columns in new[] { "columns", "revenue_columns", "expenditure_columns" })
            {
                if (table[columns] is not JsonArray list) continue;
                for (var i = 0; i < list.Count; i++)
                {
                    var (id, to) = (list[i]!["id"]!.GetValue<string>(), $"第{i + 1}栏");
                    list[i]!["id"] = to;
                    list[i]!["header"] = list[i]!["header"]!.GetValue<string>() switch
                    {
                        "合计" => "总 计",
                        "基本支出" => "基本支出预算",
                        "项目支出" => "项目支出预算",
                        "人员经费" => "人员经费预算",
                        "公用经费" => "日常公用经费",
                        "预算数" => "2025年预算数",
                        "财政拨款收入" => "财政拨款",
                        "购置费" => "公务用车购置费",
                        "运行费" => "公务用车运行维护费",
                        var other => other,
                    };
                    foreach (var cells in CellsOf(table).Where(c => c.ContainsKey(id)))
                    {
                        var value = cells[id];
                        cells.Remove(id);
                        cells[to] = value;
                    }
                }
            }
        }
    }

    static void Add(JsonNode document, int table, string row, string column, decimal yuan)
    {
        foreach (var t in Tables(document, table))
        {
            var cells = row switch
            {
                "合计" => t["total"]!["cells"]!,
                "收入总计" => t["total"]!["revenue"]!["cells"]!,
                "支出总计" => t["total"]!["expenditure"]!["cells"]!,
                _ => RowsOf(t).First(r => r["code"]?.GetValue<string>() == row || r["name"]?.GetValue<string>() == row)["cells"]!,
            };
            var was = cells[column] is { } value ? Number(value.GetValue<string>()) : 0;
            cells[column] = (was + yuan).ToString("0.00", CultureInfo.InvariantCulture);
        }
    }

    static void Row(JsonNode document, int table, string list, string? code, string name, int level, params (string Column, string Value)[] cells)
    {
        var row = new JsonObject { ["code"] = code, ["name"] = name, ["level"] = level, ["cells"] = new JsonObject(cells.Select(c => KeyValuePair.Create<string, JsonNode?>(c.Column, c.Value))) };
        Tables(document, table).Single()[list] = Tables(document, table).Single()[list] is JsonArray rows ? rows : new JsonArray();
        Tables(document, table).Single()[list]!.AsArray().Add(row);
    }

    static void Say(JsonNode document, string was, string now)
    {
        var found = 0;
        foreach (var statement in Statements(document))
        {
            var text = statement["text"]!.GetValue<string>();
            if (!text.Contains(was, StringComparison.Ordinal)) continue;
            found++;
            statement["text"] = text.Replace(was, now, StringComparison.Ordinal);
            statement["figures"] = new JsonArray();
        }
        Assert.True(found > 0, was);
    }

    /// <summary>100 万元 of last year's, spent on 一般行政管理事务.</summary>
    static void CarriedOver(JsonNode d)
    {
        const decimal more = 1_000_000;
        Row(d, 1, "revenue_rows", null, "五、上年结转", 1, ("budget", "1000000.00"));
        Add(d, 1, "收入总计", "budget", more);
        Add(d, 1, "一、一般公共服务支出", "budget", more);
        Add(d, 1, "支出总计", "budget", more);
        foreach (var table in Tables(d, 2)) table["columns"]!.AsArray().Add(new JsonObject { ["id"] = "carried", ["header"] = "上年结转" });
        foreach (var row in new[] { "201", "20103", "2010302", "合计" })
        {
            Add(d, 2, row, "total", more);
            Add(d, 2, row, "carried", more);
            Add(d, 3, row, "total", more);
            Add(d, 3, row, "project", more);
        }
        Say(d, "收入预算9,101.68万元，其中：财政拨款收入9,101.68万元", "收入预算9,201.68万元，其中：财政拨款收入9,101.68万元");
        Say(d, "其他收入0万元。", "其他收入0万元；上年结转100.00万元。");
        Say(d, "支出预算9,101.68万元，其中：财政拨款支出预算9,101.68万元", "支出预算9,201.68万元，其中：财政拨款支出预算9,101.68万元");
    }

    /// <summary>200 万元 of the projects come from a fund instead.</summary>
    static void Fund(JsonNode d) => FromOther(d, 6, "government_fund", "2. 政府性基金", "二、政府性基金", "212", "城乡社区支出", "21208", "国有土地使用权出让收入安排的支出", "2120803", "城市建设支出", "政府性基金");

    static void StateCapital(JsonNode d) => FromOther(d, 7, "state_capital", "3. 国有资本经营预算", "三、国有资本经营预算", "223", "国有资本经营预算支出", "22301", "解决历史遗留问题及改革成本支出", "2230199", "其他解决历史遗留问题及改革成本支出", "国有资本经营预算");

    static void FromOther(JsonNode d, int table, string column, string line1, string line4, string head, string headName, string section, string sectionName, string item, string itemName, string word)
    {
        const decimal less = -2_000_000;
        const string amount = "2000000.00";
        Add(d, 1, Line(d, 1, "一般公共预算资金"), "budget", less);
        Add(d, 1, Line(d, 1, line1), "budget", -less);
        Add(d, 1, "一、一般公共服务支出", "budget", less);
        Row(d, 1, "expenditure_rows", null, "五、" + headName, 1, ("budget", amount));
        Add(d, 4, Line(d, 4, "一般公共预算资金"), "budget", less);
        Add(d, 4, Line(d, 4, line4), "budget", -less);
        Add(d, 4, "一、一般公共服务支出", "total", less);
        Add(d, 4, "一、一般公共服务支出", "general_public_budget", less);
        Row(d, 4, "expenditure_rows", null, "五、" + headName, 1, ("total", amount), (column, amount));
        Add(d, 4, "支出总计", "general_public_budget", less);
        Add(d, 4, "支出总计", column, -less);
        foreach (var row in new[] { "201", "20103", "2010302" })
        {
            Add(d, 2, row, "total", less);
            Add(d, 2, row, "fiscal_appropriation", less);
            Add(d, 3, row, "total", less);
            Add(d, 3, row, "project", less);
        }
        foreach (var row in new[] { "201", "20103", "2010302", "合计" })
        {
            Add(d, 5, row, "total", less);
            Add(d, 5, row, "project", less);
        }
        foreach (var (code, name, level) in new[] { (head, headName, 1), (section, sectionName, 2), (item, itemName, 3) })
        {
            Row(d, 2, "rows", code, name, level, ("total", amount), ("fiscal_appropriation", amount));
            Row(d, 3, "rows", code, name, level, ("total", amount), ("project", amount));
            Row(d, table, "rows", code, name, level, ("total", amount), ("project", amount));
        }
        Add(d, table, "合计", "total", -less);
        Add(d, table, "合计", "project", -less);
        foreach (var t in Tables(d, table)) t["note"] = null;
        Say(d, "一般公共预算拨款支出预算9,101.68万元，比2024年预算减少2,389.52万元", "一般公共预算拨款支出预算8,901.68万元，比2024年预算减少2,589.52万元");
        var label = word == "政府性基金" ? "政府性基金拨款支出预算" : "国有资本经营预算拨款支出预算";
        Say(d, label + "0万元，比2024年预算持平", label + "200.00万元，比2024年预算增加200.00万元");
        Say(d, "相关机构事务-一般行政管理事务”科目4,614万元", "相关机构事务-一般行政管理事务”科目4,414万元");
        var last = Statements(d).Last(s => s["text"]!.GetValue<string>().Contains("购房补贴", StringComparison.Ordinal));
        var added = last.DeepClone();
        added["text"] = $"13. “{headName}-{sectionName}-{itemName}”科目200万元，主要用于专项建设。";
        added["figures"] = new JsonArray();
        added["section"] = last["section"]!.GetValue<string>().Replace(" 12", " 13", StringComparison.Ordinal);
        d["statements"]!.AsArray().Insert(last.GetElementIndex() + 1, added);
    }

    static string Line(JsonNode d, int table, string words) => RowsOf(Tables(d, table).Single()).Select(r => r["name"]!.GetValue<string>()).First(n => n.Replace(" ", "", StringComparison.Ordinal).Contains(words.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));

    /// <summary>50 万元 earned by the institution and spent on 事业运行.</summary>
    static void Institutional(JsonNode d)
    {
        const decimal more = 500_000;
        Add(d, 1, "二、事业收入", "budget", more);
        Add(d, 1, "收入总计", "budget", more);
        Add(d, 1, "一、一般公共服务支出", "budget", more);
        Add(d, 1, "支出总计", "budget", more);
        foreach (var row in new[] { "201", "20103", "2010350", "合计" })
        {
            Add(d, 2, row, "total", more);
            Add(d, 2, row, "undertaking", more);
            Add(d, 3, row, "total", more);
            Add(d, 3, row, "project", more);
        }
        Say(d, "收入预算9,101.68万元", "收入预算9,151.68万元");
        Say(d, "事业收入0万元", "事业收入50.00万元");
        Say(d, "支出预算9,101.68万元，其中：财政拨款支出预算9,101.68万元", "支出预算9,151.68万元，其中：财政拨款支出预算9,101.68万元");
    }

    static void Halve(JsonNode row, bool first)
    {
        foreach (var (key, value) in row["cells"]!.AsObject().ToArray())
        {
            if (value is null) continue;
            var whole = Number(value.GetValue<string>());
            var half = decimal.Floor(whole * 50) / 100;
            row["cells"]![key] = (first ? half : whole - half).ToString("0.00", CultureInfo.InvariantCulture);
        }
    }
}
