using Budget.Document;
using Budget.Document.Editions;
using Budget.Document.Recognition;
using Budget.Document.Relations;
using Google.Protobuf.Collections;
using Wire = Budget.V1;

namespace Budget.Contracts.Reading;

/// <summary>
/// From the wire's messages to the document. What is malformed (a column the edition does not have, a code that is
/// no code, a fact of no known subject) is refused with field violations and there is no document; what is merely
/// wrong (sums, unknown codes, negative amounts) is read as it stands, and the rules speak of it.
/// </summary>
public sealed class DocumentReader(EditionBook editions)
{
    /// <summary>Reads an intake file.</summary>
    public (DisclosureDocument? Document, IReadOnlyList<FieldViolation> Violations) Read(Wire.DisclosureFile file)
    {
        var violations = new Violations();
        if (file.Budget is null)
        {
            violations.Add("budget", "文件没有部门预算（budget）；请补充。", "the file has no department budget; add it");
            return (null, violations.List);
        }
        if (file.Budget.Printed is not null && file.Budget.Tables.Count <= Limits.Columns && !Holds(file.Edition, file.Year)
            && editions.Nearest(file.Edition, file.Year) is [var near, ..] && near.YearsFrom(file.Year) <= FarthestYears)
        {
            return ReadInNearest(file);
        }
        var edition = FindEdition(file.Edition, "edition", file.Year, "year", violations);
        return Read(violations, edition, file.Department, file.Year, file.Budget, file.Targets);
    }

    /// <summary>Forms change slowly, but a document further off than this has a wrong year.</summary>
    const int FarthestYears = 10;

    bool Holds(string edition, int year) => editions.Find(edition)?.HoldsFor(year) == true;

    /// <summary>
    /// A document made elsewhere in a form that is not here is read by the edition that comes nearest, and says so. Services keep
    /// only what names an edition of its year (the other overloads): there the form is added first, as a file.
    /// </summary>
    (DisclosureDocument? Document, IReadOnlyList<FieldViolation> Violations) ReadInNearest(Wire.DisclosureFile file)
    {
        var (nearest, mapping) = Mapped(file.Edition, file.Year, file.Budget.Tables);
        var renamed = file.Clone();
        renamed.Edition = nearest.Id;
        if (renamed.Budget.Edition == file.Edition) renamed.Budget.Edition = nearest.Id;
        if (renamed.Targets is { } targets && targets.Edition == file.Edition) targets.Edition = nearest.Id;
        return Read(new Violations(), nearest, renamed.Department, renamed.Year, renamed.Budget, renamed.Targets, mapping);
    }

    /// <summary>What the tables are, by the edition named or, where that is not here or not of the year, by the one that comes nearest.</summary>
    public (Edition Edition, FormMapping Mapping) Mapped(string edition, int year, RepeatedField<Wire.Table> tables)
    {
        var printed = PrintedTables.Of(tables);
        if (Holds(edition, year)) return (editions.Find(edition)!, FormRecogniser.Map(editions, editions.Find(edition)!, own: true, printed, year));
        var near = editions.Nearest(edition, year);
        var best = near.Count == 1 ? near[0] : FormRecogniser.Best(editions, near, printed, year);
        // A district keeps its numbers over the years; another district's mean nothing.
        var sameDistrict = EditionBook.District(edition) == EditionBook.District(best.Id);
        var (note, noteEn) = NoteOf(edition, year, best);
        return (best, FormRecogniser.Map(editions, best, own: sameDistrict, printed, year) with { OtherForm = true, Note = note, NoteEn = noteEn });
    }

    static (string Chinese, string English) NoteOf(string wanted, int year, Edition taken) =>
        ($"没有 {year} 年的版式“{TableReader.Shown(wanted)}”，按最接近的 {taken.Id} 读取；各表按内容认定。",
        $"there is no edition \"{TableReader.Shown(wanted)}\" for {year}; it is read by the nearest, {taken.Id}, and its tables are told by what they are");

    /// <summary>Reads the parts as services hold them. Targets that are not at hand are null.</summary>
    public (DisclosureDocument? Document, IReadOnlyList<FieldViolation> Violations) Read(Wire.Department department, Wire.DepartmentBudget budget, Wire.PerformanceTargets? targets = null)
    {
        var violations = new Violations();
        var edition = FindEdition(budget.Edition, "budget.edition", budget.Year, "budget.year", violations);
        return Read(violations, edition, department, budget.Year, budget, targets);
    }

