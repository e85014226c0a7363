using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ModelDeploy.Local.Store.Migrations
{
    /// <inheritdoc />
    public partial class Audit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Audit",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Previous = table.Column<string>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Action = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    TargetId = table.Column<string>(type: "TEXT", nullable: false),
                    GroupName = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Number);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_GroupName_Number",
                table: "Audit",
                columns: new[] { "GroupName", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_TargetId_Number",
                table: "Audit",
                columns: new[] { "TargetId", "Number" });

            // Entries are added and never touched again: not by a mistake of ours either.
            migrationBuilder.Sql("CREATE TRIGGER Audit_stays BEFORE UPDATE ON Audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END");
            migrationBuilder.Sql("CREATE TRIGGER Audit_keeps BEFORE DELETE ON Audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Audit");
        }
    }
}
