using Budget.Contracts.Reading;
using Budget.Document.Rules.Engine;
using Budget.Hosting.Acts;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Publication.Storage;

/// <summary>
/// What a district once decided about the rule book. Rows are only ever added: which settings a submission was checked with
/// can be told for good, from its report's stamp and from here.
/// </summary>
[AppendOnly]
public sealed class RuleSettingsRow
{
    public long Id { get; private set; }
    public required string District { get; init; }

    /// <summary>First budget year they hold for.</summary>
    public required int Year { get; init; }

    /// <summary>From 1 per district and year.</summary>
    public required int Revision { get; init; }

    /// <summary>V1.RuleSettings</summary>
    public required byte[] Content { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset EffectiveFrom { get; init; }
    public required string Reason { get; init; }
    public required string SetBy { get; init; }
    public required string SetByName { get; init; }
    public required DateTimeOffset SetAt { get; init; }

    public RuleSettings Settings => SettingsReader.ReadStored(V1.RuleSettings.Parser.ParseFrom(Content));

    /// <summary>
    /// The settings that count for a district's budgets of a year at a moment: of the years up to it the last that has any in
    /// force, and of that year's the newest.
    /// </summary>
    public static IQueryable<RuleSettingsRow> InForce(IQueryable<RuleSettingsRow> rows, string district, int year, DateTimeOffset now) =>
        rows.Where(row => row.District == district && row.Year <= year && row.EffectiveFrom <= now).OrderByDescending(row => row.Year).ThenByDescending(row => row.Revision).Take(1);

    public V1.RuleSettingsRevision ToWire() => new()
    {
        Year = Year,
        Revision = Revision,
        Settings = V1.RuleSettings.Parser.ParseFrom(Content),
        Hash = Hash,
        EffectiveFrom = EffectiveFrom.ToTimestamp(),
        Reason = Reason,
        SetBy = SetBy,
        SetByName = SetByName,
        SetAt = SetAt.ToTimestamp(),
    };

    internal static void Map(EntityTypeBuilder<RuleSettingsRow> row)
    {
        row.ToTable("RuleSettings");
        row.HasIndex(r => new { r.District, r.Year, r.Revision }).IsUnique();
        row.Property(r => r.District).HasMaxLength(64);
        row.Property(r => r.Hash).HasMaxLength(64);
        row.Ignore(r => r.Settings);
    }
}
