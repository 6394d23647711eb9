using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Budget.Benchmarks;

/// <summary>What the run says, as markdown to be pasted into README.md. Progress goes to standard error.</summary>
sealed class Report
{
    readonly StringBuilder text = new();
    readonly List<(string What, double Value, double Limit, string Unit)> aims = [];

    public Report()
    {
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, temporary files on {new DriveInfo(Path.GetTempPath()).DriveFormat}, load before {LoadAverage()}.");
    }

    public static void Progress(string what) => Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {what}");

    public void Heading(string heading, params string[] columns)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {heading}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(columns.Skip(1).Select(_ => "--:|"))}");
    }

    public void Row(params string[] cells) => text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");

    public void Note(string note) => text.AppendLine().AppendLine(note);

    public void Aim(string what, double value, double limit, string unit) => aims.Add((what, value, limit, unit));

    public string Finish()
    {
        Heading("Aims", "aim", "measured", "");
        foreach (var (what, value, limit, unit) in aims)
        {
            Row($"{what} < {Number(limit)}{unit}", $"{Number(value)}{unit}", value < limit ? "met" : "**missed**");
        }
        return text.ToString();
    }

    public static string Micros(double value) => double.IsNaN(value) ? "–" : $"{Number(value)} µs";

    public static string Millis(double microseconds) => double.IsNaN(microseconds) ? "–" : $"{Number(microseconds / 1000)} ms";

    public static string Times(double value, double floor) => double.IsNaN(value / floor) ? "–" : $"{Number(value / floor)}×";

    public static string Number(double value) => value.ToString(Math.Abs(value) switch { < 10 => "0.00", < 100 => "0.0", _ => "#,0" }, CultureInfo.InvariantCulture);

    static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
