using System.Net;
using System.Text.Json;
using Budget.Hosting;
using Budget.Publication.Tests;

namespace Budget.EndToEnd.Tests;

public sealed class OperatorPortTests
{
    static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_that_all_is_well_and_what_was_looked_at()
    {
        await using var district = await District.Start(settings: new() { ["Operator:Url"] = "http://127.0.0.1:0" });
        using var person = new HttpClient { BaseAddress = district.Publication.OperatorAddress() };

        Assert.Contains("alive", await person.GetStringAsync("/health/live", Now));
        var ready = JsonDocument.Parse(await person.GetStringAsync("/health/ready", Now)).RootElement;

        Assert.Equal("healthy", ready.GetProperty("status").GetString());
        Assert.Superset(new HashSet<string?> { "database", "outbox", "publishing", "pdf" },
            ready.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()).ToHashSet());
    }

    [Fact]
    public async Task Degraded_is_ready_and_says_why()
    {
        await using var district = await District.Start(settings: new() { ["Operator:Url"] = "http://127.0.0.1:0", ["Broker:Uri"] = "amqp://127.0.0.1:1" });
        using var person = new HttpClient { BaseAddress = district.Publication.OperatorAddress() };

        var text = "";
        for (var end = DateTime.UtcNow.AddSeconds(30); !text.Contains("Events wait in the outbox", StringComparison.Ordinal) && DateTime.UtcNow < end; await Task.Delay(100, Now))
        {
            using var answer = await person.GetAsync("/health/ready", Now);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            text = await answer.Content.ReadAsStringAsync(Now);
        }

        var ready = JsonDocument.Parse(text).RootElement;
        Assert.Equal("degraded", ready.GetProperty("status").GetString());
        var outbox = ready.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "outbox");
        Assert.Contains("the broker cannot be used", outbox.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_calls_events_findings_and_publications_to_whoever_scrapes_it()
    {
        await using var district = await District.Start(settings: new() { ["Operator:Url"] = "http://127.0.0.1:0" });
        var its = await district.NewCase();
        await its.ToPublished();
        using var scraper = new HttpClient { BaseAddress = district.Publication.OperatorAddress() };

        var metrics = await scraper.GetStringAsync("/metrics", Now);

        Assert.Contains("rpc_method=\"budget.v1.DisclosureService/ApproveDisclosure\"", metrics, StringComparison.Ordinal);
        Assert.Contains("rpc_response_status_code=\"OK\"", metrics, StringComparison.Ordinal);
        foreach (var name in (string[])["rpc_server_call_duration_seconds", "messaging_client_sent_messages", "budget_outbox_pending", "budget_outbox_oldest_age_seconds",
            "budget_publication_duration_seconds", "budget_publication_due", "budget_findings", "dotnet_gc_collections"])
        {
            Assert.Contains($"# TYPE {name}", metrics, StringComparison.Ordinal);
        }
        // Which rules speak depends on the sample; that they are told by rule does not.
        Assert.Contains("budget_rule_id=\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_it_is_seen_from_the_sites_port_and_nothing_of_the_site_from_its_own()
    {
        await using var district = await District.Start(settings: new() { ["Operator:Url"] = "http://127.0.0.1:0" });
        using var browser = new HttpClient();

        foreach (var path in (string[])["metrics", "health/live", "health/ready"])
        {
            using var fromSite = await browser.GetAsync(new Uri(district.SiteAddress, path), Now);
            Assert.Equal(HttpStatusCode.NotFound, fromSite.StatusCode);
        }
        using var fromOperator = await browser.GetAsync(new Uri(district.Publication.OperatorAddress(), "/index.html"), Now);
        Assert.Equal(HttpStatusCode.NotFound, fromOperator.StatusCode);
    }

    [Fact]
    public async Task There_is_no_such_port_unless_a_setting_names_one()
    {
        await using var district = await District.Start();

        Assert.Equal(district.Publication.SiteAddress(), district.Publication.OperatorAddress());
    }
}
