namespace Budget.Testing;

/// <summary>
/// Theory data for a test that runs on both databases:
/// <c>[Theory, ClassData(typeof(Databases))] public async Task Saves(string database)</c>, then
/// <see cref="TestDatabase.Create"/>. PostgreSQL is skipped, with the reason, where it is not installed.
/// </summary>
public sealed class Databases : TheoryData<string>
{
    public Databases()
    {
        Add("sqlite");
        Add(new TheoryDataRow<string>("postgres") { Skip = Postgres.Missing });
    }
}

/// <summary>An empty database of its own for one test, as the settings that point a service at it.</summary>
public sealed class TestDatabase : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budget-test-");

    TestDatabase(IReadOnlyDictionary<string, string?> settings) =>
        Settings = new Dictionary<string, string?>(settings) { ["DataFolder"] = folder.FullName };

    /// <summary>Add these to the configuration of the service under test.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    public string DataFolder => folder.FullName;

    public static async Task<TestDatabase> Create(string database) => database switch
    {
        "sqlite" => new(new Dictionary<string, string?> { ["Database:Provider"] = "sqlite" }),
        "postgres" => new(new Dictionary<string, string?>
        {
            ["Database:Provider"] = "postgres",
            ["Database:ConnectionString"] = await (await Postgres.Running()).NewDatabase(),
        }),
        _ => throw new ArgumentException($"'{database}' is neither sqlite nor postgres.", nameof(database)),
    };

    public void Dispose() => folder.Delete(recursive: true);
}
