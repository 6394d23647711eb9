using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Budget.Publication.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "publication");

            migrationBuilder.CreateTable(
                name: "Disclosures",
                schema: "publication",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    District = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    DistrictName = table.Column<string>(type: "text", nullable: false),
                    Department = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    DepartmentName = table.Column<string>(type: "text", nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Archive = table.Column<bool>(type: "boolean", nullable: false),
                    CorrectionReason = table.Column<string>(type: "text", nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Moves = table.Column<int>(type: "integer", nullable: false),
                    Edition = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    BudgetRevision = table.Column<int>(type: "integer", nullable: false),
                    BudgetHash = table.Column<string>(type: "text", nullable: false),
                    TargetsRevision = table.Column<int>(type: "integer", nullable: false),
                    TargetsHash = table.Column<string>(type: "text", nullable: false),
                    TotalFen = table.Column<long>(type: "bigint", nullable: true),
                    SubmittedBy = table.Column<string>(type: "text", nullable: false),
                    SecrecyOutcome = table.Column<int>(type: "integer", nullable: false),
                    SecrecyReviewer = table.Column<string>(type: "text", nullable: false),
                    SecrecyOpinion = table.Column<string>(type: "text", nullable: false),
                    SecrecyReviewedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ApprovedBy = table.Column<string>(type: "text", nullable: false),
                    ApprovedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PublishAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Page = table.Column<string>(type: "text", nullable: false),
                    WithheldAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    WithheldReason = table.Column<string>(type: "text", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ClaimedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    LastError = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disclosures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                schema: "publication",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    Consumer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    HandledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => new { x.MessageId, x.Consumer });
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                schema: "publication",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MessageId = table.Column<Guid>(type: "uuid", nullable: false),
                    Type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    RoutingKey = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    OrderingKey = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false),
                    TraceParent = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    OccurredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    NotBefore = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastError = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                });

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
                name: "RuleSettings",
                schema: "publication",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    District = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Year = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    EffectiveFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    SetBy = table.Column<string>(type: "text", nullable: false),
                    SetByName = table.Column<string>(type: "text", nullable: false),
                    SetAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RuleSettings", x => x.Id);
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
                name: "History",
                schema: "publication",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Caller = table.Column<string>(type: "text", nullable: false),
                    CallerName = table.Column<string>(type: "text", nullable: false),
                    Action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    From = table.Column<int>(type: "integer", nullable: true),
                    To = table.Column<int>(type: "integer", nullable: false),
                    Remark = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_History", x => x.Id);
                    table.ForeignKey(
                        name: "FK_History_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalSchema: "publication",
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
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

            migrationBuilder.CreateTable(
                name: "PublishedFiles",
                schema: "publication",
                columns: table => new
                {
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false),
                    Path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    MediaType = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublishedFiles", x => new { x.DisclosureId, x.Path });
                    table.ForeignKey(
                        name: "FK_PublishedFiles_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalSchema: "publication",
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Submissions",
                schema: "publication",
                columns: table => new
                {
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false),
                    Checked = table.Column<byte[]>(type: "bytea", nullable: false),
                    Department = table.Column<byte[]>(type: "bytea", nullable: false),
                    Budget = table.Column<byte[]>(type: "bytea", nullable: false),
                    Targets = table.Column<byte[]>(type: "bytea", nullable: false),
                    Redactions = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Submissions", x => x.DisclosureId);
                    table.ForeignKey(
                        name: "FK_Submissions_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalSchema: "publication",
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Waivers",
                schema: "publication",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false),
                    Fingerprint = table.Column<string>(type: "text", nullable: false),
                    Finding = table.Column<byte[]>(type: "bytea", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    Caller = table.Column<string>(type: "text", nullable: false),
                    CallerName = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Waivers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Waivers_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalSchema: "publication",
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_Approved",
                schema: "publication",
                table: "Disclosures",
                column: "DueAt",
                filter: "\"State\" = 3");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_District_Department_Year_Version",
                schema: "publication",
                table: "Disclosures",
                columns: new[] { "District", "Department", "Year", "Version" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_Year_Department",
                schema: "publication",
                table: "Disclosures",
                columns: new[] { "Year", "Department" });

            migrationBuilder.CreateIndex(
                name: "IX_History_DisclosureId",
                schema: "publication",
                table: "History",
                column: "DisclosureId");

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_HandledAt",
                schema: "publication",
                table: "Inbox",
                column: "HandledAt");

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
                name: "IX_Outbox_HeldBack",
                schema: "publication",
                table: "Outbox",
                columns: new[] { "OrderingKey", "Id" },
                filter: "\"SentAt\" IS NULL AND \"NotBefore\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_MessageId",
                schema: "publication",
                table: "Outbox",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_SentAt",
                schema: "publication",
                table: "Outbox",
                column: "SentAt");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Unsent",
                schema: "publication",
                table: "Outbox",
                column: "Id",
                filter: "\"SentAt\" IS NULL");

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

            migrationBuilder.CreateIndex(
                name: "IX_RuleSettings_District_Year_Revision",
                schema: "publication",
                table: "RuleSettings",
                columns: new[] { "District", "Year", "Revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Waivers_DisclosureId",
                schema: "publication",
                table: "Waivers",
                column: "DisclosureId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "History",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Inbox",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Log",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Outbox",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "PublishedFiles",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Reminders",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Replies",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "RuleSettings",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "SigningKeys",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Submissions",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Waivers",
                schema: "publication");

            migrationBuilder.DropTable(
                name: "Disclosures",
                schema: "publication");
        }
    }
}
