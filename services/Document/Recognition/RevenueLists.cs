using System.Runtime.InteropServices;
using Budget.Document.Relations;

namespace Budget.Document.Recognition;

/// <summary>The places where prose lists the sources of revenue one after the other (a paragraph with two or more of them).</summary>
struct RevenueLists(Evidence evidence)
{
    int start, end;

    public readonly RevenueLists GetEnumerator() => this;
    public readonly RevenueList Current => new(evidence, start, end);

    public bool MoveNext()
    {
        var told = evidence.Told;
        while (end < told.Count)
        {
            start = end;
            var statement = told[start].Statement;
            var sources = 0;
            while (end < told.Count && ReferenceEquals(told[end].Statement, statement))
            {
                if (told[end].Measure == Measure.Amount && SubjectKinds.IsRevenueSource(told[end].Kind)) sources++;
                end++;
            }
            if (sources >= 2) return true;
        }
        return false;
    }
}

readonly struct RevenueList(Evidence evidence, int start, int end)
{
    public ReadOnlySpan<Told>.Enumerator GetEnumerator() => ((ReadOnlySpan<Told>)CollectionsMarshal.AsSpan(evidence.Told)[start..end]).GetEnumerator();

    public Reading Amount(SubjectKind kind)
    {
        for (var i = start; i < end; i++)
        {
            var told = evidence.Told[i];
            if (told.Kind == kind && told.Measure == Measure.Amount && !told.Prior) return told.Reading;
        }
        return Reading.Missing;
    }

    /// <summary>The total the list speaks of: in its own paragraph, else in its section.</summary>
    public Told? Total => evidence.TotalOf(evidence.Told[start], SubjectKind.Revenue);

    public bool IsWhole => evidence.KnowsAllBeside(evidence.Told[start]);

    public Adder Sum()
    {
        Adder sum = default;
        var fiscal = Amount(SubjectKind.RevenueFiscalAppropriation).Exists;
        for (var i = start; i < end; i++)
        {
            var told = evidence.Told[i];
            if (told.Measure != Measure.Amount || told.Prior || !SubjectKinds.IsRevenueSource(told.Kind)) continue;
            if (fiscal && told.Kind is SubjectKind.RevenueGeneralPublicBudget or SubjectKind.RevenueGovernmentFund or SubjectKind.RevenueStateCapital) continue;
            sum.Add(told.Reading);
        }
        return sum;
    }
}
