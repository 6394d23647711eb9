using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Budget.Publication.Proof;
using Budget.Publication.Storage;
using Budget.Typesetting;
using Budget.Typesetting.Composition;
using Budget.Typesetting.Html;
using Budget.Typesetting.OpenData;
using CsvHelper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Budget.Publication.Site;

/// <summary>
/// A district's year in one file: the long data sets of all departments' current versions laid end to end, as CSV and as one
/// SQLite database. Made of the published files themselves, so nothing can stand in it that is not published; a year is written
/// again only when one of its disclosures is published, replaced or withheld.
/// </summary>
public sealed class DistrictData(SiteFolder site, IndexSeal index, IServiceScopeFactory scopes) : IDisposable
{
    const string Description = "datapackage.json", Database = "budget.sqlite";

    /// <summary>Beside the years, where no department can have its code.</summary>
    public static string FolderOf(string district, int year) => $"{district}/{FolderIn(year)}";

    /// <summary>The same, relative to the district's folder.</summary>
    public static string FolderIn(int year) => $"{Shelf}/{year.ToString(CultureInfo.InvariantCulture)}";

    const string Shelf = "open-data";

    readonly SemaphoreSlim writing = new(1);
    readonly Dictionary<string, string> written = [];

    public void Dispose() => writing.Dispose();

