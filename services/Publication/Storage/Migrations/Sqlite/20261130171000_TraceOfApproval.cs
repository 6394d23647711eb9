using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Budget.Publication.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TraceOfApproval : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TraceParent",
                table: "Disclosures",
                type: "TEXT",
                maxLength: 80,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TraceParent",
                table: "Disclosures");
        }
    }
}
