using Budget.Document.Recognition;
using Budget.Document.Relations;

namespace Budget.Document.Repair;

// The text of documents made elsewhere: figures that copy a cell, and lists that add up.
sealed partial class Ledger
{
    void Prose()
    {
        foreach (var told in evidence.Told)
        {
            if (told.Measure != Measure.Amount || told.Prior || !told.IsNumber) continue;
            var id = PrintedId(told.Statement, told.Figure, told.Value, told.Grain);
            switch (told.Kind)
            {
                // Some speak of all expenditure on the item and not of the appropriation alone.
                case SubjectKind.FunctionCode when this[TableRole.Expenditure]?.Sheet is { } all
                    && all.At(all.Find(told.Code), ColumnRole.Total) is { IsNumber: true } spent && spent.Fen == told.Value: break;
                case SubjectKind.FunctionCode when told.Fit == PathFit.Whole:
                    parts.Clear();
                    foreach (var grid in (ReadOnlySpan<Grid?>)[GeneralItems, this[TableRole.GovernmentFund], this[TableRole.StateCapital]])
                    {
                        if (grid?.Id(grid.Sheet.Find(told.Code), grid.Sheet.Column(ColumnRole.Total)) is >= 0 and var cell) parts.Add(cell);
                    }
                    Sum(IdentityKind.Prose, Held, id, parts);
                    break;
                case SubjectKind.EconomicCode: Equal(IdentityKind.Prose, Held, id, Id(evidence.Economic(told.Code))); break;
                case SubjectKind.FunctionCode or SubjectKind.Project or SubjectKind.None: break;
                default:
                    var stored = evidence.Stored(told.Kind);
                    Equal(IdentityKind.Prose, Held, id, Id(stored.Exists ? stored : evidence.FirstAmount(told.Kind)?.Reading ?? default));
                    break;
            }
        }
        foreach (var list in new RevenueLists(evidence))
        {
            if (list.Total is not { IsNumber: true } total || !list.IsWhole) continue;
            var fiscal = list.Amount(SubjectKind.RevenueFiscalAppropriation).Exists;
            parts.Clear();
            foreach (var told in list)
            {
                if (told.Measure != Measure.Amount || told.Prior || !told.IsNumber || !SubjectKinds.IsRevenueSource(told.Kind)) continue;
                if (fiscal && told.Kind is
                    SubjectKind.RevenueGeneralPublicBudget or SubjectKind.RevenueGovernmentFund or SubjectKind.RevenueStateCapital)
                    continue;
                parts.Add(Id(told.Reading));
            }
            Sum(IdentityKind.ProseSum, Held, Id(total.Reading), parts);
        }
        for (byte block = 1; block <= 2; block++)
        {
            ToldSum(block, SubjectKind.ThreePublic, SubjectKind.Overseas, SubjectKind.Vehicles, SubjectKind.Hospitality);
            ToldSum(block, SubjectKind.Vehicles, SubjectKind.VehiclePurchase, SubjectKind.VehicleOperation);
        }
        ToldSum(0, SubjectKind.Expenditure, SubjectKind.ExpenditureBasic, SubjectKind.ExpenditureProject, SubjectKind.ExpenditureSpecial);
        ToldSum(0, SubjectKind.GeneralBasic, SubjectKind.GeneralPersonnel, SubjectKind.GeneralOperating);
    }

    void ToldSum(byte block, SubjectKind whole, params ReadOnlySpan<SubjectKind> kinds)
    {
        if (evidence.FirstAmount(whole, block) is not { IsNumber: true } total) return;
        parts.Clear();
        foreach (var kind in kinds)
        {
            if (evidence.FirstAmount(kind, block) is { IsNumber: true } told) parts.Add(Id(told.Reading));
        }
        if (parts.Count >= 2) Sum(IdentityKind.ProseSum, Held, Id(total.Reading), parts);
    }
}
