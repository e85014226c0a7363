using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Http;

namespace ModelDeploy.Portal.Tests.Fuzzing;

/// <summary>The real host before two deployments, <c>iris</c> and <c>rose</c>, whose models note every byte that reaches them.</summary>
internal sealed class APortalBeforeModels : IAsyncDisposable
{
    private static readonly Viewer Admin = new(Account.Administrator.Key, "Administrator", IsSystemAdmin: true);

    private readonly PortalFactory _portal;

    private APortalBeforeModels(PortalFactory portal) => _portal = portal;

    public string Address => _portal.Address;

    public ACountingModel Iris { get; } = new();

    public ACountingModel Rose { get; } = new();

    /// <summary>Starts it with the settings, those of every other test where none are given; both deployments serve once this returns.</summary>
    public static async Task<APortalBeforeModels> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var runtime = new ScriptedRuntime { KnownImages = [ASpec.Usual.ModelImage] };
        var portal = new APortalBeforeModels(new PortalFactory { Settings = settings ?? new Dictionary<string, string>(), Further = services => services.AddSingleton<IModelRuntime>(runtime) });
        runtime.AddressOf = key => key.Id == "rose" ? portal.Rose.Address : portal.Iris.Address;
        await portal._portal.InitializeAsync();
        var commands = portal._portal.Services.GetRequiredService<DeploymentCommands>();
        var feed = portal._portal.Services.GetRequiredService<DeploymentFeed>();
        foreach (var id in (string[])["iris", "rose"])
        {
            await commands.CreateAsync(Admin, id, ASpec.Usual, CancellationToken.None);
            await Eventually.TrueAsync(
                async () => feed.Find(Admin, id)?.Phase is DeploymentPhase.Deployed
                    && (await portal.SendAsync($"GET /deployment/{id}/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal),
                $"{id} to serve");
        }
        return portal;
    }

    /// <summary>Sends exactly these characters and reads to the end.</summary>
    public Task<string> SendAsync(string request) => RawHttp.SendAsync(Address, request);

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await Iris.DisposeAsync();
        await Rose.DisposeAsync();
    }
}
