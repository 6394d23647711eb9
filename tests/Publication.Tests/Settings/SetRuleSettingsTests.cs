using Budget.Contracts;
using Budget.Testing;
using Budget.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Budget.Publication.Tests.Settings;

/// <summary>Each test speaks for a district of its own, so that no other test is checked with its settings.</summary>
public class SetRuleSettingsTests(District district)
{
    readonly string own = "s" + Guid.NewGuid().ToString("N")[..12];

    CallOptions Finance => District.PersonOf(own, "qian", "", Roles.FinanceReviewer);
    CallOptions Reader => District.PersonOf(own, "sun", "101", Roles.Reader);

    static RuleSettings Milder(string rule, RuleGradeKind kind = RuleGradeKind.Warning) => new() { Grades = { new RuleGrade { Rule = rule, Kind = kind } } };

    async Task<RuleSettingsRevision> Set(RuleSettings settings, int year = 2025, int expected = 0, DateTimeOffset? from = null) => (await district.Rpcs.SetRuleSettingsAsync(
        new() { Year = year, Settings = settings, Reason = "区财政局研究决定", ExpectedRevision = expected, EffectiveFrom = from?.ToTimestamp() }, Finance)).Revision;

    async Task<GetRuleSettingsResponse> Get(int year = 2025) => await district.Rpcs.GetRuleSettingsAsync(new() { Year = year }, Reader);

    [Fact]
    public async Task Everyone_of_the_district_reads_what_was_decided_by_whom_and_why()
    {
        Assert.Null((await Get()).Revision);
        var set = await Set(Milder("TPE-010", RuleGradeKind.Info));

        var got = await Get();

        Assert.Equal(set, got.Revision);
        Assert.Equal((1, "qian", "区财政局研究决定", 2025), (got.NewestRevision, set.SetBy, set.Reason, set.Year));
        Assert.NotEmpty(set.Hash);
        Assert.Null((await district.Rpcs.GetRuleSettingsAsync(new() { Year = 2025 }, District.PersonOf(own + "x", "sun", "", Roles.Reader))).Revision);
    }

    [Fact]
    public async Task Bands_are_listed_with_their_unit_usual_value_and_limits()
    {
        var bands = (await Get()).Bands;
        Assert.Contains(bands, b => b is { Band: "satisfaction.floor", Unit: "percent", Usual: 80, Least: 0, Most: 100 } && b.Rules.Contains("IND-023"));
        Assert.All(bands, b => Assert.True(b.Name.Length > 0 && b.NameEn.Length > 0));
    }

    [Fact]
    public async Task Every_revision_is_kept_and_the_newest_counts()
    {
        await Set(Milder("TPE-010"));
        await Set(Milder("TPE-010", RuleGradeKind.Off), expected: 1);
        await Set(new(), expected: 2);

        Assert.Equal("", (await Get()).Revision.Hash);
        var first = await district.Rpcs.ListRuleSettingsAsync(new() { PageSize = 2 }, Reader);
        var rest = await district.Rpcs.ListRuleSettingsAsync(new() { PageSize = 2, PageToken = first.NextPageToken }, Reader);
        Assert.Equal([3, 2, 1], first.Revisions.Concat(rest.Revisions).Select(r => r.Revision));
        Assert.Equal("", rest.NextPageToken);
    }

    [Fact]
    public async Task Settings_hold_for_later_years_until_one_has_its_own()
    {
        await Set(Milder("TPE-010"), year: 2024);
        Assert.Equal(2024, (await Get(2026)).Revision.Year);
        Assert.Null((await Get(2023)).Revision);
        await Set(new(), year: 2026);
        Assert.Equal(2024, (await Get(2025)).Revision.Year);
        Assert.Equal(2026, (await Get(2030)).Revision.Year);
    }

    [Fact]
    public async Task What_is_set_for_later_does_not_count_yet()
    {
        await Set(Milder("TPE-010"));
        await Set(Milder("TPE-010", RuleGradeKind.Off), expected: 1, from: DateTimeOffset.UtcNow.AddDays(7));

        var got = await Get();

        Assert.Equal((1, 2), (got.Revision.Revision, got.NewestRevision));
    }

    [Fact]
    public async Task Of_two_who_set_at_once_one_is_told_that_it_came_late()
    {
        await Set(Milder("TPE-010"));
        await Expect.Reason(StatusCode.Aborted, "STALE", () => Set(Milder("TPE-011")));
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(async i =>
        {
            try
            {
                await Set(Milder("TPE-010", i == 0 ? RuleGradeKind.Info : RuleGradeKind.Off), expected: 1);
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }));
        Assert.Equal([StatusCode.OK, StatusCode.Aborted], both.Order());
    }

    [Fact]
    public async Task Refuses_settings_that_say_nothing_sensible_and_names_the_field()
    {
        await Expect.Malformed("year", () => Set(new(), year: 0));
        await Expect.Malformed("settings.grades[0].rule", () => Set(Milder("TPE-999")));
        await Expect.Malformed("settings.grades[0].kind", () => Set(Milder("TPE-010", RuleGradeKind.Unspecified)));
        await Expect.Malformed("settings.grades[1].rule", () => Set(new() { Grades = { Milder("TPE-010").Grades, Milder("TPE-010").Grades } }));
        await Expect.Malformed("settings.bands[0].band", () => Set(new() { Bands = { new RuleBand { Band = "none" } } }));
        await Expect.Malformed("settings.bands[0].value", () => Set(new() { Bands = { new RuleBand { Band = "large_change", Value = -1 } } }));
        await Expect.Malformed("settings.bands", () => Set(new() { Bands = { new RuleBand { Band = "indicators.fewest", Value = 30 } } }));
        await Expect.Malformed("settings", async () => await district.Rpcs.SetRuleSettingsAsync(new() { Year = 2025, Reason = "无" }, Finance));
        await Expect.Malformed("reason", async () => await district.Rpcs.SetRuleSettingsAsync(new() { Year = 2025, Settings = new() }, Finance));
        Assert.Null((await Get()).Revision);
    }

    [Fact]
    public async Task Only_the_bureau_of_the_whole_district_sets()
    {
        await Expect.Reason(StatusCode.PermissionDenied, "NOT_DISTRICT_WIDE", async () => await district.Rpcs.SetRuleSettingsAsync(
            new() { Year = 2025, Settings = new(), Reason = "无" }, District.PersonOf(own, "qian", "101", Roles.FinanceReviewer)));
    }
}
