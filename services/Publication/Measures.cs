using System.Diagnostics;
using System.Diagnostics.Metrics;
using Budget.V1;

namespace Budget.Publication;

/// <summary>What an operator and a finance bureau watch: how publishing goes, which rules find something, how last days are kept.</summary>
static class Measures
{
    public static readonly ActivitySource Activities = new("Budget.Publication");

    static readonly Meter Meter = new("Budget.Publication");
    static readonly Counter<long> Found = Meter.CreateCounter<long>("budget.findings", "{finding}", "Findings of submissions, by rule and severity");
    static readonly Counter<long> LastDays = Meter.CreateCounter<long>("budget.deadlines", "{deadline}", "Last days that were told of, near or missed");
    static readonly Histogram<double> Publishing = Meter.CreateHistogram("budget.publication.duration", "s", "From the claim to the public page, by outcome", advice: new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    });
    static long due, failing;

    static Measures()
    {
        Meter.CreateObservableGauge("budget.publication.due", () => Volatile.Read(ref due), "{disclosure}", "Approved, its hour has come, not public yet");
        Meter.CreateObservableGauge("budget.publication.failing", () => Volatile.Read(ref failing), "{disclosure}", "Approved, tried at least once, not public yet");
    }

    public static void Findings(CheckReport report)
    {
        foreach (var finding in report.Findings)
        {
            Found.Add(1, new("budget.rule.id", finding.Rule), new("budget.finding.severity", finding.Severity.ToString().ToLowerInvariant()));
        }
    }

    public static void Deadline(bool missed) => LastDays.Add(1, new KeyValuePair<string, object?>("budget.deadline.state", missed ? "missed" : "approaching"));

    public static void Published(string outcome, long startedAt) =>
        Publishing.Record(Stopwatch.GetElapsedTime(startedAt).TotalSeconds, new KeyValuePair<string, object?>("budget.publication.outcome", outcome));

    public static void Waiting(long nowDue, long nowFailing)
    {
        Volatile.Write(ref due, nowDue);
        Volatile.Write(ref failing, nowFailing);
    }
}
