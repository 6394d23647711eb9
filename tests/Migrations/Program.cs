using System.Reflection;
using Budget.Hosting.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;

// dotnet run --project tests/Migrations -- PublicationDb AddSomething
// writes the migration for both providers into the project that holds the context: Storage/Migrations/{Sqlite,Postgres}.
if (args is not [var contextName, var migrationName])
{
    Console.Error.WriteLine("usage: dotnet run --project tests/Migrations -- <ContextName> <MigrationName>");
    return 2;
}

var contexts = Directory.EnumerateFiles(AppContext.BaseDirectory, "Budget.*.dll")
    .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
    .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(ServiceDb)))
    .ToList();
var chosen = contexts.Where(type => type.BaseType!.Name == contextName).ToList();
if (chosen.Count != 2)
{
    Console.Error.WriteLine($"'{contextName}' has {chosen.Count} sealed contexts; it needs two, one for SQLite and one for PostgreSQL. "
        + $"Known: {string.Join(", ", contexts.Select(type => type.BaseType!.Name).Distinct())}.");
    return 2;
}

foreach (var type in chosen)
{
    Scaffold(type);
}
return 0;

void Scaffold(Type type)
{
    var provider = DesignTime.ProviderOf(type);
    using var db = DesignTime.Create(type);
    if (!db.Database.HasPendingModelChanges())
    {
        Console.WriteLine($"{type.Name}: the migrations already match the model");
        return;
    }
    var project = ProjectFolderOf(type.Assembly);
    var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
    var designTime = provider == DatabaseProvider.Sqlite
        ? "Microsoft.EntityFrameworkCore.Sqlite.Design.Internal.SqliteDesignTimeServices, Microsoft.EntityFrameworkCore.Sqlite"
        : "Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal.NpgsqlDesignTimeServices, Npgsql.EntityFrameworkCore.PostgreSQL";
    ((IDesignTimeServices)Activator.CreateInstance(Type.GetType(designTime, throwOnError: true)!)!).ConfigureDesignTimeServices(services);
    using var built = services.BuildServiceProvider();
    using var scope = built.CreateScope();
    var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
    var folder = Path.Combine("Storage", "Migrations", provider.ToString());
    var rootNamespace = type.Assembly.GetName().Name!;
    var migration = scaffolder.ScaffoldMigration(migrationName, rootNamespace, $"Storage.Migrations.{provider}", language: "C#");
    var files = scaffolder.Save(project, migration, Path.Combine(project, folder), dryRun: false);
    Console.WriteLine($"{type.Name}: {Path.GetRelativePath(Environment.CurrentDirectory, files.MigrationFile!)}");
}

static string ProjectFolderOf(Assembly assembly)
{
    var name = assembly.GetName().Name!["Budget.".Length..];
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "Budget.sln")))
        {
            var services = Path.Combine(folder.FullName, "services", name);
            return Directory.Exists(services) ? services : Path.Combine(folder.FullName, "tests", name);
        }
    }
    throw new InvalidOperationException("Budget.sln was not found above this program: run it from the repository.");
}
