using System.Diagnostics;
using System.Text;
using Budget.Publication.Tests;
using Budget.Testing;
using Budget.V1;

namespace Budget.EndToEnd.Tests;

/// <summary>
/// What an operator's collector gets of one figure: saved, submitted, reviewed, approved and published, through gRPC, the outbox, the
/// broker and the consumer, is one trace. services/Hosting/README.md shows the golden file.
/// </summary>
public sealed class TraceTests
{
    static readonly ActivitySource Client = new("Budget.EndToEnd.Tests");

    [Fact]
    public async Task One_figures_way_from_its_client_to_the_public_page_is_one_trace()
    {
        var broker = (await Broker.Running()).NewVirtualHost();
        await using var collector = await Collector.Start();
        await using var district = await District.Start(settings: new()
        {
            ["Broker:Uri"] = broker.ToString(),
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        });
        var its = await district.NewCase(withBudget: false);

        string trace;
        using (var root = Client.StartActivity("one figure"))
        {
            trace = root!.TraceId.ToHexString();
            await its.SaveBudget(Samples.Balanced(its.Department));
            await its.ToReviewed();
            await its.Approve();
        }
        await its.Until(DisclosureState.Published);

        var tree = "";
        var golden = Path.Combine(Golden.RepositoryRoot, "tests/EndToEnd.Tests/Golden/trace.txt");
        var expected = File.Exists(golden) ? File.ReadAllLines(golden).Length : int.MaxValue;
        for (var end = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < end; await Task.Delay(100, TestContext.Current.CancellationToken))
        {
            tree = Tree([.. collector.Spans.Where(span => span.Trace == trace)]);
            if (tree.Count(c => c == '\n') >= expected) break;
        }
        Golden.Matches("Golden/trace.txt", tree);
    }

    static string Tree(IReadOnlyCollection<Span> spans)
    {
        var text = new StringBuilder();
        var known = spans.Select(span => span.Id).ToHashSet();
        Print(spans.Where(span => !known.Contains(span.Parent)), "");
        return text.ToString();

        void Print(IEnumerable<Span> some, string indent)
        {
            foreach (var span in some.OrderBy(span => span.StartedAt))
            {
                text.Append(indent).Append(span.Kind).Append(span.Name).Append('\n');
                Print(spans.Where(child => child.Parent == span.Id), indent + "  ");
            }
        }
    }
}
