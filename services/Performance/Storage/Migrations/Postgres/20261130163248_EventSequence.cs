using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Budget.Performance.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class EventSequence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                schema: "performance",
                table: "Outbox",
                type: "bigint",
                nullable: true);

            // What was sent before keeps its order, and what is sent next has a higher number.
            migrationBuilder.Sql("UPDATE performance.\"Outbox\" SET \"Sequence\" = \"Id\" WHERE \"SentAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Sequence",
                schema: "performance",
                table: "Outbox",
                column: "Sequence",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Outbox_Sequence",
                schema: "performance",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Sequence",
                schema: "performance",
                table: "Outbox");
        }
    }
}
