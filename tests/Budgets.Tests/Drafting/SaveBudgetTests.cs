using System.Security.Cryptography;
using Budget.Testing;
using Budget.V1;
using Google.Protobuf;
using Grpc.Core;
using static Budget.Testing.RunningService;

namespace Budget.Budgets.Tests.Drafting;

public sealed class SaveBudgetTests
{
    [Theory, ClassData(typeof(Databases))]
    public async Task Keeps_every_figure_and_answers_with_its_hash(string database)
    {
        var (service, budgets) = await Sample.Start(database);
        await using var _ = service;
        var budget = Sample.Budget();

        var saved = await budgets.SaveBudgetAsync(Sample.Save(budget), Preparer("101"));
        var read = await budgets.GetBudgetAsync(new() { Department = "101", Year = Sample.Year }, Preparer("101"));

        Assert.Equal(budget, read.Budget);
        Assert.Equal(saved.Revision, read.Revision);
        Assert.Equal(1, read.Revision.Revision);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(read.Budget.ToByteArray())), read.Revision.ContentHash);
        Assert.Equal("preparer-101", read.Revision.SavedBy);
        Assert.Equal(Sample.Edition, saved.Report.Edition);
    }
}
