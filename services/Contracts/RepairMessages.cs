using Budget.Document;
using Budget.Document.Relations;
using Budget.Document.Repair;
using Wire = Budget.V1;

namespace Budget.Contracts;

/// <summary>What may have been mistyped, as messages.</summary>
public static class RepairMessages
{
    public static Wire.Repair ToMessage(this Repair repair, DisclosureDocument document) => new()
    {
        Group = repair.Group,
        Rank = repair.Rank,
        Changes = { repair.Changes.Select(c => ToMessage(c, document)) },
        Resolves = { repair.Resolves.Select(f => f.Fingerprint).Distinct() },
        Raises = { repair.Raises.Select(f => f.ToMessage()) },
        Mended = repair.Mended,
        Text = repair.Text,
        TextEn = repair.TextEn,
    };

    static Wire.FigureChange ToMessage(FigureChange change, DisclosureDocument document)
    {
        var message = new Wire.FigureChange
        {
            Place = change.Place.Text,
            From = change.From,
            To = change.To,
            ToNumber = change.ToNumber,
            Slip = (Wire.Slip)change.Slip,
            SlipText = change.Slip.Chinese(),
            SlipTextEn = change.Slip.English(),
            Edit = EditOf(change, document),
        };
        if (change.FromNumber is { } from) message.FromNumber = from;
        return message;
    }

    static Wire.BudgetEdit EditOf(FigureChange change, DisclosureDocument document)
    {
        var (at, to) = (change.Where, change.ToNumber);
        switch (at.Kind)
        {
            case FigureKind.Cell:
                var table = document.Tables.First(t => t.Number == at.Table);
                var cell = new Wire.Cell { Column = table.Columns[at.Column].Id, Fen = to };
                if (table.Rows[at.Row].Printed?[at.Column] is { } printed) cell.Printed = PrintedNumber.Of(to, table.Unit, printed).ToString();
                return new() { Cell = new() { Table = at.Table, Row = at.Row, Cell = cell } };
            case FigureKind.Project: return new() { Project = new() { Project = at.Index, Fen = to } };
            case FigureKind.FormYear: return new() { TargetForm = new() { Form = at.Index, Figure = Wire.TargetFigure.Year, Fen = to } };
            case FigureKind.FormTotal: return new() { TargetForm = new() { Form = at.Index, Figure = Wire.TargetFigure.ExpenditureTotal, Fen = to } };
            case FigureKind.FormLine: return new() { TargetForm = new() { Form = at.Index, Figure = Wire.TargetFigure.ExpenditureLine, Line = at.Part, Fen = to } };
            case FigureKind.Printed:
                var figure = document.Printed!.Statements[at.Index].Figures[at.Part];
                return new() { PrintedFigure = new() { Statement = at.Index, Figure = at.Part, Value = PrintedNumber.Of(to, figure).ToString() } };
            default:
                var fact = ToMessage(document.Facts[at.Subject]);
                if (at.Kind == FigureKind.Count) fact.Count = to;
                else if (at.Kind == FigureKind.Prior) fact.PriorFen = to;
                else fact.Fen = to;
                return new() { Fact = fact };
        }
    }

    static Wire.Fact ToMessage(Fact fact)
    {
        var message = new Wire.Fact { Subject = fact.Subject.ToString(), Basis = (Wire.Basis)fact.Basis, Reason = fact.Reason, Purpose = fact.Purpose };
        if (fact.Amount is { } amount) message.Fen = amount.Fen;
        if (fact.Count is { } count) message.Count = count;
        if (fact.Prior is { } prior) message.PriorFen = prior.Fen;
        return message;
    }
}
