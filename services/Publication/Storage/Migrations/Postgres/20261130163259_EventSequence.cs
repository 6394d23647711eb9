using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Budget.Publication.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class EventSequence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                schema: "publication",
                table: "Outbox",
                type: "bigint",
                nullable: true);

            // What was sent before keeps its order, and what is sent next has a higher number.
            migrationBuilder.Sql("UPDATE publication.\"Outbox\" SET \"Sequence\" = \"Id\" WHERE \"SentAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Sequence",
                schema: "publication",
                table: "Outbox",
                column: "Sequence",
                unique: true);

            migrationBuilder.AddColumn<bool>(
                name: "Settled",
                schema: "publication",
                table: "Replies",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Replies_Waiting",
                schema: "publication",
                table: "Replies",
                column: "PublishBy",
                filter: "\"Current\" AND NOT \"Settled\"");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_Listed",
                schema: "publication",
                table: "Disclosures",
                columns: new[] { "District", "Year", "Department", "Version" },
                descending: new[] { false, true, false, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Outbox_Sequence",
                schema: "publication",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Sequence",
                schema: "publication",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Disclosures_Listed",
                schema: "publication",
                table: "Disclosures");

            migrationBuilder.DropIndex(
                name: "IX_Replies_Waiting",
                schema: "publication",
                table: "Replies");

            migrationBuilder.DropColumn(
                name: "Settled",
                schema: "publication",
                table: "Replies");
        }
    }
}
