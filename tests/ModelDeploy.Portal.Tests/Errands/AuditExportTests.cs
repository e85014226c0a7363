using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Exports;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Errands;

public sealed class AuditExportTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task Every_change_that_the_filters_let_through_is_in_the_file_without_secrets()
    {
        const int Updates = 201; // more than the journal is asked for at once
        var commands = portal.Services.GetRequiredService<DeploymentCommands>();
        var admin = new Viewer(new PersonKey(PersonKey.LocalIssuer, "admin"), "Administrator", IsSystemAdmin: true);
        var spec = ASpec.Usual.Stopped().WithEnv("TOKEN", "hunter2", secret: true);
        foreach (var id in new[] { "first", "second" })
            Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(admin, id, spec, CancellationToken.None));
        for (var number = 1; number <= Updates; number++)
            await commands.UpdateAsync(admin, "first", spec with { Description = $"{number}" }, $"=cmd|\"{number}\"", null, CancellationToken.None);
        using var client = await portal.SignedInAsync();

        using var json = await client.GetAsync("/audit.json?deployment=first");
        using var csv = await client.GetAsync("/audit.csv?action=updated");

        var text = await json.Content.ReadAsStringAsync();
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Matches("^attachment; filename=audit-[0-9]{8}-[0-9]{6}.json$", json.Content.Headers.ContentDisposition?.ToString());
        var changes = JsonDocument.Parse(text).RootElement.EnumerateArray().ToList();
        Assert.Equal(Updates + 1, changes.Count);
        Assert.All(changes, change => Assert.Equal("first", change.GetProperty("deploymentId").GetString()));
        Assert.Equal(Updates + 1, changes[0].GetProperty("change").GetProperty("revision").GetInt64());
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal((Updates + 2, ""), (lines.Length, lines[^1]));
        Assert.Equal("at,user,action,deploymentId,deploymentName,group,revision,fromRevision,message", lines[0].TrimStart('\ufeff'));
        Assert.EndsWith($"Administrator,Updated,first,{spec.DisplayName},{spec.Group},{Updates + 1},,\"'=cmd|\"\"{Updates}\"\"\"", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/audit.json")]
    [InlineData("/audit.csv")]
    public async Task Nobody_gets_one_without_signing_in(string path)
    {
        using var stranger = portal.Visitor();

        using var refused = await stranger.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("-1", "'-1")]
    public void A_cell_can_neither_break_the_table_nor_be_a_formula(string value, string cell) =>
        Assert.Equal(cell + "\r\n", CsvText.Line(value));
}
