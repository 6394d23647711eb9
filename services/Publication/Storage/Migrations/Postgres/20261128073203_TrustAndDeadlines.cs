using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Budget.Publication.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TrustAndDeadlines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "WithheldAt",
                schema: "publication",
                table: "Disclosures",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WithheldReason",
                schema: "publication",
                table: "Disclosures",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<byte[]>(
                name: "Redactions",
                schema: "publication",
                table: "Submissions",
                type: "bytea",
                nullable: false,
                defaultValue: Array.Empty<byte>());

            migrationBuilder.CreateTable(
                name: "Reminders",
                schema: "publication",
                columns: table => new
                {
                    District = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Department = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    PublishBy = table.Column<DateOnly>(type: "date", nullable: false),
                    DaysBefore = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reminders", x => new { x.District, x.Department, x.Year, x.PublishBy, x.DaysBefore });
                });

            migrationBuilder.CreateTable(
                name: "Replies",
                schema: "publication",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    District = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Department = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    DepartmentName = table.Column<string>(type: "text", nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    RepliedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    PublishBy = table.Column<DateOnly>(type: "date", nullable: false),
                    DocumentNumber = table.Column<string>(type: "text", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    RecordedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RecordedBy = table.Column<string>(type: "text", nullable: false),
                    RecordedByName = table.Column<string>(type: "text", nullable: false),
                    Current = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Replies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SigningKeys",
                schema: "publication",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    X = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Y = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Log",
                schema: "publication",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Event = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Manifest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Line = table.Column<string>(type: "text", nullable: false),
                    End = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Log", x => x.Number);
                    table.ForeignKey(
                        name: "FK_Log_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalSchema: "publication",
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Log_DisclosureId",
                schema: "publication",
                table: "Log",
                column: "DisclosureId");

            migrationBuilder.CreateIndex(
                name: "IX_Log_End",
                schema: "publication",
                table: "Log",
                column: "End");

            migrationBuilder.CreateIndex(
                name: "IX_Replies_Current",
                schema: "publication",
                table: "Replies",
                columns: new[] { "District", "Department", "Year" },
                unique: true,
                filter: "\"Current\"");

            migrationBuilder.CreateIndex(
                name: "IX_Replies_District_Year_Department",
                schema: "publication",
                table: "Replies",
                columns: new[] { "District", "Year", "Department" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Log",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "SigningKeys",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Replies",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Reminders",
                schema: "publication");

            migrationBuilder.DropColumn(
                name: "WithheldAt",
                schema: "publication",
                table: "Disclosures");

            migrationBuilder.DropColumn(
                name: "WithheldReason",
                schema: "publication",
                table: "Disclosures");

            migrationBuilder.DropColumn(
                name: "Redactions",
                schema: "publication",
                table: "Submissions");
        }
    }
}
