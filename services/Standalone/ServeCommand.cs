using System.Globalization;
using Budget.Contracts;

namespace Budget.Standalone;

/// <summary>The district on this machine until Ctrl+C, and tokens to try it with.</summary>
static class ServeCommand
{
    public static async Task<int> RunAsync(string dataFolder, string? editions, TextWriter console, CancellationToken cancellation)
    {
        await using var district = await LocalDistrict.StartAsync(LocalSettings.Fixed(dataFolder) with { Editions = editions, People = DemoDesk.People }, cancellation);
        console.WriteLine($"""
            部门预算公开 · 已启动
              页面 site         {district.Site}
              BudgetService      {district.Addresses.Budgets}
              PerformanceService {district.Addresses.Performance}
              DisclosureService  {district.Addresses.Publication}
              工作台 desk        {district.Desk}
            {string.Join('\n', DemoDesk.People.Select(p => $"    {p.Name} {p.Role}  {district.SignIn(p)}"))}
              数据 data         {Path.GetFullPath(dataFolder)}
            A token to call them with: dotnet run --project services/Standalone -- token --role preparer --department 101
            Ctrl+C 停止
            """);
        await UntilStoppedAsync(cancellation);
        return 0;
    }

    public static int PrintToken(string dataFolder, string role, string district, string department, TextWriter console, TextWriter errors)
    {
        if (!Roles.All.Contains(role))
        {
            errors.WriteLine($"没有角色 {role}；可用角色：{string.Join(", ", Roles.All)}。 / There is no role '{role}'.");
            return 2;
        }
        if (!File.Exists(LocalDistrict.KeyFile(dataFolder)))
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataFolder} 中没有密钥：请先启动服务。 / No key in {dataFolder}: start the services there first."));
            return 2;
        }
        console.WriteLine(District.Token(File.ReadAllText(LocalDistrict.KeyFile(dataFolder)), role, district, department, TimeSpan.FromDays(1)));
        return 0;
    }

    public static async Task UntilStoppedAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is the ordinary way to stop.
        }
    }
}