    /// <summary>Reads targets by themselves: a document without figures, for the rules that speak of targets alone.</summary>
    public (DisclosureDocument? Document, IReadOnlyList<FieldViolation> Violations) Read(Wire.Department department, Wire.PerformanceTargets targets)
    {
        var violations = new Violations();
        var edition = FindEdition(targets.Edition, "targets.edition", targets.Year, "targets.year", violations);
        return Read(violations, edition, department, targets.Year, null, targets);
    }

    (DisclosureDocument? Document, IReadOnlyList<FieldViolation> Violations) Read(
        Violations violations, Edition? edition, Wire.Department? department, int year, Wire.DepartmentBudget? budget, Wire.PerformanceTargets? targets, FormMapping? mapping = null)
    {
        var who = ReadDepartment(department, violations);
        if (budget is not null) Agree("budget", budget.Department, budget.Year, budget.Edition, who, year, edition, violations);
        if (targets is not null) Agree("targets", targets.Department, targets.Year, targets.Edition, who, year, edition, violations);
        if (edition is null || who is null) return (null, violations.List);

        var document = new DisclosureDocument(who, year, edition)
        {
            Targets = targets is null ? null : new TargetReader(violations, edition, budget?.Printed is not null).Read(targets),
        };
        if (budget is not null) document = WithBudget(document, budget, mapping, violations);
        return violations.Any ? (null, violations.List) : (document, []);
    }

    DisclosureDocument WithBudget(DisclosureDocument document, Wire.DepartmentBudget budget, FormMapping? mapping, Violations violations)
    {
        violations.Text(budget.PlanText, Limits.Paragraph, $"budget.plan_text");
        if (budget.Printed is not null && budget.Tables.Count <= Limits.Columns) mapping ??= FormRecogniser.Map(editions, document.Edition, own: true, PrintedTables.Of(budget.Tables), document.Year);
        return document with
        {
            Profile = budget.Profile is null ? Profile.Empty : ReadProfile(budget.Profile, violations),
            PlanText = budget.PlanText,
            Mapping = mapping is null or { IsPlain: true } ? null : mapping,
            Tables = new TableReader(violations, document.Edition, document.Department.Name, document.Year, mapping).Read(budget.Tables),
            Facts = ReadFacts(budget.Facts, violations),
            Projects = ReadProjects(budget.Projects, budget.Printed is not null, violations),
            Glossary = ReadGlossary(budget.Glossary, violations),
            OperatingExpenseKinds = Texts(budget.OperatingExpenseKinds, "budget.operating_expense_kinds", violations),
            Printed = budget.Printed is null ? null : ReadPrinted(budget.Printed, violations),
        };
    }

    Edition? FindEdition(string id, string idField, int year, string yearField, Violations violations)
    {
        if (editions.Find(id) is not { } edition)
        {
            var known = editions.All.Select(e => e.Id).ToArray();
            violations.Add(idField, $"没有版式“{TableReader.Shown(id)}”；可用的版式：{string.Join("、", known)}。", $"there is no edition \"{TableReader.Shown(id)}\"; editions: {string.Join(", ", known)}");
            return null;
        }
        if (edition.HoldsFor(year)) return edition;
        var holding = editions.All.Where(e => e.HoldsFor(year)).Select(e => e.Id).ToArray();
        var years = edition.FirstYear == edition.LastYear ? $"{edition.FirstYear}" : $"{edition.FirstYear}-{edition.LastYear}";
        violations.Add(yearField,
            $"版式 {edition.Id} 适用于 {years} 年，不适用于 {year} 年；" + (holding.Length == 0 ? $"{year} 年没有版式，请核对年份。" : $"{year} 年的版式：{string.Join("、", holding)}。"),
            $"edition {edition.Id} holds for {years}, not for {year}; " + (holding.Length == 0 ? $"{year} has no edition, check the year" : $"editions of {year}: {string.Join(", ", holding)}"));
        return null;
    }

