using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Errands;

public sealed class HistoryExportTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Fact]
    public async Task The_whole_history_is_a_file_without_secrets()
    {
        var commands = portal.Services.GetRequiredService<DeploymentCommands>();
        var admin = new Viewer(new PersonKey(PersonKey.LocalIssuer, "admin"), "Administrator", IsSystemAdmin: true);
        var spec = (ASpec.Usual with { ModelImage = "modeldeploy/nothing:1" }).WithEnv("TOKEN", "hunter2", secret: true).WithEnv("MODE", "fast");
        Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(admin, "exported", spec, CancellationToken.None));
        await commands.UpdateAsync(admin, "exported", spec with { Description = "Second" }, "Say more", null, CancellationToken.None);
        using var client = await portal.SignedInAsync();

        using var answer = await client.GetAsync("/deployments/exported/history.json");

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("attachment; filename=exported-history.json", answer.Content.Headers.ContentDisposition?.ToString());
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        var revisions = JsonDocument.Parse(text).RootElement.GetProperty("revisions").EnumerateArray().ToList();
        Assert.Equal([(2L, "Updated", "Say more"), (1L, "Created", "")], revisions.Select(Told));
        Assert.Equal("fast", revisions[0].GetProperty("spec").GetProperty("env").EnumerateArray().Single(variable => variable.GetProperty("name").GetString() == "MODE").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Of_what_does_not_exist_there_is_no_file_and_nobody_gets_one_without_signing_in()
    {
        using var client = await portal.SignedInAsync();
        using var stranger = portal.Visitor();

        using var unknown = await client.GetAsync("/deployments/nobody-knows/history.json");
        using var refused = await stranger.GetAsync("/deployments/exported/history.json");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Redirect), (unknown.StatusCode, refused.StatusCode));
    }

    private static (long, string, string) Told(JsonElement revision) =>
        (revision.GetProperty("revision").GetInt64(), revision.GetProperty("action").GetString()!, revision.GetProperty("message").GetString()!);
}