    public async Task Write(CancellationToken stop)
    {
        await writing.WaitAsync(stop);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<PublicationDb>();
            var current = await db.Disclosures.Where(row => row.State == State.Published)
                .Join(db.Files.Where(file => file.Path == Manifest.File), row => row.Id, file => file.DisclosureId,
                    (row, file) => new Source(row.Id, row.District, row.DistrictName, row.Year, row.Department, row.PublishedAt, file.Sha256)).ToListAsync(stop);
            var years = current.GroupBy(source => FolderOf(source.District, source.Year)).ToList();
            RemoveOthers([.. years.Select(year => Path.Combine(site.Root, year.Key))]);
            foreach (var year in years)
            {
                var sources = year.OrderBy(source => source.Department, StringComparer.Ordinal).ToList();
                var made = string.Join(' ', sources.Select(source => source.Manifest));
                if (written.GetValueOrDefault(year.Key) == made && File.Exists(Path.Combine(site.Root, year.Key, Description))) continue;
                await Write(db, year.Key, sources, stop);
                written[year.Key] = made;
            }
            await index.Seal(db, stop);
        }
        finally
        {
            writing.Release();
        }
    }

    sealed record Source(long Id, string District, string DistrictName, int Year, string Department, DateTimeOffset? PublishedAt, string Manifest);

    /// <summary>A year all of whose disclosures were withheld has no data any more.</summary>
    void RemoveOthers(HashSet<string> years)
    {
        foreach (var district in Directory.EnumerateDirectories(site.Root))
        {
            if (Path.Combine(district, Shelf) is var all && Directory.Exists(all))
            {
                foreach (var year in Directory.EnumerateDirectories(all).Where(year => !years.Contains(year)))
                {
                    Directory.Delete(year, recursive: true);
                    // The year's signed list is made anew, without what is not there any more.
                    site.Wrote(new($"{Path.GetRelativePath(site.Root, year).Replace('\\', '/')}/{Description}", 0, ""));
                }
            }
        }
    }

    /// <summary>All files are made where nobody sees them and then put in place, the description last.</summary>
    async Task Write(PublicationDb db, string folder, List<Source> sources, CancellationToken stop)
    {
        using var made = site.Stage(folder);
        var packaged = new List<PackagedFile>();
        await using (var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = made.PathOf(Database), Pooling = false }.ToString()))
        {
            await database.OpenAsync(stop);
            Run(database, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
            Run(database, "CREATE TABLE columns (\"table\" TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (\"table\", name))");
            foreach (var set in DisclosureData.Schemas) packaged.Add(await Write(db, database, made, set, sources, stop));
            Run(database, "CREATE INDEX figures_code ON figures (code, \"column\"); CREATE INDEX figures_department ON figures (department, \"table\"); COMMIT");
        }
        var (district, year) = (sources[0].DistrictName, sources[0].Year);
        var head = new PackageHead($"{sources[0].District}-{year}", $"{district}{year}年部门预算", $"{district}{year}年各部门预算当前公开版本的合并数据。", "", year, district, sources.Max(s => s.PublishedAt), [district]);
        await File.WriteAllBytesAsync(made.PathOf("index.html"), Page(head, packaged), stop);
        await File.WriteAllBytesAsync(made.PathOf(Description), DataPackage.Render(head, packaged), stop);
        foreach (var file in Directory.GetFiles(made.PathOf(".")))
        {
            await using var content = File.OpenRead(file);
            site.Wrote(new($"{folder}/{Path.GetFileName(file)}", content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop))));
        }
        made.PlaceFiles(last: Description);
    }

    static async Task<PackagedFile> Write(PublicationDb db, SqliteConnection database, StagedFolder made, DataSet set, List<Source> sources, CancellationToken stop)
    {
        var table = set.Name.Replace('-', '_');
        Run(database, $"CREATE TABLE {table} ({string.Join(", ", set.Fields.Select(f => $"\"{f.Name}\" {TypeOf(f)}"))})");
        foreach (var field in set.Fields) Insert(database, "columns", [table, field.Name, field.Type, field.Title]);
        using var insert = Statement(database, table, set.Fields.Count);
        var path = set.Name + ".csv";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(made.PathOf(path));
        await Append(Encoding.UTF8.GetBytes(LineOf(set.Fields.Select(f => f.Name))));
        foreach (var source in sources)
        {
            var content = await db.Files.Where(f => f.DisclosureId == source.Id && f.Path == $"data/{set.Name}.csv").Select(f => f.Content).SingleOrDefaultAsync(stop);
            if (content is null) continue;
            var lines = new StringBuilder();
            foreach (var values in Read(content, set))
            {
                DataSet.Append(lines, values);
                for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i].Length == 0 ? DBNull.Value : ValueOf(set.Fields[i], values[i]);
                insert.ExecuteNonQuery();
            }
            await Append(Encoding.UTF8.GetBytes(lines.ToString()));
        }
        return new(path, file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()), set);

        async Task Append(byte[] bytes)
        {
            hash.AppendData(bytes);
            await file.WriteAsync(bytes, stop);
        }
    }

    /// <summary>A file published earlier may have fewer columns: new ones are only ever added at the end.</summary>
    static IEnumerable<string[]> Read(byte[] csv, DataSet set)
    {
        using var reader = CsvReader.Create(new MemoryStream(csv));
        while (reader.Read()) yield return [.. Enumerable.Range(0, set.Fields.Count).Select(i => DataSet.Value(reader.GetString(i)))];
    }

    static string LineOf(IEnumerable<string> values)
    {
        var line = new StringBuilder();
        DataSet.Append(line, values);
        return line.ToString();
    }

    static string TypeOf(DataField field) => field.Type switch { "integer" or "boolean" => "INTEGER", "number" => "REAL", _ => "TEXT" };

    static object ValueOf(DataField field, string value) => field.Type switch
    {
        "integer" => long.Parse(value, CultureInfo.InvariantCulture),
        "number" => double.Parse(value, CultureInfo.InvariantCulture),
        "boolean" => value == "true" ? 1L : 0L,
        _ => value,
    };

    static void Run(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static SqliteCommand Statement(SqliteConnection database, string table, int columns)
    {
        var command = database.CreateCommand();
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(i => $"$p{i}"))})";
        for (var i = 0; i < columns; i++) command.Parameters.Add(new SqliteParameter($"$p{i}", null));
        return command;
    }

    static void Insert(SqliteConnection database, string table, string[] values)
    {
        using var command = Statement(database, table, values.Length);
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    /// <summary>What the files are and what their columns mean, for people; datapackage.json says the same to programs.</summary>
    static byte[] Page(PackageHead head, List<PackagedFile> files)
    {
        var html = new HtmlBuffer();
        var title = head.Title + "开放数据";
        HtmlPage.Open(html, title, head.Description);
        html.Raw("<header class=\"masthead\">\n"u8);
        HtmlPage.Crumbs(html, Language.Chinese, [("部门预算公开", "../../../index.html"), (head.Publisher, "../../index.html"), ($"{head.Year}年", $"../../{head.Year}/index.html"), ("开放数据", "")], "");
        html.Raw("<h1>"u8).Text(title).Raw("</h1>\n<hr class=\"rule\">\n</header>\n<main id=\"main\">\n<p>"u8).Text(head.Description)
            .Raw("金额有两列：以分计的整数和以元计的小数；空格表示原表未填列，不是零。列只会在末尾增加，不改名、不改义。</p>\n<ul>\n"u8);
        foreach (var (path, label) in (IEnumerable<(string, string)>)[(Database, "全部数据（SQLite 数据库）"), (Description, "数据包说明（Data Package）"), .. files.Select(f => (f.Path, f.Data.Title + "（CSV）"))])
            html.Raw("<li><a href=\""u8).Text(path).Raw("\">"u8).Text(label).Raw("</a></li>\n"u8);
        html.Raw("</ul>\n"u8);
        var content = new HtmlContent(html);
        foreach (var file in files)
        {
            html.Raw("<section>\n<h2>"u8).Text(file.Data.Title).Raw("</h2>\n"u8);
            content.Table(new("", 0, file.Path + "的列", "", [new(["列"], CellKind.Name), new(["类型"], CellKind.Text), new(["含义"], CellKind.Text)], 0,
                [.. file.Data.Fields.Select(field => new ComposedRow(false, [new(field.Name), new(field.Type), new(field.Title)]))], []));
            html.Raw("</section>\n"u8);
        }
        html.Raw("</main>\n"u8);
        HtmlPage.Close(html);
        return html.ToArray();
    }
}
