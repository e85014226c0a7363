using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ModelDeploy.Local.Tests.Store;

/// <summary>A schema with two migrations, to be caught between them.</summary>
internal sealed class TwoStepContext(DbContextOptions<TwoStepContext> options) : DbContext(options)
{
    public const string First = "20260101000000_First";
    public const string Second = "20260102000000_Second";
}

[DbContext(typeof(TwoStepContext)), Migration(TwoStepContext.First)]
internal sealed class FirstStep : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE TABLE Notes (Text TEXT); INSERT INTO Notes VALUES ('kept');");
}

[DbContext(typeof(TwoStepContext)), Migration(TwoStepContext.Second)]
internal sealed class SecondStep : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE Notes ADD COLUMN Author TEXT;");
}
