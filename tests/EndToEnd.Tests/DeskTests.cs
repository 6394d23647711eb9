using System.Diagnostics;
using System.Net;
using Budget.Contracts;
using Budget.Standalone;
using Budget.Testing;

namespace Budget.EndToEnd.Tests;

/// <summary>A day at the desk: the demo's people in a real Chromium, over the real services.</summary>
public sealed class DeskTests : IAsyncLifetime
{
    readonly Folder folder = new();
    LocalDistrict district = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        district = await LocalDistrict.StartAsync(new LocalSettings(folder.Path, folder["site"]) { People = DemoDesk.People }, Cancellation);
        await DemoDesk.StageAsync(district, new Walk(district, TextWriter.Null, Cancellation), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await district.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task An_approver_decides_on_a_desktop_and_a_phone_with_a_script_and_without() => await Walk("desk-approver.mjs", Roles.Approver, "lin-kean", "han-zhiqiu");

    [Fact]
    public async Task A_preparer_types_mends_explains_and_sends_and_loses_nothing() => await Walk("desk-preparer.mjs", Roles.Preparer, DemoDesk.People[1].Id);

    [Fact]
    public async Task Nothing_is_shown_or_taken_from_whoever_is_not_signed_in()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = district.Desk };

        var page = await stranger.GetAsync("/approvals/202/2026/1", Cancellation);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith(district.Issuer!.Address.ToString(), page.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single());

        using var form = new FormUrlEncodedContent([KeyValuePair.Create("decision", "approve"), KeyValuePair.Create("__owner", "shili/he-mingzhou")]);
        var act = await stranger.PostAsync("/approvals/202/2026/1", form, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, act.StatusCode);
        Assert.Contains("登录过期了", await act.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task The_services_decide_what_a_role_may_do_and_the_page_says_so()
    {
        using var preparer = await SitDown(Roles.Preparer);

        Assert.Equal(HttpStatusCode.NotFound, (await preparer.GetAsync("/approvals/202/2026/1", Cancellation)).StatusCode);
        var own = await preparer.GetAsync("/history/302/2026/1", Cancellation);
        Assert.True(own.IsSuccessStatusCode);
        Assert.Contains("建立了公开事项", await own.Content.ReadAsStringAsync(Cancellation));
    }

    async Task<HttpClient> SitDown(string role)
    {
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new() }, disposeHandler: true) { BaseAddress = district.Desk };
        (await browser.GetAsync(district.SignIn(DemoDesk.Of(role)), Cancellation)).EnsureSuccessStatusCode();
        return browser;
    }

    async Task Walk(string script, string role, params string[] more)
    {
        var folder = Path.Combine(Golden.RepositoryRoot, "tests", "Foreign");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules/playwright-core")), "npm ci has not run in tests/Foreign");
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "Chromium is not installed");
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, script), district.Desk!.ToString(), DemoDesk.Of(role).Id, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Cancellation), node.StandardError.ReadToEndAsync(Cancellation));
        await node.WaitForExitAsync(Cancellation);
        TestContext.Current.TestOutputHelper?.WriteLine(await output);
        Assert.True(node.ExitCode == 0, await output + await errors);
    }
}
