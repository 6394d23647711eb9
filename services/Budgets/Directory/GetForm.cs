using System.Globalization;
using Budget.Contracts;
using Budget.Document;
using Budget.Document.Rules;
using Budget.Hosting.Callers;
using Budget.V1;
using Grpc.Core;
using Side = Budget.Document.Side;

namespace Budget.Budgets;

public sealed partial class BudgetRpcs
{
    [Allow(Roles.Preparer, Roles.SecrecyReviewer, Roles.Approver, Roles.FinanceReviewer, Roles.Reader)]
    public override Task<GetFormResponse> GetForm(GetFormRequest request, ServerCallContext context)
    {
        var edition = editions.Find(request.Edition) ?? throw NoSuchEdition(request.Edition);
        if (!edition.HoldsFor(request.Year)) throw NotForYear(edition, request.Year);
        return Task.FromResult(new GetFormResponse { Form = FormOf(edition, request.Year) });
    }

    static Form FormOf(Edition edition, int year) => new()
    {
        Edition = edition.Id,
        Title = edition.Title,
        FirstYear = edition.FirstYear,
        LastYear = edition.LastYear,
        Tables = { edition.Tables.Select(table => FormTableOf(table, year)) },
        Sections = { edition.Outline.SelectMany(section => FormSectionsOf(section, year)) },
        Subjects = { SubjectKinds.All.Select(term => new FormSubject { Id = term.Id, Name = term.Chinese, Unit = term.CountUnit ?? "fen" }) },
    };

    static FormTable FormTableOf(TableDefinition table, int year) => new()
    {
        Number = table.Number,
        Role = TableRoles.Id(table.Role),
        Title = table.TitleOf("", year),
        Unit = table.Unit.Chinese(),
        Rows = TableRoles.Id(table.Rows),
        Columns =
        {
            table.Columns.Select(column => new FormColumn
            {
                Id = column.Id, Header = column.Header, Group = column.Group, Side = ToWire(column.Side), Kind = column.IsRate ? "rate" : "money", Computed = column.IsComputed,
            }),
        },
        Lines =
        {
            table.Lines.Select(line => new FormLine
            {
                Side = ToWire(line.Side), Name = line.Name, Level = line.Level, IsTotal = line.IsTotal, Subject = line.Subject.ToString(),
            }),
        },
    };

    static IEnumerable<FormSection> FormSectionsOf(OutlineSection section, int year) =>
        section.Sections.SelectMany(inner => FormSectionsOf(inner, year)).Prepend(new FormSection { Number = section.Number, Heading = HeadingOf(section, year) });

    /// <summary>An empty form belongs to no department yet, so its name is left out, as in table titles.</summary>
    static string HeadingOf(OutlineSection section, int year) => string.Concat(section.Heading.Parts.Select(part => part switch
    {
        LiteralPart literal => literal.Text,
        Slot { Kind: SlotKind.Year } => year.ToString(CultureInfo.InvariantCulture),
        _ => "",
    }));

    static V1.Side ToWire(Side side) => side switch
    {
        Side.Revenue => V1.Side.Revenue,
        Side.Expenditure => V1.Side.Expenditure,
        _ => V1.Side.Unspecified,
    };

    RpcException NoSuchEdition(string id) => Malformed("edition",
        $"没有版式“{Shown(id)}”；可用的版式：{string.Join("、", editions.All.Select(e => e.Id))}",
        $"there is no edition \"{Shown(id)}\"; editions: {string.Join(", ", editions.All.Select(e => e.Id))}");

    static RpcException NotForYear(Edition edition, int year) => Malformed("year",
        $"版式 {edition.Id} 适用于 {edition.FirstYear} 至 {edition.LastYear} 年，不适用于 {year} 年",
        $"edition {edition.Id} holds for {edition.FirstYear} to {edition.LastYear}, not for {year}");
}