    /// <summary>A part that names its department, year or edition must name the disclosure's.</summary>
    static void Agree(string part, string department, int year, string edition, Department? who, int expectedYear, Edition? expectedEdition, Violations violations)
    {
        if (department.Length > 0 && who is not null && department != who.Code)
            violations.Add(part + ".department", $"部门“{TableReader.Shown(department)}”与文件的部门“{who.Code}”不同；请改为一致。", $"department \"{TableReader.Shown(department)}\" is not the disclosure's, \"{who.Code}\"");
        if (year != 0 && year != expectedYear)
            violations.Add(part + ".year", $"年份 {year} 与文件的年份 {expectedYear} 不同；请改为一致。", $"year {year} is not the disclosure's, {expectedYear}");
        if (edition.Length > 0 && expectedEdition is not null && edition != expectedEdition.Id)
            violations.Add(part + ".edition", $"版式“{TableReader.Shown(edition)}”与文件的版式“{expectedEdition.Id}”不同；请改为一致。", $"edition \"{TableReader.Shown(edition)}\" is not the disclosure's, \"{expectedEdition.Id}\"");
    }

    static Department? ReadDepartment(Wire.Department? wire, Violations violations)
    {
        if (wire is null)
        {
            violations.Add("department", "没有部门信息（department）；请填写编码、名称和区划。", "the department is missing; give its code, name and district");
            return null;
        }
        if (!DepartmentCodes.IsDepartment(wire.Code))
            violations.Add("department.code", $"部门编码“{TableReader.Shown(wire.Code)}”须为 1 至 32 个字母、数字或连字符，例如 101、101-02。", $"the code \"{TableReader.Shown(wire.Code)}\" must be 1 to 32 letters, digits and hyphens, such as 101 or 101-02");
        if (wire.Name.Length == 0)
            violations.Add("department.name", "部门名称为空；请填写。", "the department has no name; give one");
        if (!DepartmentCodes.IsDistrict(wire.DistrictCode))
            violations.Add("department.district_code", $"区划标识“{TableReader.Shown(wire.DistrictCode)}”须为小写拉丁字母开头的字母、数字，例如 dongxihu。", $"the district id \"{TableReader.Shown(wire.DistrictCode)}\" must be lower-case latin letters and digits, such as dongxihu");
        if (wire.Kind is < Wire.DepartmentKind.Unspecified or > Wire.DepartmentKind.Unit)
            violations.Add("department.kind", $"没有取值为 {(int)wire.Kind} 的部门类别。", $"there is no kind {(int)wire.Kind}");
        if (wire.Parent.Length > 0 && !DepartmentCodes.IsDepartment(wire.Parent))
            violations.Add("department.parent", $"主管部门编码“{TableReader.Shown(wire.Parent)}”不是部门编码。", $"\"{TableReader.Shown(wire.Parent)}\" is no department code");
        violations.Text(wire.Name, Limits.Name, $"department.name");
        violations.Text(wire.District, Limits.Name, $"department.district");
        return new(wire.Code, wire.Name, Texts(wire.ShortNames, "department.short_names", violations), wire.District, wire.DistrictCode, wire.Kind == Wire.DepartmentKind.Unit) { Parent = wire.Parent };
    }

    static Profile ReadProfile(Wire.Profile wire, Violations violations)
    {
        var units = Array.Empty<ProfileUnit>();
        if (!violations.TooMany(wire.Units.Count, Limits.Rows, "budget.profile.units"))
        {
            units = new ProfileUnit[wire.Units.Count];
            for (var i = 0; i < units.Length; i++)
            {
                var unit = wire.Units[i];
                violations.Text(unit.Name, Limits.Name, $"budget.profile.units[{i}].name");
                violations.Text(unit.Kind, Limits.Name, $"budget.profile.units[{i}].kind");
                violations.Text(unit.Note, Limits.Paragraph, $"budget.profile.units[{i}].note");
                units[i] = new(unit.Name, unit.Kind, unit.Note);
            }
        }
        return new(Texts(wire.Functions, "budget.profile.functions", violations), units,
            Texts(wire.Offices, "budget.profile.offices", violations), Texts(wire.Text, "budget.profile.text", violations));
    }

