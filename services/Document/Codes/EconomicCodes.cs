namespace Budget.Document.Codes;

/// <summary>部门预算支出经济分类 类/款 by year.</summary>
public static class EconomicCodes
{
    static readonly int[] WholeClasses = [301, 302, 303, 309, 310];

    public static readonly CodeTable All = new(
        CodeTable.Lines("Codes/economics.csv").Select(f => new CodeName(
            CodeTable.Year(f[0], 0), f[1], f[2], CodeTable.Year(f[4], 0), CodeTable.Year(f[5], int.MaxValue), f[6] == "yes")),
        WholeClasses, [.. Enumerable.Range(301, 3), .. Enumerable.Range(307, 7), 399]);

    public const int Wages = 301, Goods = 302, Subsidies = 303, Capital = 310;
    public const int Overseas = 30212, Hospitality = 30217, VehicleOperation = 30231;
    public const int Pension = 30108, Annuity = 30109, Medical = 30110, CivilServantMedical = 30111, HousingFund = 30113;
    public const int VeteranPension = 30301, RetirementPension = 30302;
}
