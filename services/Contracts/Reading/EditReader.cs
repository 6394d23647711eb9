using System.Globalization;
using Budget.Document;
using Budget.Document.Relations;
using Budget.Document.Rules;
using Budget.Document.Rules.Engine;
using Wire = Budget.V1;

namespace Budget.Contracts.Reading;

/// <summary>
/// Reads one edit of a document that is being typed. What an edit may hold is what the whole message may: the same readers
/// read it, so the document after the edit is the one that <see cref="DocumentReader"/> would read from the edited message.
/// </summary>
public static class EditReader
{
    /// <summary>The edit, to be made; null, with the reasons, where it cannot be read.</summary>
    public static (Func<LiveCheck, LiveChange>? Edit, IReadOnlyList<FieldViolation> Violations) Read(DisclosureDocument document, Wire.BudgetEdit? wire)
    {
        var violations = new Violations();
        var edit = wire?.WhatCase switch
        {
            Wire.BudgetEdit.WhatOneofCase.Cell => Cell(document, wire.Cell, violations),
            Wire.BudgetEdit.WhatOneofCase.Fact => Fact(wire.Fact, violations),
            Wire.BudgetEdit.WhatOneofCase.Project => Project(document, wire.Project, violations),
            Wire.BudgetEdit.WhatOneofCase.PrintedFigure => PrintedFigure(document, wire.PrintedFigure, violations),
            Wire.BudgetEdit.WhatOneofCase.TargetForm => TargetForm(document, wire.TargetForm, violations),
            Wire.BudgetEdit.WhatOneofCase.Table => Table(document, wire.Table, violations),
            _ => null,
        };
        if (edit is null && !violations.Any) violations.Add("edit", "没有修改内容；请给出单元格、事项、项目、印刷数字、绩效目标表或整张表之一。", "the edit is empty; give a cell, fact, project, printed figure, target form or table");
        return violations.Any ? (null, violations.List) : (edit, []);
    }

    static Func<LiveCheck, LiveChange>? Cell(DisclosureDocument document, Wire.CellEdit wire, Violations violations)
    {
        if (document.Tables.FirstOrDefault(t => t.Number == wire.Table) is not { } table)
            return Refuse(violations, "edit.cell.table", $"稿件没有表{wire.Table}；有：{string.Join("、", document.Tables.Select(t => t.Number))}。", $"the draft has no table {wire.Table}; it has {string.Join(", ", document.Tables.Select(t => t.Number))}");
        if (Outside(wire.Row, table.Rows.Count, "edit.cell.row", violations)) return null;
        if (wire.Cell is null) return Refuse(violations, "edit.cell.cell", "没有单元格（cell）；请给出栏目和金额。", "the cell is missing; give its column and amount");

        var own = new Violations();
        var (column, fen, printed) = Reader(document, table.Definition, own).ReadCell(table, wire.Row, wire.Cell);
        if (Moved(own, "budget.tables[0].rows[0].cells[0]", "edit.cell.cell", violations)) return null;
        return live => live.SetCell(live.Document.Tables.First(t => t.Number == wire.Table), wire.Row, column, fen, printed);
    }

    /// <summary>A table stays what it was recognised as, however it is edited; one that is new is taken by its number.</summary>
    static TableReader Reader(DisclosureDocument document, TableDefinition? definition, Violations violations) => new(
        violations, document.Edition, document.Department.Name, document.Year,
        !document.MadeElsewhere ? null : new(document.Mapping is { OtherForm: true }, [], [new(definition, 100, definition?.Role ?? TableRole.Unknown, TableRole.Unknown, 0)]));

    static Func<LiveCheck, LiveChange>? Fact(Wire.Fact wire, Violations violations)
    {
        var own = new Violations();
        var facts = DocumentReader.ReadFacts([wire], own);
        if (Moved(own, "budget.facts[0]", "edit.fact", violations) || facts.Count == 0) return null;
        var fact = facts.Values.Single();
        var says = fact.Amount is not null || fact.Count is not null || fact.Prior is not null || fact.Reason.Length > 0 || fact.Purpose.Length > 0 || fact.Basis != PriorBasis.Unknown;
        return live => says ? live.SetFact(fact) : live.RemoveFact(fact.Subject);
    }

    static Func<LiveCheck, LiveChange>? Project(DisclosureDocument document, Wire.ProjectEdit wire, Violations violations)
    {
        if (Outside(wire.Project, document.Projects.Count, "edit.project.project", violations)) return null;
        violations.Money(wire.Fen, $"edit.project.fen");
        return live => live.SetProject(wire.Project, wire.HasFen ? new Amount(wire.Fen) : null);
    }

