using Budget.V1;

namespace Budget.Contracts.Tests.Reading;

/// <summary>Every way a message can be malformed: what is done to a well-formed one, and the field that must be named.</summary>
static class MalformedDisclosures
{
    public sealed record Case(string Name, string Field, Action<DisclosureFile> Break, bool Elsewhere = false);

    public static readonly IReadOnlyList<Case> All =
    [
        new("no budget", "budget", f => f.Budget = null),
        new("no department", "department", f => f.Department = null),
        new("a department without a code", "department.code", f => { f.Department.Code = ""; f.Budget.Department = ""; }),
        new("a department code with a slash", "department.code", f => { f.Department.Code = "101/2"; f.Budget.Department = ""; }),
        new("a department without a name", "department.name", f => f.Department.Name = ""),
        new("a district id in Chinese", "department.district_code", f => f.Department.DistrictCode = "示例"),
        new("a department kind that is none", "department.kind", f => f.Department.Kind = (DepartmentKind)7),
        new("another department's budget", "budget.department", f => f.Budget.Department = "102"),
        new("another department's targets", "targets.department", f => f.Targets.Department = "102"),
        new("a budget of another year", "budget.year", f => f.Budget.Year = 2024),
        new("a budget of another edition", "budget.edition", f => f.Budget.Edition = "wuhan-2021"),
        new("an unknown edition", "edition", f => f.Edition = "wuhan-1999"),
        new("a year that has no edition", "year", f => f.Year = f.Budget.Year = 1999),
        new("an edition of another year", "year", f => f.Year = f.Budget.Year = 2024),

        new("a table the edition does not have", "budget.tables[1].number", f => f.Budget.Tables[1].Number = 12),
        new("a table twice", "budget.tables[2].number", f => f.Budget.Tables.Add(f.Budget.Tables[1].Clone())),
        new("an unknown column", "budget.tables[1].rows[2].cells[1].column", f => f.Budget.Tables[1].Rows[2].Cells[1].Column = "bassic"),
        new("a column of another table", "budget.tables[1].rows[0].cells[2].column", f => f.Budget.Tables[1].Rows[0].Cells[2].Column = "fiscal_appropriation"),
        new("a column of the other side", "budget.tables[0].rows[0].cells[0].column", f => { f.Budget.Tables[0].Number = 4; f.Budget.Tables[0].Rows[0].Cells[0].Column = "government_fund"; f.Budget.Tables[0].Rows[3].Cells[0].Column = "total"; f.Budget.Tables[0].Rows[4].Cells[0].Column = "total"; }),
        new("a column twice in a row", "budget.tables[1].rows[0].cells[3].column", f => f.Budget.Tables[1].Rows[0].Cells.Add(SmallDisclosure.Cell("basic", 1))),
        new("a row without a side in a table of two", "budget.tables[0].rows[1].side", f => { f.Budget.Tables[0].Rows[1].Side = Side.Unspecified; f.Budget.Tables[0].Rows[1].Cells.Clear(); }),
        new("a side in a table of one", "budget.tables[1].rows[0].side", f => { f.Budget.Tables[1].Rows[0].Side = Side.Revenue; f.Budget.Tables[1].Rows[0].Cells.Clear(); }),
        new("a side that is none", "budget.tables[1].rows[0].side", f => f.Budget.Tables[1].Rows[0].Side = (Side)9),
        new("a table row twice", "budget.tables[1].rows[5]", f => f.Budget.Tables[1].Rows.Add(f.Budget.Tables[1].Rows[2].Clone())),
        new("a fixed line twice", "budget.tables[0].rows[5]", f => f.Budget.Tables[0].Rows.Add(f.Budget.Tables[0].Rows[1].Clone())),
        new("a fixed line twice, numbered otherwise", "budget.tables[0].rows[2]", f => f.Budget.Tables[0].Rows.Insert(2, new Row { Side = Side.Revenue, Name = "２． 一般公共预算资金" })),
        new("a code with a letter", "budget.tables[1].rows[2].code", f => f.Budget.Tables[1].Rows[2].Code = "20126O1"),
        new("a code with a sign", "budget.tables[1].rows[2].code", f => f.Budget.Tables[1].Rows[2].Code = "-2012601"),
        new("a code of ten digits", "budget.tables[1].rows[2].code", f => f.Budget.Tables[1].Rows[2].Code = "2012601001"),
        new("a row without a code that is no total", "budget.tables[1].rows[2].code", f => f.Budget.Tables[1].Rows[2].Code = ""),
        new("a level that is none", "budget.tables[1].rows[2].level", f => f.Budget.Tables[1].Rows[2].Level = -1),
        new("more money than there is", "budget.tables[1].rows[0].cells[0].fen", f => f.Budget.Tables[1].Rows[0].Cells[0].Fen = long.MaxValue),
        new("less money than there is", "budget.tables[1].rows[0].cells[0].fen", f => f.Budget.Tables[1].Rows[0].Cells[0].Fen = long.MinValue),
        new("more rows than any table has", "budget.tables[1].rows", f => f.Budget.Tables[1].Rows.Add(Enumerable.Range(0, 2000).Select(i => new Row { Code = $"{3_000_000 + i}", Name = "某科目" }))),
        new("a printed figure in a document made here", "budget.tables[1].rows[0].cells[0].printed", f => f.Budget.Tables[1].Rows[0].Cells[0].Printed = "10000.00"),
        new("printed columns in a document made here", "budget.tables[1].printed_columns", f => f.Budget.Tables[1].PrintedColumns.Add(new[] { "total", "basic", "project" }.Select(id => new PrintedColumn { Id = id }))),
        new("a lost table in a document made here", "budget.tables[2].not_in_source", f => f.Budget.Tables.Add(new Table { Number = 2, NotInSource = true })),

        new("a printed figure that is not the fen", "budget.tables[1].rows[0].cells[0].fen", f => f.Budget.Tables[1].Rows[0].Cells[0].Printed = "10000.01", true),
        new("万元 for 元", "budget.tables[1].rows[0].cells[0].fen", f => f.Budget.Tables[1].Rows[0].Cells[0].Printed = "1.00", true),
        new("a printed figure without fen", "budget.tables[1].rows[0].cells[0].fen", f => f.Budget.Tables[1].Rows[0].Cells[0].ClearFen(), true),
        new("a printed word with fen", "budget.tables[1].rows[0].cells[0].printed", f => f.Budget.Tables[1].Rows[0].Cells[0].Printed = "NaN", true),
        new("a lost table with rows", "budget.tables[1].not_in_source", f => f.Budget.Tables[1].NotInSource = true, true),
        new("a unit of money that is none", "budget.tables[1].printed_unit", f => f.Budget.Tables[1].PrintedUnit = "美元", true),
        new("a printed column without an id", "budget.tables[2].printed_columns[0].id", f => f.Budget.Tables.Add(new Table { Number = 2, PrintedColumns = { new PrintedColumn { Header = "合计" } } }), true),
        new("a printed column twice", "budget.tables[2].printed_columns[1].id", f => f.Budget.Tables.Add(new Table { Number = 2, PrintedColumns = { new PrintedColumn { Id = "a" }, new PrintedColumn { Id = "a" } } }), true),
        new("a figure in prose that is no number", "budget.printed.statements[0].figures[0].value", f => f.Budget.Printed.Statements[0].Figures[0].Value = "NaN", true),
        new("a figure in prose of infinite size", "budget.printed.statements[0].figures[0].value", f => f.Budget.Printed.Statements[0].Figures[0].Value = "1e300", true),
        new("a measure that is none", "budget.printed.statements[0].figures[0].measure", f => f.Budget.Printed.Statements[0].Figures[0].Measure = (Measure)42, true),

        new("an unknown fact", "budget.facts[0].subject", f => f.Budget.Facts[0].Subject = "procurement.boats"),
        new("a fact without a subject", "budget.facts[0].subject", f => f.Budget.Facts[0].Subject = ""),
        new("a fact twice", "budget.facts[2].subject", f => f.Budget.Facts.Add(new Fact { Subject = "vehicles", Count = 3 })),
        new("an amount and a count in one fact", "budget.facts[0]", f => f.Budget.Facts[0].Count = 5),
        new("a count of money", "budget.facts[0].count", f => { f.Budget.Facts[0].ClearFen(); f.Budget.Facts[0].Count = 5; }),
        new("an amount of vehicles", "budget.facts[1].fen", f => { f.Budget.Facts[1].ClearCount(); f.Budget.Facts[1].Fen = 5; }),
        new("fewer vehicles than none", "budget.facts[1].count", f => f.Budget.Facts[1].Count = -1),
        new("a basis that is none", "budget.facts[0].basis", f => f.Budget.Facts[0].Basis = (Basis)8),
        new("a project without a name", "budget.projects[0].name", f => f.Budget.Projects[0].Name = ""),

        new("a form without a project", "targets.projects[0].name", f => f.Targets.Projects[0].Name = ""),
        new("a form in dollars", "targets.projects[0].printed_unit", f => f.Targets.Projects[0].PrintedUnit = "USD"),
        new("a form with more money than there is", "targets.projects[0].funding[0].fen", f => f.Targets.Projects[0].Funding[0].Fen = long.MaxValue),
        new("a goal of no term", "targets.overall.goals[0].term", f => f.Targets.Overall.Goals[0].Term = GoalTerm.Unspecified),
        new("a goal of a number below one", "targets.overall.goals[0].number", f => f.Targets.Overall.Goals[0].Number = -3),

        new("a control character", "budget.profile.functions[1]", f => f.Budget.Profile.Functions[1] = "提供\u0000查阅"),
        new("an escape sequence in a name", "department.name", f => f.Department.Name = "\u001b[31m档案局"),
        new("half of a surrogate pair", "budget.plan_text", f => f.Budget.PlanText = "目标\ud83d。"),
        new("10 MB of text in one field", "budget.plan_text", f => f.Budget.PlanText = new string('文', 10 * 1024 * 1024)),
        new("10 MB of text in a thousand fields", "budget.profile.text[", f => f.Budget.Profile.Text.Add(Enumerable.Repeat(new string('文', 10_000), 1_000))),
        new("a name as long as a book", "budget.tables[1].rows[0].name", f => f.Budget.Tables[1].Rows[0].Name = new string('长', 1_001)),
    ];
}
