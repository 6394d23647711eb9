using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Budget.Publication.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class EventSequence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Sequence",
                table: "Outbox",
                type: "INTEGER",
                nullable: true);

            // What was sent before keeps its order, and what is sent next has a higher number.
            migrationBuilder.Sql("UPDATE \"Outbox\" SET \"Sequence\" = \"Id\" WHERE \"SentAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Sequence",
                table: "Outbox",
                column: "Sequence",
                unique: true);

            migrationBuilder.AddColumn<bool>(
                name: "Settled",
                table: "Replies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateIndex(
                name: "IX_Replies_Waiting",
                table: "Replies",
                column: "PublishBy",
                filter: "\"Current\" AND NOT \"Settled\"");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_Listed",
                table: "Disclosures",
                columns: new[] { "District", "Year", "Department", "Version" },
                descending: new[] { false, true, false, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Outbox_Sequence",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Sequence",
                table: "Outbox");

            migrationBuilder.DropIndex(
                name: "IX_Disclosures_Listed",
                table: "Disclosures");

            migrationBuilder.DropIndex(
                name: "IX_Replies_Waiting",
                table: "Replies");

            migrationBuilder.DropColumn(
                name: "Settled",
                table: "Replies");
        }
    }
}
