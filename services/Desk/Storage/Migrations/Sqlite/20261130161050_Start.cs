using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Budget.Desk.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Kept",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Person = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Page = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Kept", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Looks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Person = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Disclosure = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Budget = table.Column<int>(type: "INTEGER", nullable: false),
                    Targets = table.Column<int>(type: "INTEGER", nullable: false),
                    Public = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<string>(type: "TEXT", nullable: false),
                    BudgetBefore = table.Column<int>(type: "INTEGER", nullable: false),
                    TargetsBefore = table.Column<int>(type: "INTEGER", nullable: false),
                    AtBefore = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Looks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Kept_At",
                table: "Kept",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Kept_Person_Page",
                table: "Kept",
                columns: new[] { "Person", "Page" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Looks_Person_Disclosure",
                table: "Looks",
                columns: new[] { "Person", "Disclosure" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Kept");

            migrationBuilder.DropTable(
                name: "Looks");
        }
    }
}