    internal static Dictionary<Subject, Fact> ReadFacts(RepeatedField<Wire.Fact> wires, Violations violations)
    {
        var facts = new Dictionary<Subject, Fact>(wires.Count);
        if (violations.TooMany(wires.Count, Limits.Items, "budget.facts")) return facts;
        for (var i = 0; i < wires.Count; i++)
        {
            var wire = wires[i];
            violations.Text(wire.Subject, Limits.Name, $"budget.facts[{i}].subject");
            violations.Text(wire.Reason, Limits.Paragraph, $"budget.facts[{i}].reason");
            violations.Text(wire.Purpose, Limits.Paragraph, $"budget.facts[{i}].purpose");
            violations.Money(wire.Fen, $"budget.facts[{i}].fen");
            violations.Money(wire.PriorFen, $"budget.facts[{i}].prior_fen");
            if (Subject.Parse(wire.Subject) is not { IsNone: false } subject)
            {
                violations.Add($"budget.facts[{i}].subject", $"没有事项“{TableReader.Shown(wire.Subject)}”；可用的事项见 GetForm 的 subjects。", $"there is no subject \"{TableReader.Shown(wire.Subject)}\"; GetForm lists the subjects");
                continue;
            }
            CheckKind(wire, subject, i, violations);
            if (wire.Basis is < Wire.Basis.Unspecified or > Wire.Basis.PriorExecution)
                violations.Add($"budget.facts[{i}].basis", $"没有取值为 {(int)wire.Basis} 的比较基础。", $"there is no basis {(int)wire.Basis}");
            var fact = new Fact(subject, wire.HasFen ? new Amount(wire.Fen) : null, wire.HasCount ? wire.Count : null,
                wire.HasPriorFen ? new Amount(wire.PriorFen) : null, (PriorBasis)wire.Basis, wire.Reason, wire.Purpose);
            if (!facts.TryAdd(subject, fact))
                violations.Add($"budget.facts[{i}].subject", $"事项 {TableReader.Shown(wire.Subject)} 填写了两次；请合并。", $"the subject {TableReader.Shown(wire.Subject)} is given twice; merge the two");
        }
        return facts;
    }

    /// <summary>A fact is money or a count, never both, and its subject says which.</summary>
    static void CheckKind(Wire.Fact wire, Subject subject, int i, Violations violations)
    {
        if (wire.HasFen && wire.HasCount)
        {
            violations.Add($"budget.facts[{i}]", $"事项 {TableReader.Shown(wire.Subject)} 同时填写了金额和数量；请只填一个。", $"{TableReader.Shown(wire.Subject)} has both an amount and a count; give one");
            return;
        }
        var unit = subject.Kind is SubjectKind.FunctionCode or SubjectKind.EconomicCode or SubjectKind.Project ? null : SubjectKinds.Of(subject.Kind).CountUnit;
        if (unit is null && wire.HasCount)
            violations.Add($"budget.facts[{i}].count", $"事项 {TableReader.Shown(wire.Subject)} 是金额；请用 fen（分）填写。", $"{TableReader.Shown(wire.Subject)} is money; give it in fen");
        if (unit is not null && (wire.HasFen || wire.HasPriorFen))
            violations.Add($"budget.facts[{i}].{(wire.HasFen ? "fen" : "prior_fen")}", $"事项 {TableReader.Shown(wire.Subject)} 是数量（{unit}）；请用 count 填写。", $"{TableReader.Shown(wire.Subject)} is counted; give it in count");
        if (wire.HasCount && wire.Count is < 0 or > Limits.Count)
            violations.Add($"budget.facts[{i}].count", $"数量 {wire.Count} 超出范围（0 至 {Limits.Count}）；请核对。", $"the count {wire.Count} is out of range (0 to {Limits.Count})");
    }

    static ProjectLine[] ReadProjects(RepeatedField<Wire.ProjectLine> wires, bool madeElsewhere, Violations violations)
    {
        if (violations.TooMany(wires.Count, Limits.Rows, "budget.projects")) return [];
        var projects = new ProjectLine[wires.Count];
        for (var i = 0; i < projects.Length; i++)
        {
            var wire = wires[i];
            if (wire.Name.Length == 0 && !madeElsewhere) violations.Add($"budget.projects[{i}].name", "项目名称为空；请填写。", "the project has no name; give one");
            violations.Text(wire.Name, Limits.Name, $"budget.projects[{i}].name");
            violations.Money(wire.Fen, $"budget.projects[{i}].fen");
            ProjectText[] sections = violations.TooMany(wire.Sections.Count, Limits.Rows, $"budget.projects[{i}].sections") ? [] : new ProjectText[wire.Sections.Count];
            for (var j = 0; j < sections.Length; j++)
            {
                violations.Text(wire.Sections[j].Heading, Limits.Name, $"budget.projects[{i}].sections[{j}].heading");
                violations.Text(wire.Sections[j].Text, Limits.Paragraph, $"budget.projects[{i}].sections[{j}].text");
                sections[j] = new(wire.Sections[j].Heading, wire.Sections[j].Text);
            }
            projects[i] = new(i, wire.Name, wire.HasFen ? new Amount(wire.Fen) : null, sections);
        }
        return projects;
    }

