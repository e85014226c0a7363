using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Everywhere;

/// <summary>A portal in which there is something to see: a deployment that serves and was changed, and one that failed.</summary>
public sealed class FilledPortal : IAsyncLifetime
{
    /// <summary>The id of the one that serves.</summary>
    public const string Serving = "every-page";

    /// <summary>The id of the one that failed.</summary>
    public const string Broken = "every-page-broken";

    /// <summary>The id of one that is stopped and that clients with keys could call.</summary>
    public const string Private = "every-page-private";

    /// <summary>The login name of somebody who has not changed the password yet.</summary>
    public const string Person = "ada";

    /// <summary>Their password.</summary>
    public const string Password = "seven wild geese";

    private static readonly Viewer Admin = new(new PersonKey(PersonKey.LocalIssuer, "admin"), "Administrator", IsSystemAdmin: true);

    /// <summary>The portal.</summary>
    public PortalFactory Portal { get; } = new();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        await Portal.InitializeAsync();
        var commands = Portal.Services.GetRequiredService<DeploymentCommands>();
        var spec = ASpec.Usual.WithGroup("demo") with
        {
            Description = "# Notes\nA sentence.",
            Metadata = [new("team", "botany"), new("ticket", "https://example.com/42")],
        };
        Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(Admin, Serving, spec, stop));
        await commands.UpdateAsync(Admin, Serving, spec with { Replicas = 2 }, "Two are better", null, stop);
        Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(Admin, Broken, spec with { ModelImage = "modeldeploy/nothing:9" }, stop));
        var closed = spec with { Access = AccessType.Private, Stop = true };
        Assert.IsType<CommandResult<Deployment>.Accepted>(await commands.CreateAsync(Admin, Private, closed, stop));
        var keys = Portal.Services.GetRequiredService<ClientKeyCommands>();
        Assert.IsType<CommandResult<NewClientKey>.Accepted>(await keys.AddAsync(Admin, Private, "ci-runner", 2, stop));
        Assert.IsType<CommandResult<NewClientKey>.Accepted>(await keys.RotateAsync(Admin, Private, "ci-runner", TimeSpan.FromHours(1), null, stop));
        var people = Portal.Services.GetRequiredService<LocalAccounts>();
        Assert.IsType<CommandResult<IssuedPassword>.Accepted>(await people.AddAsync(Admin, new NewPerson(Person, "Ada", IsSystemAdmin: true, Password), stop));
        Assert.IsType<CommandResult<IssuedPassword>.Accepted>(await people.AddAsync(Admin, new NewPerson("out", "Grace", IsSystemAdmin: false, null), stop));
        var feed = Portal.Services.GetRequiredService<DeploymentFeed>();
        await Eventually.TrueAsync(
            () => (feed.Find(Admin, Serving)?.Phase, feed.Find(Admin, Broken)?.Phase) is (DeploymentPhase.Deployed, DeploymentPhase.Failed),
            "one deployment serves and one has failed");
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
