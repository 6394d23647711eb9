using Budget.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Budget.Budgets.Storage;

/// <summary>A department or unit in its district's directory.</summary>
public sealed class DepartmentRow
{
    public required string DistrictCode { get; init; }

    public required string Code { get; init; }

    public string Name { get; set; } = "";

    public List<string> ShortNames { get; set; } = [];

    public string District { get; set; } = "";

    public DepartmentKind Kind { get; set; }

    /// <summary>The department a unit belongs to; empty for a department.</summary>
    public string Parent { get; set; } = "";

    public Department ToWire() => new()
    {
        Code = Code,
        Name = Name,
        ShortNames = { ShortNames },
        District = District,
        DistrictCode = DistrictCode,
        Kind = Kind,
        Parent = Parent,
    };

    internal static void Map(EntityTypeBuilder<DepartmentRow> row)
    {
        row.ToTable("Departments");
        row.HasKey(d => new { d.DistrictCode, d.Code });
        row.HasIndex(d => new { d.DistrictCode, d.Parent });
        row.Property(d => d.DistrictCode).HasMaxLength(64);
        row.Property(d => d.Code).HasMaxLength(64);
        row.Property(d => d.Parent).HasMaxLength(64);
    }
}