    static GlossaryEntry[] ReadGlossary(RepeatedField<Wire.GlossaryEntry> wires, Violations violations)
    {
        if (violations.TooMany(wires.Count, Limits.Rows, "budget.glossary")) return [];
        var glossary = new GlossaryEntry[wires.Count];
        for (var i = 0; i < glossary.Length; i++)
        {
            violations.Text(wires[i].Term, Limits.Name, $"budget.glossary[{i}].term");
            violations.Text(wires[i].Definition, Limits.Paragraph, $"budget.glossary[{i}].definition");
            glossary[i] = new(wires[i].Term, wires[i].Definition);
        }
        return glossary;
    }

    static PrintedDocument ReadPrinted(Wire.PrintedDocument wire, Violations violations)
    {
        violations.Text(wire.Title, Limits.Name, $"budget.printed.title");
        violations.Text(wire.Source, Limits.Name, $"budget.printed.source");
        violations.Text(wire.Published, Limits.Name, $"budget.printed.published");
        Statement[] statements = violations.TooMany(wire.Statements.Count, Limits.Items, "budget.printed.statements") ? [] : new Statement[wire.Statements.Count];
        for (var i = 0; i < statements.Length; i++)
        {
            var statement = wire.Statements[i];
            violations.Text(statement.Section, Limits.Name, $"budget.printed.statements[{i}].section");
            violations.Text(statement.Heading, Limits.Name, $"budget.printed.statements[{i}].heading");
            violations.Text(statement.Text, Limits.Paragraph, $"budget.printed.statements[{i}].text");
            statements[i] = new(i, statement.Section, statement.Heading, statement.Text, ReadFigures(statement.Figures, i, violations));
        }
        return new(wire.Title, wire.Source, wire.Published, Texts(wire.Cover, "budget.printed.cover", violations),
            Texts(wire.Contents, "budget.printed.contents", violations), statements, Texts(wire.TranscriptionNotes, "budget.printed.transcription_notes", violations));
    }

    static Figure[] ReadFigures(RepeatedField<Wire.PrintedFigure> wires, int i, Violations violations)
    {
        if (violations.TooMany(wires.Count, Limits.Rows, $"budget.printed.statements[{i}].figures")) return [];
        var figures = new Figure[wires.Count];
        for (var j = 0; j < figures.Length; j++)
        {
            var wire = wires[j];
            violations.Text(wire.Label, Limits.Name, $"budget.printed.statements[{i}].figures[{j}].label");
            violations.Text(wire.Unit, Limits.Name, $"budget.printed.statements[{i}].figures[{j}].unit");
            violations.Text(wire.Direction, Limits.Name, $"budget.printed.statements[{i}].figures[{j}].direction");
            violations.Text(wire.Basis, Limits.Name, $"budget.printed.statements[{i}].figures[{j}].basis");
            violations.Text(wire.Reason, Limits.Paragraph, $"budget.printed.statements[{i}].figures[{j}].reason");
            if (wire.Measure is < Wire.Measure.Unspecified or > Wire.Measure.Count)
                violations.Add($"budget.printed.statements[{i}].figures[{j}].measure", $"没有取值为 {(int)wire.Measure} 的数字类别。", $"there is no measure {(int)wire.Measure}");
            PrintedNumber? value = null;
            if (wire.HasValue)
            {
                value = PrintedNumber.Parse(wire.Value);
                if (value is null)
                    violations.Add($"budget.printed.statements[{i}].figures[{j}].value", $"“{TableReader.Shown(wire.Value)}”不是数字；请按印刷填写数字，没有印刷数字的请留空。", $"\"{TableReader.Shown(wire.Value)}\" is no number; give the digits as printed, or leave it out where none are printed");
            }
            figures[j] = new(j, wire.Label, value, wire.Unit, (Measure)wire.Measure, wire.Direction, wire.Basis, wire.Reason);
        }
        return figures;
    }

    static string[] Texts(RepeatedField<string> wires, string field, Violations violations)
    {
        if (wires.Count == 0 || violations.TooMany(wires.Count, Limits.Rows, field)) return [];
        var texts = new string[wires.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = wires[i];
            violations.Text(texts[i], Limits.Paragraph, $"{field}[{i}]");
        }
        return texts;
    }
}
