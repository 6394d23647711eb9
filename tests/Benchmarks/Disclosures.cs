using System.Diagnostics;
using Budget.Contracts.Reading;
using Budget.Testing;
using Budget.V1;

namespace Budget.Benchmarks;

/// <summary>The complete disclosures that are measured with: the demo's, and a real one where the material is at hand.</summary>
static class Disclosures
{
    static readonly (string Name, string File)[] Real = [("real, Putuo 2025", "shanghai-putuo-government-office-2025.json"), ("real, Wanli 2023, with forms", "shanghai-putuo-wanli-2023.json")];

    public static DisclosureFile Education => Demo("201-education-2025.json");

    public static async Task<IReadOnlyList<(string Name, DisclosureFile File)>> All(DirectoryInfo folder)
    {
        var all = new List<(string, DisclosureFile)>
        {
            ("demo 201, Shanghai 2025", Education),
            ("demo 101, Wuhan 2021", Demo("101-government-office-2021.json")),
        };
        foreach (var (name, file) in Real)
        {
            if (Material.Transcriptions.FirstOrDefault(path => Path.GetFileName(path) == file) is { } transcription)
                all.Add((name, Load(await Convert(transcription, Path.Combine(folder.FullName, file)))));
        }
        return all;
    }

    /// <summary>The same disclosure as another department's.</summary>
    public static DisclosureFile Of(this DisclosureFile file, string department)
    {
        var other = file.Clone();
        other.Department.Code = department;
        (other.Budget.Department, other.Budget.Year, other.Budget.Edition) = (department, file.Year, file.Edition);
        if (other.Targets is { } targets) (targets.Department, targets.Year, targets.Edition) = (department, file.Year, file.Edition);
        return other;
    }

    static DisclosureFile Demo(string name) => Load(Path.Combine(AppContext.BaseDirectory, "Demo", name));

    static DisclosureFile Load(string path)
    {
        var (file, error) = IntakeFile.Load(path);
        return file ?? throw new InvalidOperationException(error!.ToString());
    }

    static async Task<string> Convert(string transcription, string intake)
    {
        string[] command = [Path.Combine(AppContext.BaseDirectory, "Budget.Transcriptions.dll"), transcription, intake];
        using var conversion = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardError = true })!;
        var remarks = await conversion.StandardError.ReadToEndAsync();
        await conversion.WaitForExitAsync();
        return conversion.ExitCode == 0 ? intake : throw new InvalidOperationException($"{transcription} could not be converted: {remarks}");
    }
}
