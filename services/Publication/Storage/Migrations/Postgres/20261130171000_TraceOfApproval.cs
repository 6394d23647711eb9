using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Budget.Publication.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TraceOfApproval : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TraceParent",
                schema: "publication",
                table: "Disclosures",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TraceParent",
                schema: "publication",
                table: "Disclosures");
        }
    }
}
