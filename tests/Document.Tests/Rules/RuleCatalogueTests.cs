using Budget.Document.Rules;
using Budget.Testing;

namespace Budget.Document.Tests.Rules;

public sealed class RuleCatalogueTests
{
    [Fact]
    public void The_catalogue_that_officials_read_is_the_rules() => Golden.Matches("../Golden/rule-catalogue.md", RuleCatalogue.Markdown());
}
