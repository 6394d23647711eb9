using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Budget.Publication.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FourEyes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Authors",
                schema: "publication",
                table: "Disclosures",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "BudgetWithheld",
                schema: "publication",
                table: "Disclosures",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "TargetsWithheld",
                schema: "publication",
                table: "Disclosures",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Authors",
                schema: "publication",
                table: "Disclosures");

            migrationBuilder.DropColumn(
                name: "BudgetWithheld",
                schema: "publication",
                table: "Disclosures");

            migrationBuilder.DropColumn(
                name: "TargetsWithheld",
                schema: "publication",
                table: "Disclosures");
        }
    }
}