    static Func<LiveCheck, LiveChange>? PrintedFigure(DisclosureDocument document, Wire.PrintedFigureEdit wire, Violations violations)
    {
        if (document.Printed is not { } printed) return Refuse(violations, "edit.printed_figure", "只有在别处编制的文件才有印刷数字；这份稿件的文字由系统生成。", "only a document made elsewhere has printed figures; the text of this draft is computed");
        if (Outside(wire.Statement, printed.Statements.Count, "edit.printed_figure.statement", violations)) return null;
        if (Outside(wire.Figure, printed.Statements[wire.Statement].Figures.Count, "edit.printed_figure.figure", violations)) return null;
        PrintedNumber? value = wire.HasValue ? PrintedNumber.Parse(wire.Value) : null;
        if (wire.HasValue && value is null)
            return Refuse(violations, "edit.printed_figure.value", $"“{TableReader.Shown(wire.Value)}”不是数字；请按印刷填写数字，没有印刷数字的请留空。", $"\"{TableReader.Shown(wire.Value)}\" is no number; give the digits as printed, or leave it out where none are printed");
        return live => live.Replace(live.Document.WithPrinted(wire.Statement, wire.Figure, value));
    }

    static Func<LiveCheck, LiveChange>? TargetForm(DisclosureDocument document, Wire.TargetFormEdit wire, Violations violations)
    {
        if (document.Targets is not { } targets) return Refuse(violations, "edit.target_form", "打开稿件时没有给出绩效目标（targets）。", "no targets were given when the draft was opened");
        if (Outside(wire.Form, targets.Projects.Count, "edit.target_form.form", violations)) return null;
        violations.Money(wire.Fen, $"edit.target_form.fen");
        Amount? amount = wire.HasFen ? new Amount(wire.Fen) : null;
        switch (wire.Figure)
        {
            case Wire.TargetFigure.Year: return live => live.Replace(live.Document.WithForm(wire.Form, f => f with { Year = amount }));
            case Wire.TargetFigure.ExpenditureTotal: return live => live.Replace(live.Document.WithForm(wire.Form, f => f with { ExpenditureTotal = amount }));
            case Wire.TargetFigure.ExpenditureLine:
                if (Outside(wire.Line, targets.Projects[wire.Form].Expenditure.Count, "edit.target_form.line", violations)) return null;
                return live => live.Replace(live.Document.WithForm(wire.Form, f => f with { Expenditure = [.. f.Expenditure.Select((l, i) => i == wire.Line ? l with { Amount = amount } : l)] }));
            default: return Refuse(violations, "edit.target_form.figure", "请说明改的是哪个数字（figure）。", "say which figure it is");
        }
    }

    static Func<LiveCheck, LiveChange>? Table(DisclosureDocument document, Wire.Table wire, Violations violations)
    {
        var own = new Violations();
        var definition = document.Tables.FirstOrDefault(t => t.Number == wire.Number)?.Definition ?? document.Edition.Find(wire.Number);
        var read = Reader(document, definition, own).Read([wire]);
        if (Moved(own, "budget.tables[0]", "edit.table", violations) || read is not [var table]) return null;
        return live => live.Replace(live.Document with { Tables = [.. live.Document.Tables.Where(t => t.Number != table.Number).Append(table).OrderBy(t => t.Number)] });
    }

    static bool Outside(int place, int count, string field, Violations violations)
    {
        if (place >= 0 && place < count) return false;
        violations.Add(field, count == 0 ? "稿件中没有可改的内容。" : string.Create(CultureInfo.InvariantCulture, $"没有第 {place} 个；位置从 0 数到 {count - 1}。"),
            count == 0 ? "the draft has none" : string.Create(CultureInfo.InvariantCulture, $"there is no place {place}; places count from 0 to {count - 1}"));
        return true;
    }

    /// <summary>What is wrong, said of the edit's fields and not of those of the message it would be in.</summary>
    static bool Moved(Violations own, string from, string to, Violations violations)
    {
        foreach (var violation in own.List) violations.Add(violation.Field.Replace(from, to, StringComparison.Ordinal), violation.Message, violation.MessageEn);
        return own.Any;
    }

    static Func<LiveCheck, LiveChange>? Refuse(Violations violations, string field, string message, string messageEn)
    {
        violations.Add(field, message, messageEn);
        return null;
    }
}
