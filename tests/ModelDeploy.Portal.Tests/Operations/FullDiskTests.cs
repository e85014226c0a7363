using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Operations;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_shows_in_readiness_refuses_changes_and_leaves_everything_else_running_until_there_is_room()
    {
        using var disk = SmallDisk.Mount(mebibytes: 16);
        await using var portal = new PortalFactory { DataDirectory = Path.Combine(disk.Path, "data") };
        await portal.InitializeAsync();
        using var person = await portal.SignedInAsync();
        var commands = portal.Services.GetRequiredService<DeploymentCommands>();
        Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(Viewer.System, "before", NeverStarts("Before"), CancellationToken.None));
        await Eventually.TrueAsync(() => PhaseOf("before") is DeploymentPhase.Failed, "the first one is looked at");
        await ReadyAsync(person, HttpStatusCode.OK, "Healthy");
        var link = await portal.IssueLinkAsync();

        disk.Fill();
        await ReadyAsync(person, HttpStatusCode.ServiceUnavailable, "store: The disk that holds the database is full. Nothing was stored; free some space and try again.");
        var refused = await commands.StopAsync(Viewer.System, "before", CancellationToken.None);
        Assert.IsType<CommandResult<Deployment>.Unavailable>(refused);
        Assert.Equal("Healthy\n", await person.GetStringAsync("/healthz"));
        Assert.Contains("Deployments", await person.GetStringAsync("/deployments"), StringComparison.Ordinal);
        using (var visitor = portal.Visitor())
        using (var answer = await visitor.GetAsync(link))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains("Nobody can sign in now", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        disk.Free();
        await ReadyAsync(person, HttpStatusCode.OK, "Healthy");
        using (var visitor = portal.Visitor())
        using (var answer = await visitor.GetAsync(link))
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(Viewer.System, "after", NeverStarts("After"), CancellationToken.None));
        await Eventually.TrueAsync(() => PhaseOf("after") is DeploymentPhase.Failed, "the feed and the controller go on");

        DeploymentPhase? PhaseOf(string id) => portal.Services.GetRequiredService<DeploymentFeed>().Find(Viewer.System, id)?.Status.Phase;
    }

    private static DeploymentSpec NeverStarts(string name) => ASpec.Usual.WithDisplayName(name).WithImage("modeldeploy/nothing:9");

    private static async Task ReadyAsync(HttpClient person, HttpStatusCode status, string text) => await Eventually.TrueAsync(async () =>
    {
        // Whoever asks, the answer is for the machines that ask next too.
        using var question = new HttpRequestMessage(HttpMethod.Get, "/readyz") { Headers = { AcceptLanguage = { new("de") } } };
        using var answer = await person.SendAsync(question);
        return answer.StatusCode == status && (await answer.Content.ReadAsStringAsync()).Contains(text, StringComparison.Ordinal);
    }, $"/readyz answers {status} with {text}");
}
