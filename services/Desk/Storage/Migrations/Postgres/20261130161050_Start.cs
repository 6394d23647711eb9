using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Budget.Desk.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "desk");

            migrationBuilder.CreateTable(
                name: "Kept",
                schema: "desk",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Person = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Page = table.Column<string>(type: "character varying(512)", maxLength: 512, nullable: false),
                    Fields = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Kept", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Looks",
                schema: "desk",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Person = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Disclosure = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Budget = table.Column<int>(type: "integer", nullable: false),
                    Targets = table.Column<int>(type: "integer", nullable: false),
                    Public = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    BudgetBefore = table.Column<int>(type: "integer", nullable: false),
                    TargetsBefore = table.Column<int>(type: "integer", nullable: false),
                    AtBefore = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Looks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Kept_At",
                schema: "desk",
                table: "Kept",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Kept_Person_Page",
                schema: "desk",
                table: "Kept",
                columns: new[] { "Person", "Page" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Looks_Person_Disclosure",
                schema: "desk",
                table: "Looks",
                columns: new[] { "Person", "Disclosure" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Kept",
                schema: "desk");

            migrationBuilder.DropTable(
                name: "Looks",
                schema: "desk");
        }
    }
}
