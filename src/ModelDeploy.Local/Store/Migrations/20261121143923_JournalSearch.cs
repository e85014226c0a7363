using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ModelDeploy.Local.Store.Migrations
{
    /// <inheritdoc />
    public partial class JournalSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Journal_Uid_Revision",
                table: "Journal");

            migrationBuilder.AddColumn<string>(
                name: "Action",
                table: "Journal",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "GroupName",
                table: "Journal",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // The records in these columns hold the same; from here on it can be searched.
            migrationBuilder.Sql(
                """
                UPDATE "Journal" SET
                    "Action" = json_extract("Change", '$.Action'),
                    "GroupName" = json_extract("Spec", '$.Group');
                """);

            migrationBuilder.CreateIndex(
                name: "IX_Journal_DeploymentId_Number",
                table: "Journal",
                columns: new[] { "DeploymentId", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Journal_GroupName_Number",
                table: "Journal",
                columns: new[] { "GroupName", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Journal_Uid_Number",
                table: "Journal",
                columns: new[] { "Uid", "Number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Journal_DeploymentId_Number",
                table: "Journal");

            migrationBuilder.DropIndex(
                name: "IX_Journal_GroupName_Number",
                table: "Journal");

            migrationBuilder.DropIndex(
                name: "IX_Journal_Uid_Number",
                table: "Journal");

            migrationBuilder.DropColumn(
                name: "Action",
                table: "Journal");

            migrationBuilder.DropColumn(
                name: "GroupName",
                table: "Journal");

            migrationBuilder.CreateIndex(
                name: "IX_Journal_Uid_Revision",
                table: "Journal",
                columns: new[] { "Uid", "Revision" });
        }
    }
}
