using Budget.Document.Relations;

namespace Budget.Document.Repair;

// Beside the tables: typed facts, projects, target forms.
sealed partial class Ledger
{
    void TypedFigures()
    {
        Amounts(IdentityKind.Typed, SubjectKind.Procurement, SubjectKind.ProcurementGoods, SubjectKind.ProcurementWorks,
            SubjectKind.ProcurementServices);
        Counts(SubjectKind.Establishment, SubjectKind.EstablishmentAdministrative, SubjectKind.EstablishmentQuota);
        Counts(SubjectKind.InPost, SubjectKind.InPostAdministrative, SubjectKind.InPostPurchased, SubjectKind.InPostCivilServiceLaw);
        Counts(SubjectKind.Retired, SubjectKind.RetiredVeteran, SubjectKind.RetiredOrdinary);
        Counts(SubjectKind.VehicleCount, SubjectKind.VehicleCount + 1, SubjectKind.VehicleCount + 9);
        Counts(SubjectKind.VehiclesToBuy, SubjectKind.VehiclesToBuy + 1, SubjectKind.VehiclesToBuy + 9);
        for (var kind = SubjectKind.ThreePublic; kind <= SubjectKind.Hospitality; kind++)
        {
            if (evidence.Prior(kind) is { IsNumber: true, Spot.Owner: Table } cell && evidence.Fact(kind)?.Prior is not null)
                Equal(IdentityKind.PriorCopy, Usual, Id(cell), TypedId(kind, FigureKind.Prior));
        }
        parts.Clear();
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.Hospitality])
            parts.Add(TypedId(kind, FigureKind.Prior));
        if (!parts.Contains(-1)) Sum(IdentityKind.Typed, Held, TypedId(SubjectKind.ThreePublic, FigureKind.Prior), parts);
        parts.Clear();
        foreach (var kind in (ReadOnlySpan<SubjectKind>)[SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation])
            parts.Add(TypedId(kind, FigureKind.Prior));
        if (!parts.Contains(-1)) Sum(IdentityKind.Typed, Usual, TypedId(SubjectKind.Vehicles, FigureKind.Prior), parts);
        Equal(IdentityKind.OperatingCopy, Usual, Id(evidence.Stored(SubjectKind.AgencyOperating)),
            Id(evidence.Stored(SubjectKind.GeneralOperating)));
    }

    void Amounts(IdentityKind kind, SubjectKind whole, params ReadOnlySpan<SubjectKind> of)
    {
        parts.Clear();
        foreach (var part in of)
        {
            if (Id(evidence.Stored(part)) is >= 0 and var id) parts.Add(id);
        }
        if (parts.Count > 1) Sum(kind, Held, Id(evidence.Stored(whole)), parts);
    }

    void Counts(SubjectKind whole, SubjectKind from, SubjectKind to, SubjectKind without = SubjectKind.None)
    {
        if (evidence.Count(whole, out var spot) is not { } total) return;
        parts.Clear();
        for (var kind = from; kind <= to; kind++)
        {
            if (kind != without && evidence.Count(kind, out var at) is { } count) parts.Add(CountId(kind, at, count));
        }
        if (parts.Count > 1) Sum(IdentityKind.Typed, Held, CountId(whole, spot, total), parts);
    }

    int CountId(SubjectKind kind, Spot spot, long count) =>
        spot.Owner is Statement ? PrintedId((Statement)spot.Owner, (Figure)spot.Part!, count, 0) : TypedId(kind, FigureKind.Count);

    void ProjectsAndForms()
    {
        var projects = document.Projects ?? [];
        var ids = new int[projects.Count];
        parts.Clear();
        var whole = evidence.MadeHere;
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = -1;
            if (projects[i] is not { } project) continue;
            if (project.Amount is null || project.Sections is { Count: > 0 }) whole = false;
            if (project.Amount is { } amount)
                ids[i] = New(new(FigureKind.Project) { Index = i, Subject = project.Name is { Length: > 0 } name ? Subject.Project(name)
                    : Subject.None }, default, amount.Fen, 0);
            if (ids[i] >= 0) parts.Add(ids[i]);
        }
        if (whole && parts.Count > 0)
        {
            var (general, all) = (Id(evidence.Stored(SubjectKind.GeneralProject)), Id(evidence.Stored(SubjectKind.ExpenditureProject)));
            Int128 sum = 0;
            foreach (var id in parts) sum += Entries[id].Value!.Value;
            var listed = all >= 0 && (general < 0 || Int128.Abs(sum - (Entries[all].Value ?? 0)) < Int128.Abs(sum - (Entries[general].Value
                ?? 0))) ? all : general;
            Sum(IdentityKind.Projects, Held, listed, parts);
        }
        var forms = document.Targets?.Projects ?? [];
        var years = new List<int>();
        for (var f = 0; f < forms.Count; f++)
        {
            if (forms[f] is not { } form) continue;
            var year = form.Year is { } y ? New(new(FigureKind.FormYear) { Index = f }, Spot.Form(form, "当年预算"), y.Fen, 0) : -1;
            var total = form.ExpenditureTotal is { } t
                ? New(new(FigureKind.FormTotal) { Index = f }, Spot.Form(form, "支出明细合计"), t.Fen, 0) : -1;
            var lines = new List<int>();
            for (var l = 0; l < (form.Expenditure?.Count ?? 0); l++)
            {
                if (form.Expenditure![l]?.Amount is { } amount)
                    lines.Add(New(new(FigureKind.FormLine) { Index = f, Part = l },
                        Spot.Form(form, $"支出明细/{form.Expenditure[l].Item}"), amount.Fen, 0));
            }
            if (year >= 0) years.Add(year);
            Equal(IdentityKind.Form, Held, total, year);
            Sum(IdentityKind.Form, Held, total >= 0 ? total : year, lines);
            for (var i = 0; i < ids.Length && i < 200; i++)
            {
                if (ids[i] >= 0 && projects[i].Name == form.Name) Equal(IdentityKind.Form, Held, ids[i], year);
            }
        }
        if (years.Count > 0 && years.Count == forms.Count)
            Sum(IdentityKind.Projects, Usual, Id(evidence.Stored(SubjectKind.ExpenditureProject)), years);
    }
}
