using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Core.Operations;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Gateway;
using ModelDeploy.Portal.Components.Deployments;
using ModelDeploy.Portal.Components.Deployments.Detail.TryIt;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Options;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Portal.Tests.Components;

/// <summary>
/// Pages on Core's own commands and feed over stores in memory, with nobody behind them: what the controller would write,
/// a test writes with <see cref="ShowAsync"/>.
/// </summary>
public abstract class PagesContext : BunitContext, IAsyncLifetime
{
    /// <summary>A system administrator.</summary>
    protected static readonly Viewer Admin = new(new PersonKey(PersonKey.LocalIssuer, "admin"), "Administrator", IsSystemAdmin: true);

    /// <summary>A person who is in the groups that name Ada.</summary>
    protected static readonly Viewer Ada = new(AChange.Ada.Key, AChange.Ada.Name, IsSystemAdmin: false);

    private readonly InMemoryIdentityStore _accounts = new();

    protected PagesContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IDeploymentStore>(Store);
        Services.AddSingleton<IJournal>(Store.Journal);
        Services.AddSingleton<ICatalog>(Catalog);
        Services.AddSingleton<IIdentityStore>(_accounts);
        Services.AddSingleton<IModelRuntime>(Runtime);
        Services.AddSingleton<UsageReader>();
        Services.AddSingleton(new SpecLimits());
        Services.AddSingleton(Options);
        Services.AddSingleton<CatalogCache>();
        Services.AddSingleton<FirstLooks>();
        Services.AddSingleton<DeploymentFeed>();
        Services.AddSingleton<IAuditLog>(AuditLog);
        Services.AddSingleton<AuditTrail>();
        Services.AddSingleton<AuditReader>();
        Services.AddSingleton<DeploymentCommands>();
        Services.AddSingleton<ClientKeyCommands>();
        Services.AddSingleton<GroupCommands>();
        Services.AddSingleton<InstanceTypeCommands>();
        Services.AddSingleton<HistoryReader>();
        Services.AddSingleton<ImageSuggestions>();
        Services.AddSingleton<SystemReader>();
        Services.AddSingleton<FormChoicesReader>();
        Services.AddLogging();
        Services.AddGateway();
        Services.AddSingleton<ProtocolDetector>();
        Services.AddScoped<EndpointAddresses>();
        Services.AddScoped<GridMemory>();
        Services.AddScoped<Toaster>();
        Services.AddScoped<Clipboard>();
    }

    /// <summary>What was done and refused.</summary>
    protected InMemoryAuditLog AuditLog { get; } = new();

    /// <summary>What would run them.</summary>
    protected ScriptedRuntime Runtime { get; } = new() { KnownImages = ["modeldeploy/iris:1.0", "modeldeploy/iris:2.0"] };

    /// <summary>Where deployments are kept.</summary>
    protected InMemoryDeploymentStore Store { get; } = new();

    /// <summary>Where groups and instance types are kept: group demo (4 CPU, Ada in it), types cpu-tiny and cpu-medium.</summary>
    protected InMemoryCatalog Catalog { get; } = new(
        [AGroup.Named().WithQuota(cpu: 4).WithMember(AChange.Ada), AGroup.Named("other")],
        [AnInstanceType.Named(), AnInstanceType.Named("cpu-medium").WithResources(2, 4L << 30)]);

    /// <summary>The portal's options.</summary>
    protected virtual ModelDeployOptions Options { get; } = new()
    {
        DataDirectory = "data",
        PublicUrl = "https://models.example.com",
        Local = new LocalOptions
        {
            Images = new Dictionary<string, LocalImage>
            {
                ["modeldeploy/iris:1.0"] = new(["iris"], null, new Dictionary<string, string>(), """{"data":{"ndarray":[[1,2,3,4]]}}"""),
            },
        },
    };

    /// <summary>The commands that pages call.</summary>
    protected DeploymentCommands Commands => Services.GetRequiredService<DeploymentCommands>();

    /// <summary>What was told so far, newest last.</summary>
    protected IReadOnlyList<Toast> Toasts => Services.GetRequiredService<Toaster>().Toasts;

    /// <summary>Where the browser is, without the host.</summary>
    protected string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    /// <summary>The browser's address bar.</summary>
    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        foreach (var account in new[] { new Account(Admin.Person, Admin.Name, true), new Account(Ada.Person, Ada.Name, false) })
            await _accounts.SaveAccountAsync(account, CancellationToken.None);
        await Services.GetRequiredService<CatalogCache>().StartAsync(CancellationToken.None);
        await Services.GetRequiredService<DeploymentFeed>().StartAsync(CancellationToken.None);
        await Services.GetRequiredService<DeploymentFeed>().LoadedAsync(CancellationToken.None);
    }

    /// <summary>The page as this viewer sees it.</summary>
    protected IRenderedComponent<TPage> Open<TPage>(Viewer viewer, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        RenderTree.TryAdd<CascadingValue<Viewer>>(cascading => cascading.Add(value => value.Value, viewer));
        return Render(parameters ?? (_ => { }));
    }

    /// <summary>The field with exactly this label.</summary>
    protected static IElement Field<TPage>(IRenderedComponent<TPage> page, string label) where TPage : IComponent =>
        page.Find($"[id='{page.FindAll("label").Single(found => found.TextContent == label).GetAttribute("for")}']");

    /// <summary>Creates a deployment and waits until the feed has it.</summary>
    protected async Task<Deployment> DeployAsync(string id = "iris", DeploymentSpec? spec = null)
    {
        var answer = await Commands.CreateAsync(Admin, id, spec ?? ASpec.Usual, CancellationToken.None);
        var deployment = Assert.IsType<CommandResult<Deployment>.Accepted>(answer).Value;
        Services.GetRequiredService<FirstLooks>().Add(deployment);
        await KnownAsync(id);
        return deployment;
    }

    /// <summary>Waits until the feed, and so a page that is opened next, has this deployment as it is stored.</summary>
    protected async Task KnownAsync(string id)
    {
        var version = (await Store.GetAsync(new DeploymentKey(id), CancellationToken.None))!.Version;
        var feed = Services.GetRequiredService<DeploymentFeed>();
        await Eventually.TrueAsync(() => feed.Find(Admin, id)?.Version == version, $"the feed has {id} as it is stored");
    }

    /// <summary>Writes what a controller found out about the newest generation, and waits until the feed has it.</summary>
    protected async Task ShowAsync(string id, DeploymentPhase phase, Func<DeploymentStatus, DeploymentStatus>? further = null)
    {
        var key = new DeploymentKey(id);
        var current = (await Store.GetAsync(key, CancellationToken.None))!;
        var status = current.Status with { ObservedGeneration = current.Generation, Phase = phase, Message = $"It is {phase}" };
        Assert.IsType<StoreResult<Deployment>.Stored>(await Store.UpdateStatusAsync(key, further?.Invoke(status) ?? status, current.Version, CancellationToken.None));
        await KnownAsync(id);
    }

    /// <summary>A status with one ready replica.</summary>
    protected static DeploymentStatus Serving(DeploymentStatus status) => status with
    {
        Wanted = 1,
        Updated = 1,
        Available = 1,
        Template = "t1",
        Replicas = Seen.Of("t1", 1).ToEquatableList(),
    };
}
